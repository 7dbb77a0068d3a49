"""Whose clause is it: which time and place of a sentence are those of a figure, and which belong to other figures."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from itertools import islice

from spacy.tokens import Token

from pipeline.language.figures.meaning.times import Time, words_of
from pipeline.language.figures.page import Draft, Page

from .clauses import SUBJECTS

# "12 more than in 2015", "up 6% on last year", "4% from a year earlier": the time of what is compared.
BASE_LEAD = re.compile(
    r"(?i)\b(?:than(?: (?:it|they|he|she|we|those|that)(?: (?:was|were|did|does|do|had))?)?|compared (?:with|to)|versus|against"
    r"|relative to)(?: the)? $"
)
BASE = re.compile(
    r"(?i)(?:on|from) (?:(?:the )?(?:last|previous|same|prior) |(?:an?|one|the|two) \w+ (?:before|earlier|ago|previously))"
)
SAME = re.compile(
    r"(?i) ?(?:the |a |an |its |their )?(?:same|previous|prior|corresponding|year|figure|level|total|average|record|peak|high|low|rate)s?\b[^.,;]*$"
)
SUPERLATIVE = re.compile(
    r"(?i)\b(?:\w+(?<!inter)(?<!for)(?<!mod)(?<!prot)est|most|least|worst|first|only|record|high|low|peak|time|not|unseen|unmatched)\b(?:[ -][\w’'-]+){0,6} $"
)
HAPPENS = frozenset(
    {"happen", "occur", "take"}
)  # "hurt in a blast that happened on Friday": the figure's time all the same
APART_LEADS = frozenset(
    {"after", "before", "because", "following", "until", "despite", "unless", "if", "though", "although"}
)
REACH = 400  # characters to the time and the place of a figure, at most
APART = re.compile(r"(?i)\b(?:who|whose|which|where)\b|[;:“”\"]|''")
COMPARED = re.compile(r"(?i)\b(?:compared (?:with|to)|against|versus|relative to|than|(?:up |down )?from)\b")


def ancestors(page: Page, draft: Draft) -> dict[int, int]:
    """Token positions above the figure, with the number of steps."""
    token, steps, found = page.doc[draft.last], 0, {draft.last: 0}
    if draft.noun is not None:
        found[draft.noun] = 0
    while token.head.i != token.i and steps < 20:
        token, steps = token.head, steps + 1
        found.setdefault(token.i, steps)
    return found


def end_of(draft: Draft) -> int:
    """Where the figure's own words end: behind its counted noun, if that follows."""
    return max(draft.end, draft.chunk[1]) if draft.chunk and draft.chunk[0] >= draft.end else draft.end


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
    """The time of what a figure is compared with: 'one in six, compared with one in nine in 2018', 'its lowest since
    2003', 'up 9% from September', 'than in 2015'."""
    first = page.sentences[draft.sentence][0]
    before, lead = page.text[max(first, time.start - 60) : time.start], page.text[time.start : time.point].lower()
    if lead.startswith("since") and SUPERLATIVE.search(before):
        return True
    if lead.startswith(("from", "on")) and _changed(page, time):
        return True
    if lead.startswith("from") and draft.more.get("change") and "role" not in draft.more:
        return " to " not in page.text[time.start : time.end]
    if BASE.match(page.text, time.start) or BASE_LEAD.search(before):
        return True
    if time.start < draft.end:
        return False
    compared = COMPARED.search(page.text, draft.end, time.start)
    if compared is None:
        return False
    words = page.text[compared.end() : time.start]
    if compared.group().lower() == "from" and draft.more.get("role") != "to" and not SAME.match(words):
        return False
    return bool(page.near(compared.end(), time.start)) or SAME.match(words) is not None


def _changed(page: Page, time: Time) -> bool:
    """'The gap was $55bn, up 9% from September': a figure of change stands right before."""
    near = page.near(time.start - 2, time.start)
    if not near or page.text[time.start : time.start + 4].lower() != "from" or near[-1].more.get("role"):
        return False
    return near[-1].more.get("change") is not None and " to " not in page.text[time.start : time.end]


def names_a_thing(page: Page, time: Time) -> bool:
    """'The 2016 MacBook', 'the 1965 film', 'December futures': a year or month that tells which thing is meant.

    So does one that something is said of ('with Monday being the holiday'), but 'last year saw 40 mills close'.
    """
    token = page.doc[page.token(time.end - 1)]
    if token.dep_ in SUBJECTS and token.head.lemma_.lower() == "be":
        return True
    if time.point > time.start or token.i + 1 >= len(page.doc) or page.text[time.end : time.end + 1] not in (" ", "-"):
        return False
    thing = token.nbor(1)
    last = thing
    while last.dep_ in ("compound", "amod", "nmod") and last.head.i == last.i + 1:
        last = last.head
    if not token.is_digit:
        return last.lemma_.lower() in words_of("named_by_month")
    if thing.pos_ not in ("NOUN", "PROPN", "ADJ") or last.pos_ not in ("NOUN", "PROPN"):
        return False
    return last.ent_type_ != "EVENT" and last.lemma_.lower() not in words_of("dated_by_year")


def line_of(token: Token) -> tuple[Token, ...]:
    """A word and those above it, at most forty: a sentence may be a list of thousands."""
    return (token, *islice(token.ancestors, 40))


def sides(page: Page, draft: Draft, word: Token) -> tuple[list[Token], list[Token]]:
    """The words above ``word`` and those above the figure, up to where the two lines meet."""
    line = line_of(page.doc[draft.last])
    if draft.noun is not None and page.doc[draft.noun].i not in {token.i for token in line}:
        line = line_of(page.doc[draft.noun])
    above = {token.i: steps for steps, token in enumerate(line)}
    own: list[Token] = []
    for token in line_of(word):
        if token.i in above:
            return own, list(line[: above[token.i]])
        own.append(token)
    return own, list(line)


def of_another_clause(draft: Draft, time: Time, word: list[Token], figure: list[Token]) -> bool:
    """Whether a clause of its own stands between them: 'a firm founded in 1921 has 300 members', 'she resigned on
    Friday after 40 members left', 'the doctor who sold 40 pills was tried on Monday'."""
    for token in word:
        described = token.dep_ in ("acl", "relcl") and token.head.i not in (draft.noun, draft.last)
        if described and token.lemma_.lower() not in HAPPENS:
            return True
        if token.dep_ in ("ccomp", "parataxis") or led_apart(token):
            return True
    for token in figure:
        relative = token.dep_ == "relcl" and not time.start <= token.head.idx < time.end  # "the next year it sold 40"
        if led_apart(token) or (relative and not goes_on(token)):
            return True
    return False


def led_apart(token: Token) -> bool:
    """Led by 'after', 'before', 'because': what such a phrase tells is of another time."""
    if token.lower_ in APART_LEADS and token.dep_ in ("prep", "mark"):
        return any(
            child.dep_ in ("pcomp", "pobj") and child.ent_type_ not in ("DATE", "TIME") for child in token.children
        )
    return token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in APART_LEADS for c in token.lefts)


def goes_on(clause: Token) -> bool:
    """'A bomb went off on Friday, which killed 40', 'in Orl, where 40 died': a relative clause that tells on."""
    pronoun = next((t for t in clause.subtree if t.i < clause.i and t.tag_ in ("WDT", "WRB", "WP")), None)
    if pronoun is None or pronoun.lower_ not in ("where", "when", "which"):
        return False
    if pronoun.lower_ == "which" and pronoun.head.lower_ in ("in", "during", "at"):
        return True  # "a session in which more than half were women"
    return clause.tag_ == "VBD" and clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text == ","


def since(word: list[Token]) -> bool:
    """'60 rescues since commencing work in 2016', 'since the protests began in June'."""
    return any(
        token.lower_ == "since" or any(child.dep_ == "mark" and child.lower_ == "since" for child in token.lefts)
        for token in word
    )


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
