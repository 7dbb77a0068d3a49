"""An article as the word pieces that a transformer reads, and which piece stands for which token.

Pieces are those of the transformer's own tokenizer, in parts of at most ``LONGEST`` that end with a paragraph, or else
with a sentence. The transformer knows lower case only: the shape of each piece's token, and whether it stands in
quotation marks, goes in beside it as its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from tokenizers import Tokenizer

from .arrays import Arrays
from .inputs import shape

LONGEST = 254  # pieces of a part, without the two that stand for its ends
SHAPES = 7
TYPES = 2 * SHAPES


@dataclass(frozen=True, slots=True)
class Pieces:
    """Parts, padded with 0 to the longest: ``ids``, ``types`` and ``mask``, of shape (parts, pieces); ``of_token``: the
    place of each token's first piece in the flattened parts."""

    ids: np.ndarray
    types: np.ndarray
    mask: np.ndarray
    of_token: np.ndarray


def pieces_of(tokenizer: Tokenizer, a: Arrays) -> Pieces:
    read = tokenizer.encode(a.text, add_special_tokens=False)
    ids = np.array(read.ids, dtype=np.int64)
    starts = np.array([first for first, _ in read.offsets], dtype=np.int64)
    token = np.maximum(np.searchsorted(a.start, starts, side="right") - 1, 0)
    types = (shape(a) + SHAPES * (a.quote >= 0))[token]
    cuts = _cuts(a.paragraph[token], a.sent[token])
    lengths = np.diff(cuts)
    made = np.zeros((3, len(lengths), int(lengths.max(initial=0)) + 2), dtype=np.int64)
    place = np.empty(len(ids), dtype=np.int64)
    width = made.shape[2]
    opens, closes = (tokenizer.token_to_id(sign) for sign in ("[CLS]", "[SEP]"))
    for row, (first, last) in enumerate(pairwise(cuts)):
        size = last - first
        made[0, row, : size + 2] = [opens, *ids[first:last], closes]
        made[1, row, 1 : size + 1] = types[first:last]
        made[2, row, : size + 2] = 1
        place[first:last] = np.arange(row * width + 1, row * width + 1 + size)
    return Pieces(*made, _first_pieces(a, starts, place))


def _first_pieces(a: Arrays, starts: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Of each token the first piece that starts in it, else the one before, which holds it or stands before it."""
    if not len(starts):
        return np.zeros(len(a.start), dtype=np.int64)
    first = np.searchsorted(starts, a.start, side="left")
    inside = (first < len(starts)) & (starts[np.minimum(first, len(starts) - 1)] < a.end)
    return place[np.where(inside, first, np.maximum(first - 1, 0))]


def _cuts(paragraph: np.ndarray, sentence: np.ndarray) -> list[int]:
    """Where parts begin, and the end of the last: after a paragraph if that does not leave them too short, else after a
    sentence, else where they are full."""
    total = len(sentence)
    paragraphs, sentences = ([*(np.flatnonzero(np.diff(of)) + 1).tolist(), total] for of in (paragraph, sentence))
    cuts = [0]
    while cuts[-1] < total:
        full = min(cuts[-1] + LONGEST, total)
        enough = cuts[-1] + LONGEST * 3 // 4
        wanted = [
            [end for end in paragraphs if enough <= end <= full],
            [end for end in sentences if enough <= end <= full],
        ]
        cuts.append(([full] if full == total else wanted[0] or wanted[1] or [full])[-1])
    return cuts
