"""Lists of statements, figures and articles: filtered, sorted, counted, and given as files."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pipeline.dataset.schema import TABLES
from pipeline.explore.asking import Ask, Page, one, rows
from pipeline.explore.filters import Condition, Filter, conditions

PER_PAGE = 50
COUNTED_TO = 10_000
SENT_TO = 1_000_000


@dataclass(frozen=True, slots=True)
class List:
    """``view`` is what analysts read the same rows from; ``source`` what SQLite reads them from, whose conditions and
    orders need ``table`` alone."""

    name: str
    view: str
    title: str
    template: str
    table: str
    source: str
    columns: str
    filters: tuple[Filter, ...]
    orders: dict[str, str]
    key: str


def _values(table: str, column: str) -> tuple[str, ...]:
    return TABLES[table].column(column).values or ()


DAYS = (
    Filter("from", "From day", "from", ("published_on",)),
    Filter("to", "To day", "to", ("published_on",)),
    Filter("publisher", "Publisher", "is", ("publisher",)),
)
SURE = (Filter("sure", "Confidence at least", "at_least", ("confidence",)),)
STATEMENTS = List(
    "statements", "statements", "Statements", "statements.html", "quotes",
    "quotes r join (select article_id, title, url from articles) a using (article_id)", "r.*, a.title, a.url",
    (
        Filter("words", "Words", "words", ("content",)),
        Filter("speaker", "Speaker", "is", ("speaker_name",)),
        Filter("speaker_id", "Speaker", "is", ("speaker_entity_id",)),
        Filter("via_id", "Through", "is", ("via_entity_id",)),
        Filter("kind", "What it is", "is", ("attribution_kind",), _values("quotes", "attribution_kind")),
        Filter("type", "How it is given", "is", ("quote_type",), _values("quotes", "quote_type")),
        *DAYS, *SURE,
    ),
    {"newest": "published_on desc, article_id, start_char",
     "oldest": "published_on is null, published_on, article_id, start_char",
     "speaker": "speaker_name is null, speaker_name, published_on desc, article_id, start_char",
     "surest": "confidence desc, article_id, start_char", "least sure": "confidence, article_id, start_char"},
    "quote_id",
)  # fmt: skip
FIGURES = List(
    "figures", "facts", "Figures", "figures.html", "figures",
    "figures r join (select article_id, title, url from articles) a using (article_id) "
    "join (select sentence_id, text as sentence from sentences) s using (sentence_id)",
    "r.*, a.title, a.url, s.sentence",
    (
        Filter("words", "Words", "words", ("item_text", "concept_text", "subject_text", "unit")),
        Filter("unit", "Unit", "is", ("unit",)),
        Filter("quantity", "Kind", "is", ("quantity_type",), _values("figures", "quantity_type")),
        Filter("modifier", "Bound", "is", ("modifier",), _values("figures", "modifier")),
        Filter("change", "Change", "is", ("change",), _values("figures", "change")),
        Filter("at_least", "Value at least", "at_least", ("value",)),
        Filter("at_most", "Value at most", "at_most", ("value",)),
        Filter("source", "Source", "is", ("source_name",)),
        Filter("source_id", "Source", "is", ("source_entity_id",)),
        Filter("subject_id", "Subject", "is", ("subject_entity_id",)),
        Filter("place_id", "Place", "is", ("place_entity_id",)),
        Filter("since", "Period from", "from", ("period_start",)),
        Filter("until", "Period to", "to", ("period_end",)),
        *DAYS, *SURE,
    ),
    {"newest": "published_on desc, article_id, start_char",
     "oldest": "published_on is null, published_on, article_id, start_char",
     "largest": "value desc, article_id, start_char", "smallest": "value is null, value, article_id, start_char",
     "unit": "unit, value desc, article_id, start_char", "surest": "confidence desc, article_id, start_char",
     "least sure": "confidence, article_id, start_char"},
    "figure_id",
)  # fmt: skip
ARTICLES = List(
    "articles", "articles", "Articles", "articles.html",
    "articles join explorer_articles using (article_id)",
    "articles r join explorer_articles x using (article_id)",
    "r.article_id, r.title, r.publisher, r.published_on, r.source_uri, r.url, r.byline, r.duplicate_of, "
    "x.statements, x.figures",
    (Filter("words", "Words", "words", ("title", "text")), *DAYS),
    {"newest": "published_on desc, title, article_id",
     "oldest": "published_on is null, published_on, title, article_id",
     "publisher": "publisher is null, publisher, published_on desc, article_id",
     "most statements": "statements desc, article_id",
     "most figures": "figures desc, article_id"},
    "article_id",
)  # fmt: skip
SERIES = List(
    "series", "series", "Series", "serieslist.html", "series",
    "series r left join (select story_id as story_key, title as story from stories) t on t.story_key = r.story_id",
    "r.*, t.story",
    (
        Filter("words", "Words", "words", ("label",)),
        Filter("state", "State", "is", ("state",), _values("series", "state")),
        Filter("quantity", "Kind", "is", ("quantity_type",), _values("series", "quantity_type")),
        Filter("unit", "Unit", "is", ("unit",)),
        Filter("story_id", "Story", "is", ("story_id",)),
        Filter("told", "Articles at least", "at_least", ("article_count",)),
        Filter("figures", "Figures at least", "at_least", ("value_count",)),
    ),
    {"most told": "article_count desc, value_count desc, label, series_id", "newest": "last_on desc, label, series_id",
     "most sources": "source_count desc, article_count desc, series_id", "label": "label, series_id"},
    "series_id",
)  # fmt: skip
LISTS = {made.name: made for made in (STATEMENTS, FIGURES, ARTICLES, SERIES)}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What an address asks of a list: conditions, what is wrong with those that are none, and the same in SQL."""

    list: List
    conditions: list[Condition]
    problems: list[str]
    sort: str
    where: str
    values: list[Any]

    @property
    def order(self) -> str:
        return self.list.orders[self.sort]


def narrowed(wanted: List, args: Mapping[str, str]) -> Narrowed:
    found, problems = conditions(wanted.filters, args)
    sort = args.get("sort") if args.get("sort") in wanted.orders else next(iter(wanted.orders))
    parts = [condition.sqlite(wanted.table.split()[0]) for condition in found]
    where = "where " + " and ".join(text for text, _ in parts) if parts else ""
    return Narrowed(wanted, found, problems, sort, where, [value for _, values in parts for value in values])


def listing(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/statements``, ``/figures``, ``/articles``."""
    wanted = LISTS[ask.parts["list"]]
    asked, page = narrowed(wanted, ask.args), ask.page()
    shown = rows(connection, *selection(asked, PER_PAGE + 1, PER_PAGE * (page - 1)))
    counted = f"select count(*) as n from (select 1 from {wanted.table} {asked.where} limit {COUNTED_TO + 1})"
    args = {name: ask.get(name) for name in ("sort", *(one.name for one in wanted.filters)) if ask.get(name)}
    return Page(wanted.template, {
        "list": wanted, "rows": shown[:PER_PAGE], "more": len(shown) > PER_PAGE, "page": page, "sort": asked.sort,
        "count": one(connection, counted, asked.values)["n"], "counted_to": COUNTED_TO,
        "problems": asked.problems, "args": args, "query": urlencode(args),
        "chosen": [(each, _said(connection, each), _without(args, each)) for each in asked.conditions],
        "choices": choices(connection, wanted), "code": code_of(wanted, asked.conditions),
    })  # fmt: skip


def selection(asked: Narrowed, limit: int, offset: int = 0) -> tuple[str, list[Any]]:
    """Rows are chosen and sorted by their key first, and only those that are shown are looked up whole."""
    wanted = asked.list
    keys = f"select {wanted.key} from {wanted.table} {asked.where} order by {asked.order} limit {limit} offset {offset}"
    order = f"order by {asked.order}"
    return f"select {wanted.columns} from {wanted.source} where {wanted.key} in ({keys}) {order}", asked.values


def _without(args: dict[str, str], condition: Condition) -> str:
    return urlencode({name: value for name, value in args.items() if name != condition.filter.name})


def _said(connection: sqlite3.Connection, condition: Condition) -> str:
    """The value as a reader knows it: of an id, the name."""
    if condition.filter.columns[0] == "story_id":
        found = one(connection, "select title from stories where story_id = ?", (condition.value,))
        return found["title"] if found else condition.value
    if condition.filter.columns[0].endswith("entity_id"):
        found = one(connection, "select name from entities where entity_id = ?", (condition.value,))
        return found["name"] if found else condition.value
    return f"{condition.value:g}" if isinstance(condition.value, float) else str(condition.value)


def choices(connection: sqlite3.Connection, wanted: List) -> dict[str, list[str]]:
    """Values to choose from: the closed ones, and the most frequent of the open ones."""
    made = {one.name: list(one.values) for one in wanted.filters if one.values}
    known = {row["name"]: row["choices"] for row in rows(connection, "select name, choices from explorer_choices")}
    made |= {name: known[name].split("\n") for name in ("publisher", "unit") if known.get(name)}
    return made


def code_of(wanted: List, found: list[Condition]) -> dict[str, str]:
    """Lines that give the same rows to who works with pandas or DuckDB."""
    frame, path = wanted.view, f"data/tables/{wanted.view}.parquet"
    mask = " & ".join(condition.pandas(frame) for condition in found)
    where = " and ".join(condition.duckdb() for condition in found)
    return {
        "pandas": f'{frame} = pipeline.load_tables("{wanted.view}")["{wanted.view}"]\n'
        + (f"{frame}[{mask}]" if mask else frame),
        "DuckDB": f"duckdb.sql({_quoted(f'''from '{path}' ''' + (f'where {where}' if where else ''))})",
    }


def _quoted(text: str) -> str:
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def selected(connection: sqlite3.Connection, name: str, args: Mapping[str, str]) -> tuple[list[str], list[tuple]]:
    """Column names and all rows that an address selects, in its order, at most a million."""
    wanted = LISTS[name]
    asked = narrowed(wanted, args)
    cursor = connection.execute(*selection(asked, SENT_TO))
    return [column[0] for column in cursor.description], [tuple(row) for row in cursor]
