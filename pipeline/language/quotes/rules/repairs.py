"""Corrections of proposed rows by the parse and the marks: what stands in the content and is none, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice
from pipeline.language.rules import rule

from .cues_beside_marks import lead_before
from .marks import MARK, SIGN
from .repairs_of_speakers import (
    with_its_subject,
    with_the_name_in_the_cue,
    with_the_subject_before,
    with_the_subject_behind_the_source,
    with_the_subject_of_a_relative_clause,
    with_who_follows,
    with_who_is_quoted,
    with_who_said_it,
    without_an_expletive,
    without_what_seems,
    without_who_is_asked,
    without_who_is_spoken_of,
)
from .rows import has, head_of, is_marked, place, with_spans
from .second_clauses import with_the_second_clause
from .spans import Page, among, overlap, trimmed
from .via import via
from .words import hashes, words

OTHER_CLAUSE = re.compile(r";|,\s+(?:but|and|so|yet|while|although)\b", re.I)
DASH = re.compile(r"[—–―-](?:(?<=\s[—–―-])\s|(?<=\s-)-\s|(?<=\w[—–―])(?=\w))")
ASIDE = re.compile(r", (?<=\w, )(?=an? \w+ (?:that|which|the|he|she|it|they|his|her|its|their|[A-Z])\b)")
CLOSING = tuple("”\"'’»")
SUBJECTS = ("nsubj", "nsubjpass", "expl")
OBJECTS = ("dobj", "dative", "iobj")
TEMPORAL = frozenset({"since", "during", "before", "until", "amid", "when", "while"})
JOINED = ("xcomp", "dobj")
TIMES = frozenset({"year", "decade", "month", "week", "day", "hour", "century", "time"})
HANGS_ON = frozenset({"prep", "advcl", "npadvmod", "advmod", "dative"})


def mended(page: Page, quotes: list[Quote]) -> list[Quote]:
    """The rows of learned cues, each corrected; none is added."""
    return [_without_fragments(page, quote, quotes) for quote in (_mend(page, quote) for quote in quotes)]


def _without_fragments(page: Page, quote: Quote, quotes: list[Quote]) -> Quote:
    """Without further spans that are a part of what another row has whole."""
    if len(quote.spans) < 2 or not quote.rule.startswith("cue_"):
        return quote
    others = [span for other in quotes if other.cue != quote.cue for span in other.spans]
    kept = [span for span in quote.spans if not any(_is_part(span, other) for other in others)]
    return with_spans(page, quote, kept) if len(kept) < len(quote.spans) else quote


def _is_part(span: Slice, other: Slice) -> bool:
    return other.start <= span.start and span.end <= other.end and span != other


def _mend(page: Page, quote: Quote) -> Quote:
    if quote.cue is None or not quote.rule.startswith("cue_"):
        return quote
    cue = head_of(page, quote)
    for repair in REPAIRS:
        quote = repair(page, quote, cue) or quote
    return quote


@rule("quotes", "a clause before “but” is nobody's", "It is unclear when it opens, but Marden said it would be soon.")
def without_the_clause_before(page: Page, quote: Quote, cue: Token) -> Quote:
    """``It is unclear when it opens, but Marden said it would be soon``: a clause before ``but`` is nobody's."""
    clause = page.child_after(cue, "ccomp") if len(quote.spans) > 1 else None
    if clause is None or not any(has(page, span, clause) for span in quote.spans):
        return quote
    first = min(part.start for part in (quote.cue, quote.speaker) if part is not None)
    before = [span for span in quote.spans if span.end <= first]
    if len(before) != 1 or page.is_quoted(page.tokens(before[0])):
        return quote
    if not OTHER_CLAUSE.match(page.text[before[0].end : first].lstrip()):
        return quote
    return with_spans(page, quote, [span for span in quote.spans if span is not before[0]])


@rule("quotes", "a dash and a noun for what was said end the content", "It was full — a claim that Brandt denies.")
def without_what_comments(page: Page, quote: Quote, cue: Token) -> Quote:
    """``the boat was full — a claim that Brandt denies``: a dash and a noun for what was said end the content."""
    spans: list[Slice | None] = []
    for span in quote.spans:
        if not _said_nouns(page, page.tokens(span)):
            spans.append(span)
            continue
        if is_comment(page, span) and span.start > cue.idx:
            continue
        signs = [*DASH.finditer(page.text, span.start, span.end), *ASIDE.finditer(page.text, span.start, span.end)]
        end = min((sign.start() for sign in signs if _comments(page, sign.end())), default=None)
        spans.append(span if end is None else trimmed(page, span.start, end))
    if not spans:
        spans.append(_clause_before(page, quote, cue))
    return with_spans(page, quote, spans) if spans != list(quote.spans) else quote


def _clause_before(page: Page, quote: Quote, cue: Token) -> Slice | None:
    """``The boat was full, police said``"""
    clause, end = (
        page.child_before(cue, "ccomp"),
        min(part.start for part in (quote.cue, quote.speaker) if part is not None),
    )
    return None if clause is None else trimmed(page, clause.left_edge.idx, end)


def is_comment(page: Page, span: Slice) -> bool:
    """``— comments that angered the town``"""
    return _comments(page, span.start) and bool(DASH.search(page.text[max(0, span.start - 3) : span.start] + "x"))


def _comments(page: Page, at: int) -> bool:
    """A noun phrase of three words or less, whose noun is one of ``said_nouns``, stands here."""
    first = page.token_at(at)
    for noun in _said_nouns(page, range(first, first + 1)):
        if page.doc[noun].pos_ == "NOUN" and page.quote[noun] < 0:
            return all(page.doc[before].pos_ in ("DET", "ADJ") for before in range(first, noun))
    return False


def _said_nouns(page: Page, tokens: range) -> list[int]:
    """Nouns of ``said_nouns`` among some tokens and the two behind them."""
    return among(page.places(hashes("said_nouns")), range(tokens.start, tokens.stop + 2))


@rule("quotes", "who hears it is no part of it", "confirmed to Reuters that it was late")
def without_who_hears(page: Page, quote: Quote, cue: Token) -> Quote:
    """``told me it was late``, ``confirmed to Reuters that it was``: who hears it is no part of it."""
    clause = page.child_after(cue, "ccomp")
    if clause is None or not page.children(clause, *SUBJECTS):
        return _without_who_hears_marks(page, quote, cue)
    hearers = [hearer for hearer in _hearers(page, cue) if hearer.right_edge.i < clause.left_edge.i]
    for at, span in enumerate(quote.spans if hearers else ()):
        first = page.token_at(span.start)
        hearer = next((hearer for hearer in hearers if hearer.left_edge.i == first), None)
        if hearer is None or span.start < cue.idx:
            continue
        rest = trimmed(page, hearer.right_edge.idx + len(hearer.right_edge), span.end)
        mended = with_spans(page, quote, [*quote.spans[:at], rest, *quote.spans[at + 1 :]])
        taken = {token for part in (*mended.spans, mended.speaker) if part is not None for token in page.tokens(part)}
        return replace(mended, via=mended.via or via(page, cue.i, taken))
    return quote


def _without_who_hears_marks(page: Page, quote: Quote, cue: Token) -> Quote:
    """``texted me: “Come home.”``"""
    first = quote.spans[0]
    if SIGN.search(page.text, first.start, first.end) is None:
        return quote
    for hearer in [*_hearers(page, cue), *page.children(cue, *OBJECTS)]:
        end = hearer.right_edge.idx + len(hearer.right_edge)
        mark = page.text[end : first.end].lstrip(" ,:")
        if hearer.left_edge.idx == first.start and end < first.end and page.text[end] in ",:" and MARK.match(mark):
            rest = trimmed(page, end, first.end)
            return with_spans(page, quote, [rest, *quote.spans[1:]]) if rest is not None else quote
    return quote


def _hearers(page: Page, cue: Token) -> list[Token]:
    found = []
    if cue.lemma_.lower() in words("telling"):
        found = [child for child in page.children(cue, *OBJECTS) if child.i > cue.i]
    for child in page.children(cue, "prep", "dative"):
        if child.i > cue.i:
            found += [
                n
                for n in page.children(child, "pobj")
                if child.lower_ in ("to", "with") or n.ent_type_ in ("DATE", "TIME") or n.lemma_ in TIMES
            ]
    return found


@rule("quotes", "beside a whole quotation, what hangs on the cue tells how", "“Who pays?” she asked, turning to him.")
def without_the_circumstance(page: Page, quote: Quote, cue: Token) -> Quote:
    """``“Who pays?” she asked, turning to him``: beside a whole quotation, what hangs on the cue is how it was said."""
    if quote.quote_type == "indirect":
        return quote
    whole = [span for span in quote.spans if is_marked(page, span) and len(page.tokens(span)) > 2]
    if not whole or len(whole) == len(quote.spans):
        return quote
    kept: list[Slice | None] = []
    for span in quote.spans:
        tokens = page.tokens(span)
        hangs = not page.is_quoted(tokens) and page.root(tokens).dep_ in HANGS_ON
        kept.append(None if hangs else span)
    return with_spans(page, quote, kept) if None in kept else quote


@rule("quotes", "a quotation with a verb of its own is no part", "My father texted: “Stop.” I replied that I would.")
def without_what_others_lead_in(page: Page, quote: Quote, cue: Token) -> Quote:
    """``My father texted: “Stop.” I replied that I would``: a quotation with a verb of its own is no part of it."""
    if len(quote.spans) < 2 or quote.speaker is None:
        return quote
    kept: list[Slice | None] = []
    for span in quote.spans:
        number = int(page.quote[page.token_at(span.start)])
        opening = page.arrays.quotations[number][0] - 1 if number >= 0 else 0
        while opening > 0 and page.text[opening - 1] in "'`‘":  # marks of two characters
            opening -= 1
        led = lead_before(page, opening) if number >= 0 else None
        others = led is not None and led[1] != cue and not overlap(place(led[0]), quote.speaker)
        kept.append(None if others else span)
    return with_spans(page, quote, kept) if None in kept else quote


@rule("quotes", "what is thought ends with its sentence", "She wondered whether it was safe. “Is it?”")
def without_the_next_sentence(page: Page, quote: Quote, cue: Token) -> Quote:
    """``She wondered whether it was safe. “Is it, Otto?”``: what is thought or wanted ends with its sentence."""
    if quote.attribution_kind == "speech" or quote.attribution_kind == "writing" or len(quote.spans) > 1:
        return quote
    (span,) = quote.spans
    sentence = page.sentences[page.sentence_at(cue.idx)]
    marked = page.quote[page.token_at(span.start)] >= 0 or page.quote[cue.i] >= 0
    if marked or not cue.idx < span.start < sentence.end_char < span.end:
        return quote
    piece = trimmed(page, span.start, sentence.end_char)
    if piece is not None and page.text[piece.end - 1] == ".":
        piece = trimmed(page, piece.start, piece.end - 1)
    return with_spans(page, quote, [piece])


@rule("quotes", "a clause joined to the cue's own is no part", "The letter says “we may”, but no plans exist.")
def without_the_clause_behind(page: Page, quote: Quote, cue: Token) -> Quote:
    """``The letter says “we may”, but no plans exist``: a clause joined to the cue's own, or to marks, is no part."""
    spans: list[Slice | None] = []
    for span in quote.spans:
        end = _end_of_words(page, span, cue)
        spans.append(span if end is None else trimmed(page, span.start, end))
    return with_spans(page, quote, spans) if spans != list(quote.spans) else quote


def _end_of_words(page: Page, span: Slice, cue: Token) -> int | None:
    """Where a coordinated clause with a subject of its own begins, if it hangs on the cue or follows closed marks."""
    tokens = page.tokens(span)
    for at in among(page.conjunctions, tokens):
        token = page.doc[at]
        joins = page.quote[at] < 0 and span.start < token.idx and at > cue.i and at + 1 < len(page.doc)
        if not joins or not (token.head.i == cue.i or _follows_marks(page, span, token)):
            continue
        clause = next((t for t in page.children(token.head, "conj") if t.i > at), None)
        own = clause is not None and page.children(clause, *SUBJECTS)
        if own and not page.is_quoted(range(at, tokens.stop)):
            return token.idx
    return None


def _follows_marks(page: Page, span: Slice, token: Token) -> bool:
    """The words of a piece before one of them are a quotation."""
    first = page.token_at(span.start)
    opens = page.quote[first] >= 0 or (page.doc[first].is_quote and page.quote[first + 1] >= 0)
    return opens and page.text[span.start : token.idx].rstrip().rstrip(",").endswith(CLOSING)


@rule("quotes", "what joins a sentence to the one before is the writer's", "But the bridge is safe, Marden said.")
def without_a_conjunction(page: Page, quote: Quote, cue: Token) -> Quote:
    """``But the bridge is safe, Marden said``: what joins the sentence to the one before is the writer's."""
    first = quote.spans[0]
    opening = page.doc[page.token_at(first.start)]
    alone = opening.idx == first.start and opening.pos_ == "CCONJ" and page.quote[opening.i] < 0
    if not alone or page.sentences[page.sentence_at(first.start)].start_char != first.start:
        return quote
    rest = trimmed(page, opening.idx + len(opening), first.end)
    return with_spans(page, quote, [rest, *quote.spans[1:]]) if rest is not None else quote


@rule("quotes", "when, and asides, are the writer's", "opposes the toll since May")
def without_the_circumstances_of_the_cue(page: Page, quote: Quote, cue: Token) -> Quote:
    """``opposes the toll since May``, ``mentioned the toll, which rose again``: when, and asides, are the writer's."""
    last = quote.spans[-1]
    if quote.quote_type != "indirect" or cue.pos_ != "VERB":
        return quote
    things = (child for child in page.children(cue, "dobj", "ccomp", "xcomp") if has(page, last, child))
    thing = next(things, None)
    if thing is None or thing.i < cue.i:
        return quote
    tails = [c.left_edge for c in page.children(cue, "prep", "advcl") if c.left_edge.lower_ in TEMPORAL]
    if thing.dep_ == "dobj" and _closes(thing, last):
        aside = [clause for clause in page.behind(thing, "relcl") if _closes(clause, last)]
        tails += [token.left_edge for token in aside if page.doc[token.left_edge.i - 1].text == ","]
    ends = [tail.idx for tail in tails if tail.i > thing.i and has(page, last, tail)]
    piece = trimmed(page, last.start, min(ends)) if ends else None
    return quote if piece is None else with_spans(page, quote, [*quote.spans[:-1], piece])


@rule("quotes", "all that is wanted, and not the first of it", "wants to mend the deck and lower the toll")
def with_what_is_joined(page: Page, quote: Quote, cue: Token) -> Quote:
    """``wants to mend the deck, paint the rails and lower the toll``: all that is wanted, not the first of it."""
    last = quote.spans[-1]
    if quote.quote_type != "indirect" or cue.pos_ != "VERB" or last.start < cue.idx:
        return quote
    things = [child for child in page.children(cue, *JOINED) if has(page, last, child)]
    if len(things) != 1:
        return quote
    end, thing = last.end, things[0]
    while (joined := page.child_after(thing, "conj")) is not None:
        if page.children(joined, *SUBJECTS) or joined.tag_ != thing.tag_:
            break
        thing, end = joined, max(end, joined.right_edge.idx + len(joined.right_edge))
    piece = trimmed(page, last.start, end) if end > last.end else None
    return quote if piece is None else with_spans(page, quote, [*quote.spans[:-1], piece])


def _closes(clause: Token, span: Slice) -> bool:
    return clause.right_edge.idx + len(clause.right_edge) >= span.end - 1


REPAIRS: tuple[Callable[[Page, Quote, Token], Quote], ...] = (
    with_the_name_in_the_cue,
    without_the_clause_behind,
    with_the_subject_before,
    with_the_subject_of_a_relative_clause,
    without_who_is_asked,
    without_what_seems,
    without_who_is_spoken_of,
    with_what_is_joined,
    with_the_second_clause,
    without_the_circumstances_of_the_cue,
    with_who_said_it,
    without_a_conjunction,
    without_an_expletive,
    without_the_clause_before,
    without_what_comments,
    without_who_hears,
    with_its_subject,
    with_the_subject_behind_the_source,
    with_who_follows,
    with_who_is_quoted,
    without_the_circumstance,
    without_what_others_lead_in,
    without_the_next_sentence,
)
