"""What every step of the figures works on: the text with its look-ups, and one draft row per figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from .lexer.numerals import Number
from .lexer.units import Unit

LONGEST = 100  # characters of a figure, at most


@dataclass(slots=True)
class Draft:
    """One figure in the making; ``first`` and ``last`` are its numeral's token positions, ``noun`` the counted head."""

    start: int
    end: int
    number: Number
    value: float | None
    low: float | None
    high: float | None
    first: int
    last: int
    sentence: int
    unit: Unit | None = None
    kind: str = "count"
    name: str = "dimensionless"
    per: str | None = None
    unit_span: tuple[int, int] | None = None
    noun: int | None = None
    chunk: tuple[int, int] | None = None
    rule: str = "number"
    confidence: float = 0.9
    more: dict[str, Any] = field(default_factory=dict)

    def after(self, page: Page) -> int:
        """Position of the first token behind the figure."""
        return bisect_left(page.starts, self.end)


def unwrapped(text: str, sentences: list[tuple]) -> str:
    """The text with a space for every line break inside a sentence, so that '34,750\\ntonnes' is read as one."""
    pieces, at = [], 0
    for start, end, *_ in sentences:
        if text.find("\n", start, end) >= 0:
            pieces += [text[at:start], text[start:end].replace("\n", " ")]
            at = end
    return "".join([*pieces, text[at:]])


class Page:
    """A Doc with what every step looks up: text, token and sentence starts, lists of tags."""

    def __init__(self, doc: Doc):
        self.doc, self.text = doc, doc.text
        self.starts = doc.to_array("IDX").tolist() if len(doc) else []
        self.cache: dict[str, Any] = {}  # what a step looks up once per text
        self.drafts: list[Draft] = []
        self.draft_starts: list[int] = []
        spans = [(s.start_char, s.end_char, s.is_boilerplate, s.paragraph_index) for s in doc._.sentences]
        if not spans:
            spans = (
                [(s.start_char, s.end_char, False, 0) for s in doc.sents] if doc.has_annotation("SENT_START") else []
            )
        self.sentences = spans or [(0, len(self.text), False, 0)]
        if "\n" in self.text:
            self.text = unwrapped(self.text, self.sentences)
        lower = self.text.lower()
        self.lower = lower if len(lower) == len(self.text) else self.text  # some letters are two in lower case
        self.sentence_starts = [s[0] for s in self.sentences]

    def has(self, *words: str) -> bool:
        """Whether any of these (in lower case) is in the text: asked before a pattern is looked for."""
        return any(word in self.lower for word in words)

    def token(self, char: int) -> int:
        """Position of the token that covers or precedes ``char``."""
        return max(0, bisect_right(self.starts, char) - 1)

    def sentence(self, char: int) -> int:
        return max(0, bisect_right(self.sentence_starts, char) - 1)

    def set_drafts(self, drafts: list[Draft]) -> None:
        self.drafts, self.draft_starts = drafts, [draft.start for draft in drafts]

    def near(self, start: int, end: int) -> list[Draft]:
        """The figures that share a character with ``start`` to ``end``, once ``drafts`` are set, in order."""
        first, last = bisect_left(self.draft_starts, start - LONGEST), bisect_left(self.draft_starts, end)
        return [draft for draft in self.drafts[first:last] if draft.end > start]

    def before(self, draft: Draft, width: int = 48) -> str:
        return self.text[max(self.sentences[draft.sentence][0], draft.start - width) : draft.start]

    def after(self, draft: Draft, width: int = 48) -> str:
        return self.text[draft.end : min(self.sentences[draft.sentence][1], draft.end + width)]


def set_unit(draft: Draft, unit: Unit) -> None:
    draft.unit, draft.kind, draft.name = unit, unit.kind, unit.name
    draft.unit_span, draft.per = (unit.start, unit.end), unit.per
    if unit.scale != 1.0:
        for part in ("value", "low", "high"):
            if getattr(draft, part) is not None:
                setattr(draft, part, round(getattr(draft, part) * unit.scale, 9))
    draft.rule = "unit"
