"""What holds for every row, whatever proposed it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.language.records import BOILERPLATE_KINDS, Quote, Slice

from .openings import without_the_opening
from .spans import Page, in_order, overlap, quote_type
from .vetoes import is_the_readers

EMPTY_POS = frozenset({"PRON", "SCONJ", "CCONJ", "DET", "PUNCT", "SPACE", "PART", "ADP", "AUX"})
EMPTY_PARTS = EMPTY_POS | {"ADV"}

AGED = re.compile(r"\d\.$")
CITED = re.compile(r"\s*\([^()]*\d[^()]*\)$")
NAMES_BEFORE = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: (?:and|&|et al\.?|[^\W\d_a-z][\w.’'-]*)){0,5}$")


def tidy(page: Page, quotes: list[Quote]) -> list[Quote]:
    """Rows in text order, without those in boilerplate, those that say nothing, and those said twice."""
    boiler = [Slice(s.start_char, s.end_char) for s in page.sentences if s.kind in BOILERPLATE_KINDS]
    out, seen = [], set()
    for quote in in_order(quotes):
        row = checked(page, quote)
        if (
            row is None
            or is_the_readers(page, row)
            or any(overlap(span, piece) for span in row.spans for piece in boiler)
        ):
            continue
        key = (row.spans, row.cue)
        if key not in seen:
            seen.add(key)
            out.append(row)
    return out


def checked(page: Page, quote: Quote) -> Quote | None:
    """Spans in order and apart, none of them a bare pronoun or conjunction; speaker and via outside of them."""
    quote = without_the_opening(page, quote) or quote
    spans = _apart(tuple(_with_bracket(page, span, quote) for span in quote.spans))
    kept = tuple(span for span in spans if _says_something(page, span, quote))
    if not kept:
        return None
    if quote.cue is not None and any(overlap(quote.cue, span) for span in kept):
        return None
    speaker = None if quote.speaker is not None and _within(quote.speaker, kept) else quote.speaker
    via = quote.via
    if speaker is not None:
        speaker = _owner(page, _uncited(page, speaker))
    if via is not None and (_within(via, kept) or (speaker is not None and overlap(via, speaker))):
        via = None
    kind = quote.quote_type
    if kind not in ("scare",) and kept != quote.spans and quote.rule != "turn":
        kind = quote_type(page, kept)
    if (kept, speaker, via, kind) == (quote.spans, quote.speaker, quote.via, quote.quote_type):
        return quote
    return replace(quote, spans=kept, speaker=speaker, via=via, quote_type=kind)


def _with_bracket(page: Page, span: Slice, quote: Quote) -> Slice:
    """``at all (Price, 2009)``: a bracket that opens in the content closes there, where its sentence has the other."""
    part = page.text[span.start : span.end]
    if part.count("(") <= part.count(")"):
        return span
    closing = page.text.find(")", span.end, span.end + 40)
    if closing < 0 or page.sentence_at(closing) != page.sentence_at(span.end - 1):
        return span
    rest = Slice(span.end, closing + 1)
    others = [part for part in (quote.cue, quote.speaker, quote.via, *quote.spans) if part is not None]
    return span if any(overlap(rest, part) for part in others) else Slice(span.start, closing + 1)


def _uncited(page: Page, speaker: Slice) -> Slice:
    """``Tarrant`` of ``Tarrant (2015: 44)``, also where only ``44)`` was found: who is cited, without where."""
    text = page.text
    part = text[speaker.start : speaker.end]
    if part.endswith(")") and "(" not in part:
        opened = text.rfind("(", max(0, speaker.start - 40), speaker.start)
        before = text[:opened].rstrip() if opened > 0 else ""
        name = NAMES_BEFORE.search(before)
        return speaker if name is None else Slice(name.start(), name.end())
    if AGED.search(part):
        return Slice(speaker.start, speaker.end - 1)  # "said Otto Brandt, 71."
    cited = CITED.search(part)
    return speaker if cited is None else Slice(speaker.start, speaker.start + cited.start())


def _owner(page: Page, speaker: Slice) -> Slice:
    """``Marden`` of ``Marden's`` in ``Marden's claim that``."""
    end = speaker.end
    for mark in ("'s", "’s", "'", "’"):
        if page.text.endswith(mark, 0, end) and end - len(mark) > speaker.start:
            end -= len(mark)
            break
    return Slice(speaker.start, end)


def _within(part: Slice, spans: tuple[Slice, ...]) -> bool:
    return any(overlap(part, span) for span in spans)


def _apart(spans: tuple[Slice, ...]) -> tuple[Slice, ...]:
    if len(spans) == 1:
        return spans
    out: list[Slice] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if out and span.start < out[-1].end:
            out[-1] = Slice(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _says_something(page: Page, span: Slice, quote: Quote) -> bool:
    """More than ``it``, ``that`` or ``if``, and no part of a row may be a mere ``Additionally``; what stands in marks
    or is a turn may be one word."""
    if not any(character.isalnum() for character in page.text[span.start : span.end]):
        return False
    tokens = page.tokens(span)
    empty = EMPTY_PARTS if len(quote.spans) > 1 else EMPTY_POS
    return quote.rule == "turn" or any(page.doc[at].pos_ not in empty for at in tokens) or page.is_quoted(tokens)
