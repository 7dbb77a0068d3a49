"""What a list is narrowed to, said three ways that give the same rows: for SQLite, for DuckDB and for pandas.

Words are looked for whole and in their order, without regard to case and to what stands between them, in any of a
list's text columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.explore.database import EXACT, SEARCHED


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

    def sqlite(self, table: str) -> tuple[str, list[Any]]:
        """A condition over the columns of ``table``, and its parameters."""
        test, value = self.filter.test, self.value
        if test == "words":
            return _words(table, self.filter.columns, value)
        sign = {"is": "=", "flag": "=", "from": ">=", "to": "<=", "at_least": ">=", "at_most": "<="}[test]
        return f"{self.filter.columns[0]} {sign} ?", [value]

    def duckdb(self) -> str:
        test, value, (first, *_) = self.filter.test, self.value, self.filter.columns
        if test == "words":
            each = [f"regexp_matches({column}, {_sql(pattern(value))}, 'i')" for column in self.filter.columns]
            return f"({' or '.join(each)})" if len(each) > 1 else each[0]
        if test == "flag":
            return first if value else f"not {first}"
        sign = {"is": "=", "from": ">=", "to": "<=", "at_least": ">=", "at_most": "<="}[test]
        return f"{first} {sign} {_sql(value)}"

    def pandas(self, frame: str) -> str:
        test, value, (first, *_) = self.filter.test, self.value, self.filter.columns
        if test == "words":
            contains = f".str.contains({pattern(value)!r}, case=False).fillna(False)"
            return f"({' | '.join(f'{frame}.{column}{contains}' for column in self.filter.columns)})"
        if test == "flag":
            return f"{frame}.{first}" if value else f"~{frame}.{first}"
        sign = {"is": "==", "from": ">=", "to": "<=", "at_least": ">=", "at_most": "<="}[test]
        return f"({frame}.{first} {sign} {value!r})"


def pattern(words: str) -> str:
    """A regular expression for whole words that follow each other, whatever stands between them. Where one begins or
    ends with another letter than A to Z, the word boundaries of pandas (Arrow) and DuckDB would not hold."""
    found = re.findall(r"\w+", words)
    if words.isascii():
        return r"\b" + r"\W+".join(found) + r"\b"
    return r"(^|[^\pL\pN])" + r"[^\pL\pN]+".join(found) + r"($|[^\pL\pN])"


@lru_cache(maxsize=64)
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(r"\b" + r"\W+".join(re.findall(r"\w+", words)) + r"\b", re.IGNORECASE)


def says(words: str, *texts: str | None) -> bool:
    """Whether one of the texts has these words: the function ``says`` of our connections."""
    return any(text is not None and _compiled(words).search(text) is not None for text in texts)


def _words(table: str, columns: tuple[str, ...], words: str) -> tuple[str, list[Any]]:
    """Full text, where the table has one, finds the rows that may hold the words; ``says`` looks at these alone."""
    test = f"says(?, {', '.join(columns)})"
    tokens = re.findall(r"\w+", words)
    # In whole statements frequent words are met at once; in the few words of a figure the index finds them sooner.
    at_once = table == "quotes" and all(token.lower() in common_words() for token in tokens)
    if table not in SEARCHED or at_once:
        return test, [words]
    index = f"{table}_fts"
    query = f'{{{" ".join(columns)}}} : "{" ".join(tokens)}"'
    if table in EXACT:
        return f"{table}.rowid in (select rowid from {index} where {index} match ?)", [query]
    return f"{table}.rowid in (select rowid from {index} where {index} match ?) and {test}", [query, words]


@cache
def common_words() -> frozenset[str]:
    """Words that stand in most texts: to look for one in an index helps nobody."""
    return frozenset(Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").split())


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
    if one.test == "words" and not re.search(r"\w", given):
        raise ValueError(given)
    if one.values and given not in one.values:
        raise ValueError(given)
    return given


def _wanted(one: Filter) -> str:
    if one.values:
        return f"one of {', '.join(one.values)}"
    days = dict.fromkeys(("from", "to"), "a day (2026-01-31)")
    return (days | {"words": "a word", "flag": "0 or 1"}).get(one.test, "a number")
