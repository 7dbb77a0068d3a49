"""Where: the place of a figure, a name or a noun that says where, behind a preposition of its clause."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Token

from pipeline.language.figures.context.clauses import phrase, top_of
from pipeline.language.figures.context.scope import (
    REACH,
    ancestors,
    end_of,
    goes_on,
    governor,
    in_earlier_conjunct,
    led_apart,
    sides,
)
from pipeline.language.figures.page import Draft, Page
from pipeline.language.records import Slice

from .times import words_of

PLACES = frozenset({"GPE", "LOC", "FAC"})
WHERE = frozenset(
    ["in", "at", "off", "near", "across", "around", "throughout", "on", "along", "over", "inside", "outside"]
) | {"within", "onto"}
ON = frozenset({"on", "over", "onto"})
APART = re.compile(r"[;“”\"]|''")
NEXT = re.compile(rf" (?:{'|'.join(sorted(WHERE))}) (?:the |an? )?")
FAR = 160  # characters between a figure and the place that no word above it names
BARE = frozenset({"NN", "NNS"})

Place = tuple[int, int, int | None, Token]


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
        if preposition not in WHERE or in_earlier_conjunct(page, draft, begin, word):
            continue
        own, others = sides(page, draft, word)
        between = page.text[min(draft.end, stop) : max(draft.start, begin)]
        steps, gap = above.get(word.i, 10 + len(own)), len(between)
        if end_of(draft) < begin and NEXT.fullmatch(page.text, end_of(draft), begin):
            steps = -1  # "36 in Orl, seven in Venn"
        apart = word.i not in above and (gap > FAR or APART.search(between))
        if apart or _elsewhere(draft, own, others):
            continue
        if best is None or (steps, gap) < best[0]:
            best = ((steps, gap), begin, stop, position)
    if best:
        draft.more["place"], draft.more["place_mention"] = Slice(best[1], best[2]), best[3]


def _elsewhere(draft: Draft, place: list[Token], figure: list[Token]) -> bool:
    """Whether a clause of its own stands between: 'the clerk in Orl said 40 boats sank', 'three in four say they buy
    goods made in Ohio', 'she won 40 seats after she lost in Orl'."""
    for token in place:
        clause = token.dep_ in ("acl", "relcl") and token.head.i not in (draft.noun, draft.last)
        if clause or token.dep_ in ("ccomp", "parataxis") or led_apart(token):
            return True
    apart = (t for t in figure if t.dep_ in ("ccomp", "parataxis") or led_apart(t) or t.dep_ == "relcl")
    return any(token.dep_ != "relcl" or not (_there(token) or goes_on(token)) for token in apart)


def _there(clause: Token) -> bool:
    """'Dayton, Ohio where ten died'."""
    return any(child.lower_ == "where" for child in clause.lefts)


def _measured(page: Page, draft: Draft) -> int:
    """'a 240 acre park', 'a park of 240 acres': the place that the figure measures is not where it is."""
    above = top_of(page.doc, draft).head
    return above.head.i if above.lower_ == "of" else above.i


def _places(page: Page, sentence: int) -> list[Place]:
    """Names of places in a sentence, and nouns that say where: 'across the country', 'in the old harbor'."""
    key = ("places", sentence)
    if key not in page.cache:
        start, end, *_ = page.sentences[sentence]
        named, starts = _named(page)
        found = [_whole(page, p) for p in named[bisect_left(starts, start) : bisect_left(starts, end)]]
        found = [place for place in found if not _describes(place[3])]
        for token in page.doc[page.token(start) : page.token(end - 1) + 1]:
            if token.dep_ != "pobj" or token.head.lower_ not in WHERE or not _says_where(token):
                continue
            piece = phrase(token, page)
            if piece is not None and not any(p[3].i == token.i for p in found):
                found.append(_with_name(page, piece, token, found))
        heads = {place[3].i for place in found}
        # Of "Utah and Idaho" and of "Dayton, Ohio" the first.
        page.cache[key] = [p for p in found if p[3].dep_ not in ("conj", "appos") or p[3].head.i not in heads]
    return page.cache[key]


def _with_name(page: Page, piece: Slice, noun: Token, named: list[Place]) -> Place:
    """'a slum in Orl', 'the coast of Venn', 'Orl police headquarters': with the named place that it says, if any."""
    end, position = piece.end, None
    heads = {place[3].i: place for place in named}
    for child in noun.rights:
        inner = next((c for c in child.rights if c.i in heads), None) if child.dep_ == "prep" else None
        if inner is not None and inner.i - noun.i < 8 and child.lower_ in (*WHERE, "of"):
            end, position = max(end, heads[inner.i][1]), heads[inner.i][2]
            break
    if position is None:
        places, starts = _named(page)
        inside = places[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]
        position = inside[-1][2] if inside else None
    return piece.start, end, position, noun


def _named(page: Page) -> tuple[list[Place], list[int]]:
    if "named places" not in page.cache:
        doc = page.doc
        named = [(m, i) for i, m in enumerate(doc._.mentions) if m.entity_type in PLACES and m.mention_type == "name"]
        places = sorted(
            ((m.start_char, m.end_char, i, doc[page.token(m.end_char - 1)]) for m, i in named), key=lambda p: p[0]
        )
        if not doc._.mentions:
            places = [(e.start_char, e.end_char, None, e.root) for e in doc.ents if e.label_ in PLACES]
        page.cache["named places"] = places, [place[0] for place in places]
    return page.cache["named places"]


def _whole(page: Page, place: Place) -> Place:
    """'Punta Tombo' where only 'Punta' is known: a name goes on to the noun that its first words are joined to."""
    begin, _, position, head = place
    last = head
    while last.dep_ in ("compound", "nmod") and last.head.i == last.i + 1 and last.head.pos_ == "PROPN":
        last = last.head
    goes_on = last.i > head.i and last.dep_ == "pobj" and last.ent_type_ in ("", *PLACES)
    return (begin, last.idx + len(last), position, last) if goes_on else place


def _describes(place: Token) -> bool:
    """'Florida Sen. Ana Ruiz', 'Chicago police', 'the Arden Post': a place before the noun that it describes."""
    return place.dep_ in ("compound", "nmod", "amod", "poss") and place.head.i > place.i


def _says_where(noun: Token) -> bool:
    """'in the valley', 'at a children's home', 'at Orl Airport'; but 'in prison', 'at sea', 'in court' say how."""
    if noun.tag_ not in BARE or noun.text[0].isupper():
        return noun.lower_ in words_of("named_places")
    if noun.lemma_.lower() not in words_of("place_nouns"):
        return False
    if noun.head.lower_ in ON and noun.lemma_.lower() not in words_of("surfaces"):
        return False
    return any(True for _ in noun.lefts) or any(child.lower_ == "of" for child in noun.rights)
