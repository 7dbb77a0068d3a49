"""A Doc as integer arrays, made once, so that what reads it works on arrays and not on tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from pipeline.language.quotes.rules.marks import quotations

PLACES = ("HEAD", "SENT_START", "IDX", "LENGTH")
HASHES = ("LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
FLAGS = ("IS_SPACE", "IS_ALPHA", "IS_PUNCT", "LIKE_NUM", "IS_TITLE", "IS_UPPER", "IS_LOWER")


@dataclass(slots=True)
class Arrays:
    """Per token: head's position, hashes of lemma, part of speech, tag, dependency and entity type; sentence and
    paragraph numbers; the number of its quotation (-1: none); offsets; what its characters are. ``quotations`` are
    slices of the text between marks."""

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
    is_punct: np.ndarray
    like_num: np.ndarray
    is_title: np.ndarray
    is_upper: np.ndarray
    is_lower: np.ndarray
    quotations: list[tuple[int, int]]


def arrays_of(doc: Doc) -> Arrays:
    n = len(doc)
    head, opens, start, length = (doc.to_array(name).view(np.int64) for name in PLACES)
    flags = [doc.to_array(name) == 1 for name in FLAGS]
    broken = np.zeros(n, dtype=np.int64)
    for at in np.flatnonzero(flags[0]).tolist():
        broken[at] = "\n" in doc[at].text
    text = doc.text  # made anew at every call
    found = quotations(text)
    return Arrays(
        doc,
        text,
        np.arange(n) + head,
        *(doc.to_array(name) for name in HASHES),
        np.cumsum(opens == 1),
        np.cumsum(broken),
        _quotation_of(start, found),
        start,
        start + length,
        *flags,
        found,
    )


def _quotation_of(start: np.ndarray, found: list[tuple[int, int]]) -> np.ndarray:
    """Number of the quotation that holds each token's first character; -1 for none."""
    if not found:
        return np.full(len(start), -1, dtype=np.int64)
    slices = np.array(found, dtype=np.int64)
    place = np.searchsorted(slices[:, 0], start, side="right") - 1
    return np.where((place >= 0) & (start < slices[place, 1]), place, -1)
