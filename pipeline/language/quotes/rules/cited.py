"""Reports of a medium that names its source: the source speaks, and the medium passes it on.

``Reuters reported that A, according to a person familiar with it``; ``A, the Courier reported, citing Ms. Li``.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice
from pipeline.language.rules import rule

from .grammar import phrase
from .rows import has_clause, head_of
from .spans import Page, overlap
from .vetoes import can_speak
from .via import is_medium
from .words import words

CITING = ("cite", "quote")


def with_cited_sources(page: Page, made: list[Quote]) -> list[Quote]:
    """``made`` with such rows turned round, and without rows that have a source for their content."""
    out = []
    for quote in made:
        if is_citation(page, quote):
            continue
        quote = source_behind_medium(page, quote) or medium_before_source(page, quote) or quote
        out.append(source_that_is_cited(page, quote) or quote)
    return out


@rule("quotes", "who is accorded with is the source of what a medium reported", "Reuters said A, according to Li.")
def source_behind_medium(page: Page, quote: Quote) -> Quote | None:
    if quote.speaker is None or quote.via is None or not _passes_on(page, quote.speaker) or _passes_on(page, quote.via):
        return None
    accorded = page.text[max(0, quote.via.start - 14) : quote.via.start].lower().rstrip().endswith("according to")
    return replace(quote, speaker=quote.via, via=quote.speaker) if accorded else None


@rule("quotes", "a medium that reports the clause passes it on", "The Post reported that A, according to two men.")
def medium_before_source(page: Page, quote: Quote) -> Quote | None:
    """The row has its source from "according to", and its clause hangs on the medium's verb."""
    if quote.cue_lemma != "accord" or quote.via is not None or len(quote.spans) > 1:
        return None
    clause = page.root(page.tokens(quote.spans[0]))
    subject = page.child_before(clause.head, "nsubj") if clause.dep_ == "ccomp" else None
    medium = None if subject is None else phrase(page, subject)
    if medium is None or overlap(medium, quote.spans[0]) or not _passes_on(page, medium):
        return None
    return replace(quote, via=medium)


@rule("quotes", "whom a medium cites is the source of what it reported", "A, the Courier reported, citing Ms. Li.")
def source_that_is_cited(page: Page, quote: Quote) -> Quote | None:
    if quote.cue is None or quote.speaker is None or quote.via is not None or not _passes_on(page, quote.speaker):
        return None
    cue = head_of(page, quote)
    citing = next((child for child in page.children(cue, "advcl", "conj") if _cites(child)), None)
    cited = None if citing is None else page.child_after(citing, "dobj")
    if cited is None or not _is_source(page, cited):
        return None
    named = phrase(page, cited)
    if named is None or any(overlap(named, span) for span in quote.spans):
        return None
    return replace(quote, speaker=named, via=quote.speaker)


@rule("quotes", "a source that is cited is nothing that is said", "citing Ms. Li", otherwise=False)
def is_citation(page: Page, quote: Quote) -> bool:
    if quote.cue is None or quote.quote_type != "indirect" or len(quote.spans) > 1:
        return False
    cue = head_of(page, quote)
    cited = page.child_after(cue, "dobj") if _cites(cue) and not has_clause(page, quote, cue) else None
    if cited is None or not _is_source(page, cited):
        return False
    return quote.start_char <= cited.idx < quote.end_char


def _cites(verb: Token) -> bool:
    return verb.lemma_.lower() in CITING


def _is_source(page: Page, noun: Token) -> bool:
    """People, bodies and papers that speak; of a thing ("the deaths of two men") nobody says anything."""
    if noun.pos_ == "PROPN" or noun.ent_type_ in ("PERSON", "ORG"):
        return True
    return noun.pos_ == "NOUN" and can_speak(page, noun)


def _passes_on(page: Page, piece: Slice) -> bool:
    """A name of an agency, a paper or a station, or a noun for one."""
    tokens = [page.doc[at] for at in page.tokens(piece)]
    known = words("agencies", "press_words", "outlets")
    return any(token.lower_ in known and token.text[0].isupper() for token in tokens) or (
        bool(tokens) and tokens[-1].lower_ in words("outlets") and is_medium(page, tokens[-1])
    )
