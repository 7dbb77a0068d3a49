"""The extension attributes of ``Doc`` that the components read and write, declared once."""

from spacy.tokens import Doc

from .records import Context

ATTRIBUTES = {"context": Context(), "sentences": (), "mentions": (), "entities": (), "quotes": (), "figures": ()}


def declare() -> None:
    for name, default in ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
