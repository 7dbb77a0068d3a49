"""What the language layer finds in one article, as frozen records.

Offsets are Unicode code points into ``doc.text``, half-open. Records refer to each other by position:
``Mention.entity`` indexes ``doc._.entities``; ``Quote.speaker_mention`` and ``Figure.place_mention`` index
``doc._.mentions``; ``Figure.quote`` indexes ``doc._.quotes``; ``Figure.of_figure`` indexes ``doc._.figures``. The
dataset layer turns positions into ids. ``None`` means "not stated".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SENTENCE_KINDS = (
    "prose",
    "headline",
    "dateline",
    "byline",
    "caption",
    "credit",
    "correction",
    "list",
    "heading",
    "speaker",
    "button",
    "prompt",
    "links",
)
BOILERPLATE_KINDS = frozenset({"button", "prompt", "links"})
ENTITY_TYPES = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "PRODUCT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
)
MENTION_TYPES = ("name", "nominal", "pronoun")
QUOTE_TYPES = ("direct", "indirect", "mixed", "scare")
ATTRIBUTION_KINDS = ("speech", "writing", "thought", "intention", "stance")
QUANTITY_TYPES = (
    "count",
    "money",
    "percent",
    "percentage_point",
    "duration",
    "age",
    "distance",
    "area",
    "volume",
    "mass",
    "speed",
    "temperature",
    "energy",
    "ratio",
    "multiple",
    "score",
    "rank",
    "other",
)
MODIFIERS = ("exact", "about", "more_than", "at_least", "less_than", "at_most", "range")
CHANGES = ("increase", "decrease")
FIGURE_ROLES = ("from", "to")


@dataclass(frozen=True, slots=True)
class Slice:
    """Characters ``start`` up to, not including, ``end`` of the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a text besides its words; every part may be missing.

    ``reference_on`` is the day against which "Thursday" and "last January" are resolved. ``repeated`` are slices of
    the text that stand, letter for letter, in other articles of the same publisher.
    """

    title: str | None = None
    byline: str | None = None
    published_on: date | None = None
    reference_on: date | None = None
    repeated: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or line; the sentences of a text cover all its characters but white space, in order."""

    start_char: int
    end_char: int
    paragraph_index: int
    kind: str

    @property
    def is_boilerplate(self) -> bool:
        return self.kind in BOILERPLATE_KINDS


@dataclass(frozen=True, slots=True)
class Mention:
    """One expression that names, describes or stands for an entity (the name itself; its title is ``role``)."""

    start_char: int
    end_char: int
    entity: int
    entity_type: str
    mention_type: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One real-world thing as far as one article tells; what the article says of it decides merging across articles.

    ``name`` is the fullest form in the article, ``aliases`` its other names there. ``country_code`` is ISO 3166-1
    alpha-2, for countries and nationalities. ``within`` are the places it is said to lie in ("Arden, Ohio").
    """

    name: str
    entity_type: str
    aliases: tuple[str, ...] = ()
    country_code: str | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution: content, who is its source, by which cue. ``spans`` are in text order, without outer marks."""

    quote_type: str
    attribution_kind: str
    spans: tuple[Slice, ...]
    rule: str
    confidence: float
    speaker: Slice | None = None
    speaker_mention: int | None = None
    speaker_role: str | None = None
    cue: Slice | None = None
    cue_lemma: str | None = None
    via: Slice | None = None
    via_mention: int | None = None
    is_negated: bool = False
    speaker_confidence: float | None = None

    @property
    def start_char(self) -> int:
        return self.spans[0].start

    @property
    def end_char(self) -> int:
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Figure:
    """One numeric fact. ``value`` is in base scale; None where the text gives a range or a score (see the schema).

    ``unit`` is the canonical name, ``unit_slice`` the words it was read from.
    """

    start_char: int
    end_char: int
    value: float | None
    value_low: float | None
    value_high: float | None
    quantity_type: str
    unit: str
    rule: str
    confidence: float
    modifier: str = "exact"
    is_approximate: bool = False
    change: str | None = None
    role: str | None = None
    is_negated: bool = False
    of_figure: int | None = None
    restates_figure: int | None = None
    unit_slice: Slice | None = None
    currency: str | None = None
    per_unit: str | None = None
    value_base: float | None = None
    unit_base: str | None = None
    item: Slice | None = None
    concept: Slice | None = None
    predicate: str | None = None
    subject: Slice | None = None
    subject_mention: int | None = None
    time: Slice | None = None
    period_start: date | None = None
    period_end: date | None = None
    place: Slice | None = None
    place_mention: int | None = None
    quote: int | None = None
    source: Slice | None = None
    source_mention: int | None = None
