"""Where: the place of a figure, a name or a noun that says where, behind a preposition of its clause."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.language.records import Slice

from .clauses import phrase, top_of
from .page import Draft, Page
from .scope import APART, REACH, ancestors, governor, in_earlier_conjunct, in_lower_clause
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
