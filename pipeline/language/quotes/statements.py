"""Quotations that no cue claims: they go on with a quote, are introduced by a sentence or a dash, or are mere terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice

from .confidence import RULES
from .grammar import phrase
from .marks import MARK
from .spans import Page, claimed, overlap, quote_type, token_slice, trimmed
from .words import words

DASH = re.compile(r"\s*(?P<dash>[-–—―]{1,2})\s*(?P<name>[^\W\d_a-z][^\n“”\"]{1,90}?)(?=[.]?\s*(?:\n|$))")
ENDS = re.compile(r"[.!?…][’'”\"»)\]]*$")
OPENS_SENTENCE = re.compile(r"(?:[.!?…:][’'”\"»)\]]*|[-–—―•*])\s*$")
SPOKEN_WORDS = 3
NOBODY = frozenset({"it", "there", "this", "that", "these", "who", "which", "what", "here"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A piece between marks: ``opening`` is where its first mark stands; ``closed``: its last one is there."""

    piece: Slice
    opening: int
    closed: bool


def quotations_of(page: Page) -> list[Quotation]:
    found = []
    for start, end in page.arrays.quotations:
        piece = trimmed(page.arrays, start, end)
        if piece is not None:
            width = 2 if page.text[start - 2 : start] in ("''", "``", "‘‘") else 1
            found.append(Quotation(piece, start - width, bool(MARK.match(page.text, end))))
    return found


def with_statements(page: Page, made: list[Quote]) -> list[Quote]:
    """``made`` with the quotations that no quote claims, as spans of one of them or as rows of their own."""
    out = sorted((_up_to_another(page, quote) for quote in made), key=lambda q: (q.start_char, q.end_char))
    found = quotations_of(page)
    out = _whole(out, found)
    for number, quotation in enumerate(found):
        if claimed(out, quotation.piece):
            continue
        if is_statement(page, quotation):
            _add(page, out, quotation, found[number - 1] if number else None)
        elif is_term(page, quotation):
            out.append(Quote("scare", "speech", (_term(page, quotation.piece),), "marks", RULES["scare"]))
    return _named_later(page, out, found)


def _whole(quotes: list[Quote], found: list[Quotation]) -> list[Quote]:
    """A quotation is one person's: where only one quote has a part of it, and its cue and speaker stand outside, it
    has all of it."""
    out = list(quotes)
    for quotation in found:
        piece = quotation.piece
        having = [at for at, quote in enumerate(out) if any(overlap(span, piece) for span in quote.spans)]
        if len(having) != 1 or not quotation.closed:
            continue
        quote = out[having[0]]
        if any(part is not None and overlap(part, piece) for part in (quote.cue, quote.speaker)):
            continue
        touched = [span for span in quote.spans if overlap(span, piece)]
        whole = Slice(min(piece.start, touched[0].start), max(piece.end, touched[-1].end))
        if (whole,) != tuple(touched):
            kept = [span for span in quote.spans if span not in touched]
            out[having[0]] = replace(quote, spans=tuple(sorted([*kept, whole], key=lambda span: span.start)))
    return out


def is_statement(page: Page, quotation: Quotation) -> bool:
    """A quotation that is a sentence of its own: ``Marden was blunt. “It stays shut.”``"""
    text, piece = page.text, quotation.piece
    before = text[max(0, quotation.opening - 80) : quotation.opening]
    opens = not before.strip() or "\n" in before[len(before.rstrip()) :] or OPENS_SENTENCE.search(before)
    after = text[piece.end : piece.end + 12]
    ends = ENDS.search(text[: piece.end][-4:]) or re.match(r"[.,!?]?[’'”\"»)\]]*[.]?\s*(?:\n|$|[-–—―])", after)
    if not opens or not (ends or not quotation.closed):
        return False
    tokens = [page.doc[at] for at in page.tokens(piece)]
    verb = any(token.pos_ in ("VERB", "AUX") for token in tokens)
    return (verb and len(tokens) >= SPOKEN_WORDS) or text[piece.end - 1] in "!?" or len(tokens) > 6


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
    end = piece.end - 1 if page.text[piece.end - 1] == "." and "." not in page.text[piece.start : piece.end - 1] else 0
    return Slice(piece.start, end) if end > piece.start else piece


def _add(page: Page, out: list[Quote], quotation: Quotation, previous: Quotation | None) -> None:
    """The row of a statement, or its span of the quote it goes on with."""
    piece, text = quotation.piece, page.text
    if (dashed := _dashed(page, quotation)) is not None:
        out.append(dashed)
        return
    paragraph = page.paragraph_at(quotation.opening)
    earlier = [q for q in out if q.end_char <= piece.start and q.quote_type != "scare"]
    last = max(earlier, key=lambda q: q.end_char, default=None)
    steps = paragraph - page.paragraph_at(last.end_char - 1) if last is not None else 9
    introduced = text[: quotation.opening].rstrip().endswith(":")
    if introduced:
        out.append(_introduced(page, quotation, "colon", last if steps == 0 else None))
    elif last is not None and steps == 0 and _follows(page, last, quotation):
        spans = (*last.spans, piece)
        out[out.index(last)] = replace(last, spans=spans, quote_type=quote_type(page.arrays, spans))
    elif (
        last is not None
        and steps == 1
        and last.cue_lemma != "accord"
        and _opens_paragraph(page, quotation)
        and _ends_paragraph(page, last)
    ):
        going_on = last.quote_type in ("direct", "mixed") or (previous is not None and not previous.closed)
        out.append(_row(piece, "continued" if going_on else "floating", last.speaker, last.attribution_kind))
    else:
        out.append(_introduced(page, quotation, "floating", None))


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
    if any(token.pos_ in ("VERB", "AUX") for token in tokens) or tokens[0].pos_ not in ("PROPN", "NOUN", "ADJ", "DET"):
        return None
    dash, name = Slice(*match.span("dash")), Slice(*match.span("name"))
    return Quote("direct", "speech", (quotation.piece,), "dash", RULES["dash"], name, cue=dash, cue_lemma="—")


def _follows(page: Page, last: Quote, quotation: Quotation) -> bool:
    """Nobody else comes in between: ``“A,” said Marden. Brandt disagreed. “B.”`` is not Marden's."""
    ends = [part.end for part in (last.speaker, last.cue) if part is not None and part.end <= quotation.opening]
    here, there = page.sentence_at(max([last.end_char, *ends]) - 1), page.sentence_at(quotation.opening)
    between = range(here + 1, there)
    if last.quote_type == "indirect" and len(between) > 0:
        return False
    return all(_other(page, number, last.speaker) is None for number in between)


def _up_to_another(page: Page, quote: Quote) -> Quote:
    """Without the spans behind a sentence that is about somebody else."""
    if quote.speaker is None or quote.cue is None or len(quote.spans) < 2:
        return quote
    kept, reached = [quote.spans[0]], max(quote.spans[0].end, quote.cue.end, quote.speaker.end)
    for span in quote.spans[1:]:
        between = range(page.sentence_at(reached - 1) + 1, page.sentence_at(span.start))
        if any(_other(page, number, quote.speaker) is not None for number in between):
            break
        kept.append(span)
        reached = max(reached, span.end)
    return replace(quote, spans=tuple(kept))


def _other(page: Page, number: int, speaker: Slice | None) -> Slice | None:
    """The person that a sentence is about, where that is a name that the speaker's words do not hold."""
    subject = subject_person(page, number)
    if subject is None or page.doc[page.token_at(subject.start)].pos_ == "PRON":
        return None
    name = page.text[subject.start : subject.end].split()[-1]
    return None if speaker is not None and name in page.text[speaker.start : speaker.end] else subject


def _opens_paragraph(page: Page, quotation: Quotation) -> bool:
    number = page.sentence_at(quotation.opening)
    return page.sentences[number].start_char >= quotation.opening and (
        number == 0 or page.sentences[number - 1].paragraph_index != page.sentences[number].paragraph_index
    )


def _ends_paragraph(page: Page, last: Quote) -> bool:
    """The quote, or the words that attribute it, stand in the last sentence of their paragraph."""
    number = page.sentence_at(last.end_char - 1)
    following = page.sentences[number + 1] if number + 1 < len(page.sentences) else None
    if following is None or following.paragraph_index != page.sentences[number].paragraph_index:
        return True
    return last.cue is not None and page.sentence_at(last.cue.start) > number


def _introduced(page: Page, quotation: Quotation, rule: str, last: Quote | None) -> Quote:
    """Whose it is by the sentence before, or by the clause before its colon; nobody's where that names no one."""
    opening = quotation.opening
    before = page.text[:opening].rstrip()
    number = page.sentence_at(max(0, len(before) - 1))
    apart = page.paragraph_at(opening) - page.sentences[number].paragraph_index if page.sentences else 0
    if rule == "colon":
        colon = Slice(len(before) - 1, len(before))
        speaker = before_colon(page, number, colon.start) or (last.speaker if last is not None else None)
        row = _row(quotation.piece, "colon" if speaker else "marks", speaker)
        return replace(row, cue=colon, cue_lemma=":") if speaker else row
    speaker = subject_person(page, number) if number < page.sentence_at(opening) and apart == 0 else None
    if speaker is not None and _others(page, number, speaker):
        speaker = None
    return _row(quotation.piece, rule if speaker else "marks", speaker)


def subject_person(page: Page, number: int, before: int | None = None) -> Slice | None:
    """The subject of a sentence's main verb, or the owner of the words that are its subject, where it is a person.

    ``Marden was blunt.``, ``The mayor paused.``, ``Her first tweet was short.``
    """
    sentence = page.sentences[number]
    end = sentence.end_char if before is None else min(before, sentence.end_char)
    tokens = [page.doc[at] for at in page.tokens(Slice(sentence.start_char, end))] if end > sentence.start_char else []
    inside = {token.i for token in tokens}
    for token in tokens:
        main = token.head.i == token.i or token.head.i not in inside
        if not main or token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN"):
            continue
        for child in token.children:
            if child.i not in inside or child.dep_ != "nsubj":
                continue
            owner = next((part for part in child.children if part.dep_ == "poss"), None)
            worded = child.lemma_.lower() in words("wordings") | words("media_nouns")
            if owner is not None and worded:
                return phrase(page.doc, owner)
            return phrase(page.doc, child) if is_person(child) or (worded and before is not None) else None
    return None


def before_colon(page: Page, number: int, colon: int) -> Slice | None:
    """Whose the words after a colon are.

    ``As Reuters put it, …:``, ``The report went on:`` (the subject of a verb of saying); ``Said Marden:``;
    ``A bridge too far - Ilse Marden:``, ``More from Reuters:``; ``Marden had one answer:`` (a person).
    """
    start = page.sentences[number].start_char
    tokens = [page.doc[at] for at in page.tokens(Slice(start, colon))] if colon > start else []
    inside = {token.i for token in tokens}
    for token in reversed(tokens[1:]):
        if token.pos_ not in ("VERB", "AUX"):
            continue
        for child in token.children:
            speaks = token.lemma_.lower() in words("saying") and child.lower_ not in NOBODY
            if child.dep_ == "nsubj" and child.i in inside and speaks:
                return phrase(page.doc, child)
    inverted = 1 < len(tokens) <= 6 and tokens[0].lower_.endswith(("ed", "said", "wrote", "says"))
    if inverted and all(token.pos_ in ("PROPN", "PRON", "DET", "NOUN") for token in tokens[1:]):
        return token_slice(page.doc, tokens[1], tokens[-1])
    first = len(tokens)
    while first and (tokens[first - 1].pos_ in ("PROPN", "DET", "PART") or tokens[first - 1].lower_ == "and"):
        first -= 1
    if 0 < first < len(tokens) and tokens[first - 1].lower_ in ("-", "–", "—", "―", "by", "from", "per"):
        return token_slice(page.doc, tokens[first], tokens[-1])
    return subject_person(page, number, colon)


def is_person(token: Token) -> bool:
    """A pronoun, a noun of people, or a name that is not known for something else and has no article."""
    if token.pos_ == "PRON":
        return token.lower_ in ("he", "she", "i")
    if token.pos_ == "NOUN":
        return token.lemma_.lower() in words("people")
    named = token.ent_type_ in ("PERSON", "ORG", "") and not any(child.dep_ == "det" for child in token.children)
    return token.ent_type_ == "PERSON" or (token.pos_ == "PROPN" and named)


def _others(page: Page, number: int, speaker: Slice) -> bool:
    """Another person is named in the sentence: then it is not said who speaks."""
    sentence = page.sentences[number]
    tokens = page.tokens(Slice(sentence.start_char, sentence.end_char))
    named = [page.doc[at] for at in tokens if page.doc[at].ent_type_ == "PERSON" and page.doc[at].pos_ == "PROPN"]
    return any(not speaker.start <= token.idx < speaker.end for token in named)


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
    return sorted(out, key=lambda quote: (quote.start_char, quote.end_char))
