"""What a series is made of and what it is, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STATES = ("single", "agree", "moved", "conflict")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of the dataset with what tells what it measures, of when, and who says so.

    ``low`` and ``high`` bound what the text allows (None: open). ``before`` and ``after`` are the words of its sentence
    around it. ``entities`` are those named in its item, concept and subject; ``place`` the entity it is measured at.
    ``day`` is that of its article, ``period_start`` and ``period_end`` what the figure itself is of. ``order`` is its
    place in the article. ``is_earlier``: it says where another figure of its sentence stood before.
    """

    figure_id: str
    article_id: str
    order: int
    sentence: str
    value: float | None
    low: float | None
    high: float | None
    modifier: str
    is_approximate: bool
    change: str | None
    role: str | None
    is_negated: bool
    is_part: bool
    quantity_type: str
    unit: str
    currency: str | None
    per_unit: str | None
    item: str | None
    concept: str | None
    predicate: str | None
    subject: str | None
    before: str
    after: str
    place: str | None
    entities: frozenset[str]
    source: str | None
    day: date | None
    period_start: date | None
    period_end: date | None
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one measured thing; see the table ``series`` for what each field means. ``key`` tells it from the
    other series of its story or place."""

    key: tuple[str, ...]
    label: str
    quantity_type: str
    unit: str
    currency: str | None
    per_unit: str | None
    place: str | None
    subject: str | None
    points: tuple[str, ...]
    source_count: int
    article_count: int
    first_on: date | None
    last_on: date | None
    first_value: float | None
    last_value: float | None
    lowest: float | None
    highest: float | None
    state: str
