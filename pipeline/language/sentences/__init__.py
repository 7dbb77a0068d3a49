"""Sentence starts, set before the parser, which respects them and decides only what the words leave open.

Parses are stored by a digest of this folder: what does not move a boundary belongs into ``kinds``.
"""

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from .boundaries import starts


class SentenceStarts:
    """Sets every token's ``is_sent_start``: True, False, or None where the parser is to decide."""

    def __call__(self, doc: Doc) -> Doc:
        sure, possible = (frozenset(offsets) for offsets in starts(doc.text))
        # One array, since the setter of a single token looks at the whole Doc each time.
        values = [1 if token.idx in sure else 0 if token.idx in possible else -1 for token in doc]
        return doc.from_array([SENT_START], np.array(values, dtype="int64").astype("uint64").reshape(-1, 1))


@Language.factory("sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceStarts:
    return SentenceStarts()
