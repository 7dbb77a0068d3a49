"""An article as it stands, with its rows marked in it; and a row with all its columns."""

from __future__ import annotations

import json
import sqlite3

from pipeline.dataset.schema import TABLES
from pipeline.explore.asking import Ask, NotThere, Page, Row, has_table, one, rows
from pipeline.explore.marks import marks_of, paragraphs

SINGULAR = {"quotes": "quote", "figures": "figure", "mentions": "mention"}
NAMES = "article_id, source_uri, publisher, title"
LINKED = {  # the columns that hold an entity, and how the row calls it
    "quotes": ("speaker", "via"),
    "figures": ("subject", "place", "source"),
}


def article(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/article/ID``: a copy is shown with the rows of its original, where it is the same to the letter."""
    key = ask.parts["id"]
    found = one(connection, "select * from articles where article_id = ?", (key,))
    if found is None:
        raise NotThere(f"There is no article {key} in this release. It may have been withdrawn or purged.")
    tables = tables_of(connection, key)
    return Page("article.html", {
        "article": found,
        "paragraphs": paragraphs_of(found["text"], tables),
        "tables": tables,
        "original": _named(connection, found["duplicate_of"]),
        "copies": rows(connection, f"select {NAMES} from articles where duplicate_of = ?", (key,)),
        "story": _story(connection, found),
        "history": rows(connection, "select * from history where article_id = ? order by revision", (key,)),
        "added": ask.judged.added.get(key, []),
    })  # fmt: skip


def tables_of(connection: sqlite3.Connection, article_id: str) -> dict[str, list[Row]]:
    """Rows of an article by table, in the order of the text."""
    made = {}
    for table in ("sentences", *SINGULAR):
        made[table] = rows(connection, f"select * from {table} where article_id = ? order by start_char", (article_id,))
    for row in made["quotes"]:
        row["spans"] = json.loads(row["spans"])
    return made


def paragraphs_of(text: str, tables: dict[str, list[Row]]) -> list:
    marks = [mark for table, name in SINGULAR.items() for row in tables[table] for mark in marks_of(name, row)]
    return paragraphs(text, tables["sentences"], marks)


def _named(connection: sqlite3.Connection, article_id: str | None) -> Row | None:
    return article_id and one(connection, f"select {NAMES} from articles where article_id = ?", (article_id,))


def _story(connection: sqlite3.Connection, found: Row) -> Row | None:
    if not found.get("story_id") or not has_table(connection, "stories"):
        return None
    return one(connection, "select * from stories where story_id = ?", (found["story_id"],))


def row(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/row/TABLE/ID``: all columns of a row, the words in their sentence, and what a person said of it."""
    table, key = ask.parts["table"], ask.parts["id"]
    if table not in SINGULAR:
        raise NotThere(f"There is no page for rows of {table}; there are {', '.join(SINGULAR)}.")
    found = one(connection, f"select * from {table} where {TABLES[table].key} = ?", (key,))
    if found is None:
        raise NotThere(
            f"No row of {table} has the key {key} in this release. Its article may have changed, or rules have; "
            "search for its words, or open the article."
        )
    values = described(connection, table, found, ask)
    return Page("panel.html" if "panel" in ask.args else "row.html", values)


def described(connection: sqlite3.Connection, table: str, found: Row, ask: Ask) -> Row:
    """What the page of a row shows."""
    its_figures = "select * from figures where quote_id = ? order by start_char"
    if table == "quotes" and isinstance(found["spans"], str):
        found["spans"] = json.loads(found["spans"])
    return {
        "table": table,
        "name": SINGULAR[table],
        "row": found,
        "columns": TABLES[table].columns,
        "entities": _entities(connection, table, found),
        "article": _named(connection, found["article_id"]),
        "sentence": one(connection, "select * from sentences where sentence_id = ?", (found["sentence_id"],)),
        "quote": found.get("quote_id") and table == "figures" and one(
            connection, "select * from quotes where quote_id = ?", (found["quote_id"],)),
        "figures": rows(connection, its_figures, (found["quote_id"],)) if table == "quotes" else [],
        "said": ask.judged.of(table, found[TABLES[table].key]),
    }  # fmt: skip


def _entities(connection: sqlite3.Connection, table: str, found: Row) -> dict[str, Row]:
    """By the name of the part (``speaker``, ``place``) the entity that it is."""
    keys = {part: found[f"{part}_entity_id"] for part in LINKED.get(table, ())}
    if table == "mentions":
        keys["entity"] = found["entity_id"]
    wanted = [key for key in keys.values() if key]
    statement = f"select * from entities where entity_id in ({', '.join('?' * len(wanted))})"
    known = {entity["entity_id"]: entity for entity in rows(connection, statement, wanted)}
    return {part: known[key] for part, key in keys.items() if key in known}
