"""How alike two articles are: the geometric mean of two cosines, of words and of names, weighted
by the days between them.

Both must be alike: players of one league share names from match to match, and reports of one kind of event share
words. Cosines are of TF-IDF weights (Salton and Buckley 1988), estimated on the articles themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

COMMON = 0.1  # share of the articles above which a word or name tells no event
ALWAYS = 10  # number of articles up to which it may
OTHERS, OTHERS_WITH_IT = 1000, 5  # articles that one imagines besides: in a few, a word that one has is not rare yet
ROWS_AT_ONCE = 512
PAIRS_AT_ONCE = 1 << 15
SAME_DAY, YEARS = 1.5, 0.9  # what a likeness is worth on one day, and years apart (inquiries and trials come late)
FADING = 30.0  # days


class Likeness:
    """Of articles whose counts of words and of names, and days, are given row by row (NaN: day unknown)."""

    def __init__(self, words: sparse.csr_matrix, names: sparse.csr_matrix, days: np.ndarray):
        self.words, self.names, self.days = _weighted(words), _weighted(names), days

    def pairs(self, least: float) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Pairs of rows (the first is the smaller) that are at least so alike, and how alike they are."""
        count = self.words.shape[0]
        for start in range(0, count, ROWS_AT_ONCE):
            near = (self.names[start : start + ROWS_AT_ONCE] @ self.names.T).tocoo()
            chosen = (near.data >= (least / SAME_DAY) ** 2) & (near.col > near.row + start)
            first, second, named = near.row[chosen] + start, near.col[chosen], near.data[chosen]
            for part in range(0, len(first), PAIRS_AT_ONCE):
                piece = slice(part, part + PAIRS_AT_ONCE)
                alike = self._whole(first[piece], second[piece], named[piece])
                kept = alike >= least
                yield first[piece][kept], second[piece][kept], alike[kept]

    def within(self, rows: np.ndarray) -> np.ndarray:
        """A square matrix of the likeness of these rows, each 1 to itself."""
        words, names = self.words[rows], self.names[rows]
        alike = np.sqrt((words @ words.T).toarray() * (names @ names.T).toarray())
        alike *= self._near(rows[:, None], rows[None, :])
        np.fill_diagonal(alike, 1.0)
        return np.minimum(alike, 1.0)

    def _whole(self, first: np.ndarray, second: np.ndarray, named: np.ndarray) -> np.ndarray:
        words = np.asarray(self.words[first].multiply(self.words[second]).sum(axis=1)).ravel()
        return np.sqrt(words * named) * self._near(first, second)

    def _near(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        apart = np.abs(self.days[first] - self.days[second])
        return np.nan_to_num(YEARS + (SAME_DAY - YEARS) * np.exp(-apart / FADING), nan=1.0)


def _weighted(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """TF-IDF rows of length 1, without what stands in too many articles."""
    if not counts.nnz:
        return counts
    met = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero((met > 0) & (met <= max(ALWAYS, COMMON * counts.shape[0])))
    counts = counts[:, kept].astype(np.float32)
    if not len(kept):  # all of it stands everywhere
        return counts
    counts.data = 1 + np.log(counts.data)
    rare = np.log((counts.shape[0] + OTHERS) / (met[kept] + OTHERS_WITH_IT))
    return normalize(counts @ sparse.diags(rare.astype(np.float32)), copy=False)
