"""What a list is narrowed to, said three ways that give the same rows: for SQLite, for DuckDB and for pandas.

Words are looked for as they stand, without regard to case, in any of a list's text columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Filter:
    """``test`` is ``is``, ``from``, ``to`` (days), ``at_least``, ``at_most`` (numbers), ``words`` or ``flag``;
    ``columns`` are those of the published view, of which one is enough."""

    name: str
    label: str
    test: str
    columns: tuple[str, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter and the value that was given for it."""

    filter: Filter
    value: Any

    def sqlite(self) -> tuple[str, list[Any]]:
        """A condition over the list's columns, and its parameters."""
        test, value = self.filter.test, self.value
        if test == "words":
            name = "lower" if value.isascii() else "casefold"
            wanted = value.lower() if value.isascii() else value.casefold()
            each = [f"instr({name}(coalesce({column}, '')), ?) > 0" for column in self.filter.columns]
            return f"({' or '.join(each)})", [wanted] * len(each)
        sign = {"is": "=", "flag": "=", "from": ">=", "to": "<=", "at_least": ">=", "at_most": "<="}[test]
        return f"{self.filter.columns[0]} {sign} ?", [value]

    def duckdb(self) -> str:
        test, value, (first, *_) = self.filter.test, self.value, self.filter.columns
        if test == "words":
            each = [f"contains(lower({column}), {_sql(value.lower())})" for column in self.filter.columns]
            return f"({' or '.join(each)})" if len(each) > 1 else each[0]
        if test == "flag":
            return first if value else f"not {first}"
        sign = {"is": "=", "from": ">=", "to": "<=", "at_least": ">=", "at_most": "<="}[test]
        return f"{first} {sign} {_sql(value)}"

    def pandas(self, frame: str) -> str:
        test, value, (first, *_) = self.filter.test, self.value, self.filter.columns
        if test == "words":
            contains = f".str.contains({value!r}, case=False, regex=False).fillna(False)"
            return f"({' | '.join(f'{frame}.{column}{contains}' for column in self.filter.columns)})"
        if test == "flag":
            return f"{frame}.{first}" if value else f"~{frame}.{first}"
        sign = {"is": "==", "from": ">=", "to": "<=", "at_least": ">=", "at_most": "<="}[test]
        return f"({frame}.{first} {sign} {value!r})"


def _sql(value: Any) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def conditions(filters: tuple[Filter, ...], args: Mapping[str, str]) -> tuple[list[Condition], list[str]]:
    """The conditions that an address asks for, and what is wrong with the others, for the reader."""
    made, problems = [], []
    for one in filters:
        given = args.get(one.name, "").strip()
        if not given:
            continue
        try:
            made.append(Condition(one, _value(one, given)))
        except ValueError:
            problems.append(f"{one.label}: “{given}” is not {_wanted(one)}.")
    return made, problems


def _value(one: Filter, given: str) -> Any:
    if one.test in ("from", "to"):
        return date.fromisoformat(given).isoformat()
    if one.test in ("at_least", "at_most"):
        number = float(given)
        if number != number or number in (float("inf"), float("-inf")):
            raise ValueError(given)
        return number
    if one.test == "flag":
        if given not in ("0", "1"):
            raise ValueError(given)
        return given == "1"
    if one.values and given not in one.values:
        raise ValueError(given)
    return given


def _wanted(one: Filter) -> str:
    if one.values:
        return f"one of {', '.join(one.values)}"
    return {"from": "a day (2026-01-31)", "to": "a day (2026-01-31)", "flag": "0 or 1"}.get(one.test, "a number")
