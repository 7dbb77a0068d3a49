"""Sentence starts, set before the parser, which respects them and decides only what the words leave open.

Parses are stored by a digest of this folder: what does not move a boundary belongs into ``kinds``.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from .boundaries import starts

LONGEST = 300  # tokens; a sentence of more is none, and trees and rules cost the square of its length
ENDS = (frozenset(";:—–"), frozenset(",)]}"), frozenset(("and", "or", "but")))


def cuts(doc: Doc, starts: list[int]) -> Iterator[int]:
    """Token indices at which what is too long for a sentence is cut: after the strongest mark in its last third."""
    for start, end in pairwise([0, *(at for at in starts if at), len(doc)]):
        while end - start > LONGEST:
            window = range(start + LONGEST, start + LONGEST * 2 // 3, -1)
            start = next((at for marks in ENDS for at in window if doc[at - 1].lower_ in marks), start + LONGEST)
            yield start


class SentenceStarts:
    """Sets every token's ``is_sent_start``: True, False, or None where the parser is to decide."""

    def __call__(self, doc: Doc) -> Doc:
        sure, possible = (frozenset(offsets) for offsets in starts(doc.text))
        # One array, since the setter of a single token looks at the whole Doc each time.
        values = [1 if token.idx in sure else 0 if token.idx in possible else -1 for token in doc]
        for at in cuts(doc, [i for i, value in enumerate(values) if value == 1]):
            values[at] = 1
        return doc.from_array([SENT_START], np.array(values, dtype="int64").astype("uint64").reshape(-1, 1))


@Language.factory("sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceStarts:
    return SentenceStarts()
