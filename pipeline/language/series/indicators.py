"""Named indicators of a place: inflation, unemployment, growth. They return in stories that share nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .measure import PACES, REACHED, aspect_of, is_move
from .records import Point

NEAR_CHARACTERS = 90
EVERYWHERE = re.compile(
    r"\b(?:global|world|worldwide|international|eurozone|euro zone|europe|european|asian?|regional)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """``place`` is an entity; ``key`` tells the indicator from every other one of any place."""

    name: str
    place: str
    key: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    types: frozenset[str]
    words: re.Pattern[str]
    moves: re.Pattern[str] | None
    without: re.Pattern[str] | None
    needs_own_place: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    told = tomllib.loads((Path(__file__).parent / "indicators.toml").read_text(encoding="utf-8"))["indicator"]
    return tuple(
        _Rule(
            one["name"],
            frozenset(one["types"]),
            _any(one["words"]),
            _any(one["moves"]) if "moves" in one else None,
            _any(one["without"]) if "without" in one else None,
            one.get("needs_own_place", False),
        )
        for one in told
    )


def _any(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE)


def indicator_of(
    point: Point, own: str | None, main: str | None = None, names: Mapping[str, str] | None = None
) -> Indicator | None:
    """The indicator that a figure is of, if it is of one and its place is known: ``own``, which its sentence names,
    else ``main``, which its article is about (but not of what an article tells of any place, such as its population).
    ``names`` are those of places."""
    if (own or main) is None or point.is_part or point.quantity_type not in ("percent", "count", "money"):
        return None
    said = " ".join(filter(None, (point.item, point.concept, point.subject)))
    around = point.before[-NEAR_CHARACTERS:].rsplit(";", 1)[-1] + " " + point.after[: NEAR_CHARACTERS // 2]
    if EVERYWHERE.search(point.before) or re.match(r"\s+of\b", point.after):
        return None
    for rule in _rules():
        if point.quantity_type not in rule.types or (rule.without and rule.without.search(f"{said} {around}")):
            continue
        moved = (point.change or point.role) and not REACHED.search(point.before)
        level = rule.words.search(said) and not is_move(point)
        if level or (moved and rule.moves and rule.moves.search(said)):
            place = own or (None if rule.needs_own_place else main)
            return place and _indicator(rule.name, point, place, (names or {}).get(place), around)
    return None


def _indicator(name: str, point: Point, place: str, place_name: str | None, around: str) -> Indicator:
    aspect = aspect_of(point, is_indicator=True)
    pace = next((pace for pace in ("monthly", "quarterly") if PACES[pace].search(around)), "")
    told = ", ".join(filter(None, (place_name, pace, aspect if aspect != "is" else "")))
    key = (name, place, pace, aspect, point.currency or "")
    return Indicator(name, place, key, f"{name}, {told}" if told else name)
