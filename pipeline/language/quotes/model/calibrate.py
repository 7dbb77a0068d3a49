"""How sure a row is, from the model's scores on articles that it has not learned from."""

from __future__ import annotations

import numpy as np

from pipeline.language.quotes.training.gold import Attribution

from .arrays import Arrays
from .labels import Model
from .network import CONTENT, GOES_ON, SPEAKER


def calibration(model: Model, held_out: list[tuple[Arrays, list[Attribution]]]) -> np.ndarray:
    """Weights of a logistic regression from a candidate's evidence to whether its row is right.

    Right: the cue is one, half of the words of its content and the annotated content together are in both, and the
    speakers share a word or are both missing.
    """
    features, wanted = [], []
    for arrays, found in held_out:
        by_head = {one.head: one for one in found}
        for candidate in model.candidates(arrays):
            place = np.arange(len(candidate.labels)) + candidate.low
            content = place[(candidate.labels == CONTENT) | (candidate.labels == GOES_ON)]
            if len(content):
                speaker = place[candidate.labels == SPEAKER]
                features.append(candidate.evidence)
                wanted.append(_right(by_head.get(candidate.cue), content, speaker))
    return logistic(np.array(features), np.array(wanted, dtype=float))


def _right(one: Attribution | None, content: np.ndarray, speaker: np.ndarray) -> bool:
    if one is None:
        return False
    both = len(np.intersect1d(content, one.content))
    named = bool(np.isin(speaker, one.speaker).any()) or (not len(speaker) and not len(one.speaker))
    return both * 2 >= len(content) + len(one.content) - both and named


def logistic(features: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (wanted - odds) - 0.01 * weights
        curve = (features * (odds * (1 - odds))[:, None]).T @ features + 0.01 * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights
