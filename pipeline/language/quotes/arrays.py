"""A Doc as integer arrays, made once, so that features are sums over arrays and not calls on tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IS_ALPHA, LEMMA, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc

from .marks import Quotations


@dataclass(slots=True)
class Arrays:
    """Per token: head's position, hashes of lemma, part of speech, tag, dependency and entity type; sentence and
    paragraph numbers; the number of its quotation (-1: none); offsets; children by head."""

    doc: Doc
    text: str
    head: np.ndarray
    lemma: np.ndarray
    pos: np.ndarray
    tag: np.ndarray
    dep: np.ndarray
    ent: np.ndarray
    sent: np.ndarray
    paragraph: np.ndarray
    quote: np.ndarray
    start: np.ndarray
    end: np.ndarray
    space: np.ndarray
    is_alpha: np.ndarray
    children: list[list[int]]
    quotations: list[tuple[int, int]]


def arrays_of(doc: Doc) -> Arrays:
    n = len(doc)
    raw = doc.to_array([HEAD, LEMMA, POS, TAG, DEP, ENT_TYPE, SENT_START, SPACY, IS_ALPHA])
    raw = raw.reshape(n, 9)
    head = np.arange(n) + raw[:, 0].astype(np.int64)
    lengths = np.fromiter((len(token.text) for token in doc), dtype=np.int64, count=n)
    spaces = raw[:, 7].astype(np.int64)
    start = np.concatenate([[0], np.cumsum(lengths + spaces)[:-1]]) if n else np.zeros(0, np.int64)
    found = Quotations(doc.text)
    broken = np.fromiter(("\n" in token.text for token in doc), dtype=np.int64, count=n)
    sentence_starts = (raw[:, 6].astype(np.int64) == 1).astype(np.int64)
    children: list[list[int]] = [[] for _ in range(n)]
    for at, up in enumerate(head.tolist()):
        if up != at:
            children[up].append(at)
    return Arrays(
        doc=doc,
        text=doc.text,
        head=head,
        lemma=raw[:, 1],
        pos=raw[:, 2],
        tag=raw[:, 3],
        dep=raw[:, 4],
        ent=raw[:, 5],
        sent=np.cumsum(sentence_starts),
        paragraph=np.cumsum(broken),
        quote=np.fromiter((found.at(s) for s in start.tolist()), dtype=np.int64, count=n),
        start=start,
        end=start + lengths,
        space=np.fromiter((token.is_space for token in doc), dtype=bool, count=n),
        is_alpha=raw[:, 8].astype(bool),
        children=children,
        quotations=found.slices,
    )
