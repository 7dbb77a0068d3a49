"""Articles about the same event, from the words of their openings, whom and what they name, and their days.

>>> group(Likeness(*words_and_names([text_counts(texts)], order, articles, entities), days))  # doctest: +SKIP

Pure functions over arrays: the result depends on the set of articles, not on their order.
"""

from .cluster import group
from .likeness import Likeness
from .vectors import text_counts, words_and_names

__all__ = ["Likeness", "group", "text_counts", "words_and_names"]
