"""The learned part: which tokens head a cue, and which words around one are content, speaker and cue.

Parameters are plain arrays in ``parameters.npz`` (no pickle); MODEL_CARD.md says what they were estimated from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from . import network
from .arrays import Arrays
from .inputs import Names, Vocabulary
from .paths import relations, tree_of, windows
from .words import clausal_cues

FILE = Path(__file__).with_name("parameters.npz")
WEIGHT = "weight_"  # what the names of the network's arrays begin with in the file
LEAST = -2.0  # log odds below which a token is no candidate: rows of less likely ones do not survive the vetoes
FAR = 8.0  # log odds beyond which more says no more
EVIDENCE = 7  # log odds of the cue alone, margin of the labels, their clarity, length, speaker, kind of cue, constant
IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may head a cue: the first token of its window, the best labels there, ``evidence`` for the
    calibration and the ``score`` that follows, the log odds that its row is right."""

    cue: int
    low: int
    labels: np.ndarray
    evidence: np.ndarray
    score: float


@dataclass(frozen=True, slots=True)
class Model:
    """``calibration``: weights of a candidate's evidence."""

    vocabulary: Vocabulary
    weights: network.Weights
    calibration: np.ndarray

    def candidates(self, arrays: Arrays) -> list[Candidate]:
        """Tokens that may head a cue, with their labels, in no order."""
        text = text_of(self.vocabulary, arrays)
        h = network.encode(self.weights, text)
        odds = network.cue_scores(self.weights, h)
        cues = np.flatnonzero((odds > LEAST) & ~arrays.space)
        if not len(cues):
            return []
        low, high = windows(arrays, cues)
        order = np.argsort(high - low, kind="stable")
        cues, low, lengths = cues[order], low[order], (high - low)[order]
        pairs = pairs_of(self.vocabulary, arrays, text, cues, low, lengths)
        scores = np.zeros((len(cues), int(lengths[-1]), network.LABELS), dtype=np.float32)
        scores[np.arange(scores.shape[1]) < lengths[:, None]] = network.pair_scores(self.weights, h, pairs)
        none = network.outside(scores, lengths, self.weights)
        rows = np.arange(len(cues))
        scores[rows, cues - low, : network.CUE] = IMPOSSIBLE
        labels, best = network.paths(scores, lengths, self.weights)
        evidence = np.column_stack(
            [
                odds[cues],
                np.clip(best - none, -FAR, FAR),
                np.maximum(network.doubt(scores, labels, lengths, self.weights), -FAR),
                np.log1p(((labels == network.CONTENT) | (labels == network.GOES_ON)).sum(axis=1)),
                (labels == network.SPEAKER).any(axis=1),
                [lemma in clausal_cues() for lemma in arrays.lemma[cues].tolist()],
                np.ones(len(cues)),
            ]
        )
        pieces = [labels[row, :length] for row, length in enumerate(lengths.tolist())]
        sure = (evidence @ self.calibration).tolist()
        return list(map(Candidate, cues.tolist(), low.tolist(), pieces, evidence, sure))


def text_of(vocabulary: Vocabulary, arrays: Arrays) -> network.Text:
    own, group = vocabulary.lemmas(arrays)
    columns = vocabulary.columns(arrays)
    return network.Text(own, group, columns, arrays.head, columns[1])


def pairs_of(
    vocabulary: Vocabulary, arrays: Arrays, text: network.Text, cues: np.ndarray, low: np.ndarray, lengths: np.ndarray
) -> network.Pairs:
    """The tokens of each cue's window with their cue."""
    starts = np.cumsum(lengths) - lengths
    cue = np.repeat(cues, lengths)
    token = np.arange(int(lengths.sum())) + np.repeat(low - starts, lengths)
    deps = len(vocabulary.deps.known) + 1
    found = relations(arrays, tree_of(arrays.head), text.dep, deps, cue, token)
    return network.Pairs(cue, token, found, starts)


@cache
def load() -> Model:
    """The shipped parameters."""
    with np.load(FILE, allow_pickle=False) as stored:
        weights = {
            name.removeprefix(WEIGHT): stored[name].astype(np.float32) for name in stored if name.startswith(WEIGHT)
        }
        weights["group"] *= stored["group_scale"].astype(np.float32)
        names = (Names(stored[name]) for name in ("tags", "deps", "ents"))
        words = (stored[name] for name in ("frequent", "general", "group_of"))
        return Model(Vocabulary(*names, *words), weights, stored["calibration"])
