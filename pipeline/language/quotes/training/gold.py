"""Annotated attributions as labels of tokens, to learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.language.quotes.model.arrays import Arrays
from pipeline.language.quotes.model.network import CONTENT, CUE, GOES_ON, SPEAKER


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tokens of an annotated attribution; ``head`` is the one that its cue hangs on."""

    head: int
    content: np.ndarray
    speaker: np.ndarray
    cue: np.ndarray


def attributions(a: Arrays, quotes: list[dict[str, Any]]) -> list[Attribution]:
    """Those that have a cue, one per head; quotes are ``{"content", "speaker", "cue": [[start, end], ...]}``."""
    found: dict[int, Attribution] = {}
    for quote in quotes:
        cue = tokens_of(a, quote.get("cue"))
        head = cue_head(a, cue)
        if head is not None and head not in found:
            content = tokens_of(a, quote["content"], spaces=True)
            found[head] = Attribution(head, content, tokens_of(a, quote.get("speaker")), cue)
    return list(found.values())


def tokens_of(a: Arrays, spans: list[list[int]] | None, spaces: bool = False) -> np.ndarray:
    """Tokens that share a character with a span; those of white space only if wanted."""
    mask = np.zeros(len(a.head), dtype=bool)
    for start, end in spans or ():
        mask |= (a.start < end) & (a.end > start)
    return np.flatnonzero(mask if spaces else mask & ~a.space)


def cue_head(a: Arrays, cue: np.ndarray) -> int | None:
    """The cue's token that depends on none of the others; of several the first verb, else the first word."""
    inside = set(cue.tolist())
    tops = [at for at in cue.tolist() if int(a.head[at]) not in inside or a.head[at] == at]
    verbs = [at for at in tops if a.pos[at] == a.doc.vocab.strings["VERB"]]
    words = [at for at in tops if not a.is_punct[at]]
    return (verbs or words or tops or [None])[0]


def labels(attribution: Attribution, low: int, high: int) -> np.ndarray:
    """One label per token of a window; a piece of content begins with CONTENT and goes on with GOES_ON."""
    out = np.zeros(high - low, dtype=np.int64)
    content = attribution.content
    follows = np.isin(content - 1, content)
    for tokens, label in (
        (content, CONTENT),
        (content[follows], GOES_ON),
        (attribution.speaker, SPEAKER),
        (attribution.cue, CUE),
    ):
        inside = tokens[(tokens >= low) & (tokens < high)]
        out[inside - low] = label
    return out
