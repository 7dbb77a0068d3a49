"""The model's own parse in less time, with the same result: words to vectors, part of speech, features and lemmas.

What spaCy does again for every token is kept by what it depends on (attributes.py, vectors.py), and matrices are
multiplied by numpy's library, which took a third of the time of spaCy's on the machine where it was measured
(arithmetic.py). A model that is built in another way is left as it is.
"""

from spacy.language import Language

from .arithmetic import multiply_with_numpy
from .attributes import add_attributes
from .vectors import keep_vectors


def quicken(nlp: Language) -> None:
    """Put the quick parts in the place of those of a loaded model."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if hasattr(model, "walk"):
            multiply_with_numpy(model)
            keep_vectors(model)
    add_attributes(nlp)
