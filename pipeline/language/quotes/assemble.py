"""From labelled words to quotes: spans, type, kind, negation; and quotations that have no cue."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from pipeline.language.records import BOILERPLATE_KINDS, Quote, Slice

from .arrays import Arrays
from .decode import Proposal, propose, runs_of
from .model import Model

EDGES = " \t\n\r\u00a0\"“”„«»‘’'`,;:-–—"
LEADING = EDGES + ".…"
TITLE_WORDS = 5  # a quotation of no more words that nobody is said to have said is a term or a title


@cache
def _words() -> dict[str, frozenset[str]]:
    stored = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in stored.items()}


def slice_of(arrays: Arrays, tokens: list[int] | tuple[int, ...], strip: str = EDGES) -> Slice | None:
    """Characters from the first to the last token, without marks and white space at the ends."""
    if not tokens:
        return None
    text = arrays.text
    start, end = int(arrays.start[tokens[0]]), int(arrays.end[tokens[-1]])
    while start < end and (text[start] in strip or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in EDGES or text[end - 1].isspace()):
        end -= 1
    return Slice(start, end) if start < end else None


def quotes_of(arrays: Arrays, model: Model) -> list[Quote]:
    """All quotes of a Doc, in text order."""
    boiler = [(s.start_char, s.end_char) for s in arrays.doc._.sentences if s.kind in BOILERPLATE_KINDS]
    made = [quote for proposal in propose(arrays, model) if (quote := _quote(arrays, model, proposal))]
    made.sort(key=lambda quote: (quote.start_char, quote.end_char))
    made = with_uncued(arrays, made)
    return [
        quote for quote in made if not any(start < quote.end_char and quote.start_char < end for start, end in boiler)
    ]


def _quote(arrays: Arrays, model: Model, proposal: Proposal) -> Quote | None:
    spans = [found for run in runs_of(list(proposal.content)) if (found := slice_of(arrays, run))]
    cue = slice_of(arrays, proposal.cue, "") or slice_of(arrays, [proposal.cue_head], "")
    if not spans or cue is None:
        return None
    doc = arrays.doc
    lemma = doc[proposal.cue_head].lemma_.lower()
    return Quote(
        quote_type=quote_type(arrays, spans),
        attribution_kind=attribution_kind(lemma),
        spans=tuple(spans),
        rule=f"cue_{doc[proposal.cue_head].pos_.lower()}",
        confidence=round(model.confidence(proposal.score), 4),
        speaker=slice_of(arrays, proposal.speaker, EDGES),
        cue=cue,
        cue_lemma=lemma,
        via=slice_of(arrays, proposal.via) or via(arrays, proposal.cue_head),
        is_negated=is_negated(doc, proposal.cue_head),
    )


def attribution_kind(lemma: str) -> str:
    """By the cue's lemma; speech where no list has it."""
    return next((kind for kind in ("writing", "thought", "intention", "stance") if lemma in _words()[kind]), "speech")


def is_negated(doc: Doc, cue: int) -> bool:
    """``She did not say whether ...``: the cue itself is denied."""
    return any(child.dep_ == "neg" or child.lower_ in _words()["negations"] for child in doc[cue].children)


def via(arrays: Arrays, cue: int) -> Slice | None:
    """``told the Courier that``: the medium that was told; an object that is the name of an organization."""
    for child in doc_children(arrays, cue):
        token = arrays.doc[child]
        if child > cue and token.dep_ in ("dobj", "dative") and token.ent_type_ == "ORG":
            run = [left for left in range(child, -1, -1) if arrays.doc[left].ent_type_ == "ORG" and left > cue]
            first = next((at for at, after in pairwise(run) if after != at - 1), run[-1])
            return slice_of(arrays, [first, child])
    return None


def doc_children(arrays: Arrays, token: int) -> list[int]:
    return arrays.children[token]


def quote_type(arrays: Arrays, spans: list[Slice]) -> str:
    """direct: all words stand in marks; mixed: some do; indirect: none."""
    inside = total = 0
    for span in spans:
        first, last = np.searchsorted(arrays.start, [span.start, span.end])
        words = arrays.is_alpha[first:last]
        total += int(words.sum())
        inside += int((words & (arrays.quote[first:last] >= 0)).sum())
    if not inside:
        return "indirect"
    return "direct" if inside >= total - total // 10 else "mixed"


def with_uncued(arrays: Arrays, made: list[Quote]) -> list[Quote]:
    """Add quotations that no cue claims.

    In the paragraph of a direct or mixed quote, a whole sentence in marks goes on with that quote (``"A," she said.
    "B."``); at the start of the next paragraph it is a row of its own with the same speaker; a few words in marks
    that nobody said are ``scare``.
    """
    out = list(made)
    paragraph_of = _paragraphs(arrays)
    for start, end in arrays.quotations:
        place = _trimmed(arrays.text, start, end)
        if place is None or any(span.start < place.end and place.start < span.end for q in out for span in q.spans):
            continue
        words = arrays.text[place.start : place.end].split()
        before = max((q for q in out if q.end_char <= place.start), key=lambda q: q.end_char, default=None)
        spoken = before is not None and before.quote_type in ("direct", "mixed") and before.speaker is not None
        steps = paragraph_of(place.start) - paragraph_of(before.end_char - 1) if before else 9
        if len(words) <= TITLE_WORDS:
            out.append(Quote("scare", "speech", (place,), "marks", 0.5))
        elif spoken and steps == 0:
            position = out.index(before)
            out[position] = replace(before, spans=(*before.spans, place), quote_type=before.quote_type)
        elif spoken and steps == 1 and _opens_paragraph(arrays.text, start):
            out.append(Quote("direct", before.attribution_kind, (place,), "continued", 0.5, speaker=before.speaker))
    return sorted(out, key=lambda quote: (quote.start_char, quote.end_char))


def _trimmed(text: str, start: int, end: int) -> Slice | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Slice(start, end) if start < end else None


def _opens_paragraph(text: str, start: int) -> bool:
    return not text[: max(0, start - 1)].rstrip(" \t") or text[: start - 1].rstrip(" \t").endswith("\n")


def _paragraphs(arrays: Arrays):
    from bisect import bisect_right

    text, starts, at = arrays.text, [0], 0
    while (at := text.find("\n", at)) >= 0:
        while at < len(text) and text[at].isspace():
            at += 1
        starts.append(at)
    return lambda character: bisect_right(starts, character)
