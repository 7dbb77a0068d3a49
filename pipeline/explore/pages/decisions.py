"""What was decided, line by line, and whether the release already has it."""

from __future__ import annotations

import sqlite3

from pipeline.dataset.decisions.anchors import Anchor
from pipeline.dataset.schema import TABLES
from pipeline.explore.asking import Ask, Page, Row, one
from pipeline.explore.decide import name_of, values_of

ARTICLE = "select article_id, title, source_uri, text from articles where article_id = ?"
ENTITY = "select entity_id, name, entity_type from entities where entity_id = ?"


def decisions(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/decisions``."""
    lines = [_line(connection, kind, line) for kind, line in reversed(ask.judged.lines)]
    return Page("decisions.html", {"lines": lines, "done": ask.get("done")})


def _line(connection: sqlite3.Connection, kind: str, line: Row) -> Row:
    if kind in ("correct", "judge", "add"):
        made = _of_row(connection, kind, line)
    else:
        made = _of_entities(connection, kind, line)
    return {"kind": kind, "line": line, "name": name_of(kind, line)} | made


def _of_row(connection: sqlite3.Connection, kind: str, line: Row) -> Row:
    table, at = line.get("table", ""), line.get("at") or {}
    row, article = None, None
    if table in TABLES and line.get("id"):
        row = one(connection, f"select * from {table} where {TABLES[table].key} = ?", (line["id"],))
    if at:
        article = one(connection, ARTICLE, (at.get("article_id"),))
        place = article and Anchor(**at).place(article["text"])
        if row is None or row["text"] != at.get("text"):
            row = place and _row_at(connection, table, at["article_id"], *place)
        if not place:
            return {"state": "waiting", "row": None, "table": table, "article": article}
    return {"state": state_of(connection, kind, line, row), "row": row, "table": table, "article": article}


def _row_at(connection: sqlite3.Connection, table: str, article_id: str, start: int, end: int) -> Row | None:
    overlapping = f"select * from {table} where article_id = ? and start_char < ? and end_char > ?"
    return one(connection, f"{overlapping} order by abs(start_char - ?) limit 1", (article_id, end, start, start))


def state_of(connection: sqlite3.Connection, kind: str, line: Row, row: Row | None) -> str:
    """``applied`` when the release has what the line says, else ``pending``; a judgement is only noted."""
    if kind == "judge":
        return "noted"
    if line.get("drop"):
        return "pending" if row else "applied"
    if row is None:
        return "pending"
    now = values_of(connection, line["table"], row) | row
    plain = {
        name: value.isoformat()[:10] if hasattr(value, "isoformat") else value
        for name, value in line.get("set", {}).items()
    }
    same = all(now.get(name) == value for name, value in plain.items())
    return "applied" if same and all(now.get(name) is None for name in line.get("clear", [])) else "pending"


def _of_entities(connection: sqlite3.Connection, kind: str, line: Row) -> Row:
    keys = line.get("entities") or [line.get("entity", "")]
    found = [one(connection, ENTITY, (key,)) or {"entity_id": None, "name": key, "entity_type": None} for key in keys]
    there = [entity for entity in found if entity["entity_id"]]
    if kind == "rename":
        state = "applied" if there and there[0]["name"] == line.get("name") else "pending"
    elif kind == "type":
        state = "applied" if there and there[0]["entity_type"] == line.get("type") else "pending"
    elif kind == "same":
        state = "pending" if len(there) > 1 else "applied"
    else:
        state = "noted"
    return {"state": state, "entities": found}
