"""Coreference: names, descriptions and pronouns of one article, gathered into entities; the speakers of quotes.

``doc.ents`` and the parse are read, ``doc._.mentions``, ``doc._.entities`` and the speakers in ``doc._.quotes``
written. ``names/`` mends what the model named and tells types; ``links/`` ties names, descriptions and pronouns to
things; ``resolve`` is the pass that puts them together.
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
