"""Rows that a person corrected: the ``[[correct]]`` lines of ``decisions.toml``, applied to every release.

A line names a table (``quotes`` or ``figures``) and a row by its key, and says what to ``set``, which columns to
``clear`` (make null), or to ``drop`` the row. Where a row stands in its article is not corrected: its text is a slice.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from .schema import TABLES, Column

CORRECTED = ("quotes", "figures")
Values = dict[str, Any]


@dataclass(slots=True)
class Corrections:
    """``values`` by table and key, None for a row that goes; ``problems`` are lines that contradict each other, and,
    once all rows have been seen, those whose row is not there."""

    values: dict[str, dict[str, Values | None]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    met: set[tuple[str, str]] = field(default_factory=set)

    def apply(self, name: str, rows: pa.Table) -> pa.Table:
        """Rows of a table as corrected; references to rows that go become null."""
        rows = self._without_references(name, rows)
        wanted = self.values.get(name, {})
        key = TABLES[name].key
        here = rows.filter(pc.is_in(rows[key], pa.array(list(wanted), pa.string())))[key].to_pylist() if wanted else []
        if not here:
            return rows
        self.met.update((name, found) for found in here)
        pairs = ((row, wanted.get(row[key], {})) for row in rows.to_pylist())
        return pa.Table.from_pylist([row | said for row, said in pairs if said is not None], schema=rows.schema)

    def _without_references(self, name: str, rows: pa.Table) -> pa.Table:
        for column in TABLES[name].columns:
            gone = [key for key, values in self.values.get(column.references or "", {}).items() if values is None]
            if gone:
                place, said = rows.schema.get_field_index(column.name), rows[column.name]
                kept = pc.if_else(pc.is_in(said, pa.array(gone)), pa.scalar(None, pa.string()), said)
                rows = rows.set_column(place, rows.schema.field(place), kept)
        return rows

    def all_problems(self) -> list[str]:
        """To be asked when all rows have been seen."""
        lost = [(name, key) for name, rows in self.values.items() for key in rows if (name, key) not in self.met]
        return self.problems + [f"decisions.toml corrects {name} {key}, which is not there." for name, key in lost]


def read_corrections(path: Path) -> Corrections:
    """Raises ValueError when the file is no TOML, or a line is incomplete or says what no row can be."""
    try:
        lines = tomllib.loads(path.read_text(encoding="utf-8")).get("correct", [])
    except FileNotFoundError:
        return Corrections()
    said: dict[tuple[str, str], list[Values | None]] = defaultdict(list)
    for line in lines:
        name, key, values = _read(line)
        said[name, key].append(values)
    made = Corrections()
    for (name, key), all_values in said.items():
        if _contradict(all_values):
            made.problems.append(f"decisions.toml contradicts itself about {name} {key}: none of it is applied.")
        else:
            values = None if None in all_values else {k: v for one in all_values for k, v in one.items()}
            made.values.setdefault(name, {})[key] = values
    return made


def _contradict(said: list[Values | None]) -> bool:
    if None in said:
        return any(values is not None for values in said)
    return any(first[name] != other[name] for first in said for other in said for name in first.keys() & other.keys())


def _read(line: Values) -> tuple[str, str, Values | None]:
    name, key = line.get("table"), line.get("id")
    changes, cleared, drop = line.get("set", {}), line.get("clear", []), line.get("drop", False)
    if name not in CORRECTED or not isinstance(key, str) or bool(changes or cleared) == drop:
        raise ValueError(
            f'decisions.toml: [[correct]] needs table = "quotes" or "figures", id = "...", and set = {{...}}, '
            f"clear = [...] or drop = true; got {line!r}"
        )
    if drop:
        return name, key, None
    values = {column: _value(name, column, value) for column, value in changes.items()}
    return name, key, values | {column: _value(name, column, None) for column in cleared}


def _value(table: str, name: str, value: Any) -> Any:
    """The value as the working files have it."""
    column = next((column for column in TABLES[table].columns if column.name == name), None)
    if column is None or not _is_correctable(table, column):
        raise ValueError(f"decisions.toml: {table} has no column {name} that can be corrected.")
    if value is None and not column.nullable:
        raise ValueError(f"decisions.toml: {table}.{name} cannot be cleared.")
    if value is not None and column.values is not None and value not in column.values:
        raise ValueError(f"decisions.toml: {table}.{name} is one of {', '.join(column.values)}, not {value!r}.")
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    try:
        return pa.scalar(value, pa.string() if column.values is not None else column.type).as_py()
    except (pa.ArrowException, TypeError) as error:
        raise ValueError(f"decisions.toml: {table}.{name} cannot be {value!r}: {error}") from error


def _is_correctable(table: str, column: Column) -> bool:
    """Not what says where the row and its parts stand, and not what it is known by."""
    place = column.slice_of is not None or column.name.endswith("_char") or pa.types.is_list(column.type)
    return not place and column.name not in (TABLES[table].key, "article_id", "sentence_id", "content")
