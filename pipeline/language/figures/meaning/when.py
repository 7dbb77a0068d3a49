"""When: the time expression of a figure's sentence that is the figure's own, if any is."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.figures.context.scope import (
    APART,
    REACH,
    ancestors,
    end_of,
    governor,
    in_earlier_conjunct,
    is_base,
    line_of,
    names_a_thing,
    of_another_clause,
    other_clause,
    sides,
    since,
)
from pipeline.language.figures.context.tense import tense
from pipeline.language.figures.page import Draft, Page

from .dates import Period
from .quoted import CUES
from .times import Time, times

# "last January, when 463 were lost": the relative clause happens then.
RELATIVE = re.compile(r",? (?:when|where|during which|in which) ")
# Words that tell a time from the one named before: "the following year", "two days later".
TOLD = re.compile(r"(?i)\b(?:following|same|that|later|earlier|before|previous(?:ly)?|next)\b")
LEADS = re.compile(r" (?:(?:for|to|by|at|with) )?")
EXTREME = re.compile(r"(?i)[- ](?:high|low|peak|record)\b")


def sentence_times(page: Page, sentence: int) -> list[Time]:
    """The time expressions of a sentence; "the following year" is read from what the one before it names."""
    key = ("times", sentence)
    if key not in page.cache:
        start, end, *_ = page.sentences[sentence]
        told = sentence and TOLD.search(page.text, start, end)
        before = page.cache.get(("times", sentence - 1)) or (_read(page, sentence - 1, None) if told else [])
        named = [(t.first, t.last) for t in before if t.first and t.last and (t.last - t.first).days < 367]
        page.cache[key] = _read(page, sentence, named[-1] if told and named else None)
    return page.cache[key]


def _read(page: Page, sentence: int, anchor: Period | None) -> list[Time]:
    start, end, *_ = page.sentences[sentence]
    reference = page.doc._.context.reference_on
    return times(page.text, start, end, reference, lambda first, last: tense(page, first, last), anchor)


def when(page: Page, draft: Draft, found: list[Time]) -> Time | None:
    """The time expression that belongs to the figure: one that depends on a word above it, the nearest first."""
    if not found or draft.kind == "age":
        return None
    above = ancestors(page, draft)
    found = [t for t in found if t.start < draft.end + REACH and draft.start < t.end + REACH]
    found = [t for t in found if not names_a_thing(page, t)]
    ranked = [(rank, time) for time in found if (rank := _rank(page, draft, time, above, len(found) == 1)) is not None]
    if not ranked:
        return None
    best = min(ranked, key=lambda pair: pair[0])[1]
    word, _ = governor(page.doc[page.token(best.end - 1)])
    reference = page.doc._.context.reference_on
    if best.first and reference and best.first <= reference and since(sides(page, draft, word)[0]):
        return replace(best, last=reference)
    return best


def _rank(page: Page, draft: Draft, time: Time, above: dict[int, int], alone: bool) -> tuple[int, int] | None:
    """How far a time is from the figure, in words of the parse and in characters; None where it is not the figure's."""
    if time.start < draft.end and draft.start < time.end:
        return None
    word, _ = governor(page.doc[page.token(time.end - 1)])
    source = draft.more.get("source")
    if _dates_the_report(page, draft, time, word) or (source and source.start <= time.start < source.end):
        return None
    between = page.text[min(draft.end, time.end) : max(draft.start, time.start)]
    gap, steps = len(between), above.get(word.i)
    if time.end <= draft.start and RELATIVE.match(between):
        return -1, gap
    if is_base(page, draft, time) or in_earlier_conjunct(page, draft, time.start, word):
        return None
    if page.text[end_of(draft) : time.start] == " " or (
        time.end < draft.start and gap < 7 and LEADS.fullmatch(between)
    ):
        return -1, gap  # "6 last March", "40 ships in May", "in May for 40 ships"
    own, others = sides(page, draft, word)
    if of_another_clause(draft, time, own, others) or (steps is None and other_clause(page, draft, time)):
        return None
    if steps is None and gap < 40 and not re.search(r"[,;:—]", between):
        steps = 6
    if steps is None and alone and gap < 150 and not APART.search(between):
        steps = 8
    if steps is None or (draft.kind == "duration" and gap > 12 and not EXTREME.match(page.text, draft.end)):
        return None
    return steps, gap


def _dates_the_report(page: Page, draft: Draft, time: Time, word: Token) -> bool:
    """'the agency said on Monday 40 boats were lost': the day of saying, not of losing."""
    first = page.token(time.start)
    if first > 0 and page.doc[first - 1].pos_ == "VERB" and page.doc[first - 1].lemma_.lower() in CUES:
        return True
    if word.lemma_.lower() not in CUES:
        return False
    below = next((token for token in line_of(page.doc[draft.last]) if token.head.i == word.i), None)
    return below is not None and below.dep_ in ("ccomp", "parataxis")
