"""Pieces of text: without the marks around them, but with the marks that pair within them."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from spacy.tokens import Doc, Token

from pipeline.language.records import Quote, Sentence, Slice

from .arrays import Arrays
from .marks import SIGNS, Mark, marks, partners

LOOSE = " \t\n\r\u00a0,;:-–—―"


class Page:
    """An article's arrays, and look-up of its sentences and paragraphs by character."""

    def __init__(self, arrays: Arrays):
        self.arrays, self.doc, self.text = arrays, arrays.doc, arrays.text
        self.sentences: tuple[Sentence, ...] = arrays.doc._.sentences
        self._starts = [sentence.start_char for sentence in self.sentences]
        self._token_starts: list[int] = arrays.start.tolist()

    def sentence_at(self, char: int) -> int:
        """Number of the sentence that holds a character, or of the one before it; 0 where there is none."""
        return bisect_right(self._starts, char, 1) - 1

    def paragraph_at(self, char: int) -> int:
        return self.sentences[self.sentence_at(char)].paragraph_index if self.sentences else 0

    def paragraphs(self) -> dict[int, tuple[int, int]]:
        """Numbers of the first sentence and of the one after the last, by paragraph."""
        found: dict[int, tuple[int, int]] = {}
        for number, sentence in enumerate(self.sentences):
            first, _ = found.get(sentence.paragraph_index, (number, 0))
            found[sentence.paragraph_index] = (first, number + 1)
        return found

    def token_at(self, char: int) -> int:
        """The token that holds a character, or the one before it."""
        return bisect_right(self._token_starts, char, 1) - 1

    def tokens(self, piece: Slice) -> range:
        """Tokens that share a character with a slice."""
        return range(self.token_at(piece.start), self.token_at(piece.end - 1) + 1)


def token_slice(doc: Doc, first: Token, last: Token) -> Slice:
    return Slice(first.idx, last.idx + len(last))


def overlap(one: Slice, other: Slice) -> bool:
    return one.start < other.end and other.start < one.end


def slice_of(arrays: Arrays, tokens: list[int] | tuple[int, ...]) -> Slice | None:
    """Characters from the first to the last token, trimmed."""
    if not tokens:
        return None
    return trimmed(arrays, int(arrays.start[tokens[0]]), int(arrays.end[tokens[-1]]))


def trimmed(arrays: Arrays, start: int, end: int) -> Slice | None:
    """Without blanks, commas and dashes at the ends, and without marks there that have no partner between them.

    ``“It is shut,”`` gives ``It is shut``; ``a “gift”`` keeps its marks.
    """
    text = arrays.text
    while start < end:
        before = (start, end)
        while start < end and (text[start] in LOOSE or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in LOOSE or text[end - 1].isspace()):
            end -= 1
        start, end = _without_marks(arrays, start, end)
        if (start, end) == before:
            return Slice(start, end)
    return None


def _without_marks(arrays: Arrays, start: int, end: int) -> tuple[int, int]:
    text = arrays.text
    if start >= end or (text[start] not in SIGNS and text[end - 1] not in SIGNS):
        return start, end
    found = marks(text, start, end)
    if not found:
        return start, end
    pairs = partners(found)
    first, last = found[0], found[-1]
    if first.start == start and pairs.get(0) == len(found) - 1 and last.end == end:
        return first.end, last.start
    if first.start == start and 0 not in pairs:
        start = first.end
    if last.end == end and last.start >= start and len(found) - 1 not in pairs.values() and _is_mark(arrays, last):
        end = last.start
    return start, end


def _is_mark(arrays: Arrays, mark: Mark) -> bool:
    """The apostrophe of ``the girls’`` at the end of a piece is none, unless it closes a quotation of the text."""
    closes = any(end == mark.start for _, end in arrays.quotations)
    return not mark.single or closes or not arrays.text[mark.start - 1 : mark.start].isalnum()


def quote_type(arrays: Arrays, spans: tuple[Slice, ...]) -> str:
    """direct: all words stand in marks; mixed: some do; indirect: none."""
    inside = total = 0
    for span in spans:
        first, last = np.searchsorted(arrays.start, [span.start, span.end])
        is_word = arrays.is_alpha[first:last]
        total += int(is_word.sum())
        inside += int((is_word & (arrays.quote[first:last] >= 0)).sum())
    if not inside:
        return "indirect"
    return "direct" if inside >= total - total // 10 else "mixed"


def claimed(quotes: list[Quote], piece: Slice) -> bool:
    """Whether a quote's content shares a character with a piece."""
    return any(overlap(span, piece) for quote in quotes for span in quote.spans)
