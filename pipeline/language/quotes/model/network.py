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


def encode(w: Weights, text: Text, context: np.ndarray | None = None) -> np.ndarray:
    """Vectors of shape (tokens, width); ``context``: those that a transformer gives, where the network reads them."""
    h = (w["own"].take(text.own, axis=0) + w["group"].take(text.group, axis=0)) @ w["lemma"]
    if context is not None:
        h += context @ w["context"]
    for number, name in enumerate(COLUMNS):
        h += w[name].take(text.columns[number], axis=0)
    h = normed(h, w["norm"])
    below = ranks(text.head)  # the same in every layer
    width = h.shape[1]
    seen = np.zeros((len(h), 5 * width), dtype=np.float32)  # one for all layers: making it costs as much as using it
    up, down = seen[:, 3 * width : 4 * width], seen[:, 4 * width :]
    for number, step in enumerate(STEPS):
        beside(h, step, seen)
        np.multiply(h.take(text.head, axis=0), w[f"up{number}"].take(text.dep, axis=0), out=up)
        each = w[f"down{number}"].take(text.dep, axis=0)
        each *= h
        for rank, (heads, children) in enumerate(below):
            down[heads] = each.take(children, axis=0) if rank == 0 else down[heads] + each.take(children, axis=0)
        new = seen @ w[f"layer{number}"]
        new += w[f"bias{number}"]
        h = normed(np.add(np.maximum(new, 0, out=new), h, out=new), w[f"norm{number}"])
    return h


def ranks(head: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Heads and their first children, then those that have a second child and these, and so on."""
    order = np.argsort(head, kind="stable")
    order = order[head[order] != order]
    heads, firsts, counts = np.unique(head[order], return_index=True, return_counts=True)
    found, live = [], np.arange(len(heads))
    while len(live):
        found.append((heads[live], order[firsts[live] + len(found)]))
        live = live[counts[live] > len(found)]
    return found


def normed(h: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Rows of mean 0 and variance 1, then scaled (first row of ``scale``) and moved (second); in place."""
    h -= h.mean(axis=1, keepdims=True)
    h /= np.sqrt(np.einsum("ij,ij->i", h, h)[:, None] / h.shape[1] + 1e-5)
    h *= scale[0]
    h += scale[1]
    return h


def beside(h: np.ndarray, step: int, seen: np.ndarray, starts: np.ndarray | None = None) -> None:
    """Writes into the first three parts of ``seen`` the rows ``step`` places before, these, and those after; zeros
    beyond the ends and across ``starts``."""
    width = h.shape[1]
    before, after = seen[:, :width], seen[:, 2 * width : 3 * width]
    before[:step], before[step:] = 0, h[:-step]
    seen[:, width : 2 * width] = h
    after[-step:], after[:-step] = 0, h[step:]
    if starts is not None:
        for place in range(step):
            first, last = starts + place, starts[starts > place] - 1 - place
            before[first[first < len(h)]] = 0
            after[last] = 0


def cue_scores(w: Weights, h: np.ndarray) -> np.ndarray:
    """Log odds of each token that it heads a cue."""
    return np.maximum(h @ w["cue_hidden"] + w["cue_hidden_bias"], 0) @ w["cue"] + w["cue_bias"]


def pair_scores(w: Weights, h: np.ndarray, pairs: Pairs) -> np.ndarray:
    """Scores of shape (pairs, labels)."""
    z = (h @ w["token_by"]).take(pairs.token, axis=0)
    z *= (h @ w["of_by"]).take(pairs.cue, axis=0)
    z += (h @ w["token"]).take(pairs.token, axis=0)
    z += (h @ w["of"] + w["of_bias"]).take(pairs.cue, axis=0)
    for number, name in enumerate(RELATIONS):
        z += w[name].take(pairs.relations[number], axis=0)
    np.maximum(z, 0, out=z)
    seen = np.empty((len(z), 3 * z.shape[1]), dtype=np.float32)
    for number, step in enumerate(PAIR_STEPS):
        beside(z, step, seen, pairs.starts)
        new = seen @ w[f"pair{number}"]
        new += w[f"pair_bias{number}"]
        z += np.maximum(new, 0, out=new)
    return z @ w["label"] + w["label_bias"]


def outside(scores: np.ndarray, lengths: np.ndarray, w: Weights) -> np.ndarray:
    """Score of each window's path that leaves all outside; ``scores`` (windows, tokens, labels) are 0 behind
    ``lengths``."""
    steps = w["first"][OUTSIDE] + (lengths - 1) * w["transition"][OUTSIDE, OUTSIDE]
    return scores[:, :, OUTSIDE].sum(axis=1) + steps


def paths(scores: np.ndarray, lengths: np.ndarray, w: Weights) -> tuple[np.ndarray, np.ndarray]:
    """Best labels of windows (Viterbi), and their scores.

    ``scores`` are (windows, tokens, labels), padded behind ``lengths``, which rise.
    """
    count, longest, _ = scores.shape
    step, arrival = np.ascontiguousarray(w["transition"])[:, :, None], np.ascontiguousarray(w["transition"].T)
    over = np.searchsorted(
        lengths, np.arange(longest), side="right"
    ).tolist()  # windows that end before; they stand first
    best = np.ascontiguousarray(scores.transpose(1, 2, 0))  # (tokens, labels, windows)
    best[0] += w["first"][:, None]
    for at in range(1, longest):
        here = best[at, :, over[at] :]
        here += np.maximum.reduce(best[at - 1, :, None, over[at] :] + step, axis=0)
    final = best[lengths - 1, :, np.arange(count)]
    path, label = np.zeros((count, longest), dtype=np.int8), final.argmax(axis=1)
    for at in range(longest - 1, -1, -1):
        here = slice(over[at], count)
        path[here, at] = label[here]
        if at:
            label[here] = (best[at - 1, :, here].T + arrival[label[here]]).argmax(axis=1)
    return path, final.max(axis=1)


def doubt(scores: np.ndarray, path: np.ndarray, lengths: np.ndarray, w: Weights) -> np.ndarray:
    """Of each window, the log probability of its least sure label, given those beside it."""
    inside = np.arange(path.shape[1]) < lengths[:, None]
    local = scores.copy()
    local[:, 1:] += w["transition"][path[:, :-1]]
    local[:, :-1] += w["transition"].T[path[:, 1:]] * inside[:, 1:, None]
    local -= local.max(axis=2, keepdims=True)
    own = np.take_along_axis(local, path[..., None].astype(np.int64), axis=2)[..., 0]
    return np.where(inside, own - np.log(np.exp(local).sum(axis=2)), 0).min(axis=1)
