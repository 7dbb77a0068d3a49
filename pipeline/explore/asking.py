"""What a page is asked and what it answers: plain values, so that pages need no server."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.explore.judged import Judged, read_judged

Row = dict[str, Any]


class NotThere(LookupError):
    """The page, or the row it is about, does not exist; the message says what to do."""


@dataclass(frozen=True)
class Ask:
    """``parts`` are the named parts of the address, ``args`` the query, ``decisions`` the file of judgements."""

    parts: Mapping[str, str] = field(default_factory=dict)
    args: Mapping[str, str] = field(default_factory=dict)
    decisions: Path = Path("decisions.toml")
    read_only: bool = True

    def get(self, name: str) -> str:
        """A parameter without the white space around it; "" if it was not given."""
        return self.args.get(name, "").strip()

    def page(self) -> int:
        """Which page of a list, from 1."""
        wanted = self.get("page")
        return max(1, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1

    @cached_property
    def judged(self) -> Judged:
        return read_judged(self.decisions)


@dataclass(frozen=True)
class Page:
    """A template and what it shows."""

    template: str
    values: Row
    status: int = 200


View = Callable[[sqlite3.Connection, Ask], Page]


def rows(connection: sqlite3.Connection, statement: str, values: Sequence | Mapping = ()) -> list[Row]:
    found = connection.execute(statement, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def one(connection: sqlite3.Connection, statement: str, values: Sequence | Mapping = ()) -> Row | None:
    return next(iter(rows(connection, statement, values)), None)


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    return one(connection, "select 1 from sqlite_master where name = ?", (name,)) is not None
