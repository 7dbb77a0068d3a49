"""The rows of a text while quotations are added to them, with look-ups that take no look at all rows."""

from __future__ import annotations

from array import array
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import replace

from pipeline.language.records import Quote, Slice

from .rules.spans import Page, type_of

NOBODY, SEVERAL = -1, -2
BETWEEN = " ,;—–-"  # all that stands between a cue and a quotation that goes on behind it


class Owners:
    """Which of some numbered rows each character of a text belongs to."""

    def __init__(self, length: int):
        self.of = array("l", [NOBODY]) * length

    def give(self, piece: Slice, row: int) -> None:
        part = self.of[piece.start : piece.end]
        if any(owner not in (NOBODY, row) for owner in set(part)):
            part = array("l", [row if owner in (NOBODY, row) else SEVERAL for owner in part])
        else:
            part = array("l", [row]) * len(part)
        self.of[piece.start : piece.end] = part

    def only(self, piece: Slice) -> int | None:
        """The one row that has characters of a piece; None if there is none, or more than one."""
        found = set(self.of[piece.start : piece.end]) - {NOBODY}
        return found.pop() if len(found) == 1 and SEVERAL not in found else None


class Gathered(list[Quote]):
    """Rows, in the order in which they came; they are changed by ``append`` and ``go_on`` only."""

    def __init__(self, page: Page, quotes: list[Quote]):
        super().__init__()
        self.page = page
        self.claims = bytearray(len(page.text))
        self.ends: list[tuple[int, int]] = []
        self.behind_cues: dict[int, list[int]] = {}
        self.words: dict[int, tuple[int, int]] = {}
        for quote in quotes:
            self.append(quote)

    def append(self, quote: Quote) -> None:
        super().append(quote)
        at = len(self) - 1
        if quote.cue is not None:
            end = max(part.end for part in (quote.cue, quote.speaker) if part is not None)
            self.behind_cues.setdefault(end, []).append(at)
        self._note(at, quote.spans)

    def go_on(self, at: int, piece: Slice, typed: bool = True) -> None:
        """Give a row one more span, at its end; ``typed``: its type follows from all its words."""
        quote = self[at]
        if at not in self.words:
            self.words[at] = _sum(self.page, quote.spans)
        total, inside = (sum(pair) for pair in zip(self.words[at], _sum(self.page, (piece,)), strict=True))
        self.words[at] = (total, inside)
        kind = type_of(total, inside) if typed else quote.quote_type
        self[at] = replace(quote, spans=(*quote.spans, piece), quote_type=kind)
        self._note(at, (piece,))

    def _note(self, at: int, spans: tuple[Slice, ...]) -> None:
        for span in spans:
            self.claims[span.start : span.end] = b"\1" * (span.end - span.start)
        if self[at].quote_type != "scare":
            insort(self.ends, (self[at].end_char, at))

    def claim(self, piece: Slice) -> bool:
        """Whether a row's content shares a character with a piece."""
        return self.claims.find(1, piece.start, piece.end) >= 0

    def last_before(self, char: int) -> int | None:
        """The row that ends last at or before a character, terms in marks left out; of several the first."""
        best = None
        for place in range(bisect_right(self.ends, (char, len(self))) - 1, -1, -1):
            end, at = self.ends[place]
            if best is not None and end < self[best].end_char:
                break
            if self[at].end_char == end:
                best = at
        return best

    def behind(self, char: int) -> Iterator[int]:
        """Rows whose cue and speaker end before a character, with nothing but commas and dashes between, in order."""
        found, text = list(self.behind_cues.get(char, ())), self.page.text
        while char and text[char - 1] in BETWEEN:
            char -= 1
            found += self.behind_cues.get(char, ())
        return iter(sorted(found))


def _sum(page: Page, spans: tuple[Slice, ...]) -> tuple[int, int]:
    words = [page.words(page.starting(span)) for span in spans]
    return sum(word for word, _ in words), sum(marked for _, marked in words)
