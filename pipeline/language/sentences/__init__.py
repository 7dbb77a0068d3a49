"""Sentence starts, set before the parser, which respects them and decides only what the words leave open.

Parses are stored by a digest of this folder: what does not move a boundary belongs into ``kinds``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from .boundaries import starts


@Language.factory("sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceStarts:
    return SentenceStarts()


class SentenceStarts:
    """Sets every token's ``is_sent_start``: True, False, or None where the parser is to decide."""

    def __call__(self, doc: Doc) -> Doc:
        sure, possible = (frozenset(offsets) for offsets in starts(doc.text))
        for token in doc:
            start = token.idx
            if start in sure:
                token.is_sent_start = True
            elif start not in possible:
                token.is_sent_start = False
        return doc
