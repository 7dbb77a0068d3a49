"""The network's arithmetic: how tokens are encoded, which head a cue, and what each is to a cue. Numpy alone.

Tokens first become sums of vectors of what is known of them; a few layers then let each see its neighbours in the text
and in the parse tree. A cue and a token together are seen through their vectors, how they stand to each other and the
pairs beside theirs; a chain (CRF) over a window's labels decides. All arrays are float32, weights act from the right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .inputs import COLUMNS
from .paths import RELATIONS

OUTSIDE, CONTENT, GOES_ON, SPEAKER, CUE = range(5)
LABELS = 5
STEPS = (1, 2, 4)  # how far to the left and right each layer looks
PAIR_STEPS = (1, 2)
Weights = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Text:
    """Codes of a text's tokens: ``own`` lemma, ``group`` of similar lemmas, ``columns``, ``head``, ``dep``."""

    own: np.ndarray
    group: np.ndarray
    columns: np.ndarray
    head: np.ndarray
    dep: np.ndarray


@dataclass(frozen=True, slots=True)
class Pairs:
    """Windows of cues, one after another: positions of cue and token, relations (relations, pairs), and where in the
    sequence each window begins."""

    cue: np.ndarray
    token: np.ndarray
    relations: np.ndarray
    starts: np.ndarray


def encode(w: Weights, text: Text) -> np.ndarray:
    """Vectors of shape (tokens, width)."""
    h = (w["own"][text.own] + w["group"][text.group]) @ w["lemma"]
    for number, name in enumerate(COLUMNS):
        h += w[name].take(text.columns[number], axis=0)
    h = normed(h, w["norm"])
    order = np.argsort(text.head, kind="stable")
    order = order[text.head[order] != order]
    heads, firsts = np.unique(text.head[order], return_index=True)
    for number, step in enumerate(STEPS):
        up = h.take(text.head, axis=0) * w[f"up{number}"].take(text.dep, axis=0)
        down = np.zeros_like(h)
        if len(order):
            each = h.take(order, axis=0) * w[f"down{number}"].take(text.dep[order], axis=0)
            down[heads] = np.add.reduceat(each, firsts, axis=0)
        seen = np.concatenate([shifted(h, step), h, shifted(h, -step), up, down], axis=1)
        h = normed(h + np.maximum(seen @ w[f"layer{number}"] + w[f"bias{number}"], 0), w[f"norm{number}"])
    return h


def normed(h: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Rows of mean 0 and variance 1, then scaled (first row of ``scale``) and moved (second)."""
    h = h - h.mean(axis=1, keepdims=True)
    h /= np.sqrt(np.einsum("ij,ij->i", h, h)[:, None] / h.shape[1] + 1e-5)
    return h * scale[0] + scale[1]


def shifted(h: np.ndarray, by: int, starts: np.ndarray | None = None) -> np.ndarray:
    """The rows ``by`` places before (after, if negative), zero beyond the ends and across ``starts``."""
    out = np.zeros_like(h)
    if by > 0:
        out[by:] = h[:-by]
    else:
        out[:by] = h[-by:]
    for start in () if starts is None else (starts[starts > 0],):
        for place in range(abs(by)):
            rows = start + place if by > 0 else start - 1 - place
            out[rows[(rows >= 0) & (rows < len(h))]] = 0
    return out


def cue_scores(w: Weights, h: np.ndarray) -> np.ndarray:
    """Log odds of each token that it heads a cue."""
    return np.maximum(h @ w["cue_hidden"] + w["cue_hidden_bias"], 0) @ w["cue"] + w["cue_bias"]


def pair_scores(w: Weights, h: np.ndarray, pairs: Pairs) -> np.ndarray:
    """Scores of shape (pairs, labels)."""
    z = (h @ w["token"]).take(pairs.token, axis=0) + (h @ w["of"] + w["of_bias"]).take(pairs.cue, axis=0)
    z += (h @ w["token_by"]).take(pairs.token, axis=0) * (h @ w["of_by"]).take(pairs.cue, axis=0)
    for number, name in enumerate(RELATIONS):
        z += w[name].take(pairs.relations[number], axis=0)
    z = np.maximum(z, 0)
    for number, step in enumerate(PAIR_STEPS):
        seen = np.concatenate([shifted(z, step, pairs.starts), z, shifted(z, -step, pairs.starts)], axis=1)
        z = z + np.maximum(seen @ w[f"pair{number}"] + w[f"pair_bias{number}"], 0)
    return z @ w["label"] + w["label_bias"]


def outside(scores: np.ndarray, lengths: np.ndarray, w: Weights) -> np.ndarray:
    """Score of each window's path that leaves all outside; ``scores`` (windows, tokens, labels) are 0 behind
    ``lengths``."""
    steps = w["first"][OUTSIDE] + (lengths - 1) * w["transition"][OUTSIDE, OUTSIDE]
    return scores[:, :, OUTSIDE].sum(axis=1) + steps


def paths(scores: np.ndarray, lengths: np.ndarray, w: Weights) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best labels of windows (Viterbi), their scores, and the logarithm of the sum over all paths.

    ``scores`` are (windows, tokens, labels), padded behind ``lengths``, which rise.
    """
    count, longest, _ = scores.shape
    arrival = w["transition"].T[None]  # (1, label, label before)
    step = np.exp(w["transition"])
    live = count - np.searchsorted(lengths, np.arange(longest), side="right")  # windows that reach so far stand last
    top = scores.max(axis=2)
    unary = np.exp(scores - top[:, :, None])
    best, share = scores[:, 0] + w["first"], unary[:, 0] * np.exp(w["first"])
    back = np.zeros((longest, count, LABELS), dtype=np.int8)
    final, total = best.copy(), share.copy()
    log = np.where(np.arange(longest) < lengths[:, None], top, 0).sum(axis=1)
    for at in range(1, longest):
        n = live[at]
        reached = best[-n:, None, :] + arrival
        back[at, -n:] = reached.argmax(axis=2)
        best = reached.max(axis=2) + scores[-n:, at]
        scale = share[-n:].max(axis=1, keepdims=True)
        log[-n:] += np.log(scale[:, 0])
        share = (share[-n:] / scale) @ step * unary[-n:, at]
        final[-n:], total[-n:] = best, share
    path = np.zeros((count, longest), dtype=np.int8)
    label = final.argmax(axis=1)
    for at in range(longest - 1, -1, -1):
        n = live[at]
        path[-n:, at] = label[-n:]
        if at:
            label[-n:] = back[at, np.arange(count - n, count), label[-n:]]
    return path, final.max(axis=1), log + np.log(total.sum(axis=1))
