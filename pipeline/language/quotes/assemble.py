"""From proposals to the quotes of a Doc: the model's and the rules' rows, checked and in order."""

from __future__ import annotations

from dataclasses import replace
from math import exp

from pipeline.language.records import Quote, Slice

from .model.arrays import Arrays
from .model.decode import Proposal, propose, runs_of
from .model.labels import Model
from .rules.according_to import with_accorded, with_who_passed_it_on
from .rules.checks import tidy
from .rules.cited import with_cited_sources
from .rules.clauses import with_clauses
from .rules.grammar import according_source, attribution_kind, is_negated, speaker_of
from .rules.repairs import mended
from .rules.rows import PREDICATIVE, has_clause, head_of
from .rules.spans import Page, overlap, quote_type, slice_of
from .rules.turns import headlines, turns
from .rules.uncued import with_statements
from .rules.uttered import with_uttered
from .rules.vetoes import attributes
from .rules.via import via
from .rules.words import CUES, hashes


def quotes_of(arrays: Arrays, model: Model) -> list[Quote]:
    """All quotes of a Doc, in text order."""
    page = Page(arrays)
    made = [quote for proposal in propose(page, model) if (quote := _quote(page, model, proposal))]
    made = [_named(page, quote) for quote in mended(page, made) if attributes(page, quote)]
    spoken = turns(page)
    lines = [line for line in headlines(page) if not any(_same_words(line, turn) for turn in spoken)]
    made = [quote for quote in made if not any(_same_words(quote, line) for line in lines)] + lines
    made = with_who_passed_it_on(page, with_clauses(page, with_uttered(page, with_accorded(page, made))))
    made = with_statements(page, [*with_cited_sources(page, made), *spoken])
    return tidy(page, with_clauses(page, made, quoted=True))


def _named(page: Page, quote: Quote) -> Quote:
    """``made the ferry a priority``, ``will scrap the “night” toll``: with no cue of a list, no clause and no marks
    around all of it, it is an act, and not speech."""
    doubtful = quote.rule in ("cue_verb", "cue_aux") and quote.quote_type != "direct" and quote.cue_lemma != "accord"
    if quote.attribution_kind != "speech" or not doubtful:
        return quote
    cue = head_of(page, quote)
    told = {cue.lemma, *(child.lemma for child in page.children(cue, *PREDICATIVE))} & hashes(*CUES)
    return quote if told or has_clause(page, quote, cue) else replace(quote, attribution_kind="stance")


def _same_words(quote: Quote, other: Quote) -> bool:
    return any(overlap(a, b) for a in quote.spans for b in other.spans)


def _quote(page: Page, model: Model, proposal: Proposal) -> Quote | None:
    doc = page.doc
    source = according_source(page, proposal.cue_head)
    content = proposal.content if source is None else _without(page, proposal.content, source)
    if not content:
        return None
    spans = tuple(found for run in runs_of(content) if (found := slice_of(page, run)))
    cue = slice_of(page, proposal.cue) or slice_of(page, [proposal.cue_head])
    if not spans or cue is None:
        return None
    head = proposal.cue_head
    taken = {*content, *proposal.cue}
    speaker = slice_of(page, _without_relative(page, proposal)) or source or speaker_of(page, head, taken)
    named = set() if speaker is None else set(page.tokens(speaker))
    return Quote(
        quote_type=quote_type(page, spans),
        attribution_kind=attribution_kind(page, head, content[0]),
        spans=spans,
        rule=f"cue_{doc[head].pos_.lower()}",
        confidence=round(1 / (1 + exp(-proposal.score)), 4),
        speaker=speaker,
        cue=cue,
        cue_lemma=doc[head].lemma_.lower(),
        via=slice_of(page, proposal.via) or via(page, head, taken - set(proposal.cue) | named),
        is_negated=is_negated(page, head),
    )


def _without(page: Page, content: tuple[int, ...], source: Slice) -> tuple[int, ...]:
    """Who is accorded with is no part of what is said: ``The bridge, according to Brandt, is rotten``."""
    named = page.tokens(source)
    return tuple(token for token in content if token not in named)


def _without_relative(page: Page, proposal: Proposal) -> tuple[int, ...]:
    """``who the county calls``: of a relative pronoun and the subject after it the subject speaks."""
    speaker = proposal.speaker
    if len(speaker) > 1 and page.doc[speaker[0]].lower_ in ("who", "whom", "which", "that"):
        after = page.doc[speaker[0] + 1]
        if page.doc[speaker[0]].tag_.startswith("W") and after.dep_ != "punct" and after.pos_ not in ("VERB", "AUX"):
            return speaker[1:]
    return speaker
