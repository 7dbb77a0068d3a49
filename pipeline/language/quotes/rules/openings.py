"""What opens a paragraph and is nobody's words: a dateline (``TARN, Feb 3 (Herald) -``), a label of a turn."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.language.labels import LABEL
from pipeline.language.records import Quote, Slice
from pipeline.language.rules import rule

from .spans import Page, trimmed

NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
DATELINE = re.compile(
    rf"(?=[A-Z]{{3}}|[^()\n]{{2,40}}\([A-Z])(?:{NAME})(?:[,/] ?{NAME}(?: \d{{1,2}})?){{0,3}}"
    r"(?: ?\([A-Z][^()\n]{1,30}\))?\s?(?:--|[—–―]|-(?=\s))\s*(?=\S)"
)


@rule("quotes", "a dateline or a label is no part of words or speaker", "TARN (AP) — The toll will rise, Brandt said.")
def without_the_opening(page: Page, quote: Quote) -> Quote | None:
    """The row without what opens its paragraph."""
    if quote.rule == "turn":
        return None
    spans = [_behind(page, span) for span in quote.spans]
    speaker = None if quote.speaker is None else _behind(page, quote.speaker)
    if (tuple(spans), speaker) == (quote.spans, quote.speaker) or None in spans:
        return None
    return replace(quote, spans=tuple(spans), speaker=speaker)


def _behind(page: Page, piece: Slice) -> Slice | None:
    number = page.sentence_at(piece.start)
    sentence = page.sentences[number] if page.sentences else None
    opens = (
        sentence is not None
        and sentence.start_char >= piece.start - 1
        and (number == 0 or page.sentences[number - 1].paragraph_index != sentence.paragraph_index)
    )
    if not opens or page.text[piece.start].islower():
        return piece
    found = DATELINE.match(page.text, piece.start, piece.end)
    if found is None:
        label = LABEL.match(page.text, piece.start, piece.end)
        found = label if label is not None and label["colon"] and label["aside"] else None
    return piece if found is None else trimmed(page, found.end(), piece.end)
