"""Features, as rows of integers: of a candidate cue, and of every token around one.

A feature is a hash of a template's number and one to three values; the weights are a table with a row per hash.
Values are syntax, closed classes, single lemmas and the place of quotation marks; no phrase, no name.
"""

from __future__ import annotations

import numpy as np

from .arrays import Arrays

TABLE = 1 << 18
BEFORE, AFTER = 90, 110  # tokens around a cue that may belong to its attribution
_M1, _M2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


def _mix(template: int, *values: np.ndarray) -> np.ndarray:
    h = np.full(values[0].shape, template * 0x5851F42D, dtype=np.uint64)
    for value in values:
        h = (h ^ value.astype(np.int64).astype(np.uint64)) * _M1
        h ^= h >> np.uint64(29)
        h = h * _M2
    return ((h >> np.uint64(40)) % np.uint64(TABLE)).astype(np.int64)


def window(arrays: Arrays, cue: int) -> tuple[int, int]:
    """Tokens that may belong to the attribution of a cue: its paragraph, but not too far from it."""
    low, high = max(0, cue - BEFORE), min(len(arrays.head), cue + AFTER)
    same = np.flatnonzero(arrays.paragraph[low:high] == arrays.paragraph[cue]) + low
    low, high = int(same[0]), int(same[-1]) + 1
    near = np.flatnonzero(np.abs(arrays.sent[low:high] - arrays.sent[cue]) <= 3) + low
    return int(near[0]), int(near[-1]) + 1


def branches(arrays: Arrays, cue: int, low: int, high: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each token of a window: how many steps up from the cue its path turns (capped), the token at which its own
    branch begins, and its depth below that."""
    head = arrays.head
    chain = {}
    at, up = cue, 0
    while at not in chain:
        chain[at] = up
        at, up = int(head[at]), up + 1
    turn = np.full(high - low, 9, dtype=np.int64)
    branch = np.full(high - low, -1, dtype=np.int64)
    depth = np.zeros(high - low, dtype=np.int64)
    known: dict[int, tuple[int, int, int]] = {}
    for token in range(low, high):
        path = []
        at = token
        while at not in known and at not in chain and head[at] != at and len(path) < 60:
            path.append(at)
            at = int(head[at])
        if at in known:
            t, b, d = known[at]
        elif at in chain:
            t, b, d = chain[at], -1, -1
        else:
            t, b, d = 9, at, 0
        for node in reversed(path):
            if b == -1:
                b, d = node, -1
            d += 1
            known[node] = (t, b, d)
        turn[token - low], branch[token - low], depth[token - low] = min(t, 9), b, max(d, 0)
    return turn, branch, depth


def token_features(arrays: Arrays, cue: int, low: int, high: int) -> np.ndarray:
    """Integers of shape (tokens of the window, templates)."""
    a = arrays
    here = slice(low, high)
    n = high - low
    turn, branch, depth = branches(a, cue, low, high)
    place = np.arange(low, high)
    distance = place - cue
    bucket = np.sign(distance) * np.ceil(np.log2(1 + np.abs(distance))).astype(np.int64)
    branch_dep = np.where(branch >= 0, a.dep[branch].astype(np.int64), -1)
    branch_pos = np.where(branch >= 0, a.pos[branch].astype(np.int64), -1)
    branch_side = np.sign(np.where(branch >= 0, branch - cue, 0))
    quote, cue_quote = a.quote[here], a.quote[cue]
    in_quote = np.where(quote < 0, 0, np.where(quote == cue_quote, 1, 2))
    sentence = np.clip(a.sent[here] - a.sent[cue], -3, 3)
    lemma, pos, dep, tag = (x[here].astype(np.int64) for x in (a.lemma, a.pos, a.dep, a.tag))
    cue_lemma = np.full(n, a.lemma[cue].astype(np.int64))
    cue_pos = np.full(n, a.pos[cue].astype(np.int64))
    cue_dep = np.full(n, a.dep[cue].astype(np.int64))
    shifted = lambda x, by: _shift(x, by)  # noqa: E731
    quoted = np.full(n, _near_quote(a, cue))
    side = np.sign(distance)
    path = turn * 8 + np.minimum(depth, 7)
    head_dep = a.dep[a.head[here]].astype(np.int64)
    has_object = np.full(n, _has(a, cue))
    templates = [
        (bucket,),
        (bucket, cue_pos),
        (lemma, side),
        (pos, turn, side),
        (dep, turn, branch_dep),
        (branch_dep, branch_side, turn),
        (branch_dep, cue_lemma, turn),
        (branch_dep, has_object, cue_pos),
        (branch_dep, in_quote, sentence),
        (branch_dep, branch_pos, path),
        (path, branch_dep, side),
        (in_quote, sentence, side),
        (in_quote, quoted, turn),
        (quoted, sentence, bucket),
        (lemma, branch_dep, turn),
        (lemma, in_quote, np.abs(bucket) < 2),
        (lemma, shifted(lemma, 1), side),
        (lemma, shifted(lemma, -1), side),
        (shifted(lemma, 1), branch_dep, turn),
        (shifted(lemma, -1), branch_dep, turn),
        (pos, shifted(pos, 1), shifted(pos, -1)),
        (tag, shifted(tag, 1), bucket),
        (pos, branch_dep, head_dep),
        (a.ent[here].astype(np.int64), turn, branch_dep),
        (shifted(in_quote, 1), in_quote, shifted(in_quote, -1)),
        (cue_lemma, bucket),
        (cue_lemma, cue_dep, branch_dep),
        (cue_dep, branch_dep, turn),
        (cue_dep, turn, in_quote),
        (turn, sentence, side),
        (shifted(branch, 1) != branch, branch_dep, dep),
        (shifted(branch, -1) != branch, branch_dep, lemma),
        (has_object, quoted, turn * 4 + in_quote),
        (np.zeros(n, np.int64),),
    ]
    return np.stack([_mix(number, *values) for number, values in enumerate(templates)], axis=1)


def _shift(values: np.ndarray, by: int) -> np.ndarray:
    """The value of the token ``by`` places before (after, if negative); -7 beyond the window."""
    out = np.full_like(values, -7)
    if by > 0:
        out[by:] = values[:-by]
    else:
        out[:by] = values[-by:]
    return out


def _near_quote(a: Arrays, cue: int) -> int:
    """Whether quotation marks stand in the cue's sentence: before it, after it, around it."""
    return int(near_quote(a, np.array([cue]))[0])


def near_quote(a: Arrays, tokens: np.ndarray) -> np.ndarray:
    """For each token, as a bit mask: quoted words before it in its sentence (1), after it (2), itself quoted (4)."""
    quoted = np.concatenate([[0], np.cumsum(a.quote >= 0)])
    first = np.searchsorted(a.sent, a.sent[tokens], side="left")
    last = np.searchsorted(a.sent, a.sent[tokens], side="right")
    before = quoted[tokens] > quoted[first]
    after = quoted[last] > quoted[tokens + 1]
    return before + 2 * after + 4 * (a.quote[tokens] >= 0)


OBJECTS = ("ccomp", "xcomp", "dobj", "nsubj", "prep", "acl", "parataxis", "advcl", "nsubjpass", "agent", "mark")


def _has(a: Arrays, cue: int) -> int:
    """Which of the dependents that matter a cue has, as a bit mask."""
    bits = _bits(a)
    mask = 0
    for child in a.children[cue]:
        mask |= bits.get(int(a.dep[child]), 0)
    return mask


def _bits(a: Arrays) -> dict[int, int]:
    return {a.doc.vocab.strings[label]: 1 << bit for bit, label in enumerate(OBJECTS)}


def cue_features(a: Arrays, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of the decision whether tokens head a cue: features, and the position in ``tokens`` that each belongs to."""
    lemma, pos, dep, tag = (_signed(x[tokens]) for x in (a.lemma, a.pos, a.dep, a.tag))
    bits = _bits(a)
    dependents = [a.children[token][:12] for token in tokens.tolist()]
    owner = np.repeat(np.arange(len(tokens)), [len(found) for found in dependents])
    child = np.array([token for found in dependents for token in found], dtype=np.int64)
    has = np.zeros(len(tokens), dtype=np.int64)
    np.bitwise_or.at(has, owner, np.array([bits.get(label, 0) for label in a.dep[child].tolist()], dtype=np.int64))
    quoted, inside = near_quote(a, tokens), a.quote[tokens] >= 0
    after, before = (_signed(_neighbour(a.lemma, tokens, by)) for by in (1, -1))
    templates = [
        (lemma,),
        (lemma, pos),
        (lemma, dep),
        (lemma, has),
        (lemma, quoted),
        (lemma, tag),
        (pos, dep, has),
        (pos, dep, quoted),
        (tag, has),
        (tag, has, quoted),
        (has, quoted),
        (dep, quoted, pos),
        (quoted, pos),
        (_signed(a.lemma[a.head[tokens]]), dep),
        (inside, dep),
        (inside, lemma),
        (pos,),
        (_signed(_neighbour(a.pos, tokens, -1)), _signed(_neighbour(a.pos, tokens, 1)), pos),
        (after, lemma),
        (before, lemma),
        (after, pos),
        (before, pos),
    ]
    fixed = [_mix(100 + number, *values) for number, values in enumerate(templates)]
    code = _signed(a.dep[child]) * 31 + _signed(a.pos[child]) * 7 + (child > tokens[owner])
    each = [_mix(150, code, pos[owner]), _mix(151, code, lemma[owner])]
    owners = [np.arange(len(tokens))] * len(fixed) + [owner] * len(each)
    return np.concatenate([*fixed, *each]), np.concatenate(owners)


def _signed(values: np.ndarray) -> np.ndarray:
    return values.astype(np.uint64).view(np.int64)


def _neighbour(values: np.ndarray, tokens: np.ndarray, by: int) -> np.ndarray:
    """The value beside each token; 0 beyond the text's ends."""
    place = tokens + by
    there = (place >= 0) & (place < len(values))
    return np.where(there, values[np.clip(place, 0, len(values) - 1)], np.uint64(0))
