"""The learned part: which tokens head a cue, and which words around one are content, speaker and cue.

Parameters are plain arrays in ``parameters.npz`` (no pickle); MODEL_CARD.md says what they were estimated from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from pipeline.language.quotes.rules.words import clausal_cues

from . import network
from .arrays import Arrays
from .inputs import Names, Vocabulary
from .paths import relations, tree_of, windows

FILE = Path(__file__).with_name("parameters.npz")
WEIGHT = "weight_"  # what the names of the network's arrays begin with in the file
LEAST = -2.0  # log odds below which a token is no candidate: rows of less likely ones do not survive the vetoes
FAR = 8.0  # log odds beyond which more says no more
EVIDENCE = 7  # log odds of the cue alone, margin of the labels, their clarity, length, speaker, kind of cue, constant
IMPOSSIBLE = -1e4
Kind = Literal["network", "encoder"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may head a cue: the first token of its window, the best labels there, ``evidence`` for the
    calibration and the ``score`` that follows, the log odds that its row is right."""

    cue: int
    low: int
    labels: np.ndarray
    evidence: np.ndarray
    score: float


class HasVectors(Protocol):
    """``vectors(arrays)``: an array of shape (tokens, width)."""

    def vectors(self, arrays: Arrays) -> np.ndarray: ...


@dataclass(frozen=True, slots=True)
class Model:
    """``calibration``: weights of a candidate's evidence; ``encoder``: what gives vectors of tokens in context."""

    vocabulary: Vocabulary
    weights: network.Weights
    calibration: np.ndarray
    encoder: HasVectors | None = None

    def encoded(self, arrays: Arrays) -> tuple[network.Text, np.ndarray]:
        text = text_of(self.vocabulary, arrays)
        context = None if self.encoder is None else self.encoder.vectors(arrays)
        return text, network.encode(self.weights, text, context)

    def cue_odds(self, arrays: Arrays) -> np.ndarray:
        """Log odds of each token that it heads a cue."""
        return network.cue_scores(self.weights, self.encoded(arrays)[1])

    def candidates(self, arrays: Arrays) -> list[Candidate]:
        """Tokens that may head a cue, with their labels, in no order."""
        text, h = self.encoded(arrays)
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
        sure = (evidence @ self.calibration).tolist() if len(self.calibration) else evidence[:, 0].tolist()
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
def load(kind: Kind = "network") -> Model:
    """The shipped parameters: of the network alone, or of the one that reads the transformer's vectors."""
    if kind == "network":
        with np.load(FILE, allow_pickle=False) as stored:
            return stored_model(stored)
    from .encoder import FOLDER, Encoder

    with np.load(FOLDER / "network.npz", allow_pickle=False) as stored:
        return stored_model(stored, Encoder())


def stored_model(stored: Mapping[str, np.ndarray], encoder: HasVectors | None = None) -> Model:
    weights = {name.removeprefix(WEIGHT): stored[name].astype(np.float32) for name in stored if name.startswith(WEIGHT)}
    weights["group"] *= stored["group_scale"].astype(np.float32)
    names = (Names(stored[name]) for name in ("tags", "deps", "ents"))
    words = (stored[name] for name in ("frequent", "general", "group_of"))
    return Model(Vocabulary(*names, *words), weights, stored["calibration"], encoder)
