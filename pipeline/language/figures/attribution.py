"""Where and according to whom: place and source of a figure, from mentions, quotes and the clause itself."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from pipeline.language.records import Slice

from .clauses import phrase, top_of, trimmed
from .page import Draft, Page
from .quoted import CUES, inserted, marked, subject_of
from .scope import ancestors, governor, in_earlier_conjunct, in_lower_clause, in_modifier, is_base, other_clause
from .times import Time
from .words import lists

PLACES = frozenset({"GPE", "LOC", "FAC"})
WHERE = frozenset(
    [
        "in",
        "at",
        "off",
        "near",
        "across",
        "around",
        "throughout",
        "on",
        "along",
        "over",
        "inside",
        "outside",
        "within",
        "onto",
    ]
)
# "last January, when 463 were lost": the relative clause happens then.
RELATIVE = re.compile(r",? (?:when|where|during which|in which) ")
APART = re.compile(r"(?i)\b(?:who|whose|which|where)\b|[;:“”\"]|''")
ABOUT_SAYING = re.compile(
    r"(?:(?:the|an?|her|his|their) )?(?:comments?|remarks?|statements?|words|claims?|announcements?|news)"
    r" (?:that|which|made|coming|as) "
)
REACH = 400  # characters to the time and the place of a figure, at most
EXTREME = re.compile(r"(?i)[- ](?:high|low|peak|record)\b")
ACCORDING = re.compile(r"(?i)\baccording to (?:the |an? )?([^,.;:()\n“”\"]{2,80})")


def source(page: Page, draft: Draft) -> None:
    """``quote`` (the smallest that contains the figure), ``source`` and ``source_mention``."""
    best, size = None, None
    for position, quote in enumerate(page.doc._.quotes):
        if quote.quote_type == "scare" or quote.attribution_kind in ("stance",):
            continue
        if quote.speaker is not None and _is_counted(page, quote.speaker):
            continue
        if any(_asserts(page, span, draft) for span in quote.spans):
            width = sum(span.end - span.start for span in quote.spans)
            if size is None or width < size:
                best, size = position, width
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
        draft.more["source_mention"] = _mention(page, named)


def _is_counted(page: Page, speaker: Slice) -> bool:
    """'51 percent of respondents said ...', 'one in four said ...': who was asked does not state the other figures."""
    end = min(speaker.end, speaker.start + 12)
    return any(speaker.start <= figure.start < end for figure in page.near(speaker.start, end))


def _asserts(page: Page, span: Slice, draft: Draft) -> bool:
    """Whether a span says the figure; not one about the saying: '... - comments that come after 9 days of talks'."""
    inside = span.start <= draft.start and draft.end <= span.end
    return inside and not ABOUT_SAYING.match(page.text, span.start)


def _according(page: Page, draft: Draft) -> Slice | None:
    """'..., according to the county clerk': the words after it up to the next comma."""
    start, end, *_ = page.sentences[draft.sentence]
    match = ACCORDING.search(page.text, start, end)
    if not match or (match.start(1) < draft.end and draft.start < match.end(1)):
        return None
    return trimmed(page, *match.span(1))


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


def _mention(page: Page, piece: Slice) -> int | None:
    """The first mention inside a slice."""
    for position, mention in enumerate(page.doc._.mentions):
        if piece.start <= mention.start_char and mention.end_char <= piece.end:
            return position
    return None


def mention_at(page: Page, piece: Slice | None) -> int | None:
    return None if piece is None else _mention(page, piece)


def when(page: Page, draft: Draft, found: list[Time]) -> Time | None:
    """The time expression that belongs to the figure: one that depends on a word above it, the nearest first."""
    if not found or draft.kind == "age":
        return None
    above = ancestors(page, draft)
    found = [time for time in found if time.start < draft.end + REACH and draft.start < time.end + REACH]
    ranked = [(rank, time) for time in found if (rank := _rank(page, draft, time, above, len(found) == 1)) is not None]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _rank(page: Page, draft: Draft, time: Time, above: dict[int, int], alone: bool) -> tuple[int, int] | None:
    """How far a time is from the figure, in words of the parse and in characters; None where it is not the figure's."""
    if time.start < draft.end and draft.start < time.end:
        return None
    source = draft.more.get("source")
    if _dates_the_report(page, time) or (source and source.start <= time.start < source.end):
        return None
    between = page.text[min(draft.end, time.end) : max(draft.start, time.start)]
    word, _ = governor(page.doc[page.token(time.end - 1)])
    steps = above.get(word.i)
    if time.end <= draft.start and RELATIVE.match(between):
        steps = -1
    elif (
        is_base(page, draft, time)
        or in_earlier_conjunct(page, draft, time.start, word)
        or (steps is None and (other_clause(page, draft, time) or in_modifier(page, draft, word)))
    ):
        return None
    elif page.text[_end(draft) : time.start] == " ":
        steps = -1  # "6 last March", "40 ships in May"
    gap = len(between)
    if steps is None and gap < 40 and not re.search(r"[,;:—]", between):
        steps = 6
    reported = in_lower_clause(page, draft, word, ("ccomp",))
    if steps is None and alone and gap < 150 and not reported and not APART.search(between):
        steps = 8
    if steps is None or (draft.kind == "duration" and gap > 12 and not EXTREME.match(page.text, draft.end)):
        return None
    return steps, gap


def _end(draft: Draft) -> int:
    """Where the figure's own words end: behind its counted noun, if that follows."""
    return max(draft.end, draft.chunk[1]) if draft.chunk and draft.chunk[0] >= draft.end else draft.end


def _dates_the_report(page: Page, time: Time) -> bool:
    """'the agency said on Monday 40 boats were lost': the day of saying, not of losing."""
    first = page.token(time.start)
    return first > 0 and page.doc[first - 1].pos_ == "VERB" and page.doc[first - 1].lemma_.lower() in CUES


def _describes(place: Token) -> bool:
    """'Florida Sen. Ana Ruiz', 'Chicago police', 'the Arden Post': a place before the noun that it describes."""
    return place.dep_ in ("compound", "nmod", "amod", "poss") and place.head.i > place.i


def where(page: Page, draft: Draft) -> None:
    """The place that a phrase above or below the figure names: '75 homes were lost in Paradise Flats'."""
    if draft.kind in ("age",):
        return
    places = [p for p in _places(page, draft.sentence) if p[0] < draft.end + REACH and draft.start < p[1] + REACH]
    if not places:
        return
    above, measured = ancestors(page, draft), _measured(page, draft)
    best = None
    for begin, stop, position, head in places:
        if (begin < draft.end and draft.start < stop) or head.i in (draft.noun, measured):
            continue
        word, preposition = governor(head)
        if preposition not in WHERE or _describes(head) or in_earlier_conjunct(page, draft, begin, word):
            continue
        steps, gap = above.get(word.i, 30), abs(begin - draft.end)
        between = page.text[min(draft.end, stop) : max(draft.start, begin)]
        lower = in_lower_clause(page, draft, word, ("ccomp", "relcl", "acl", "advcl", "xcomp"))
        if steps == 30 and (gap > 80 or position is None or lower or APART.search(between)):
            continue
        rank = (steps, gap)
        if best is None or rank < best[0]:
            best = (rank, begin, stop, position)
    if best:
        draft.more["place"], draft.more["place_mention"] = Slice(best[1], best[2]), best[3]


def _measured(page: Page, draft: Draft) -> int:
    """'a 240 acre park', 'a park of 240 acres': the place that the figure measures is not where it is."""
    above = top_of(page.doc, draft).head
    return above.head.i if above.lower_ == "of" else above.i


def _places(page: Page, sentence: int) -> list[tuple[int, int, int | None, Token]]:
    """Names of places in a sentence, and nouns that say where: 'across the country', 'in the old harbor'."""
    key = ("places", sentence)
    if key not in page.cache:
        doc, (start, end, *_) = page.doc, page.sentences[sentence]
        if "mentions" not in page.cache:
            mentions = enumerate(doc._.mentions)
            named = [(m, i) for i, m in mentions if m.entity_type in PLACES and m.mention_type == "name"]
            page.cache["mentions"] = [(m.start_char, m.end_char, i, doc[page.token(m.end_char - 1)]) for m, i in named]
        tokens = doc[page.token(start) : page.token(end - 1) + 1]
        found = [place for place in page.cache["mentions"] if start <= place[0] < end]
        if not doc._.mentions:
            found = [(e.start_char, e.end_char, None, e.root) for e in tokens.ents if e.label_ in PLACES]
        for token in tokens:
            if (
                token.dep_ == "pobj"
                and token.tag_ == "NN"
                and token.head.lower_ in WHERE
                and token.lemma_.lower() in _nouns()
                and (token.head.lower_ not in ("on", "over") or token.lemma_.lower() in lists()["surfaces"]["lemmas"])
            ):
                piece = phrase(token, page)
                if piece is not None and not any(p[0] < piece.end and piece.start < p[1] for p in found):
                    found.append((piece.start, piece.end, None, token))
        heads = {place[3].i for place in found}
        page.cache[key] = [p for p in found if not (p[3].dep_ == "conj" and p[3].head.i in heads)]  # "Utah and Idaho"
    return page.cache[key]


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lists()["place_nouns"]["lemmas"])
