"""What repairs and vetoes ask of a row: its cue's token, its content in marks, the same row with other content."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice

from .spans import Page, quote_type
from .words import CUES, hashes

PREDICATIVE = ("acomp", "attr", "dobj")


def head_of(page: Page, quote: Quote) -> Token:
    """The token of the cue that names it by its lemma, else the last one."""
    for at in page.tokens(quote.cue):
        token = page.doc[at]
        if token.lemma_.lower() == quote.cue_lemma:
            break
    return token


def with_spans(page: Page, quote: Quote, spans: list[Slice | None], **parts: Slice | None) -> Quote:
    """The row with other content; unchanged if nothing would be left."""
    kept = tuple(span for span in spans if span is not None)
    return replace(quote, spans=kept, quote_type=quote_type(page, kept), **parts) if kept else quote


def is_marked(page: Page, span: Slice) -> bool:
    words, marked = page.words(page.tokens(span))
    return words == marked


def has(page: Page, span: Slice, token: Token) -> bool:
    return span.start <= token.idx < span.end


def place(token: Token) -> Slice:
    return Slice(token.idx, token.idx + len(token))


def has_clause(page: Page, quote: Quote, cue: Token) -> bool:
    """A clause of the content hangs on the cue: on its verb, on its noun (``his claim that``), or on the adjective or
    object in it (``is certain that``, ``made the point that``)."""
    within = [child for child in page.children(cue, *PREDICATIVE) if child.lemma in hashes(*CUES)]
    clauses = [clause for head in (cue, *within) for clause in page.children(head, "ccomp", "parataxis", "acl")]
    return any(
        span.start <= clause.idx < span.end
        for clause in clauses
        if clause.dep_ != "acl" or clause.left_edge.dep_ == "mark"
        for span in quote.spans
    )
