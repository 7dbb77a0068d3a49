"""Verdicts of a person: ``[[judge]]``, ``[[correct]]`` and ``[[add]]`` lines of ``decisions.toml``, on rows as they
were extracted (before any correction).

A row judged right is right; one judged wrong, corrected or dropped is wrong; one added was missed. A line whose row the
program no longer makes, at the words of its anchor, is settled if it was wrong, and a miss if it was right.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.decisions.anchors import Anchor, read_anchor
from pipeline.dataset.decisions.decisions_file import read_file
from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.working_tables import folder

from .verdicts import Verdict

COLUMNS = ["article_id", "start_char", "end_char", "rule", "confidence"]
Row = dict[str, Any]


def judged(decisions: Path, work: Path) -> list[Verdict]:
    """Raises ValueError for a file that cannot be read."""
    said = list(_said(read_file(decisions)))
    if not said:
        return []
    made: list[Verdict] = []
    for table in ("quotes", "figures"):
        lines = [line for line in said if line[0] == table]
        if lines:
            made += _verdicts(table, lines, work)
    return made


def _said(data: Row) -> Iterator[tuple[str, str, bool | None, Anchor | None]]:
    """Table, key, whether the row is right (None: it was missed), and where it stands; each row once."""
    seen: dict[tuple[str, str], bool] = {}
    anchors: dict[tuple[str, str], Anchor | None] = {}
    for kind in ("judge", "correct"):  # what is corrected was wrong, whatever else was said of it
        for line in data.get(kind, []):
            key = (line["table"], line["id"])
            seen[key] = kind == "judge" and line["verdict"] == "right"
            anchors[key] = read_anchor(line.get("at")) or anchors.get(key)
    yield from ((table, key, right, anchors[table, key]) for (table, key), right in seen.items())
    yield from ((line["table"], "", None, read_anchor(line["at"])) for line in data.get("add", []))


def _verdicts(table: str, lines: list[tuple], work: Path) -> Iterator[Verdict]:
    key = TABLES[table].key
    articles = {at.article_id for *_, at in lines if at}
    rows, places = _rows(table, {line[1] for line in lines}, articles, work), _texts(articles, work)
    by_key = {row[key]: row for row in rows}
    for _, wanted, right, at in lines:
        row = by_key.get(wanted) or _at(at, rows, places)
        if right is None:
            yield Verdict(table, "judged", False, True, counts="recall")
        elif row is not None:
            yield Verdict(table, "judged", True, right, row["rule"], row["confidence"])
        elif right and at and at.article_id in places and at.place(places[at.article_id]):
            yield Verdict(table, "judged", False, True)


def _rows(table: str, keys: set[str], articles: set[str], work: Path) -> list[Row]:
    key, made = TABLES[table].key, []
    for part in folder(work, table).stream([TABLES[table].key, *COLUMNS]):
        wanted = pc.or_(
            pc.is_in(part[key], pa.array(sorted(keys), pa.string())),
            pc.is_in(part["article_id"], pa.array(sorted(articles), pa.string())),
        )
        made += part.filter(wanted).to_pylist()
    return made


def _texts(articles: set[str], work: Path) -> dict[str, str]:
    wanted, texts = pa.array(sorted(articles), pa.string()), {}
    for part in folder(work, "articles").stream(["article_id", "text"]) if articles else ():
        texts |= {
            row["article_id"]: row["text"] for row in part.filter(pc.is_in(part["article_id"], wanted)).to_pylist()
        }
    return texts


def _at(at: Anchor | None, rows: list[Row], texts: dict[str, str]) -> Row | None:
    """The row at exactly these words."""
    place = at and at.article_id in texts and at.place(texts[at.article_id])
    same = (row for row in rows if place and row["article_id"] == at.article_id)
    return next((row for row in same if (row["start_char"], row["end_char"]) == place), None)
