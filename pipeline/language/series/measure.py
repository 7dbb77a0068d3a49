"""What a figure measures, as far as its row and the words around it tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from .records import Point
from .words import (
    alike,
    anyone,
    clause_after,
    clause_before,
    content,
    empty,
    lists,
    no_heads,
    pairs_of_states,
    states,
    stem,
    topics_of,
    words,
)

NEVER = frozenset({"score", "rank", "multiple", "age"})  # they count, or are of one person or match
COUNTED = frozenset({"count", "percent", "ratio"})  # what may be a number of people or things in a state
SENTENCES = r"[;:!?]|\.(?!\d)"
CLAUSES = SENTENCES + r"|, (?:but|while|and)\b|\b(?:where|which|who|after|as)\b"
ASPECTS = ("target", "required", "allowed", "expected")
ASPECT_WORDS = 9  # between what says "expected" and the figure
STATE_WORDS = 7  # behind a figure, and STATE_WORDS_BEFORE before it, within which one word tells a state
STATE_WORDS_BEFORE = 4
BEFORE = re.compile(r"\b(?:ago|earlier|previous|previously|before|last|in|year|years)\b", re.IGNORECASE)
EARLIER = re.compile(
    r"(, from|\bup from|\bdown from|\bfrom|\bcompared (?:with|to)|\bagainst|\bversus|\binstead of)"
    r"(?: (?:an?|the|just|only|about|around|some|nearly|almost|more than|its|earlier|previous|revised|forecast|of))*"
    r" *[$£€¥(]?$"
)
REACHED = re.compile(
    r"\b(?:to|at)(?: (?:an?|the|just|only|about|around|some|nearly|almost|over|more than|at least|record))* *[$£€¥(]?$"
)
PART = re.compile(r"^\W*(?:of (?:them|whom|which|these|those|the)\b|percent of the\b)", re.IGNORECASE)
PART_BEFORE = re.compile(r"\b(?:among them|among whom|including|of whom|of which|of them)(?: \w+)? *$", re.IGNORECASE)
PACES = {
    "monthly": re.compile(r"\bmonth-on-month\b|\bmonthly\b|\b(?:on|in|during|from) the (?:previous )?month\b", re.I),
    "quarterly": re.compile(r"\bquarter\b|\bthree months\b|\bquarterly\b", re.I),
    "yearly": re.compile(
        r"\byear-on-year\b|\bannual\b|\b(?:from|than|on|over) (?:a|the) (?:previous )?year\b|\byear earlier\b", re.I
    ),
}
AGED = re.compile(r"\b(?:man|woman|boy|girl|son|daughter|child|baby|teenager|aged) (?:of )?$|\baged $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """``block`` holds what two figures of one series must share; ``head`` is the noun that is counted or measured;
    ``near`` are stems of all words that tell what it is, ``topics`` what amounts are of as these tell;
    ``is_expected``: forecast, not what came to be."""

    block: tuple[str, ...]
    state: str | None
    aspect: str
    head: str
    near: frozenset[str]
    topics: frozenset[str]
    predicate: str | None

    @property
    def is_expected(self) -> bool:
        return self.aspect == "expected"


def measure_of(point: Point) -> Measure | None:
    """None for a figure that measures nothing that could return: scores, ranks, spans of time, bare numbers."""
    if point.quantity_type in NEVER or (point.quantity_type == "duration" and _is_span(point)):
        return None
    if point.unit == "dimensionless" and AGED.search(point.before):
        return None
    after, before = clause_after(point.after), clause_before(point.before)
    head = head_of(point)
    near = frozenset(content((point.item, point.concept, point.predicate, before, after)))
    state = None
    if point.quantity_type in COUNTED:
        state = together(point, near) or state_of(point, before, after)
    if (point.is_negated and state is None) or (state is None and not head and len(near) < 2):
        return None
    aspect = aspect_of(point)
    return Measure(_block(point, state, aspect), state, aspect, head, near, topics_of(near), point.predicate)


def _block(point: Point, state: str | None, aspect: str) -> tuple[str, ...]:
    unit = "" if point.quantity_type == "count" else point.currency or point.unit
    kind = "percent" if point.quantity_type == "percentage_point" else point.quantity_type
    moves = f"by {_pace(point)}" if is_move(point) and not state else "at"
    part = "part" if is_part(point) else "whole"
    return kind, unit, point.per_unit or "", moves, part, "is" if aspect == "expected" else aspect, state or ""


def _pace(point: Point) -> str:
    """Over what a rise or fall is told: a month's and a year's are two things."""
    for around in (point.after[:25], point.before[-60:] + " " + point.after[:60]):
        if found := next((pace for pace, said in PACES.items() if said.search(around)), None):
            return found
    return ""


def is_part(point: Point) -> bool:
    """ "four of them critically", "among them five pupils": a part of another figure's whole."""
    return point.is_part or bool(PART.search(point.after) or PART_BEFORE.search(point.before))


def is_move(point: Point) -> bool:
    """Whether it says by how much something moved, not where it stands."""
    if point.quantity_type == "percentage_point":
        return True
    return point.change is not None and point.role is None and not REACHED.search(point.before)


def is_earlier(point: Point) -> bool:
    """ "up from 11 a day before", "compared with 58 percent last year": of a time before the article's.

    What is compared without a time is another thing's ("compared with two for older chips").
    """
    if point.role == "from":
        return True
    if point.modifier == "range":  # "from two to four"
        return False
    said = EARLIER.search(point.before)
    return said is not None and (
        said[1] in (", from", "up from", "down from") or BEFORE.search(point.after[:40]) is not None
    )


def as_earlier(point: Point, other: Point) -> Point:
    """A figure that says where ``other``, of the same sentence, stood before: it is of the same thing. What something
    fell *by* did not stand anywhere before, unless the text says so ("down from 6 percent")."""
    if is_move(other) and not re.search(r"\b(?:up|down|lower|higher|less|more) (?:than|from)\b", point.before[-30:]):
        return replace(point, is_earlier=True)
    return replace(
        point,
        item=other.item,
        concept=other.concept,
        predicate=other.predicate,
        subject=other.subject,
        entities=other.entities,
        place=other.place,
        before=other.before,
        after=other.after,
        change=other.change,
        per_unit=other.per_unit,
        role=other.role,
        unit=other.unit if point.unit == "dimensionless" or point.quantity_type == "count" else point.unit,
        is_earlier=True,
    )


def _is_span(point: Point) -> bool:
    said = words(point.before[-30:])
    return not said or said[-1].lower() in lists()["spans"]["before"] or "-" in point.unit


def head_of(point: Point) -> str:
    """Stem of the common noun that is counted, or that the amount is of; "" where there is none, or a name."""
    counted = point.quantity_type == "count" and point.unit != "dimensionless"
    text = point.unit if counted else point.concept or point.item or ""
    said = words(re.split(r" (?:of|in|on|for|from|by|with|at|to|who|which|that) |,", text, maxsplit=1)[0])
    nouns = [word for word in said if word.lower() not in empty() and (word.islower() or word == said[0])]
    if not nouns or (len(nouns) == 1 and not nouns[0].islower() and len(said) > 1):
        return ""
    head = nouns[-1].lower()
    return "" if head in anyone() or stem(head) in no_heads() else alike(stem(head))


def together(point: Point, near: frozenset[str]) -> str | None:
    """The state that the counted noun and a word near it tell together: jobs that are cut."""
    noun = stem((words(point.unit) or [""])[-1])
    for state, nouns, telling in pairs_of_states():
        if noun in nouns and telling & near:
            return state
    return None


def state_of(point: Point, before: str, after: str) -> str | None:
    """The state of people or things that the figure counts (killed, missing ...), by the word that is nearest to it:
    its noun, what follows in the clause, its verb, what it is about, what goes before."""
    behind = re.split(r"\b(?:after|since|when|as|because|which|before|amid|following|in)\b", after, maxsplit=1)[0]
    is_bare = point.item is None or point.item == point.concept or point.unit == "dimensionless"
    ahead = "" if before.endswith(" of") and not re.search(r"\b(?:toll|number|total) of$", before) else before
    places = [
        (point.unit, 0),
        (point.item, 0),
        (behind, STATE_WORDS),
        (point.predicate, 0),
        (point.concept if is_bare else None, 0),
        (point.subject if point.unit == "dimensionless" else None, 0),
        (ahead, -STATE_WORDS_BEFORE),
    ]
    for text, reach in [(after, STATE_WORDS), *places] if is_part(point) else places:
        if text and (found := _state_in(text, reach)):
            return found
    return None


def _state_in(text: str, reach: int) -> str | None:
    """``reach`` words from the start, or, negative, from the end; 0: all. Phrases are looked for in all of it."""
    single, phrases = states()
    low = f" {' '.join(words(text.lower()))} "
    for phrase, state in phrases:
        if f" {phrase} " in low:
            return state
    near = words(text)[:reach] if reach > 0 else words(text)[reach:]
    found = [single[stem(word)] for word in near if stem(word) in single]
    return (found[-1] if reach < 0 else found[0]) if found else None


def aspect_of(point: Point, is_indicator: bool = False) -> str:
    """``is`` for what came to be, else expected, target, required or allowed, by the words around the figure; what will
    or would be is expected of an indicator ("inflation would fall"), and decided of most else ("it would pay")."""
    said = re.split(SENTENCES if is_indicator else CLAUSES, point.before)[-1].lower().split()
    before, wide = (" ".join(said[-count:]) for count in (ASPECT_WORDS, 2 * ASPECT_WORDS))
    after = " ".join(re.split(r"[;:.,!?]|\d", point.after)[0].lower().split()[:ASPECT_WORDS])
    for aspect in ASPECTS:
        told = _aspect(aspect)
        if told.search(before) or (aspect != "expected" and told.search(after)):
            return aspect
    if not is_indicator:
        return "is"
    foreseen = _aspect("intended").search(wide) or any(_aspect("expected").search(text) for text in (wide, after))
    return "expected" if foreseen else "is"


@cache
def _aspect(name: str) -> re.Pattern[str]:
    said = lists()["intended"]["expected"] if name == "intended" else lists()["aspects"][name]
    return re.compile(r"(?<![\w’'])(?:" + "|".join(map(re.escape, said)) + r")(?!\w)")
