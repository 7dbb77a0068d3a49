"""Coreference: names, descriptions and pronouns of one article, gathered into entities; the speakers of quotes.

``doc.ents`` and the parse are read, ``doc._.mentions``, ``doc._.entities`` and the speakers in ``doc._.quotes``
written. In order: names.py (repair), linking.py (names of one thing), phrases.py (descriptions, roles), discourse.py
(descriptions and pronouns to things), turns.py ("I" and "you"), speakers.py.
"""

from spacy.language import Language
from spacy.tokens import Doc

from .resolve import resolve


class Coreference:
    """Writes mentions and entities; knows nothing beyond the Doc."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.mentions, doc._.entities, doc._.quotes = resolve(doc)
        return doc


@Language.factory(
    "coreference",
    requires=["doc.ents", "token.dep", "token.tag", "token.lemma"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_coreference(nlp: Language, name: str) -> Coreference:
    return Coreference()
