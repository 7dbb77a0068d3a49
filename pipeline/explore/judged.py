"""What ``decisions.toml`` says of rows and entities, as the pages show it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]
ENTITY_LINES = ("same", "not_same", "unsure", "rename", "type")
KNOWN = ("correct", "judge", "add", *ENTITY_LINES)


@dataclass(slots=True)
class Judged:
    """``rows`` by table and key: its lines with what they are (``correct``, ``judge``); ``added`` by article;
    ``entities`` the lines about entities; ``problem`` why the file cannot be read."""

    rows: dict[tuple[str, str], list[tuple[str, Row]]] = field(default_factory=lambda: defaultdict(list))
    added: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    entities: list[tuple[str, Row]] = field(default_factory=list)
    lines: list[tuple[str, Row]] = field(default_factory=list)
    problem: str | None = None

    def of(self, table: str, key: str) -> list[tuple[str, Row]]:
        return self.rows.get((table, key), [])

    def verdict(self, table: str, key: str) -> str | None:
        """``right``, ``wrong`` or ``corrected``; None if nobody judged the row."""
        said = None
        for kind, line in self.of(table, key):
            said = line.get("verdict") if kind == "judge" else "wrong" if line.get("drop") else "corrected"
        return said


def read_judged(path: Path) -> Judged:
    """Never raises: a file that cannot be read is a ``problem`` to be shown."""
    try:
        status = path.stat()
    except OSError:
        return Judged()
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, *_: int) -> Judged:
    made = Judged()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in KNOWN:
            for line in data.get(kind, []):
                _take(made, kind, line)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        return Judged(problem=f"{path.name} cannot be read: {error}")
    return made


def _take(made: Judged, kind: str, line: Row) -> None:
    made.lines.append((kind, line))
    if kind in ENTITY_LINES:
        made.entities.append((kind, line))
    elif kind == "add":
        made.added[line.get("at", {}).get("article_id", "")].append(line)
    else:
        made.rows[line.get("table", ""), line.get("id", "")].append((kind, line))
