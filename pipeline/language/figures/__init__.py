"""Figures: every numeric fact of a text, with unit, bounds, structure, time, place and source (``doc._.figures``).

Reads tokens, tags, parse and names, ``doc._.sentences``, ``quotes`` and ``mentions``. ``lexer/`` reads numbers, money
and measures with ``tables/``; ``context/`` tells what is no figure and whose clause it is; ``grammar/`` what is
counted and what belongs together; ``meaning/`` of what, when, where and according to whom. ``build`` runs them in
order over the ``page`` of a text and its ``drafts``.
"""

from spacy.language import Language
from spacy.tokens import Doc

from .build import figures


class Figures:
    def __call__(self, doc: Doc) -> Doc:
        doc._.figures = figures(doc)
        return doc


@Language.factory("figures")
def make_figures(nlp: Language, name: str) -> Figures:
    return Figures()
