"""Sources that a phrase names without a verb: "according to the county", "per the engineer", "in Marden's words"."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.quotes.model.confidence import RULES
from pipeline.language.records import Quote, Slice

from .grammar import phrase
from .spans import Page, in_order, overlap, quote_type, token_slice, trimmed
from .via import according_to, is_medium, subject_in_apposition

CITED = re.compile(r"(?: et al\.?)? ?\([^()\n]*\d[^()\n]*\)(?:, however)?")  # "according to Osei et al. (2011), ..."
NEAR = 6  # tokens between a quote and the phrase that says who passed it on


def with_accorded(page: Page, made: list[Quote]) -> list[Quote]:
    """``made`` with such a phrase as ``via`` of the quote beside it, else with a row for what it is said of."""
    out = list(made)
    for first, lead, noun in according_to(page):
        source = phrase(page, noun)
        if source is None:
            continue
        subject = subject_in_apposition(page, noun, _governor(first)) if first.is_sent_start else None
        if subject is not None:
            source = token_slice(page.doc, noun.left_edge, page.doc[subject.left_edge.i - 2])
        cue = token_slice(page.doc, lead if first.lower_ in ("in", "by") else first, lead)
        whole = Slice(first.idx, max(source.end, lead.idx + len(lead)))
        out = [q for q in out if not all(whole.start <= span.start and span.end <= whole.end for span in q.spans)]
        if any(q.cue is not None and overlap(q.cue, whole) for q in out) or _stands_in_content(page, out, whole):
            continue
        beside = _beside(page, out, whole)
        if beside is not None and _is_doing(out[beside]) and not is_medium(page, noun):
            beside = None  # "According to her niece, she never regretted it": the niece says so
        if beside is not None:
            if first.lower_ == "according" and out[beside].via is None:
                out[beside] = replace(out[beside], via=source)
            continue
        spans = _clause(page, first, whole, whole.end if subject is not None else _end_of_source(page, whole))
        if spans and not any(_crosses(quote, spans) for quote in out):
            kind = "thought" if lead.lower_ in ("view", "opinion") else "speech"
            lemma = "accord" if first.lower_ == "according" else lead.lemma_.lower()
            shape = quote_type(page, spans)
            out.append(Quote(shape, kind, spans, "according", RULES["according"], source, cue=cue, cue_lemma=lemma))
    return in_order(out)


def with_who_passed_it_on(page: Page, made: list[Quote]) -> list[Quote]:
    """``According to the Courier, a spokesman said A``: one row. He says A, and who is accorded with passed it on."""
    out = list(made)
    for row in made:
        if row.cue_lemma != "accord" or row.speaker is None:
            continue
        said = next((at for at, other in enumerate(out) if _is_all_of(page, other, row)), None)
        if said is not None:
            out[said] = replace(out[said], via=out[said].via or row.speaker, confidence=row.confidence)
            out.remove(row)
    return out


def _is_all_of(page: Page, quote: Quote, row: Quote) -> bool:
    """Whether a quote's content, speaker and cue are all the words of a row's content."""
    if quote.cue is None or quote.speaker is None or not any(overlap(quote.cue, span) for span in row.spans):
        return False
    own = {at for part in (*quote.spans, quote.cue, quote.speaker) for at in page.tokens(part)}
    words = [at for span in row.spans for at in page.tokens(span) if page.doc[at].is_alpha]
    # "The Courier reported on Monday that": when it was reported is no part of what was.
    return all(at in own or page.doc[at].ent_type_ in ("DATE", "TIME") or page.doc[at].pos_ == "ADP" for at in words)


def _is_doing(quote: Quote) -> bool:
    """What is thought, wanted or opposed, without a word of it in marks."""
    return quote.quote_type == "indirect" and quote.attribution_kind not in ("speech", "writing")


def _crosses(quote: Quote, spans: tuple[Slice, ...]) -> bool:
    """It has words of the clause, and is no part of it with cue and speaker."""
    parts = [part for part in (*quote.spans, quote.cue, quote.speaker) if part is not None]
    inside = all(any(span.start <= part.start and part.end <= span.end for span in spans) for part in parts)
    return any(overlap(part, span) for part in quote.spans for span in spans) and not inside


def _stands_in_content(page: Page, quotes: list[Quote], whole: Slice) -> bool:
    """It is part of what somebody else says."""
    return any(span.start <= whole.start and whole.end <= span.end for quote in quotes for span in quote.spans)


def _beside(page: Page, quotes: list[Quote], whole: Slice) -> int | None:
    """The quote of another speaker that the phrase directly follows, or that follows it at the sentence's start."""
    first, last = page.token_at(whole.start), page.token_at(whole.end - 1)
    sentence = page.sentence_at(whole.start)
    verb = _governor(page.doc[first])
    for at, quote in enumerate(quotes):
        if quote.speaker is None or quote.cue is None or page.sentence_at(quote.cue.start) != sentence:
            continue
        parts = [*quote.spans, quote.cue, quote.speaker]
        ends = [part.end for part in parts if part.end <= whole.start]
        starts = [part.start for part in parts if part.start >= whole.end]
        near = len(ends) == len(parts) and first - page.token_at(max(ends) - 1) - 1 <= NEAR
        cues = page.tokens(quote.cue)
        main = all(page.doc[token].dep_ not in ("relcl", "acl") for token in cues)
        if near and (verb.i in cues or (main and any(verb.i in page.tokens(span) for span in quote.spans))):
            return at
        opens = whole.start <= page.sentences[sentence].start_char + 4
        if opens and len(starts) == len(parts) and page.token_at(min(starts)) - last - 1 <= 2:
            return at
    return None


def _clause(page: Page, first: Token, whole: Slice, told: int) -> tuple[Slice, ...]:
    """What stands in the clause of the phrase, before and after it, without the conjunction that opens it.

    ``told``: where what names the source ends."""
    sentence, head = page.sentences[page.sentence_at(whole.start)], _governor(first)
    inside = [token for token in head.subtree if sentence.start_char <= token.idx < sentence.end_char]
    start = min((token.idx for token in inside), default=sentence.start_char)
    end = max((token.idx + len(token) for token in inside), default=sentence.end_char)
    if whole.start <= sentence.start_char + 4:
        start, end = told, sentence.end_char
    before = _cut(page, start, min(whole.start, end))
    after = _cut(page, max(told, start), end)
    return tuple(piece for piece in (before, after) if piece is not None and _is_more_than_a_word(page, piece))


def _end_of_source(page: Page, whole: Slice) -> int:
    """``According to a survey published last week, ...``: with what hangs on the source up to a mark."""
    cited = CITED.match(page.text, whole.end)
    if cited is not None:
        return cited.end()
    last = page.doc[page.token_at(whole.end - 1)]
    edges = [last, *(child.right_edge for child in page.children(last, "acl", "relcl") if child.i > last.i)]
    edge = max(edges, key=lambda token: token.i)
    follows = page.doc[edge.i + 1].text if edge.i + 1 < len(page.doc) else ""
    return edge.idx + len(edge) if follows in ",.;" else whole.end


def _governor(first: Token) -> Token:
    """The verb that a phrase hangs on."""
    head = first.head
    while head.head.i != head.i and head.pos_ not in ("VERB", "AUX"):
        head = head.head
    return head


def _cut(page: Page, start: int, end: int) -> Slice | None:
    piece = trimmed(page, start, end) if start < end else None
    while piece is not None:
        opening = page.doc[page.token_at(piece.start)]
        if opening.pos_ != "CCONJ" or opening.idx + len(opening) >= piece.end:
            break
        piece = trimmed(page, opening.idx + len(opening), piece.end)
    if piece is not None and page.text[piece.end - 1] == "." and page.quote[page.token_at(piece.end - 1)] < 0:
        piece = trimmed(page, piece.start, piece.end - 1)
    return piece


def _is_more_than_a_word(page: Page, piece: Slice) -> bool:
    return sum(page.doc[at].is_alpha for at in page.tokens(piece)) > 1
