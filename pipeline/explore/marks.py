"""A text with what was found in it: cut where any row begins or ends, so that rows may nest and overlap."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]

DOUBTFUL = 0.5  # below this estimated probability of being right a row can be hidden
PARTS = {
    "quote": {"speaker": "sp", "cue": "cu", "via": "vi"},
    "figure": dict.fromkeys(("unit", "item", "concept", "subject", "time", "place", "source"), ""),
}
LAYERS = {"quote": "q", "figure": "f", "mention": "m"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that belongs to ``row`` ("quote-1a2b"): the row itself, or with ``part`` a part of it."""

    start: int
    end: int
    row: str
    style: str
    part: bool = False
    doubtful: bool = False


@dataclass(slots=True)
class Segment:
    """A stretch without a cut; ``rows`` it lies in, the shortest first, and those that begin with it."""

    text: str
    styles: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """A line of the text; ``start`` is the offset of its first character."""

    start: int
    kind: str
    is_boilerplate: bool
    segments: list[Segment]


def marks_of(table: str, row: Row) -> list[Mark]:
    """Of a row of ``quotes``, ``figures`` or ``mentions`` (``table`` is the singular)."""
    name, style = f"{table}-{row[f'{table}_id']}", LAYERS[table]
    doubtful = row.get("confidence", 1.0) < DOUBTFUL
    spans = row.get("spans") or [{"start": row["start_char"], "end": row["end_char"]}]
    if row.get("quote_type") == "scare":
        style = "sc"
    made = [Mark(span["start"], span["end"], name, style, doubtful=doubtful) for span in spans]
    for part, part_style in PARTS.get(table, {}).items():
        start, end = row[f"{part}_start_char"], row[f"{part}_end_char"]
        if start >= 0:
            made.append(Mark(start, end, name, part_style, True, doubtful))
    return made


def paragraphs(text: str, sentences: Iterable[Row], marks: Iterable[Mark]) -> list[Paragraph]:
    """The lines of a text, cut at every mark; white space between them is left out."""
    marks = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: mark.start)
    kinds = sorted((row["start_char"], row["kind"], bool(row["is_boilerplate"])) for row in sentences)
    made, at_mark, at_kind = [], 0, -1
    open_marks: list[Mark] = []
    begun: set[str] = set()
    for line in re.finditer(r"[^\s][^\n]*", text):
        while at_kind + 1 < len(kinds) and kinds[at_kind + 1][0] <= line.start():
            at_kind += 1
        while at_mark < len(marks) and marks[at_mark].start < line.end():
            open_marks.append(marks[at_mark])
            at_mark += 1
        open_marks = [mark for mark in open_marks if mark.end > line.start()]
        _, kind, boilerplate = kinds[at_kind] if at_kind >= 0 else (0, "prose", False)
        cuts = sorted(
            {*line.span(), *(c for m in open_marks for c in (m.start, m.end) if line.start() < c < line.end())}
        )
        pieces = [_segment(text, start, end, open_marks, begun) for start, end in itertools.pairwise(cuts)]
        made.append(Paragraph(line.start(), kind, boilerplate, pieces))
    return made


def _segment(text: str, start: int, end: int, marks: list[Mark], begun: set[str]) -> Segment:
    """``begun``: rows that have been met before; those that begin here are added."""
    made = Segment(text[start:end])
    over = [mark for mark in marks if mark.start < end and mark.end > start]
    for mark in sorted(over, key=lambda mark: (mark.part, mark.end - mark.start)):
        if mark.style:
            made.styles.append(mark.style + ("-low" if mark.doubtful else ""))
        if mark.part and not mark.style:
            made.parts.append(mark.row)
        elif mark.row not in made.rows:
            made.rows.append(mark.row)
        if not mark.part and mark.row not in begun:
            begun.add(mark.row)
            made.begins.append(mark.row)
    made.styles = list(dict.fromkeys(made.styles))
    return made
