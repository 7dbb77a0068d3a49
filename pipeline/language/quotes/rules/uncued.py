"""Quotations that no cue claims: they go on with a quote, are introduced by a sentence or a dash, or are mere terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.language.quotes.gathered import Gathered, Owners
from pipeline.language.quotes.model.confidence import RULES
from pipeline.language.records import Quote, Slice
from pipeline.language.rules import rule

from .cues_beside_marks import cued_beside
from .dialogue import dialogue_runs, opens_paragraph, turn_taker
from .introductions import Lead, introduced, led_in, subject_person
from .marks import MARK
from .spans import Page, in_order, overlap, trimmed
from .words import words

DASH = re.compile(
    r"\s*(?P<dash>[-–—―]{1,2})\s*(?P<name>[^\W\d_a-z][^\n“”\"]{1,90}?)"
    r"(?:, (?:on|in|to|at|about|during|after|from)\b[^\n]*)?(?=[.]?\s*(?:\n|$))"
)
DATED = re.compile(r"\b(?:1[89]|20)\d\d$")
ENDS = re.compile(r"[.!?…][’'”\"»)\]]*$")
OPENS_SENTENCE = re.compile(r"(?:[.!?…:][’'”\"»)\]]*|[-–—―•*])\s*$")
SPOKEN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """A piece between marks: ``opening`` is where its first mark stands; ``closed``: its last one is there."""

    piece: Slice
    opening: int
    closed: bool


def quotations_of(page: Page) -> list[Quotation]:
    found = []
    for start, end in page.arrays.quotations:
        piece = trimmed(page, start, end)
        if piece is not None:
            width = 2 if page.text[start - 2 : start] in ("''", "``", "‘‘") else 1
            found.append(Quotation(piece, start - width, bool(MARK.match(page.text, end))))
    return found


def with_statements(page: Page, made: list[Quote]) -> list[Quote]:
    """``made`` with the quotations that no quote claims, as spans of one of them or as rows of their own."""
    out = in_order(_up_to_another(page, quote) for quote in made)
    found = quotations_of(page)
    out = Gathered(page, _whole(page, out, found))
    runs = dialogue_runs(page, found)
    for number, quotation in enumerate(found):
        if out.claim(quotation.piece):
            continue
        first = runs.get(page.paragraph_at(quotation.opening))
        if first is not None and opens_paragraph(page, quotation.opening) and _is_line(page, quotation):
            speaker = turn_taker(page, out, quotation, first)
            out.append(_row(quotation.piece, "marks" if speaker is None else "floating", speaker))
            continue
        if (at := _split(page, out, quotation)) is not None:
            out.go_on(at, quotation.piece, typed=False)
        elif (row := cued_beside(page, quotation.piece, quotation.opening)) is not None:
            out.append(row)
        elif _is_cited(page, quotation):
            continue
        elif is_statement(page, quotation):
            _add(page, out, quotation, found[number - 1] if number else None)
        elif is_term(page, quotation):
            out.append(Quote("scare", "speech", (_term(page, quotation.piece),), "marks", RULES["scare"]))
    return _named_later(page, out, found)


def _whole(page: Page, quotes: list[Quote], found: list[Quotation]) -> list[Quote]:
    """A quotation is one person's: where only one quote has a part of it, and its cue and speaker stand outside, it
    has all of it."""
    out, owners = list(quotes), Owners(len(page.text))
    for at, quote in enumerate(out):
        for span in quote.spans:
            owners.give(span, at)
    for quotation in found:
        piece = quotation.piece
        at = owners.only(piece)
        if at is None or not quotation.closed:
            continue
        quote = out[at]
        if any(part is not None and overlap(part, piece) for part in (quote.cue, quote.speaker)):
            continue
        touched = [span for span in quote.spans if overlap(span, piece)]
        whole = Slice(min(piece.start, touched[0].start), max(piece.end, touched[-1].end))
        if (whole,) != tuple(touched):
            kept = [span for span in quote.spans if span not in touched]
            out[at] = replace(quote, spans=tuple(sorted([*kept, whole], key=lambda span: span.start)))
            owners.give(whole, at)
    return out


def _split(page: Page, quotes: Gathered, quotation: Quotation) -> int | None:
    """Position of the quote that goes on behind its cue: ``“A,” she said, “and B.”``: a comma is all between them."""
    for at in quotes.behind(quotation.opening):
        quote = quotes[at]
        if quote.quote_type == "indirect" or quote.end_char > quote.cue.start:
            continue
        end = max(part.end for part in (quote.cue, quote.speaker) if part is not None)
        return at if "," in page.text[end : quotation.opening] else None
    return None


def is_statement(page: Page, quotation: Quotation) -> bool:
    """A quotation that is a sentence of its own: ``Marden was blunt. “It stays shut.”``"""
    text, piece = page.text, quotation.piece
    before = text[max(0, quotation.opening - 80) : quotation.opening]
    opens = not before.strip() or "\n" in before[len(before.rstrip()) :] or OPENS_SENTENCE.search(before)
    after = text[piece.end : piece.end + 12]
    last = text[max(0, piece.end - 4) : piece.end]
    ends = ENDS.search(last) or re.match(r"[.,!?]?[’'”\"»)\]]*[.]?\s*(?:\n|$|[-–—―])", after)
    if not opens or not (ends or not quotation.closed):
        return False
    tokens = [page.doc[at] for at in page.tokens(piece)]
    verb = any(token.pos_ in ("VERB", "AUX") for token in tokens)
    return (verb and len(tokens) >= SPOKEN_WORDS) or text[piece.end - 1] in "!?" or len(tokens) > 6


def _is_line(page: Page, quotation: Quotation) -> bool:
    """``“Good.”``: a line of dialogue ends within its marks, as a sentence, and no cue stands in its own sentence."""
    end = quotation.piece.end
    sentence = page.sentences[page.sentence_at(end - 1)]
    return bool(ENDS.search(page.text[max(0, end - 4) : end])) and sentence.end_char <= end + 2


def is_term(page: Page, quotation: Quotation) -> bool:
    """Marks within a sentence around a term or a title; a clause there is somebody's words, nobody knows whose."""
    if not quotation.closed:
        return False
    tokens = [page.doc[at] for at in page.tokens(quotation.piece) if not page.doc[at].is_punct]
    clause = any(t.dep_ == "nsubj" and t.head in tokens and t.i < t.head.i for t in tokens)
    if len(tokens) > 3 and clause:
        return all(token.text[:1].isupper() for token in tokens if token.pos_ in ("NOUN", "VERB", "ADJ", "PROPN"))
    capital = [token for token in tokens if token.text[:1].isupper() or token.like_num]
    small = [token for token in tokens if token.pos_ in ("DET", "ADP", "CCONJ", "PART", "PRON", "SCONJ", "AUX")]
    return len(tokens) <= 5 or len({token.i for token in [*capital, *small]}) == len(tokens)


def _term(page: Page, piece: Slice) -> Slice:
    """Without the full stop that American typesetting puts within the marks."""
    term, stop = page.text[piece.start : piece.end - 1], page.text[piece.end - 1]
    end = piece.start + len(term.rstrip()) if stop == "." and "." not in term else 0
    return Slice(piece.start, end) if end > piece.start else piece


def _add(page: Page, out: Gathered, quotation: Quotation, previous: Quotation | None) -> None:
    """The row of a statement, or its span of the quote it goes on with."""
    piece = quotation.piece
    if (dashed := _dashed(page, quotation)) is not None:
        out.append(dashed)
        return
    paragraph = page.paragraph_at(quotation.opening)
    at = out.last_before(piece.start)
    last = None if at is None else out[at]
    steps = paragraph - page.paragraph_at(last.end_char - 1) if last is not None else 9
    lead = led_in(page, quotation.opening)
    if lead is not None:
        out.append(_led(quotation.piece, lead, last if steps == 0 and not _has_subject(page, lead.cue) else None))
    elif last is not None and steps == 0 and _follows(page, last, quotation):
        out.go_on(at, piece)
    elif (
        last is not None
        and steps == 1
        and last.cue_lemma != "accord"
        and opens_paragraph(page, quotation.opening)
        and _ends_paragraph(page, last)
    ):
        if page.text[last.end_char - 1] == "?" and last.cue_lemma == "ask":
            out.append(_row(piece, "marks", None))  # an answer: somebody else's
            return
        going_on = last.quote_type in ("direct", "mixed") or (previous is not None and not previous.closed)
        out.append(_row(piece, "continued" if going_on else "floating", last.speaker, last.attribution_kind))
    else:
        speaker = introduced(page, quotation.opening)
        out.append(_row(piece, "floating" if speaker is not None else "marks", speaker))


def _has_subject(page: Page, cue: Slice) -> bool:
    """The clause before a colon is about somebody or something of its own."""
    sentence = page.sentences[page.sentence_at(cue.start)]
    tokens = [page.doc[at] for at in page.tokens(Slice(sentence.start_char, cue.end))]
    return any(token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("nsubj", "nsubjpass", "pobj") for token in tokens)


def _led(piece: Slice, lead: Lead, last: Quote | None) -> Quote:
    """``Marden went on: “B.”``; where the clause names nobody, the quote before it in the paragraph does."""
    speaker = lead.speaker if lead.speaker is not None or last is None else last.speaker
    row = _row(piece, "colon" if speaker is not None else "marks", speaker, lead.kind)
    return replace(row, cue=lead.cue, cue_lemma=lead.lemma) if speaker is not None else row


def _row(piece: Slice, rule: str, speaker: Slice | None, kind: str = "speech") -> Quote:
    kind = kind if kind in ("speech", "writing", "thought") else "speech"
    return Quote("direct", kind, (piece,), rule, RULES[rule if speaker is not None else "marks"], speaker)


def _dashed(page: Page, quotation: Quotation) -> Quote | None:
    """``“It stays shut.” — Ilse Marden, mayor of Tarn`` to the end of the line, or on the line below."""
    end = quotation.piece.end
    while end < len(page.text) and (MARK.match(page.text, end) or page.text[end] in ".,"):
        end = MARK.match(page.text, end).end() if MARK.match(page.text, end) else end + 1
    match = DASH.match(page.text, end) if quotation.closed else None
    if match is None or len(match["name"].split()) > 14:
        return None
    tokens = [page.doc[at] for at in page.tokens(Slice(*match.span("name")))]
    if any(token.pos_ in ("VERB", "AUX") for token in tokens):
        return None
    dash, name = Slice(*match.span("dash")), Slice(*match.span("name"))
    return Quote("direct", "speech", (quotation.piece,), "dash", RULES["dash"], name, cue=dash, cue_lemma="—")


def _is_cited(page: Page, quotation: Quotation) -> bool:
    """``“Ferry sinks” — Tarn Courier, May 4, 2020``: a title and where it appeared."""
    match = DASH.match(page.text, min(quotation.piece.end + 1, len(page.text)))
    if match is None or ENDS.search(page.text[: quotation.piece.end][-4:]):
        return False
    return bool(DATED.search(page.text[match.start("name") : match.end()]))


def _follows(page: Page, last: Quote, quotation: Quotation) -> bool:
    """Nobody else comes in between: ``“A,” said Marden. Brandt disagreed. “B.”`` is not Marden's."""
    ends = [part.end for part in (last.speaker, last.cue) if part is not None and part.end <= quotation.opening]
    here, there = page.sentence_at(max([last.end_char, *ends]) - 1), page.sentence_at(quotation.opening)
    between = range(here + 1, there)
    if last.quote_type == "indirect" and (len(between) > 0 or last.attribution_kind not in ("speech", "writing")):
        return False
    return all(_other(page, number, last.speaker) is None for number in between)


def _up_to_another(page: Page, quote: Quote) -> Quote:
    """Without the spans behind a sentence that is about somebody else."""
    if quote.speaker is None or quote.cue is None or len(quote.spans) < 2:
        return quote
    quote = from_another(page, quote) or quote
    kept, reached = [quote.spans[0]], max(quote.spans[0].end, quote.cue.end, quote.speaker.end)
    for span in quote.spans[1:]:
        between = range(page.sentence_at(reached - 1) + 1, page.sentence_at(span.start))
        if any(_other(page, number, quote.speaker) is not None for number in between):
            break
        kept.append(span)
        reached = max(reached, span.end)
    return replace(quote, spans=tuple(kept))


@rule(
    "quotes",
    "what stands before a sentence about somebody else is not the next speaker's",
    "“A.” Marden disagreed. “B,” he said.",
)
def from_another(page: Page, quote: Quote) -> Quote | None:
    """Without the spans before such a sentence, where the cue stands behind it: two critics in a paragraph."""
    for at in range(len(quote.spans) - 1, 0, -1):
        before, after = quote.spans[at - 1], quote.spans[at]
        if quote.cue.start < after.start:
            continue
        between = range(page.sentence_at(before.end - 1) + 1, page.sentence_at(after.start))
        if any(_turns_to(page, number, quote.speaker) for number in between):
            return replace(quote, spans=quote.spans[at:])
    return None


def _turns_to(page: Page, number: int, speaker: Slice) -> bool:
    """The sentence is about a named person or one who contradicts."""
    subject = subject_person(page, number)
    if subject is None or page.doc[page.token_at(subject.start)].pos_ == "PRON":
        return False
    named = page.doc[page.token_at(subject.end - 1)].pos_ == "PROPN"
    tokens = page.tokens(Slice(page.sentences[number].start_char, page.sentences[number].end_char))
    return named or any(page.doc[token].lemma_.lower() in words("contradicting") for token in tokens)


def _other(page: Page, number: int, speaker: Slice | None) -> Slice | None:
    """The person that a sentence is about, where that is a name that the speaker's words do not hold."""
    subject = subject_person(page, number)
    if subject is None or page.doc[page.token_at(subject.start)].pos_ == "PRON":
        return None
    name = page.text[subject.start : subject.end].split()[-1]
    return None if speaker is not None and name in page.text[speaker.start : speaker.end] else subject


def _ends_paragraph(page: Page, last: Quote) -> bool:
    """The quote, or the words that attribute it, stand in the last sentence of their paragraph."""
    number = page.sentence_at(last.end_char - 1)
    following = page.sentences[number + 1] if number + 1 < len(page.sentences) else None
    if following is None or following.paragraph_index != page.sentences[number].paragraph_index:
        return True
    return last.cue is not None and page.sentence_at(last.cue.start) > number


def _named_later(page: Page, out: list[Quote], found: list[Quotation]) -> list[Quote]:
    """``“A.`` / ``“B,” she said.``: paragraphs of one speech whose speaker is named in a later one."""
    by_start = {quote.start_char: at for at, quote in enumerate(out) if quote.quote_type != "scare"}
    after: Quotation | None = None
    for quotation in reversed(found):
        at = by_start.get(quotation.piece.start)
        if at is not None and out[at].speaker is None and out[at].cue is None and not quotation.closed and after:
            named = out[by_start[after.piece.start]] if after.piece.start in by_start else None
            step = page.paragraph_at(after.opening) - page.paragraph_at(quotation.opening)
            if named is not None and named.speaker is not None and step == 1:
                out[at] = _row(quotation.piece, "continued", named.speaker, named.attribution_kind)
        after = quotation
    return in_order(out)
