"""The plugin that makes Datasette a reading room: routes, templates, static files, and what guards them.

It is registered by ``pipeline.explore.serve`` in a process of ours, not as an entry point: a Datasette that is
started for something else in the same environment stays as it is.
"""

from __future__ import annotations

import asyncio
import sqlite3
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl

from pipeline.explore import guard
from pipeline.explore.asking import Ask, NotThere, Page, View
from pipeline.explore.database import explorer_path, update_explorer
from pipeline.explore.decide import Refused, decide
from pipeline.explore.filters import says
from pipeline.explore.pages import article, decisions, entity, lists, series, start
from pipeline.explore.rendering import STATIC, render

DATABASE = "newsledger"
KEY = r"(?P<id>[\w.-]+)"
PAGES: dict[str, View] = {
    r"^/$": start.start,
    r"^/search$": start.search,
    rf"^/article/{KEY}$": article.article,
    rf"^/row/(?P<table>\w+)/{KEY}$": article.row,
    rf"^/entity/{KEY}$": entity.entity,
    r"^/(?P<list>statements|figures|articles|series)$": lists.listing,
    r"^/decisions$": decisions.decisions,
    rf"^/series/{KEY}$": series.series,
    rf"^/story/{KEY}$": series.story,
}


@hookimpl
def register_routes(datasette):
    from pipeline.explore.export import export

    pages = [(pattern, _served(datasette, view)) for pattern, view in PAGES.items()]
    return [
        *pages,
        (r"^/decide$", decided),
        (r"^/(?P<list>statements|figures|articles|series)\.(?P<format>csv|json|parquet)$", export),
    ]


@hookimpl
def skip_csrf(scope):
    """Ours is guarded more strictly, see ``decided``; Datasette's own forms keep its own guard."""
    return scope["path"] == "/decide"


@hookimpl
def prepare_connection(conn: sqlite3.Connection):
    conn.create_function("says", -1, says, deterministic=True)


@hookimpl
def extra_css_urls():
    return [STATIC + "datasette.css"]


@hookimpl
def menu_links():
    return [{"href": "/", "label": "Reading room"}]


@hookimpl
def asgi_wrapper():
    return guard.guarded


async def decided(datasette, request) -> Response:
    """``POST /decide``: only from a page of ours, which its origin and the token in its form tell."""
    told = settings_of(datasette)
    if request.method != "POST":
        return Response.html(render_message(datasette, request, "Nothing decided", "This address takes forms."), 405)
    if told["read_only"]:
        text = "This server only shows: start it without --read-only to correct."
        return Response.html(render_message(datasette, request, "Reading only", text), 403)
    form = await request.post_vars()
    if not guard.is_own_origin(request.scope) or not compare_digest(
        form.get("token", "").encode(), told["token"].encode()
    ):
        text = "This form is not from a page of this server, or the server was started anew: open the page again."
        return Response.html(render_message(datasette, request, "Not written", text), 403)

    def made(connection: sqlite3.Connection) -> str:
        return decide(connection, told["decisions"], told["data"], form)

    try:
        done = await datasette.get_database(DATABASE).execute_fn(made)
    except Refused as error:
        return Response.html(render_message(datasette, request, "Not written", str(error)), 409)
    return Response.redirect(_back(form.get("back", "/"), done), status=303)


def _back(address: str, done: str) -> str:
    """The page that the form was on (a path of ours), with what was done."""
    path, _, row = address.partition("#")
    path = path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
    return f"{path}?{urlencode({'done': done})}" + (f"#{row}" if row else "")


def render_message(datasette, request, title: str, message: str) -> str:
    page = Page("message.html", {"title": title, "message": message})
    return rendered(datasette, page, asked_by(datasette, request))


def settings_of(datasette) -> dict[str, Any]:
    """What ``serve`` told the plugin: ``data``, ``decisions``, ``read_only``, ``port``, ``token``."""
    return datasette.newsledger


def _served(datasette, view: View):
    async def served(request):
        return await answer(datasette, request, view)

    return served


async def answer(datasette, request, view: View) -> Response:
    """A page, made with one connection and so of one release, even while the next one is published."""
    asked = asked_by(datasette, request)

    def made(connection: sqlite3.Connection) -> Page:
        try:
            return view(connection, asked)
        except NotThere as error:
            return Page("message.html", {"title": "Not in this release", "message": str(error)}, 404)

    data = settings_of(datasette)["data"]
    try:
        if not explorer_path(data).exists():  # an article was purged, or the folder was cleaned
            await asyncio.to_thread(update_explorer, data)
        page = await datasette.get_database(DATABASE).execute_fn(made)
    except FileNotFoundError as error:
        page = Page("message.html", {"title": "Nothing to read yet", "message": str(error)}, 503)
    return Response.html(rendered(datasette, page, asked), status=page.status)


def asked_by(datasette, request) -> Ask:
    settings = settings_of(datasette)
    args = {name: request.args[name] for name in request.args}
    return Ask(request.url_vars, args, settings["decisions"], settings["read_only"])


def rendered(datasette, page: Page, asked: Ask) -> str:
    settings = settings_of(datasette)
    common = {"read_only": asked.read_only, "token": settings["token"], "judged": asked.judged, "asked": asked}
    return render(page.template, **common, **page.values)
