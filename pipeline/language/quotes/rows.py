"""What repairs and vetoes ask of a row: its cue's token, its content in marks, the same row with other content."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice

from .spans import Page, quote_type


def head_of(page: Page, quote: Quote) -> Token:
    """The token of the cue that names it by its lemma, else the last one."""
    tokens = [page.doc[at] for at in page.tokens(quote.cue)]
    return next((token for token in tokens if token.lemma_.lower() == quote.cue_lemma), tokens[-1])


def with_spans(page: Page, quote: Quote, spans: list[Slice | None], **parts: Slice | None) -> Quote:
    """The row with other content; unchanged if nothing would be left."""
    kept = tuple(span for span in spans if span is not None)
    return replace(quote, spans=kept, quote_type=quote_type(page.arrays, kept), **parts) if kept else quote


def is_marked(page: Page, span: Slice) -> bool:
    return all(page.arrays.quote[at] >= 0 for at in page.tokens(span) if page.doc[at].is_alpha)


def has(page: Page, span: Slice, token: Token) -> bool:
    return span.start <= token.idx < span.end


def place(token: Token) -> Slice:
    return Slice(token.idx, token.idx + len(token))
