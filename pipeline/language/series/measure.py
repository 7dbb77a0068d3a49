"""What a figure measures, as far as its row and the words around it tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .records import Point
from .words import anyone, clause_after, clause_before, content, empty, lists, states, stem, words

NEVER = frozenset({"score", "rank", "multiple", "age"})  # they count, or are of one person or match
ASPECTS = ("target", "required", "allowed", "expected")
ASPECT_WORDS = 9  # between what says "expected" and the figure


@dataclass(frozen=True, slots=True)
class Measure:
    """``block`` holds what two figures of one series must share; ``head`` is the noun that is counted or measured,
    ``modifiers`` what stands before it; ``near`` are stems of all words that tell what it is."""

    block: tuple[str, ...]
    state: str | None
    aspect: str
    head: str
    modifiers: frozenset[str]
    near: frozenset[str]
    predicate: str | None


def measure_of(point: Point) -> Measure | None:
    """None for a figure that measures nothing that could return: scores, ranks, spans of time, bare numbers."""
    if point.quantity_type in NEVER or (point.quantity_type == "duration" and _is_span(point)):
        return None
    after, before = clause_after(point.after), clause_before(point.before)
    head, modifiers = _head(point)
    state = state_of(point, before, after) if point.quantity_type in ("count", "percent", "ratio") else None
    near = frozenset(content((point.item, point.concept, point.predicate, before, after)))
    if point.is_negated and state is None:
        return None
    if state is None and not head and len(near) < 2:
        return None
    aspect = aspect_of(point)
    return Measure(_block(point, state, aspect), state, aspect, head, modifiers, near, point.predicate)


def _block(point: Point, state: str | None, aspect: str) -> tuple[str, ...]:
    unit = "" if point.quantity_type == "count" else point.currency or point.unit
    kind = "percent" if point.quantity_type == "percentage_point" else point.quantity_type
    moves = "by" if is_move(point) else "at"
    part = "part" if point.is_part else "whole"
    return kind, unit, point.per_unit or "", moves, part, aspect, state or ""


def is_move(point: Point) -> bool:
    """Whether it says by how much something moved, not where it stands."""
    return point.quantity_type == "percentage_point" or (
        point.change is not None and point.role is None and not _is_reached(point)
    )


def _is_reached(point: Point) -> bool:
    """ "rose to 27", "fell 38% to 12.40": where it came to."""
    return bool(
        re.search(
            r"\b(?:to|at)(?: (?:an?|the|about|some|around|more than|at least|nearly|over|just|only))* *[$£€¥(]?$",
            point.before,
        )
    )


def _is_span(point: Point) -> bool:
    said = words(point.before[-30:])
    return not said or said[-1].lower() in lists()["spans"]["before"] or "-" in point.unit


def _head(point: Point) -> tuple[str, frozenset[str]]:
    """Stem of the noun that is counted, or that the amount is of, and stems of what stands before it."""
    text = (
        point.unit if point.quantity_type == "count" and point.unit != "dimensionless" else point.concept or point.item
    )
    said = [word for word in words(_before_of(text or "")) if word.lower() not in empty() or word.lower() in anyone()]
    if not said:
        return "", frozenset()
    head = said[-1].lower()
    if head in anyone():
        return "", frozenset(map(stem, said[:-1]))
    return stem(head), frozenset(stem(word) for word in said[:-1])


def _before_of(phrase: str) -> str:
    """The core of a noun phrase: "profit of the group" gives "profit"."""
    return re.split(r" (?:of|in|on|for|from|by|with|at|to|who|which|that) |,", phrase, maxsplit=1)[0]


def state_of(point: Point, before: str, after: str) -> str | None:
    """The state of people or things that the figure counts (killed, missing ...), by the word that is nearest to it
    in grammar: its noun, its verb, what follows in the clause, what goes before."""
    places = [point.unit, point.item, point.predicate, after, point.concept, before]
    if point.is_part:
        places = [after, point.item, point.unit, point.predicate, point.concept, before]
    for text in places:
        if text and (found := _state_in(text, last=text is before)):
            return found
    return None


def _state_in(text: str, last: bool) -> str | None:
    single, phrases = states()
    low = text.lower()
    for phrase, state in phrases:
        if phrase in low:
            return state
    found = [single[stem(word)] for word in words(text) if stem(word) in single]
    return (found[-1] if last else found[0]) if found else None


def aspect_of(point: Point) -> str:
    """``is`` for what came to be, else expected, target, required or allowed, by the words around the figure."""
    before = " ".join(re.split(r"[;:.!?]|, (?:but|while|and)\b", point.before)[-1].lower().split()[-ASPECT_WORDS:])
    after = " ".join(re.split(r"[;:.,!?]|\d", point.after)[0].lower().split()[:ASPECT_WORDS])
    for aspect in ASPECTS:
        said = _aspect(aspect)
        if said.search(before) or (aspect != "expected" and said.search(after)):
            return aspect
    return "is"


@cache
def _aspect(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w’'])(?:" + "|".join(map(re.escape, lists()["aspects"][name])) + r")(?!\w)|'ll\b")
