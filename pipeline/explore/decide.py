"""What a person decided, written into ``decisions.toml``: locked, whole or not at all, comments kept.

Nothing is written that the next run would refuse: the file is checked as that run will read it before it takes the
place of the old one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import tomlkit
from filelock import FileLock, Timeout

from pipeline.dataset.decisions.anchors import Anchor, make_anchor
from pipeline.dataset.decisions.corrections import CORRECTED, NAMES, check_decisions
from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.files import replacing
from pipeline.explore.asking import Row, one, rows

LOCK_SECONDS = 10
ENTITY_TYPES = TABLES["entities"].column("entity_type").values
# The columns that the form of a row offers, in its order; names stand for the entities that bear them.
FIELDS = {
    "quotes": ("speaker_name", "speaker_role", "content", "attribution_kind", "quote_type", "via_name"),
    "figures": ("value", "modifier", "value_low", "value_high", "unit", "quantity_type", "change", "period_start",
                "period_end", "source_name", "subject_name", "place_name"),
}  # fmt: skip


NAME_IN_ARTICLE = """select text from mentions where entity_id = ? and article_id = ? and mention_type = 'name'
    order by length(text) desc limit 1"""


class Refused(ValueError):
    """What was asked cannot be written; the message says why, to the person who asked."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be written: ``kind`` is the table of the file; ``about`` finds the line that it takes the place of."""

    kind: str
    values: Row
    about: Row
    comment: str = ""


def decide(connection: sqlite3.Connection, decisions: Path, data: Path, form: Mapping[str, str]) -> str:
    """Write what a form says; returns the sentence that tells the person. Raises Refused."""
    action = form.get("action", "")
    if action == "undo":
        return undo(decisions, data, form.get("kind", ""), form.get("line", ""))
    makers = {"right": _judged, "wrong": _judged, "drop": _corrected, "correct": _corrected, "add": _added,
              "same": _entities, "not_same": _entities, "apart": _apart, "rename": _about_one,
              "type": _about_one}  # fmt: skip
    if action not in makers:
        raise Refused(f"There is nothing called {action!r} that could be decided.")
    write(decisions, data, makers[action](connection, action, form))
    return "Written to decisions.toml; the next run applies it."


def write(decisions: Path, data: Path, line: Line) -> None:
    def change(document: tomlkit.TOMLDocument) -> None:
        lines = _lines(document, line.kind)
        place = next((i for i, old in enumerate(lines) if line.about.items() <= dict(old.unwrap()).items()), None)
        made = _table(line, lines[place].unwrap() if place is not None else {})
        if place is None:
            lines.append(made)
        else:
            lines[place] = made

    _change(decisions, data, change)


def undo(decisions: Path, data: Path, kind: str, wanted: str) -> str:
    """Take a line out of the file, given as ``name_of`` has it."""

    def change(document: tomlkit.TOMLDocument) -> None:
        lines = document.get(kind, [])
        place = next((i for i, old in enumerate(lines) if name_of(kind, old.unwrap()) == wanted), None)
        if place is None:
            raise Refused("This line is not in decisions.toml any more.")
        del lines[place]
        if not len(lines):
            del document[kind]

    _change(decisions, data, change)
    return "Taken out of decisions.toml; the next run goes without it."


def name_of(kind: str, line: Row) -> str:
    """Tells a line from all others of its file."""
    from hashlib import sha256

    return sha256(repr((kind, sorted(line.items(), key=str))).encode()).hexdigest()[:16]


def _change(decisions: Path, data: Path, change) -> None:
    lock = FileLock(data / ".decisions.lock")
    try:
        with lock.acquire(timeout=LOCK_SECONDS):
            document = _document(decisions)
            change(document)
            with replacing(decisions) as hidden:
                hidden.write_text(tomlkit.dumps(document), encoding="utf-8")
                check_decisions(hidden)
    except Timeout:
        raise Refused("Somebody else is writing to decisions.toml; try again.") from None
    except OSError as error:
        raise Refused(f"decisions.toml cannot be written: {error}") from error
    except ValueError as error:
        raise Refused(str(error)) from error


def _document(decisions: Path) -> tomlkit.TOMLDocument:
    if not decisions.exists():
        return tomlkit.document()
    try:
        return tomlkit.parse(decisions.read_text(encoding="utf-8"))
    except (tomlkit.exceptions.ParseError, UnicodeDecodeError) as error:
        raise Refused(f"{decisions.name} cannot be read, and so nothing was written: {error}") from error


def _lines(document: tomlkit.TOMLDocument, kind: str):
    if kind not in document:
        document.append(kind, tomlkit.aot())
    return document[kind]


def _table(line: Line, before: Row) -> tomlkit.items.Table:
    """The line as TOML; a correction keeps what was said of other columns."""
    values = dict(line.values)
    if line.kind == "correct" and "drop" not in values:
        kept = {name: value for name, value in before.get("set", {}).items() if name not in values.get("clear", [])}
        cleared = [name for name in before.get("clear", []) if name not in values.get("set", {})]
        values["set"] = kept | values.get("set", {})
        values["clear"] = [*dict.fromkeys([*cleared, *values.get("clear", [])])]
        values = {name: value for name, value in values.items() if value not in ({}, [])}
    table = tomlkit.table()
    for name, value in values.items():
        if isinstance(value, dict):
            inside = tomlkit.inline_table()
            inside.update(value)
            value = inside
        table.append(name, value)
    if line.comment:
        table.comment(line.comment)
    return table


def _row(connection: sqlite3.Connection, form: Mapping[str, str]) -> tuple[str, Row, str]:
    """Table, row and its article's text."""
    table, key = form.get("table", ""), form.get("id", "")
    if table not in CORRECTED:
        raise Refused(f"Rows of {table!r} are not judged.")
    found = one(connection, f"select * from {table} where {TABLES[table].key} = ?", (key,))
    if found is None:
        raise Refused(f"No row of {table} has the key {key} in this release any more: open its article again.")
    return table, found, _text(connection, found["article_id"])


def _text(connection: sqlite3.Connection, article_id: str) -> str:
    found = one(connection, "select text from articles where article_id = ?", (article_id,))
    if found is None:
        raise Refused(f"There is no article {article_id} in this release any more.")
    return found["text"]


def _at(anchor: Anchor) -> Row:
    return {name: getattr(anchor, name) for name in ("article_id", "text", "before", "after")}


def _anchored(table: str, row: Row, text: str) -> tuple[Row, Row]:
    """How a line begins that is about a row: what it takes the place of, and the same with where the row stands."""
    about = {"table": table, "id": row[TABLES[table].key]}
    return about, about | {"at": _at(make_anchor(row["article_id"], text, row["start_char"], row["end_char"]))}


def _judged(connection: sqlite3.Connection, action: str, form: Mapping[str, str]) -> Line:
    about, line = _anchored(*_row(connection, form))
    return Line("judge", line | {"verdict": action}, about)


def _corrected(connection: sqlite3.Connection, action: str, form: Mapping[str, str]) -> Line:
    table, row, text = _row(connection, form)
    about, line = _anchored(table, row, text)
    if action == "drop":
        return Line("correct", line | {"drop": True}, about)
    said, cleared = _said(table, form, values_of(connection, table, row))
    if not said and not cleared:
        raise Refused("Nothing in the form differs from the row.")
    if "content" in said and not all(words in text for words in said["content"].split(" … ")):
        raise Refused("The content must be words of the article, as they stand in it; pieces are joined by “ … ”.")
    return Line("correct", line | {"set": said, "clear": cleared}, about)


def values_of(connection: sqlite3.Connection, table: str, row: Row) -> Row:
    """What the form of a row shows: its columns, and the names of its entities."""
    made = {name: row.get(name) for name in FIELDS[table]}
    for name, key in NAMES[table].items():
        if name not in row and row[key]:
            found = one(connection, "select name from entities where entity_id = ?", (row[key],))
            made[name] = found and found["name"]
    return made


def _said(table: str, form: Mapping[str, str], now: Row) -> tuple[Row, list[str]]:
    """What the form sets and what it clears."""
    said, cleared = {}, []
    for name in FIELDS[table]:
        if f"set.{name}" not in form:
            continue
        given = form[f"set.{name}"].replace("\r\n", "\n").strip()
        if not given:
            cleared += [name] if now.get(name) is not None else []
            continue
        value = _value(table, name, given)
        plain = value.isoformat() if isinstance(value, date) else value
        if plain != now.get(name):
            said[name] = value
    return said, cleared


def _value(table: str, name: str, given: str) -> Any:
    """A form's text as a value of TOML."""
    if name in NAMES[table]:
        return given
    kind = TABLES[table].column(name).type
    try:
        if pa.types.is_floating(kind):
            return float(given.replace(",", ""))
        return date.fromisoformat(given) if pa.types.is_timestamp(kind) else given
    except ValueError:
        wanted = "a number" if pa.types.is_floating(kind) else "a day such as 2026-01-31"
        raise Refused(f"{name}: {given!r} is not {wanted}.") from None


def _added(connection: sqlite3.Connection, action: str, form: Mapping[str, str]) -> Line:
    table, article_id = form.get("table", ""), form.get("article_id", "")
    text = _text(connection, article_id)
    try:
        start, end = int(form.get("start", "")), int(form.get("end", ""))
    except ValueError:
        raise Refused("Select the words in the article first.") from None
    if table not in CORRECTED or not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise Refused("Select the words in the article first.")
    at = _at(make_anchor(article_id, text, start, end))
    if at["text"] != form.get("words", at["text"]):
        raise Refused("The article has changed since it was opened: open it again and select the words.")
    said, _ = _said(table, form, {})
    if table == "figures" and not ({"value", "value_low", "value_high"} & said.keys() and "unit" in said):
        raise Refused("A figure needs a value and a unit (“dimensionless” if it has none).")
    return Line("add", {"table": table, "at": at, "set": said}, {"table": table, "at": at})


def _entity(connection: sqlite3.Connection, key: str) -> Row:
    """An entity by its key, or by a name that only one bears."""
    found = rows(connection, "select * from entities where entity_id = ? or name = ? limit 2", (key, key))
    if len(found) != 1:
        why = "is the name of several; open the page of the one you mean" if found else "is in this release"
        raise Refused(f"{'' if found else 'No person, organization or place of the name '}{key!r} {why}.")
    return found[0]


def _entities(connection: sqlite3.Connection, action: str, form: Mapping[str, str]) -> Line:
    first = _entity(connection, form.get("entity", ""))
    other = _entity(connection, form.get("other", "").strip())
    if first["entity_id"] == other["entity_id"]:
        raise Refused("These are one already.")
    keys = sorted([first["entity_id"], other["entity_id"]])
    return Line(action, {"entities": keys}, {"entities": keys}, f"{first['name']}, {other['name']}")


def _apart(connection: sqlite3.Connection, action: str, form: Mapping[str, str]) -> Line:
    """In one article the name is another's."""
    entity, article_id = _entity(connection, form.get("entity", "")), form.get("article_id", "")
    named = one(connection, NAME_IN_ARTICLE, (entity["entity_id"], article_id))
    if named is None:
        raise Refused("This article does not name it.")
    entities = [entity["name"], f"{named['text']} @ {article_id}"]
    return Line("not_same", {"entities": entities}, {"entities": entities})


def _about_one(connection: sqlite3.Connection, action: str, form: Mapping[str, str]) -> Line:
    entity, value = _entity(connection, form.get("entity", "")), form.get("value", "").strip()
    if not value or (action == "type" and value not in ENTITY_TYPES):
        raise Refused(f"The {'name' if action == 'rename' else 'type'} is missing.")
    about = {"entity": entity["entity_id"]}
    return Line(action, about | {"name" if action == "rename" else "type": value}, about, entity["name"])
