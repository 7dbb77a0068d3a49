"""Sentence starts, set before the parser, which respects them."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceStarts:
    return SentenceStarts()


class SentenceStarts:
    """A sentence starts at every line; within a line the parser decides."""

    def __call__(self, doc: Doc) -> Doc:
        for token in doc[1:]:
            if doc[token.i - 1].is_space and "\n" in doc[token.i - 1].text:
                token.is_sent_start = True
        return doc
