"""Quotes: who said, wrote, thought or wanted what, written to ``doc._.quotes``.

A small neural network proposes: which words are a cue, and what around them is content and speaker (arrays.py,
inputs.py and paths.py are what it sees, network.py its arithmetic, model.py and decode.py its use; train.py estimates
it with gold.py, learn.py, fit.py and calibrate.py). Rules mend, veto and add. Who the speaker is, through pronouns and
descriptions, is for ``coreference`` to tell.
"""

from spacy.language import Language
from spacy.tokens import Doc

from .arrays import arrays_of
from .assemble import quotes_of
from .model import load


class Quotes:
    """Reads the parse; loads its parameters with the first Doc."""

    def __call__(self, doc: Doc) -> Doc:
        if len(doc):
            doc._.quotes = tuple(quotes_of(arrays_of(doc), load()))
        return doc


@Language.factory("quotes", requires=["token.dep", "token.lemma", "doc._.sentences"], assigns=["doc._.quotes"])
def make_quotes(nlp: Language, name: str) -> Quotes:
    return Quotes()
