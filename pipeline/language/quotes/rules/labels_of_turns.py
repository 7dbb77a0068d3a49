"""Names in the labels of turns: whoever has a turn is a person, whatever the tagger says of ``MIRA SANDE, ANCHOR:``."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from pipeline.language.coreference.lexicon import words as nouns
from pipeline.language.records import Quote, Slice

from .words import words

INITIALS = 2  # letters that stand for a name of before, or for Question and Answer


def name_labels(doc: Doc, quotes: Iterable[Quote]) -> None:
    """Sets ``doc.ents`` where a label names: a person, and the organization that ends what it says of her.

    ``TED GEBRE, DIRECTOR-GENERAL, HEALTH BOARD:``; a title before the name is no part of it (``GOVERNOR MARDEN:``), and
    ``Q:``, ``MODERATOR:`` and ``UNIDENTIFIED MALE:`` name nobody.
    """
    found: list[Span] = []
    nobody: list[Span] = []
    for quote in quotes:
        if quote.rule != "turn" or quote.cue is None or quote.speaker is None:
            continue
        span = doc.char_span(quote.speaker.start, quote.speaker.end, alignment_mode="expand")
        known = {token.ent_type_ for token in span}
        if span.text.casefold() in words("voices"):
            nobody.append(span)
        elif not span.text.isupper() or len(span.text) <= INITIALS or _is_medium(span):
            continue
        elif (name := _name(span)) is not None:
            found.append(name)
        elif known - {""}:
            nobody.append(span)
        if (body := _body(doc, quote)) is not None:
            found.append(body)
    if found or nobody:
        doc.set_ents(found, outside=nobody, default="unmodified")


def _is_medium(span: Span) -> bool:
    return any(token.lower_ in words("press_words", "outlets") for token in span)


def _name(span: Span) -> Span | None:
    """The name without the titles before it; None where nothing but a noun of people is there."""
    first = span.start
    while first < span.end and (_is_noun_of_people(span.doc[first].lower_) or span.doc[first].lower_ in ("the", ".")):
        first += 1
    named = span.doc[first : span.end]
    plain = len(named) and not any(_is_noun_of_people(token.lower_) or token.is_digit for token in named)
    return Span(span.doc, first, span.end, label="PERSON") if plain else None


def _body(doc: Doc, quote: Quote) -> Span | None:
    """``HEALTH BOARD`` behind the last comma of a role in capitals, where it is no role itself."""
    role = quote.speaker_role or ""
    if not role.isupper() or "," not in role:
        return None
    start = doc.text.find(role, quote.speaker.end)
    place = Slice(start + len(role.rpartition(",")[0]) + 1, start + len(role))
    span = doc.char_span(place.start, place.end, alignment_mode="contract") if start >= 0 else None
    while span is not None and len(span) and (span[0].is_space or span[0].is_punct):
        span = span[1:]
    if span is None or not len(span) or _is_noun_of_people(span[-1].lower_):
        return None
    return Span(doc, span.start, span.end, label="ORG")


def _is_noun_of_people(word: str) -> bool:
    return word in words("people", "voices") or word in nouns("person_nouns") or word.rstrip(".") in nouns("titles")
