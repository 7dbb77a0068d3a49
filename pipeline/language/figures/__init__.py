"""Figures: see records.py for what is written to the Doc."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("figures")
def make_figures(nlp: Language, name: str) -> Figures:
    return Figures()


class Figures:
    def __call__(self, doc: Doc) -> Doc:
        return doc
