"""An article as it stands, with its rows marked in it; and a row with all its columns."""

from __future__ import annotations

import json
import sqlite3

from pipeline.dataset.decisions.anchors import Anchor
from pipeline.dataset.decisions.corrections import NAMES as NAMED
from pipeline.dataset.schema import TABLES
from pipeline.explore.asking import Ask, NotThere, Page, Row, has_table, one, rows
from pipeline.explore.decide import FIELDS, values_of
from pipeline.explore.marks import Mark, marks_of, paragraphs
from pipeline.explore.pages.decisions import state_of
from pipeline.explore.revisions import revisions_of

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
    added = [(line, Anchor(**line["at"]).place(found["text"])) for line in ask.judged.added.get(key, [])]
    return Page("article.html", {
        "article": found,
        "paragraphs": paragraphs_of(found["text"], tables, [place for _, place in added if place]),
        "tables": tables,
        "original": _named(connection, found["duplicate_of"]),
        "copies": rows(connection, f"select {NAMES} from articles where duplicate_of = ?", (key,)),
        "story": _story(connection, found),
        "history": rows(connection, "select * from history where article_id = ? order by revision", (key,)),
        "added": added,
        "revisions": revisions_of(connection, found, tables["figures"]),
        "done": ask.get("done"),
        "add_fields": {table: fields_of(connection, table, {}) for table in FIELDS},
        "names": names_in(connection, key),
    })  # fmt: skip


def tables_of(connection: sqlite3.Connection, article_id: str) -> dict[str, list[Row]]:
    """Rows of an article by table, in the order of the text."""
    made = {}
    for table in ("sentences", *SINGULAR):
        made[table] = rows(connection, f"select * from {table} where article_id = ? order by start_char", (article_id,))
    for row in made["quotes"]:
        row["spans"] = json.loads(row["spans"])
    return made


def paragraphs_of(text: str, tables: dict[str, list[Row]], added: list[tuple[int, int]]) -> list:
    """``added`` are places that a person marked and that the next run makes rows of."""
    marks = [Mark(*place, "added-", "ad", True) for place in added]
    marks += [mark for table, name in SINGULAR.items() for row in tables[table] for mark in marks_of(name, row)]
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
        "said": [(kind, line, state_of(connection, kind, line, found))
                 for kind, line in ask.judged.of(table, found[TABLES[table].key])],
        "fields": fields_of(connection, table, found) if table in FIELDS else [],
        "names": names_in(connection, found["article_id"]),
        "back": f"/article/{found['article_id']}#{SINGULAR[table]}-{found[TABLES[table].key]}",
    }  # fmt: skip


def fields_of(connection: sqlite3.Connection, table: str, row: Row) -> list[Row]:
    """The fields of a form: of a row with its values, or empty."""
    now = values_of(connection, table, row) if row else {}
    made = []
    for name in FIELDS[table]:
        field = {"name": name, "label": name.replace("_", " ").capitalize(), "value": now.get(name), "choices": None,
                 "nullable": True, "day": False, "number": False}  # fmt: skip
        if name not in NAMED[table]:
            column = TABLES[table].column(name)
            field |= {"choices": column.values, "nullable": column.nullable, "day": "timestamp" in column.kind,
                      "number": column.kind == "double"}  # fmt: skip
        if row or name != "content":
            made.append(field)
    return made


def names_in(connection: sqlite3.Connection, article_id: str) -> list[str]:
    """Names of the entities of an article, those named most often first."""
    found = rows(connection, """select e.name from mentions m join entities e using (entity_id)
        where m.article_id = ? group by 1 order by count(*) desc, 1 limit 60""", (article_id,))  # fmt: skip
    return [row["name"] for row in found]


def _entities(connection: sqlite3.Connection, table: str, found: Row) -> dict[str, Row]:
    """By the name of the part (``speaker``, ``place``) the entity that it is."""
    keys = {part: found[f"{part}_entity_id"] for part in LINKED.get(table, ())}
    if table == "mentions":
        keys["entity"] = found["entity_id"]
    wanted = [key for key in keys.values() if key]
    statement = f"select * from entities where entity_id in ({', '.join('?' * len(wanted))})"
    known = {entity["entity_id"]: entity for entity in rows(connection, statement, wanted)}
    return {part: known[key] for part, key in keys.items() if key in known}
