"""The learned part: which candidates are cues, and which words around one are content, speaker and cue.

Parameters are integer arrays in ``parameters.npz`` (no pickle); MODEL_CARD.md says what they were estimated from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from .arrays import Arrays
from .features import TABLE, cue_features, token_features, window

FILE = Path(__file__).with_name("parameters.npz")
OUTSIDE, CONTENT, SPEAKER, CUE = range(4)
LABELS = 4


@dataclass(frozen=True, slots=True)
class Model:
    """``lemmas``: hashes of lemmas that head a cue at times. ``cue``: a weight per feature, and ``bias``. ``token``:
    weights (features, labels); ``transition``: (label before, label). ``calibration``: slope and intercept of the
    row's confidence over its cue's log odds."""

    lemmas: frozenset[int]
    cue: np.ndarray
    bias: float
    token: np.ndarray
    transition: list[list[float]]
    calibration: tuple[float, float]

    def cue_scores(self, arrays: Arrays, tokens: list[int]) -> list[float]:
        """Log odds of each token that it heads a cue."""
        if not tokens:
            return []
        features, owner = cue_features(arrays, np.array(tokens))
        return (np.bincount(owner, weights=self.cue[features], minlength=len(tokens)) + self.bias).tolist()

    def confidence(self, score: float) -> float:
        """Probability that the row is right, from its cue's log odds."""
        slope, intercept = self.calibration
        return float(1 / (1 + np.exp(-(slope * score + intercept))))

    def labels(self, arrays: Arrays, cue: int) -> tuple[int, list[int]]:
        """First token of the cue's window, and the best labels of its tokens."""
        low, high = window(arrays, cue)
        scores = self.token[token_features(arrays, cue, low, high)].sum(axis=1, dtype=np.float32)
        return low, viterbi(scores.tolist(), self.transition)


def viterbi(scores: list[list[float]], transition: list[list[float]]) -> list[int]:
    """Labels of the best path; scores are (tokens, labels)."""
    best, back = scores[0], []
    labels = range(LABELS)
    for row in scores[1:]:
        chosen, reached = [], []
        for label in labels:
            candidates = [best[k] + transition[k][label] for k in labels]
            top = max(candidates)
            chosen.append(candidates.index(top))
            reached.append(top + row[label])
        best = reached
        back.append(chosen)
    label = best.index(max(best))
    path = [label]
    for chosen in reversed(back):
        label = chosen[label]
        path.append(label)
    return path[::-1]


@cache
def load() -> Model:
    """The shipped parameters."""
    with np.load(FILE, allow_pickle=False) as stored:
        token = np.zeros((TABLE, LABELS), dtype=np.float32)
        token[stored["token_rows"]] = stored["token_weights"].astype(np.float32) * float(stored["token_scale"])
        cue = np.zeros(TABLE, dtype=np.float32)
        cue[stored["cue_rows"]] = stored["cue_weights"].astype(np.float32) * float(stored["cue_scale"])
        return Model(
            lemmas=frozenset(stored["lemmas"].tolist()),
            cue=cue,
            bias=float(stored["bias"]),
            token=token,
            transition=stored["transition"].tolist(),
            calibration=tuple(stored["calibration"].tolist()),
        )


def candidates(arrays: Arrays, lemmas: frozenset[int]) -> list[int]:
    """Tokens that may head a cue: of a lemma that does at times, or a verb with a clause or beside a quotation."""
    found = []
    doc, quote = arrays.doc, arrays.quote
    quoted_sentences = set(arrays.sent[quote >= 0].tolist())
    verbs = {doc.vocab.strings["VERB"]}
    clauses = {doc.vocab.strings[label] for label in ("ccomp", "parataxis")}
    for at, (lemma, pos) in enumerate(zip(arrays.lemma.tolist(), arrays.pos.tolist(), strict=True)):
        if lemma in lemmas or (
            pos in verbs
            and (
                (int(arrays.sent[at]) in quoted_sentences and quote[at] < 0)
                or any(int(arrays.dep[child]) in clauses for child in arrays.children[at])
            )
        ):
            found.append(at)
    return found
