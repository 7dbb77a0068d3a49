"""Part of speech, features and lemma by a table, in the place of spaCy's ``attribute_ruler`` and ``lemmatizer``.

Of most tokens both read nothing but the word, its tag and its dependency. So they are asked once for each such triple,
with a text of this one token, and what they say is kept. The few patterns over several tokens are looked for as ever,
and the tokens that they find are given to the two together.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

READ = [ORTH, TAG, DEP]
WRITTEN = [TAG, POS, MORPH, LEMMA, DEP]
WRITTEN_NAMES = {"TAG", "POS", "MORPH", "LEMMA", "DEP"}
KEPT = 1 << 17  # triples; when there is no more room all are forgotten
OF_A_WORD = {"ORTH", "TEXT", "LOWER", "LENGTH", "SHAPE", "PREFIX", "SUFFIX", "TAG", "DEP"}  # and IS_... and LIKE_...
SPACY_LEMMATIZERS = ("spacy.pipeline", "spacy.lang")
Values = tuple[int, ...]


class Attributes:
    """Made of a ruler and a lemmatizer; asks them for what it does not know yet."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer):
        self.ruler, self.lemmatizer, self.vocab = ruler, lemmatizer, ruler.vocab
        self.table: dict[Values, Values] = {}
        self.openers: set[Values] = set()  # of those in the table, what a pattern over several tokens may begin with
        longer = [pattern for patterns in _patterns(ruler) for pattern in patterns if len(pattern) > 1]
        self.longest = max(map(len, longer), default=0)
        self.several, self.first = Matcher(self.vocab), Matcher(self.vocab)
        if longer:
            self.several.add("several", longer)
            self.first.add("first", [pattern[:1] for pattern in longer])

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        keys = list(map(tuple, doc.to_array(READ).tolist()))
        self._learn(set(keys) - self.table.keys(), doc)
        values = [self.table[key] for key in keys]
        for start, end in _runs(self._found(doc, keys)):
            values[start:end] = self._asked(keys[start:end])
        return doc.from_array(WRITTEN, np.array(values, dtype=np.uint64))

    def _learn(self, keys: set[Values], doc: Doc) -> None:
        if len(self.table) + len(keys) > KEPT:
            self.table.clear()
            self.openers.clear()
            keys = set(map(tuple, doc.to_array(READ).tolist()))
        if keys:
            self._ask_all(list(keys))

    def _ask_all(self, keys: list[Values]) -> None:
        """All in one text, but for those that make a pattern with their neighbours there."""
        doc = self._text_of(keys)
        self.table.update(zip(keys, self._asked(keys), strict=True))
        if self.longest:
            for _, start, end in self.several(doc, allow_missing=True):
                self.table.update((key, self._asked([key])[0]) for key in keys[start:end])
            self.openers.update(keys[start] for _, start, _ in self.first(doc, allow_missing=True))

    def _text_of(self, keys: list[Values]) -> Doc:
        doc = Doc(self.vocab, words=[self.vocab.strings[key[0]] for key in keys])
        return doc.from_array(READ[1:], np.array([key[1:] for key in keys], dtype=np.uint64))

    def _asked(self, keys: list[Values]) -> list[Values]:
        """What ruler and lemmatizer say of a text of these tokens."""
        doc = self.lemmatizer(self.ruler(self._text_of(keys)))
        return list(map(tuple, doc.to_array(WRITTEN).tolist()))

    def _found(self, doc: Doc, keys: list[Values]) -> Iterator[tuple[int, int]]:
        """Where patterns over several tokens stand, in order of their first tokens."""
        for place in [place for place, key in enumerate(keys) if key in self.openers]:
            few = doc[place : place + self.longest]
            yield from ((place, place + end) for _, start, end in self.several(few, allow_missing=True) if not start)


def _runs(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that share a token make one run."""
    runs: list[tuple[int, int]] = []
    for start, end in found:
        if runs and start < runs[-1][1]:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs


def _patterns(ruler: AttributeRuler) -> list[list[list[dict[str, Any]]]]:
    return [entry["patterns"] for entry in ruler.patterns]


def add_attributes(nlp: Language) -> None:
    """In place of a model's ruler and lemmatizer, where one follows the other and both are ``_is_tabular``."""
    if ("attribute_ruler", "lemmatizer") not in pairwise(nlp.pipe_names):
        return
    if _is_tabular(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")):
        nlp.add_pipe("attributes", before="attribute_ruler")
        nlp.remove_pipe("attribute_ruler")
        nlp.remove_pipe("lemmatizer")


@Language.factory("attributes", assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep"])
def make_attributes(nlp: Language, name: str) -> Attributes:
    """Of the ruler and the lemmatizer that the pipeline has."""
    return Attributes(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))


def _is_tabular(ruler: AttributeRuler, lemmatizer: Lemmatizer) -> bool:
    """Whether the two read of a token what the table is asked by, and write nothing but what it tells."""
    tokens = [token for patterns in _patterns(ruler) for pattern in patterns for token in pattern]
    read = {str(name).upper() for token in tokens for name in token}
    written = {str(name) for entry in ruler.patterns for name in entry["attrs"]}
    is_spacys = type(lemmatizer).__module__.startswith(SPACY_LEMMATIZERS) and lemmatizer.mode in ("rule", "lookup")
    return is_spacys and written <= WRITTEN_NAMES and all(map(_is_of_a_word, read))


def _is_of_a_word(name: str) -> bool:
    return name in OF_A_WORD or (name.startswith(("IS_", "LIKE_")) and name != "IS_SENT_START")
