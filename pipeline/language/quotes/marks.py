"""Quotation marks: which characters stand between a pair of them.

Marks are paired within a paragraph; an unclosed one ends with its paragraph. A straight mark opens where nothing is
open. Single marks count only where they open a word or close one ("He called it 'a mess'."), so that apostrophes do
not. A paragraph of a speech that goes on opens with a mark again, although none was closed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

MARK = re.compile(
    r"[“”„«»\"]|''|``|(?<![\w’'])[‘'](?=\w)|(?<=[\w.,!?…])[’'](?![\w’'])",
)
OPENING, CLOSING = frozenset("“„«‘`"), frozenset("”»’")
PARAGRAPH = re.compile(r"\n\s*\n|\n")


def quotations(text: str) -> list[tuple[int, int]]:
    """Slices between outermost marks, in order, without the marks and never empty."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in [*PARAGRAPH.finditer(text), None]:
        end = line.start() if line else len(text)
        found += _in_paragraph(text, start, end)
        start = line.end() if line else end
    return [(a, b) for a, b in found if text[a:b].strip()]


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    kind = ""
    for match in MARK.finditer(text, start, end):
        mark = match.group()
        single = mark in "‘’'"
        if opened is None:
            if _opens(mark, text, match.start()):
                opened, kind = match.end(), "single" if single else "double"
        elif (kind == "single") == single and _closes(mark, text, match.start(), opened):
            yield opened, match.start()
            opened = None
        elif kind == "double" and mark in "“„«":
            yield opened, match.start()
            opened = match.end()
    if opened is not None and kind == "double":
        yield opened, end


def _opens(mark: str, text: str, at: int) -> bool:
    if mark in CLOSING:
        return False
    if mark in "‘'":
        return text[at + 1 : at + 2].isalnum() and not text[at - 1 : at].isalnum()
    return mark in OPENING or mark == "``" or not text[at - 1 : at].isalnum()


def _closes(mark: str, text: str, at: int, opened: int) -> bool:
    return mark not in OPENING and at > opened


class Quotations:
    """Look-up of the quotation that a character stands in."""

    def __init__(self, text: str):
        self.slices = quotations(text)
        self.starts = [start for start, _ in self.slices]

    def at(self, character: int) -> int:
        """Number of the quotation around a character; -1 for none."""
        place = bisect_right(self.starts, character) - 1
        return place if place >= 0 and character < self.slices[place][1] else -1
