"""Whose clause is it: which time and place of a sentence are those of a figure, and which belong to other figures."""

from __future__ import annotations

import re
from itertools import islice

from spacy.tokens import Token

from .clauses import SUBJECTS
from .page import Draft, Page
from .times import Time

# "12 more than in 2015", "up 6% on last year", "4% from a year earlier": the time of what is compared.
BASE_LEAD = re.compile(r"(?i)\b(?:than(?: it was| they were| it did)?|compared (?:with|to)|versus|against) $")
BASE = re.compile(r"(?i)(?:on|from) (?:(?:last|the previous) |(?:an?|one|the) \w+ (?:before|earlier|ago))")
COMPARED = re.compile(r"(?i)\b(?:compared (?:with|to)|against|versus|than|(?:up |down )?from)\b")


def ancestors(page: Page, draft: Draft) -> dict[int, int]:
    """Token positions above the figure, with the number of steps."""
    token, steps, found = page.doc[draft.last], 0, {draft.last: 0}
    if draft.noun is not None:
        found[draft.noun] = 0
    while token.head.i != token.i and steps < 20:
        token, steps = token.head, steps + 1
        found.setdefault(token.i, steps)
    return found


def governor(token: Token) -> tuple[Token, str]:
    """The word that a time or place phrase depends on, and the preposition that leads it."""
    preposition = ""
    for _ in range(6):
        head = token.head
        if head.i == token.i:
            break
        if (
            head.pos_ == "ADP"
            or token.dep_ in ("compound", "nummod", "pobj", "appos", "conj", "amod")
            or head.ent_type_ == token.ent_type_ != ""
        ):
            preposition = head.lower_ if head.pos_ == "ADP" else preposition
            token = head
            continue
        return head, preposition
    return token.head, preposition


def other_clause(page: Page, draft: Draft, time: Time) -> bool:
    """'Ten firms applied and currently 9 take part': a verb with a subject of its own stands behind the 'and'."""
    first, last = sorted((page.token(draft.start), page.token(time.start)))
    joint = next((t for t in page.doc[first:last] if t.lower_ in ("and", "but", "while", "whereas", "although")), None)
    if joint is None:
        return ";" in page.text[min(draft.end, time.end) : max(draft.start, time.start)]
    end = page.token(page.sentences[draft.sentence][1] - 1) + 1
    verb = next(
        (
            t
            for t in page.doc[joint.i + 1 : min(end, joint.i + 25)]
            if t.pos_ in ("VERB", "AUX") and not t.dep_.startswith("aux")
        ),
        None,
    )
    return verb is not None and any(c.dep_ in SUBJECTS and c.i > joint.i for c in verb.children)


def is_base(page: Page, draft: Draft, time: Time) -> bool:
    """'one in six, compared with one in nine in 2018': the time of what the figure is compared with."""
    base = page.text[time.start : time.start + 5].lower() == "from " and draft.more.get("change") is not None
    if base and "role" not in draft.more and " to " not in page.text[time.start : time.end]:
        return True  # "up 70 percent from 2008"
    if BASE.match(page.text, time.start) or BASE_LEAD.search(page.text, max(0, time.start - 24), time.start):
        return True
    if time.start < draft.end:
        return False
    compared = COMPARED.search(page.text, draft.end, time.start)
    if compared and compared.group().lower() == "from" and draft.more.get("role") != "to":
        return False
    return compared is not None and bool(page.near(compared.end(), time.start))


def line_of(token: Token) -> tuple[Token, ...]:
    """A word and those above it, at most forty: a sentence may be a list of thousands."""
    return (token, *islice(token.ancestors, 40))


def in_modifier(page: Page, draft: Draft, word: Token) -> bool:
    """'The club, founded in 1921, has 300 members': a clause that describes another noun than the figure's."""
    first, last = page.token(draft.start), draft.noun if draft.noun is not None else page.token(draft.end - 1)
    above = {token.i for token in line_of(page.doc[draft.last])}
    for token in line_of(word):
        if token.i in above:
            return False
        if token.dep_ in ("acl", "relcl"):
            inserted = token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","
            return inserted and not first <= token.head.i <= last
    return False


def in_lower_clause(page: Page, draft: Draft, word: Token, kinds: tuple[str, ...]) -> bool:
    """'Three in four say they buy goods made in Ohio': inside a clause that the figure stands above."""
    above = {token.i for token in line_of(page.doc[draft.last])}
    for token in line_of(word):
        if token.i in above:
            return False
        if token.dep_ in kinds:  # but "four people killed in Orl" were killed there
            return token.dep_ not in ("acl", "relcl") or token.head.i not in (draft.noun, draft.last)
    return False


def in_earlier_conjunct(page: Page, draft: Draft, start: int, word: Token) -> bool:
    """'He lost in Orl in May and now needs 61 percent': what stands in the first of two clauses of other tense."""
    line = line_of(page.doc[draft.last])
    verb = next((token for token in line if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")), line[-1])
    above = verb.head
    if verb.dep_ != "conj" or above.pos_ not in ("VERB", "AUX") or not above.idx < start < verb.idx:
        return False
    line = line_of(word)
    return above in line and verb not in line and _tense(verb) != _tense(above)


def _tense(verb: Token) -> str:
    """'past', 'present' or 'future', by the finite word: 'has sold' is past, as 'sold'."""
    helps = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.tag_ == "MD" for child in helps):
        return "future"
    if any(child.lemma_ == "have" for child in helps):
        return "past"
    finite = helps[0] if helps else verb
    return "present" if finite.tag_ in ("VBZ", "VBP") else "past"
