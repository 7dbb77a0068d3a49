"""Figures: every numeric fact of a text, with unit, bounds, structure, time, place and source (``doc._.figures``).

Reads tokens, tags, parse and names, ``doc._.sentences``, ``quotes`` and ``mentions``. numbers.py and number_words.py
are the grammar, vetoes.py and bare.py what is no figure, units.py, counting.py, ages.py and words.py what stands beside
a number, structure.py what belongs together, meaning.py, concept.py, clauses.py, times.py and attribution.py of what,
when, where and according to whom; build.py runs them in order.
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
