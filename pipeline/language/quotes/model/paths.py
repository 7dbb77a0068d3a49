"""How a token stands to a cue: in the text, in the parse tree, between quotation marks; and which tokens are asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Arrays
from .inputs import DEPTH, bounds

BEFORE, AFTER = 120, 200  # tokens around a cue that may belong to its attribution
SENTENCES = 5  # and sentences
NEAR = (1, 2, 3, 4, 5, 6, 8, 11, 16, 24, 36, 60)
TURNS, BELOW = 7, 6
RELATIONS = ("distance", "branch", "climb", "depth", "quoted")


def sizes(deps: int) -> dict[str, int]:
    """Number of codes of each relation, given that of dependencies."""
    return {
        "distance": 2 * len(NEAR) + 3,
        "branch": TURNS * deps,
        "climb": TURNS * deps,
        "depth": TURNS * BELOW * 3,
        "quoted": 6 * 7 * 2,
    }


@dataclass(frozen=True, slots=True)
class Tree:
    """``above``: of each token its ancestor at every depth, itself at its own, -1 below; ``depth``: 0 for roots."""

    above: np.ndarray
    depth: np.ndarray


def tree_of(head: np.ndarray) -> Tree:
    place = np.arange(len(head))
    climb = [place]
    while len(climb) < DEPTH:
        up = head[climb[-1]]
        if np.array_equal(up, climb[-1]):
            break
        climb.append(up)
    steps = np.stack(climb, axis=1)
    depth = (steps[:, 1:] != steps[:, :-1]).sum(axis=1)
    levels = depth[:, None] - np.arange(len(climb))
    above = np.where(levels >= 0, np.take_along_axis(steps, np.maximum(levels, 0), axis=1), -1)
    return Tree(above, depth)


def windows(a: Arrays, cues: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First token and the one after the last that may belong to the attribution of each cue.

    Its paragraph, not too far from it; the next one too where its own ends in a colon.
    """
    first, last = bounds(a.paragraph)
    low, high = first[cues], last[cues]
    follows = np.minimum(high, len(first) - 1)
    colon = a.doc.vocab.strings[":"]
    led = np.array([(a.lemma[max(0, at - 3) : at] == colon).any() for at in high.tolist()], dtype=bool)
    high = np.where(led, last[follows], high)
    opening, closing = (
        np.searchsorted(a.sent, a.sent[cues] - SENTENCES),
        np.searchsorted(a.sent, a.sent[cues] + SENTENCES, side="right"),
    )
    return np.maximum.reduce([low, opening, cues - BEFORE]), np.minimum.reduce([high, closing, cues + AFTER])


def relations(a: Arrays, tree: Tree, dep: np.ndarray, deps: int, cue: np.ndarray, token: np.ndarray) -> np.ndarray:
    """Codes of shape (relations, pairs) of pairs of a cue and a token; ``dep`` are codes below ``deps``."""
    by = token - cue
    distance = np.searchsorted(NEAR, np.abs(by), side="left") + 1
    distance = np.where(by == 0, 0, np.where(by > 0, distance, distance + len(NEAR) + 1))
    mine, its = tree.above[token], tree.above[cue]
    shared = ((mine == its) & (mine >= 0)).sum(axis=1) - 1
    down, up = tree.depth[token] - shared, tree.depth[cue] - shared
    turn = np.where(shared < 0, TURNS - 1, np.minimum(up, TURNS - 2))
    deepest = tree.above.shape[1] - 1
    at = np.minimum(shared + 1, deepest)[:, None]
    branch = np.where(down > 0, np.take_along_axis(mine, at, axis=1)[:, 0], -1)
    climbed = np.where(up > 0, np.take_along_axis(its, at, axis=1)[:, 0], cue)
    side = np.where(branch < 0, 0, np.where(branch > cue, 1, 2))
    return np.stack(
        [
            distance,
            turn * deps + np.where(branch < 0, 0, dep[branch]),
            turn * deps + dep[climbed],
            (turn * BELOW + np.minimum(down, BELOW - 1)) * 3 + side,
            quoted(a, cue, token),
        ]
    )


def quoted(a: Arrays, cue: np.ndarray, token: np.ndarray) -> np.ndarray:
    """Which quotation a token stands in, as seen from the cue, how many sentences off, and whether the cue does."""
    slices = np.array(a.quotations, dtype=np.int64).reshape(-1, 2)
    after = np.searchsorted(slices[:, 0], a.start[cue], side="right")  # number of the first quotation behind the cue
    own, its = a.quote[cue], a.quote[token]
    before = np.where(own >= 0, own, after) - 1
    cases = [its < 0, its == own, its == after, its == before, its > after]
    kind = np.select(cases, range(5), 5)
    return (kind * 7 + np.clip(a.sent[token] - a.sent[cue], -3, 3) + 3) * 2 + (own >= 0)
