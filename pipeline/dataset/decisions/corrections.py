"""What a person said of rows: the ``[[correct]]``, ``[[add]]`` and ``[[judge]]`` lines of ``decisions.toml``.

A ``[[correct]]`` line names a table (``quotes`` or ``figures``) and a row by its key, and says what to ``set``, which
columns to ``clear`` (make null), or to ``drop`` the row; with ``at`` (see ``anchors``) it is also found where rules or
a revision gave the row another key. ``[[add]]`` names words that should have been a row. ``[[judge]]`` says that a
row is right or wrong; it changes none. ``correcting`` applies them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.dataset.remove.purged import read_purged
from pipeline.dataset.schema import TABLES, Column

from .anchors import Anchor, read_anchor
from .decisions_file import read_file

CORRECTED = ("quotes", "figures")
# Names that a row has no column for, and the entity that they stand for.
NAMES = {
    "quotes": {"speaker_name": "speaker_entity_id", "via_name": "via_entity_id"},
    "figures": {
        "source_name": "source_entity_id",
        "subject_name": "subject_entity_id",
        "place_name": "place_entity_id",
    },
}
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Correction:
    """``values`` as the working files have them, None for a row that goes."""

    table: str
    key: str
    values: Values | None
    at: Anchor | None = None


@dataclass(slots=True)
class Corrections:
    """``problems``: lines that contradict each other."""

    rows: list[Correction] = field(default_factory=list)
    added: list[Correction] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_corrections(path: Path) -> Corrections:
    """Raises ValueError when the file is no TOML, or a line is incomplete or says what no row can be."""
    data = read_file(path)
    said: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for line in data.get("correct", []):
        made = _read(line)
        said[made.table, made.key].append(made)
    for line in data.get("judge", []):
        _check_judgement(line)
    corrections = Corrections(added=[_read_added(line) for line in data.get("add", [])])
    for (name, key), lines in said.items():
        all_values = [line.values for line in lines]
        if _contradict(all_values):
            told = f"decisions.toml contradicts itself about {name} {key}: none of it is applied."
            corrections.problems.append(told)
            continue
        values = None if None in all_values else {k: v for one in all_values for k, v in one.items()}
        at = next((line.at for line in lines if line.at), None)
        corrections.rows.append(Correction(name, key, values, at))
    return corrections


def check_decisions(path: Path) -> None:
    """Before a run: raises ValueError for what would stop it at its end, when it reads the corrections."""
    read_corrections(path)
    read_purged(path)


def _contradict(said: list[Values | None]) -> bool:
    if None in said:
        return any(values is not None for values in said)
    return any(first[name] != other[name] for first in said for other in said for name in first.keys() & other.keys())


def _read(line: Values) -> Correction:
    name, key = line.get("table"), line.get("id")
    changes, cleared, drop = line.get("set", {}), line.get("clear", []), line.get("drop", False)
    if name not in CORRECTED or not isinstance(key, str) or bool(changes or cleared) == drop:
        raise ValueError(
            f'decisions.toml: [[correct]] needs table = "quotes" or "figures", id = "...", and set = {{...}}, '
            f"clear = [...] or drop = true; got {line!r}"
        )
    at = read_anchor(line.get("at"))
    if drop:
        return Correction(name, key, None, at)
    values = {column: _value(name, column, value) for column, value in changes.items()}
    values |= {column: _value(name, column, None) for column in cleared}
    return Correction(name, key, values, at)


def _read_added(line: Values) -> Correction:
    name, at = line.get("table"), read_anchor(line.get("at"))
    if name not in CORRECTED or at is None:
        raise ValueError(f'decisions.toml: [[add]] needs table = "quotes" or "figures" and at = {{...}}; got {line!r}')
    values = {column: _value(name, column, value) for column, value in line.get("set", {}).items()}
    bounds = {"value", "value_low", "value_high"} & values.keys()
    if name == "figures" and not (bounds and "unit" in values):
        raise ValueError(f"decisions.toml: [[add]] of a figure needs set = {{ value = ..., unit = ... }}; got {line!r}")
    return Correction(name, "", values, at)


def _check_judgement(line: Values) -> None:
    if line.get("table") not in CORRECTED or line.get("verdict") not in ("right", "wrong") or not line.get("id"):
        raise ValueError(
            'decisions.toml: [[judge]] needs table = "quotes" or "figures", id = "..." and verdict = "right" or '
            f'"wrong"; got {line!r}'
        )
    read_anchor(line.get("at"))


def _value(table: str, name: str, value: Any) -> Any:
    """The value as the working files have it."""
    if name in NAMES[table] and (value is None or isinstance(value, str)):
        return value
    column = next((column for column in TABLES[table].columns if column.name == name), None)
    if column is None or not is_correctable(table, column):
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


def is_correctable(table: str, column: Column) -> bool:
    """Not what says where the row and its parts stand, and not what it is known by; a quote's content is corrected
    by its words, which must stand in the article."""
    place = column.slice_of is not None or column.name.endswith("_char") or pa.types.is_list(column.type)
    return not place and column.name not in (TABLES[table].key, "article_id", "sentence_id")
