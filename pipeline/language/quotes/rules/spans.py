"""Pieces of text: without the marks around them, but with the marks that pair within them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from spacy.symbols import CCONJ
from spacy.tokens import Doc, Token

from pipeline.language.quotes.model.arrays import Arrays
from pipeline.language.records import Quote, Sentence, Slice

from .marks import SIGNS, Mark, marks, partners
from .words import LOOKED_FOR, hashes

LOOSE = " \t\n\r\u00a0,;:-–—―"


class Page:
    """An article as plain lists, and look-up of its tokens, sentences and paragraphs: what rules ask of it again and
    again, one token at a time.

    ``quote``: of each token the number of its quotation (-1: none); ``spaces``: the tokens that are white space.
    """

    def __init__(self, arrays: Arrays):
        self.arrays, self.doc, self.text = arrays, arrays.doc, arrays.text
        self.sentences: tuple[Sentence, ...] = arrays.doc._.sentences
        self.quote: list[int] = arrays.quote.tolist()
        self.spaces: frozenset[int] = frozenset(np.flatnonzero(arrays.space).tolist())
        self._starts = [sentence.start_char for sentence in self.sentences]
        self._token_starts: list[int] = arrays.start.tolist()
        self._words = _counts(arrays.is_alpha)
        self._marked = _counts(arrays.is_alpha & (arrays.quote >= 0))
        self._children: dict[int, list[tuple[str, Token]]] = {}
        self._places: dict[frozenset[int], list[int]] = {}

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

    def sign_before(self, char: int) -> str:
        """The last character before one that is not white space; empty where there is none."""
        while self.text[char - 1 : char].isspace():
            char -= 1
        return self.text[char - 1 : char]

    def token_at(self, char: int) -> int:
        """The token that holds a character, or the one before it."""
        return bisect_right(self._token_starts, char, 1) - 1

    def tokens(self, piece: Slice) -> range:
        """Tokens that share a character with a slice."""
        starts = self._token_starts
        return range(bisect_right(starts, piece.start, 1) - 1, bisect_right(starts, piece.end - 1, 1))

    def sentence(self, token: int) -> range:
        """Tokens of a token's sentence."""
        sent = self.arrays.sent
        return range(sent.searchsorted(sent[token]), sent.searchsorted(sent[token], "right"))

    def starting(self, piece: Slice) -> range:
        """Tokens that start within a slice."""
        return range(bisect_left(self._token_starts, piece.start), bisect_left(self._token_starts, piece.end))

    def words(self, tokens: range) -> tuple[int, int]:
        """How many of neighbouring tokens are words, and how many of these stand in marks."""
        first, last = tokens.start, tokens.stop
        return self._words[last] - self._words[first], self._marked[last] - self._marked[first]

    def is_quoted(self, tokens: range) -> bool:
        """Whether one of neighbouring tokens stands in marks."""
        return max(self.quote[tokens.start : tokens.stop], default=-1) >= 0

    def places(self, lemmas: frozenset[int]) -> list[int]:
        """Tokens whose lemma has one of some hashes of the lists ``LOOKED_FOR``, in order."""
        if lemmas not in self._places:
            self._places[lemmas] = [at for at, lemma in self._listed if lemma in lemmas]
        return self._places[lemmas]

    @cached_property
    def _listed(self) -> list[tuple[int, int]]:
        listed = hashes(*LOOKED_FOR)
        return [(at, lemma) for at, lemma in enumerate(self.arrays.lemma.tolist()) if lemma in listed]

    @cached_property
    def conjunctions(self) -> list[int]:
        return np.flatnonzero(self.arrays.pos == CCONJ).tolist()

    def root(self, tokens: range) -> Token:
        """The first of neighbouring tokens that hangs on none of the others."""
        free = (at for at in tokens if self.doc[at].head.i not in tokens or self.doc[at].head.i == at)
        return self.doc[next(free, tokens.start)]

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Its children, in text order; where dependencies are named, those that hang on it by one of them."""
        below = self._children.get(token.i)
        if below is None:
            below = self._children[token.i] = [(child.dep_, child) for child in token.children]
        return [child for dep, child in below if not deps or dep in deps]

    def behind(self, token: Token, *deps: str) -> list[Token]:
        """Tokens of its subtree that stand behind it and hang by one of some dependencies: its children, theirs ..."""
        found = (self.doc[at] for at in range(token.i + 1, token.right_edge.i + 1) if self.doc[at].dep_ in deps)
        return [other for other in found if token.is_ancestor(other)]

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first of these children."""
        return next(iter(self.children(token, *deps)), None)

    def child_before(self, token: Token, *deps: str) -> Token | None:
        return next((child for child in self.children(token, *deps) if child.i < token.i), None)

    def child_after(self, token: Token, *deps: str) -> Token | None:
        return next((child for child in self.children(token, *deps) if child.i > token.i), None)


def among(places: list[int], tokens: range) -> list[int]:
    """Those of some tokens, which are in order, that are among neighbouring ones."""
    return places[bisect_left(places, tokens.start) : bisect_left(places, tokens.stop)]


def _counts(which: np.ndarray) -> list[int]:
    """How many tokens before each, and at the end, are so."""
    return [0, *np.cumsum(which).tolist()]


def token_slice(doc: Doc, first: Token, last: Token) -> Slice:
    return Slice(first.idx, last.idx + len(last))


def overlap(one: Slice, other: Slice) -> bool:
    return one.start < other.end and other.start < one.end


def slice_of(page: Page, tokens: Sequence[int]) -> Slice | None:
    """Characters from the first to the last token, trimmed."""
    if not tokens:
        return None
    last = page.doc[tokens[-1]]
    return trimmed(page, page.doc[tokens[0]].idx, last.idx + len(last))


def trimmed(page: Page, start: int, end: int) -> Slice | None:
    """Without blanks, commas and dashes at the ends, and without marks there that have no partner between them.

    ``“It is shut,”`` gives ``It is shut``; ``a “gift”`` keeps its marks.
    """
    text = page.text
    while start < end:
        if text[start].isalnum() and text[end - 1].isalnum():
            return Slice(start, end)
        before = (start, end)
        while start < end and (text[start] in LOOSE or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in LOOSE or text[end - 1].isspace()):
            end -= 1
        start, end = _without_marks(page, start, end)
        if (start, end) == before:
            return Slice(start, end)
    return None


def _without_marks(page: Page, start: int, end: int) -> tuple[int, int]:
    text = page.text
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
    if last.end == end and last.start >= start and len(found) - 1 not in pairs.values() and _is_mark(page, last):
        end = last.start
    return start, end


def _is_mark(page: Page, mark: Mark) -> bool:
    """The apostrophe of ``the girls’`` at the end of a piece is none, unless it closes a quotation of the text."""
    closes = any(end == mark.start for _, end in page.arrays.quotations)
    return not mark.single or closes or not page.text[mark.start - 1 : mark.start].isalnum()


def quote_type(page: Page, spans: tuple[Slice, ...]) -> str:
    """direct: all words stand in marks; mixed: some do; indirect: none."""
    inside = total = 0
    for span in spans:
        words, marked = page.words(page.starting(span))
        total, inside = total + words, inside + marked
    return type_of(total, inside)


def type_of(total: int, inside: int) -> str:
    """Of so many words, so many of which stand in marks."""
    if not inside:
        return "indirect"
    return "direct" if inside >= total - total // 10 else "mixed"


def in_order(quotes: Iterable[Quote]) -> list[Quote]:
    """Quotes in text order, by where they start and then by where they end."""
    return sorted(quotes, key=lambda quote: (quote.spans[0].start, quote.spans[-1].end))


def claimed(quotes: list[Quote], piece: Slice) -> bool:
    """Whether a quote's content shares a character with a piece."""
    start, end = piece.start, piece.end
    return any(span.start < end and start < span.end for quote in quotes for span in quote.spans)
