"""What the network sees of each token: a row of small integers, one per kind of knowledge.

Words are seen as lemmas; of names and numbers only that they are names or numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Arrays

OTHER, NAME, NUMBER = range(3)  # the first rows of the table of lemmas
DEPTH = 28  # levels of a parse tree that are told apart
COLUMNS = ("tag", "dep", "ent", "mark", "beside", "shape", "edge", "head", "line")
SIZES = {"mark": 4, "beside": 8, "shape": 8, "edge": 16, "head": 11, "line": 4}  # the others' are their lists'


@dataclass(frozen=True, slots=True)
class Names:
    """Sorted hashes; a name's code is its position and 1, unknown ones have 0."""

    known: np.ndarray

    def codes(self, hashes: np.ndarray) -> np.ndarray:
        return codes(self.known, hashes) + 1


def codes(known: np.ndarray, hashes: np.ndarray) -> np.ndarray:
    """Position of each hash among sorted ones; -1 for those that are not there."""
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, place, -1)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``tags``, ``deps``, ``ents``: names that have codes. ``frequent``: lemmas with a vector of their own.
    ``general`` and ``group``: lemmas of the language, and the group of similar words that each belongs to (from 1)."""

    tags: Names
    deps: Names
    ents: Names
    frequent: np.ndarray
    general: np.ndarray
    group: np.ndarray

    def lemmas(self, a: Arrays) -> tuple[np.ndarray, np.ndarray]:
        """Of each token: row of its lemma among the frequent ones, and the group of its lemma (0: none)."""
        strings = a.doc.vocab.strings
        name, number = a.pos == strings["PROPN"], a.like_num
        own = codes(self.frequent, a.lemma) + NUMBER + 1
        own[own == NUMBER] = OTHER
        place = codes(self.general, a.lemma)
        group = np.where(place >= 0, self.group[place], 0)
        mark = marked(a) > 1  # straight or curly is no matter
        own[name], own[number], own[mark] = NAME, NUMBER, OTHER
        group[name | number | mark] = 0
        return own, group

    def columns(self, a: Arrays) -> np.ndarray:
        """Codes of shape (columns, tokens), in the order of ``COLUMNS``."""
        return np.stack(
            [
                self.tags.codes(a.tag),
                self.deps.codes(a.dep),
                self.ents.codes(a.ent),
                marked(a),
                beside(a),
                shape(a),
                edge(a.sent),
                head_side(a),
                line(a),
            ]
        )


def marked(a: Arrays) -> np.ndarray:
    """0 outside of quotation marks, 1 between them, 2 an opening mark, 3 a closing one."""
    out = (a.quote >= 0).astype(np.int64)
    if a.quotations:
        slices = np.array(a.quotations)
        out[(out == 0) & np.isin(a.end, slices[:, 0])] = 2
        out[(out == 0) & np.isin(a.start, slices[:, 1])] = 3
    return out


def beside(a: Arrays) -> np.ndarray:
    """As a bit mask: quoted words before the token in its sentence (1), after it (2), itself quoted (4)."""
    quoted = np.concatenate([[0], np.cumsum(a.quote >= 0)])
    place = np.arange(len(a.sent))
    first, last = bounds(a.sent)
    before, after = quoted[place] > quoted[first], quoted[last] > quoted[place + 1]
    return before + 2 * after + 4 * (a.quote >= 0)


def bounds(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First token, and the one after the last, of each token's sentence or paragraph."""
    return np.searchsorted(numbers, numbers, side="left"), np.searchsorted(numbers, numbers, side="right")


def shape(a: Arrays) -> np.ndarray:
    out = np.zeros(len(a.sent), dtype=np.int64)
    for code, which in enumerate((a.is_lower, a.is_title, a.is_upper, a.like_num, a.is_punct, a.space), 1):
        out[which] = code
    return out


def edge(sent: np.ndarray) -> np.ndarray:
    """How near the sentence's first and last token are, up to three."""
    first, last = bounds(sent)
    place = np.arange(len(sent))
    return np.minimum(place - first, 3) * 4 + np.minimum(last - 1 - place, 3)


def head_side(a: Arrays) -> np.ndarray:
    """0 for a root; else how far and on which side the head is."""
    by = a.head - np.arange(len(a.head))
    return np.where(by == 0, 0, np.searchsorted((2, 3, 6, 12), np.abs(by), side="right") + np.where(by > 0, 6, 1))


def line(a: Arrays) -> np.ndarray:
    """Of a token's paragraph: no stop at its end, like a headline's (1); the one before ends in a colon (2)."""
    strings, n = a.doc.vocab.strings, len(a.sent)
    first, last = bounds(a.paragraph)
    words = np.flatnonzero(~a.space)
    stops = np.array([strings[sign] for sign in (".", "!", "?", "”", '"', "’", "'", "…")], dtype=np.uint64)
    stopped, colon = np.isin(a.lemma, stops), a.lemma == strings[":"]
    if not len(words):
        return np.zeros(n, dtype=np.int64)
    ending = words[np.maximum(np.searchsorted(words, last) - 1, 0)]
    earlier = np.searchsorted(words, first) - 1
    before = np.where(earlier >= 0, colon[words[np.maximum(earlier, 0)]], False)
    return ~stopped[ending] + 2 * before
