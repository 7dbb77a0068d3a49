"""What an article is about, as sparse counts: of words, of words that begin with a capital, and of entities."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, HashingVectorizer

OPENING = 2000  # characters: news tells what happened first; what comes later is background that many stories share
LEAD = 400  # characters that count twice
FEATURES = 1 << 18  # of each kind: of 300,000 words more than half have a column of their own
ENTITY_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
NO_NAMES = {"Mr", "Mrs", "Ms", "Dr", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
SPOKEN = {"said", "say", "says", "saying", "told", "tell", "added", "asked"}
SMALL = r"(?u)(?<![\w’'-])[a-z][^\W\d_]{2,}\b"
CAPITALS = r"(?u)\b[^\W\d_a-z][\w’'-]+"
NO_NAMES |= {word.title() for word in ENGLISH_STOP_WORDS}


def text_counts(texts: Sequence[str]) -> sparse.csr_matrix:
    """Counts by hash, in ``len(texts)`` rows: FEATURES columns of words in small letters, of three and more, without
    function words, then as many of words that begin with a capital, which hold the names that no model knows."""
    if not texts:
        return sparse.csr_matrix((0, 2 * FEATURES), dtype=np.float32)
    openings = [f"{text[:OPENING]}\n{text[:LEAD]}" for text in texts]
    words = _hashing(SMALL, ENGLISH_STOP_WORDS | SPOKEN)
    names = _hashing(CAPITALS, NO_NAMES)
    return sparse.hstack([words.transform(openings), names.transform(openings)], format="csr")


def _hashing(pattern: str, without: Set[str]) -> HashingVectorizer:
    return HashingVectorizer(
        n_features=FEATURES,
        alternate_sign=False,
        norm=None,
        stop_words=sorted(without),
        lowercase=False,
        token_pattern=pattern,
        dtype=np.float32,
    )


def words_and_names(
    texts: Sequence[sparse.csr_matrix], order: np.ndarray, articles: np.ndarray, entities: np.ndarray
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Counts of words, and of names and entities: rows of ``texts``, one below the other, taken in ``order``;
    ``articles`` and ``entities`` are numbers from 0, one pair for each mention."""
    if not texts:
        return sparse.csr_matrix((0, 0)), sparse.csr_matrix((0, 0))
    whole = sparse.vstack(texts, format="csr")[order]
    columns = int(entities.max()) + 1 if len(entities) else 1
    shape = (whole.shape[0], columns)
    mentioned = sparse.csr_matrix((np.ones(len(articles), np.float32), (articles, entities)), shape=shape)
    return whole[:, :FEATURES], sparse.hstack([whole[:, FEATURES:], mentioned], format="csr")
