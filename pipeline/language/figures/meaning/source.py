"""According to whom: the source of a figure, from quotes and from the clause itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from spacy.tokens import Span, Token

from pipeline.language.figures.context.clauses import trimmed
from pipeline.language.figures.page import Draft, Page
from pipeline.language.records import Quote, Slice

from .quoted import CUES, inserted, marked, subject_of

# "... - comments that come after 9 days of talks" says nothing of the days.
ABOUT_SAYING = re.compile(
    r"(?:(?:the|an?|her|his|their) )?(?:comments?|remarks?|statements?|words|claims?|announcements?|news)"
    r" (?:that|which|made|coming|as) "
)
AIM = re.compile(r"(?i)to [a-z]")
ACCORDING = re.compile(
    r"(?i)\b(?:according to (?:the |an? )?([^,.;:()\n“”\"]{2,80})"
    r"|by ((?:\w+ )?(?:reports?|estimates?|accounts?|counts?))(?= |[,.;:)]|$))"
)


def source(page: Page, draft: Draft) -> None:
    """``quote`` (the smallest that contains the figure), ``source`` and ``source_mention``."""
    best = _quote_of(page, draft)
    if best is not None:
        quote = page.doc._.quotes[best]
        draft.more["quote"] = best
        draft.more["source"], draft.more["source_mention"] = quote.speaker, quote.speaker_mention
        if quote.speaker is None and quote.via is not None:
            draft.more["source"], draft.more["source_mention"] = quote.via, quote.via_mention
        if quote.speaker is not None or quote.via is not None:
            return
    named = marked(page, draft) or _according(page, draft) or _clause_source(page, draft) or inserted(page, draft)
    if named is not None:
        draft.more["source"] = named
        draft.more["source_mention"] = mention_at(page, named)


def _quote_of(page: Page, draft: Draft) -> int | None:
    """Position of the smallest quote that asserts a figure; of equal ones the first."""
    if "asserted" not in page.cache:
        page.cache["asserted"] = _asserted(page)
    spans, furthest = page.cache["asserted"]
    found = []
    at = bisect_right(spans, draft.start, key=lambda span: span[0]) - 1
    while at >= 0 and furthest[at] >= draft.end:
        _, end, width, position = spans[at]
        if draft.end <= end:
            found.append((width, position))
        at -= 1
    return min(found)[1] if found else None


def _asserted(page: Page) -> tuple[list[tuple[int, int, int, int]], list[int]]:
    """``(start, end, width of its quote, position of its quote)`` of all that quotes assert, in order, and how far what
    begins up to each of them reaches."""
    spans = []
    for position, quote in enumerate(page.doc._.quotes):
        if quote.quote_type == "scare" or quote.attribution_kind in ("stance",):
            continue
        if quote.speaker is not None and _is_counted(page, quote.speaker):
            continue
        if _is_rate(page, quote) or _is_aim(page, quote) or _is_gain(page, quote):
            continue
        width = sum(span.end - span.start for span in quote.spans)
        asserts = (span for span in quote.spans if not ABOUT_SAYING.match(page.text, span.start))
        spans += [(span.start, span.end, width, position) for span in asserts]
    spans.sort()
    return spans, list(accumulate((span[1] for span in spans), max))


def _is_counted(page: Page, speaker: Slice) -> bool:
    """'51 percent of respondents said ...', 'one in four said ...': who was asked does not state the other figures."""
    end = min(speaker.end, speaker.start + 12)
    return any(speaker.start <= figure.start < end for figure in page.near(speaker.start, end))


def _is_rate(page: Page, quote: Quote) -> bool:
    """'0.2 moles per cubic meter': no 'per' of a source, since a figure ends there."""
    cue = quote.cue
    return (
        cue is not None
        and page.text[cue.start : cue.end].lower() == "per"
        and bool(page.near(cue.start - 12, cue.start))
    )


def _is_aim(page: Page, quote: Quote) -> bool:
    """'The council intends to hold two votes': who aims acts, and states nothing."""
    return quote.attribution_kind == "intention" and AIM.match(page.text, quote.spans[0].start) is not None


def _is_gain(page: Page, quote: Quote) -> bool:
    """'Orl claimed their first title in 72 years': who claims a thing says nothing of it; who claims that ... does."""
    cue = quote.cue
    if cue is None or len(quote.spans) > 1 or page.doc[page.token(cue.end - 1)].lemma_.lower() != "claim":
        return False
    said = page.doc[page.token(quote.spans[0].start) : page.token(quote.spans[0].end - 1) + 1]
    return not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in said)


def _according(page: Page, draft: Draft) -> Slice | None:
    """'..., according to the county clerk': the words after it up to the next comma."""
    start, end, *_ = page.sentences[draft.sentence]
    match = ACCORDING.search(page.text, start, end)
    if not match:
        return None
    named = 1 if match[1] else 2
    if match.start(named) < draft.end and draft.start < match.end(named):
        return None
    return trimmed(page, *match.span(named))


def _clause_source(page: Page, draft: Draft) -> Slice | None:
    """'A recent poll found that ...', 'officials said 75 homes were lost': the subject of the verb that reports."""
    token: Token = page.doc[draft.last]
    for _ in range(12):
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ in ("ccomp", "parataxis") and head.lemma_.lower() in CUES:
            return subject_of(page, head)
        token = head
    return None


OF_PLACE = frozenset(
    ["city", "town", "village", "state", "county", "province", "republic", "kingdom", "island", "district", "port"]
)


def mention_at(page: Page, piece: Slice | None) -> int | None:
    """The mention that a phrase's head is or is in; of a name inside the phrase it says nothing.

    "A barrel of US crude" is not the US, "NASA's contract" not NASA; "UK carmaker Orlon" is Orlon, "the city of Orl"
    Orl. Who "we" are is nobody's to say.
    """
    if piece is None:
        return None
    first, last = page.token(piece.start), page.token(piece.end - 1)
    head = _head(page.doc[first : last + 1])
    if head.lower_ in ("we", "us") or any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in head.rights):
        return None  # "Orl and Venn": two
    found = _covering(page, head)
    if found is not None or head.pos_ == "PRON":
        return found
    for child in head.rights:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i - head.i < 4:
            return _covering(page, child)
        if child.lower_ == "of" and head.lemma_.lower() in OF_PLACE:
            return next((_covering(page, name) for name in child.rights if name.dep_ == "pobj"), None)
    return None


def _head(span: Span) -> Token:
    """The word of a phrase that the others hang on; where names are joined wrongly, the last of them."""
    head = span.root
    while head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i and head.head.i < span.end + 2:
        head = head.head
    return head


def _covering(page: Page, token: Token) -> int | None:
    """The longest mention that holds the token."""
    if "mention_spans" not in page.cache:
        spans = sorted((m.start_char, m.end_char, i) for i, m in enumerate(page.doc._.mentions))
        page.cache["mention_spans"] = spans, [span[0] for span in spans]
    spans, starts = page.cache["mention_spans"]
    here = bisect_right(starts, token.idx)
    over = [span for span in spans[max(0, here - 8) : here] if span[1] > token.idx]
    return max(over, key=lambda span: span[1] - span[0])[2] if over else None
