"""A Doc as plain lists, read once: what the rules look at, without the cost of Token objects."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, ORTH, POS, SENT_START, TAG
from spacy.tokens import Doc

from . import lexicon


class Text:
    """Parallel lists by token: ``words``, ``lower``, ``lemmas``, ``pos``, ``tags``, ``deps``, ``heads`` (absolute),
    ``vocabulary`` (the lower-case words), ``plurals`` (words tagged as such),
    ``sents`` (number of the sentence), ``starts`` and ``ends`` (characters), ``skipped`` (boilerplate)."""

    def __init__(self, doc: Doc):
        self.doc, self.text = doc, doc.text
        rows = doc.to_array([ORTH, LEMMA, POS, TAG, DEP, HEAD, SENT_START])
        string = _Strings(doc.vocab.strings)
        columns = rows.T.tolist() if len(doc) else [[]] * 7
        self.words = [string[key] for key in columns[0]]
        self.lower = [word.lower() for word in self.words]
        self.lemmas = [string[key] for key in columns[1]]
        self.vocabulary = {word for word in self.words if word.islower()}
        self.pos, self.tags, self.deps = ([string[key] for key in column] for column in columns[2:5])
        self.plurals = {word for word, tag in zip(self.words, self.tags, strict=True) if tag in ("NNPS", "NNS")}
        offsets = rows[:, 5].astype(np.int64) if len(doc) else np.zeros(0, np.int64)
        self.heads = (offsets + np.arange(len(doc))).tolist()
        self.sents = np.cumsum(rows[:, 6].astype(np.int64) == 1).tolist() if len(doc) else []
        self.starts, at = [], 0
        for word, space in zip(self.words, _spaces(doc), strict=True):
            self.starts.append(at)
            at += len(word) + space
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        self.paragraphs, self.skipped, self.kinds = self._sentence_records()
        self._children: list[list[int]] | None = None
        self._parties: dict[str, str] | None = None
        self.forms: dict[tuple[int, int], str] = {}  # spellings of names, as spans.form makes them

    def __len__(self) -> int:
        return len(self.words)

    def _sentence_records(self) -> tuple[list[int], list[bool], list[str]]:
        records = self.doc._.sentences
        if not records:
            return [0] * len(self), [False] * len(self), ["prose"] * len(self)
        paragraphs, skipped, kinds, at = [], [], [], 0
        for start in self.starts:
            while at + 1 < len(records) and records[at + 1].start_char <= start:
                at += 1
            paragraphs.append(records[at].paragraph_index)
            skipped.append(records[at].is_boilerplate)
            kinds.append(records[at].kind)
        return paragraphs, skipped, kinds

    @property
    def parties(self) -> dict[str, str]:
        """The folded names by which this text calls parties, with their full names: those that only one has, and those
        that mean one where another of its country is named."""
        if self._parties is None:
            folded, self._parties = None, {}
            for country, words in party_words().items():
                if words.isdisjoint(self.lower):
                    continue
                folded = folded or f" {lexicon.fold(' '.join(self.words))} "
                listed = [row for row in lexicon.parties() if row[0] == country]
                if any(f" {name} " in folded for row in listed for name in row[2]):
                    self._parties |= {name: row[1] for row in listed for name in row[2] | row[3]}
        return self._parties

    @property
    def children(self) -> list[list[int]]:
        if self._children is None:
            self._children = [[] for _ in self.words]
            for index, head in enumerate(self.heads):
                if head != index:
                    self._children[head].append(index)
        return self._children

    def token_at(self, char: int) -> int:
        """The token that holds a character, or the one before it; -1 before the first."""
        return bisect_right(self.starts, char) - 1

    def slice(self, start: int, end: int) -> str:
        """Text of tokens ``start`` up to, not including, ``end``."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def head_of(self, start: int, end: int) -> int:
        """The token of a span whose head lies outside it (the last such one: names are read to their end)."""
        for index in range(end - 1, start - 1, -1):
            if not start <= self.heads[index] < end or self.heads[index] == index:
                return index
        return end - 1

    def is_capital(self, index: int) -> bool:
        return self.words[index][:1].isupper()


@cache
def party_words() -> dict[str, frozenset[str]]:
    """By country, the words that one of the names only its parties have begins or ends with, one of each name."""
    words: dict[str, set[str]] = {}
    for country, _, sure, _ in lexicon.parties():
        words.setdefault(country, set()).update(name.split()[-1] for name in sure)
        words[country].update(name.split()[0] for name in sure)
    return {country: frozenset(one) for country, one in words.items()}


class _Strings(dict):
    """Hash to string, each looked up in the vocabulary once."""

    def __init__(self, store):
        super().__init__()
        self.store = store

    def __missing__(self, key):
        value = self[key] = self.store[key]
        return value


def _spaces(doc: Doc) -> list[bool]:
    from spacy.attrs import SPACY

    return doc.to_array([SPACY]).astype(bool).ravel().tolist() if len(doc) else []
