"""From pairs of articles that are alike to stories: average linkage (Sokal and Michener 1958), so that a chain of
articles, each like the next, is not one story."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from .likeness import Likeness

LEAST = 0.31  # mean likeness of the articles of two parts that are one story; chosen by eye on 1,100 articles
STEP = 0.05
LARGEST = 2000  # articles whose pairs are looked at together; above, only what is more alike hangs together


def group(likeness: Likeness) -> list[np.ndarray]:
    """Stories of two and more articles as sorted arrays of row numbers, ordered by their first."""
    count = likeness.words.shape[0]
    found = [np.concatenate(part) for part in zip(*likeness.pairs(LEAST), strict=True)] if count else []
    if not found:
        return []
    stories = [story for part in _hanging_together(*found, count, LEAST) for story in _split(likeness, part)]
    return sorted(stories, key=lambda story: story[0])


def _hanging_together(
    first: np.ndarray, second: np.ndarray, alike: np.ndarray, count: int, least: float
) -> list[np.ndarray]:
    """Rows that a chain of pairs joins. Average linkage joins no others, so each part is clustered by itself."""
    kept = alike >= least
    graph = sparse.coo_matrix((alike[kept], (first[kept], second[kept])), shape=(count, count))
    _, labels = sparse.csgraph.connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    made: list[np.ndarray] = []
    for part in parts:
        if len(part) > LARGEST:
            inside = np.isin(first, part)
            made += _hanging_together(first[inside], second[inside], alike[inside], count, least + STEP)
        elif len(part) > 1:
            made.append(part)
    return made


def _split(likeness: Likeness, rows: np.ndarray) -> list[np.ndarray]:
    apart = np.clip(1 - likeness.within(rows), 0, 1)
    np.fill_diagonal(apart, 0)
    labels = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - LEAST, "distance")
    stories = [rows[labels == label] for label in np.unique(labels)]
    return [np.sort(story) for story in stories if len(story) > 1]
