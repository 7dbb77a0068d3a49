"""Quotes: who said, wrote, thought or wanted what, written to ``doc._.quotes``.

A small neural network proposes (``model/``): which words are a cue, and what around them is content and speaker. Rules
(``rules/``) mend, veto and add; ``assemble`` runs them in order. ``training/`` estimates the network and its teacher.
Who the speaker is, through pronouns and descriptions, is for ``coreference`` to tell.
"""

from typing import get_args

from spacy.language import Language
from spacy.tokens import Doc

from .assemble import quotes_of
from .model.arrays import arrays_of
from .model.labels import Kind, load
from .rules.labels_of_turns import name_labels


class Quotes:
    """Reads the parse; loads its parameters with the first Doc."""

    def __init__(self, model: Kind = "network"):
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        if len(doc):
            doc._.quotes = tuple(quotes_of(arrays_of(doc), load(self.model)))
            name_labels(doc, doc._.quotes)
        return doc


@Language.factory(
    "quotes",
    default_config={"model": "network"},
    requires=["token.dep", "token.lemma", "doc._.sentences"],
    assigns=["doc._.quotes", "doc.ents"],
)
def make_quotes(nlp: Language, name: str, model: str) -> Quotes:
    if model not in get_args(Kind):
        raise ValueError(f"quotes: model is {model!r}, but can be {' or '.join(map(repr, get_args(Kind)))} only")
    return Quotes(model)
