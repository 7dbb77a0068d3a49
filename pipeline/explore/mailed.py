"""The page of an article as one file: styles, script and all its rows inside, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import re
from contextlib import closing
from importlib import resources

from markupsafe import Markup

from pipeline.explore.asking import Ask, one
from pipeline.explore.database import connect, update_explorer
from pipeline.explore.pages.article import SINGULAR, article, described
from pipeline.explore.rendering import render
from pipeline.settings import Settings

STATIC = resources.files("pipeline.explore.plugin") / "static"


def article_file(settings: Settings, article_id: str) -> str:
    """HTML of the article, or of the original that it is a copy of; raises FileNotFoundError when nothing is
    published, NotThere when the release has no such article."""
    update_explorer(settings.data)
    with closing(connect(settings.explorer)) as connection:
        found = one(connection, "select duplicate_of from articles where article_id = ?", (article_id,))
        key = (found and found["duplicate_of"]) or article_id
        ask = Ask({"id": key}, {}, settings.decisions)
        page = article(connection, ask)
        common = {"read_only": True, "token": "", "judged": ask.judged, "asked": ask}
        panels: dict[str, Markup] = {}
        for table, name in SINGULAR.items():
            for row in page.values["tables"][table]:
                panel = render("panel.html", **common, **described(connection, table, row, ask))
                panels[f"{name}-{row[f'{name}_id']}"] = Markup(panel)
    inside = {"styles": Markup(_styles()), "script": Markup(_text("article.js")), "panels": panels}
    return _without_links(render("mailed.html", **common, **page.values, **inside))


def _text(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _styles() -> str:
    """The style sheet with its fonts inside; those of letters beyond Latin-1 are left out, for the file's size."""
    styles = re.sub(r"@font-face[^}]*latin-ext[^}]*}\n", "", _text("reading.css"))

    def inside(found: re.Match[str]) -> str:
        font = base64.b64encode((STATIC / found[1]).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{font})"

    return re.sub(r"url\((fonts/[^)]+)\)", inside, styles)


def _without_links(page: str) -> str:
    """Links to pages of the server lead nowhere from a file; those to rows of the article stay in it."""
    page = re.sub(r'href="/article/[^"#]+#((?:quote|figure|mention)-[^"]+)"', r'href="#\1"', page)
    page = re.sub(r'href="/row/(\w+)s/([\w.-]+)"', r'href="#\1-\2"', page)
    return re.sub(r'<a([^>]*) href="/[^"]*"', r"<a\1", page)
