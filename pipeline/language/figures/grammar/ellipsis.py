"""Units that a text leaves out: said before ('killed 49 and wounded 53'), behind ('7, 8 or 10 percent') or in the subject."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Token

from pipeline.language.figures.context.clauses import subject_of, top_of, verb_above
from pipeline.language.figures.context.vetoes import DAY, MONTH
from pipeline.language.figures.page import Draft, Page
from pipeline.language.rules import rule

from .bounds_and_trends import change_of, lists, trends
from .counting import lemma
from .structure import same, share

FROM_AFTER = re.compile(
    r"(?i)(?: [\w-]+| (?:in|on|last|this|by) (?:the )?\w+(?: quarter| half| week| month)?(?: \d{1,2})?)?,? "
    r"from (?:about |around |nearly |just )?"
)


@rule("figures", "what is said of the end holds for the start", "from 24.2 to 33-35 billion euros")
def _scale_from(page: Page, first: Draft, second: Draft) -> None:
    """'from 24.2 to 33-35 billion euros': what is said of the end holds for the start."""
    scale = (second.low or 0) / second.number.value
    led = re.search(r"(?i)\bfrom (?:about |around )?$", page.before(first))
    own = first.noun is not None and page.doc[first.noun].idx < second.start
    if not led or first.value is None or first.number.scaled != 1 or own:
        return
    first.noun = first.chunk = None
    if scale >= 1000 and first.value * scale < second.low * 10:
        first.value = first.low = first.high = first.value * scale
    if first.unit is None and second.unit is not None and second.unit.scale == 1:
        first.unit, first.kind, first.name, first.per = second.unit, second.kind, second.name, second.per
    first.more["role"], second.more["role"] = "from", "to"


def _moved(page: Page, draft: Draft) -> str | None:
    """The trend of the verb before 'to': 'climbed to 6.7 percent from 6.3'; there the figure is the level."""
    for token in reversed(page.doc[max(0, page.token(draft.start) - 6) : page.token(draft.start)]):
        if token.pos_ == "VERB":
            return trends().get(token.lemma_.lower())
    return None


def share_units(page: Page, drafts: list[Draft]) -> None:
    """Units understood from the figure before: 'fell to $3.1m from 2.4m', 'rose 5 percent and 6'."""
    for first, second in reversed(list(pairwise(drafts))):
        _share_back(page, first, second)
    for first, second in pairwise(drafts):
        if second.sentence != first.sentence:
            continue
        bridge = page.text[first.end : second.start]
        bare = second.unit is None and second.noun is None and second.kind == "count"
        if bridge == " to " and first.more.get("modifier") == "range" and first.unit and bare:
            share(first, second)  # "from 14-18 mpg to 24"
        if bridge == " to " and second.more.get("modifier") == "range" and second.number.value:
            _scale_from(page, first, second)
        if FROM_AFTER.fullmatch(bridge) and _moved(page, first) and same(first, second):
            if not re.search(r"(?i)\bto (?:about |around |nearly |just )?$", page.before(first)):
                continue
            share(second, first)
            first.more["role"], second.more["role"] = "to", "from"
            first.more["change"] = second.more["change"] = _moved(page, first)


JOINED = re.compile(r"-?,? (?:and|or) (?:even |perhaps |maybe |another )?|, ")


@rule("figures", "the unit stands behind the last of a list", "7, 8 or 10 percent")
def _share_back(page: Page, first: Draft, second: Draft) -> None:
    """'20 and 50 years ago', '7, 8 or 10 percent': the unit stands behind the last."""
    bare = first.unit is None and first.kind == "count" and first.sentence == second.sentence
    if not bare or second.unit is None or second.kind == "money":
        return
    joined = JOINED.fullmatch(page.text, first.end, second.start) is not None
    if not joined or (first.noun is not None and page.doc[first.noun].idx < second.start):
        return
    if first.number.kind in ("digits", "words"):
        first.noun = first.chunk = None
        share(first, second)
    elif first.number.kind == "vague" and second.unit.scale == 1:  # "several hundred or even 1,000 megawatts"
        first.noun = first.chunk = None
        first.unit, first.kind, first.name, first.per = second.unit, second.kind, second.name, second.per


ELLIPSIS = re.compile(
    r"(?i)\b(?:compared (?:with|to)|from|against|than|versus|and|to|of|up from|down from)"
    r"(?: (?:just|only|about|some|nearly|an average of|a total of|a record))? $"
)
ENDS = re.compile(r"(?i)(?:[.,;)]|$| (?:in|by|on|at|for|from|last|this|the|a year|others|more|and|or)\b)")


def counts_again(page: Page, drafts: list[Draft]) -> None:
    """'460 cars were stolen, compared with 63 last year', 'rose 64 points to 4,577': the unit said before."""
    last_count: Draft | None = None
    for at, (first, second) in enumerate(pairwise(drafts), 1):
        if first.kind == "count" and (first.noun is not None or first.name == "person"):
            last_count = first
        if first.name == "point" and first.sentence == second.sentence:
            second.more["points"] = first
        elif "points" in first.more and first.sentence == second.sentence:
            second.more["points"] = first.more["points"]
        if first.kind == second.kind == "ratio" and first.sentence == second.sentence and second.noun is None:
            second.noun, second.chunk = first.noun, first.chunk  # "one in six pupils, compared with one in nine"
        if (
            second.sentence != first.sentence
            or second.unit is not None
            or second.noun is not None
            or second.kind != "count"
        ):
            continue
        moved = first.kind in ("percent", "percentage_point") and first.value is not None and second.value is not None
        if moved and change_of(page, first) and change_of(page, second):
            second.unit, second.kind, second.name, second.per = first.unit, first.kind, first.name, first.per
        if second.number.kind in ("times", "none", "vague"):
            continue
        more = (
            re.match(r"(?i) (?:more|others|who|of them|of whom)\b", page.text[second.end : second.end + 9]) is not None
        )
        if (
            last_count is not None
            and last_count.sentence == second.sentence
            and (
                _same_of_another_verb(page, last_count, second)
                or _listed_by_time(page, last_count, second)
                or re.search(r"(?i)\bof (?:whom|which|them),? (?:about |only |at least |just )?$", page.before(second))
                or more
                or (
                    ELLIPSIS.search(page.before(second))
                    and not re.search("(?:and|to|(?<!average )(?<!total )of) $", page.before(second))
                )
            )
        ):
            second.name, second.rule = last_count.name, "ellipsis"
            second.noun, second.chunk = last_count.noun, last_count.chunk
        elif _index_level(page, first, second) or _priced_again(page, drafts, at):
            pass
    for first, second in pairwise(drafts):
        _money_again(page, first, second)
        _listed_by_place(page, first, second)
    for first, second in reversed(list(pairwise(drafts))):
        _listed_by_place(page, second, first)


AGAIN = re.compile(
    r"(?i)(?:\b(?:and|to|from|vs|versus|against|with|or|than|of|by|at|for)\.? (?:about |around |some |nearly |almost |only |just |a )?|[,;(] ?)$"
)
IN_PLACE = re.compile(r"(?:,|;|,? and|,? while)? (?:in|from|to|for|at|by) (?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2},? ")


@rule("figures", "money is understood where an amount with a scale follows an amount of money", "$3 million vs 2.4 mln")
def _money_again(page: Page, first: Draft, second: Draft) -> None:
    if first.kind != "money" or second.kind != "count" or second.unit is not None or first.sentence != second.sentence:
        return
    if second.value is None or second.number.scaled < 10**6 or second.start - first.end > 60 or second.name == "person":
        return
    noun = page.doc[second.noun] if second.noun is not None else None
    of_money = noun is None or noun.lemma_.lower() in lists()["no_counts"]["lemmas"]
    if of_money and AGAIN.search(page.before(second, 24)) and "of_subject" not in second.more:
        second.unit, second.kind, second.name, second.rule = first.unit, "money", first.name, "ellipsis"
        second.noun = second.chunk = None


@rule("figures", "a unit is understood in a list of places", "in Orl 34,750 tonnes, in Venn 7,250")
def _listed_by_place(page: Page, known: Draft, bare: Draft) -> None:
    if known.unit is None or known.kind not in ("mass", "volume", "money", "distance", "area", "energy", "percent"):
        return
    lone = bare.unit is None and bare.noun is None and bare.kind == "count" and bare.number.kind == "digits"
    first, second = sorted((known, bare), key=lambda draft: draft.start)
    if lone and first.sentence == second.sentence and IN_PLACE.fullmatch(page.text, first.end, second.start):
        bare.unit, bare.kind, bare.name, bare.rule = known.unit, known.kind, known.name, "ellipsis"


@rule("figures", "the noun said before is understood", "killed 49 people and wounded 53", otherwise=False)
def _same_of_another_verb(page: Page, counted: Draft, bare: Draft) -> bool:
    """'killed 49 people and wounded 53', 'Orl named five aides, while Venn named six': the noun is understood."""
    token = page.doc[bare.last]
    with_it = token.dep_ == "pobj" and token.head.lower_ == "with"  # "Orl left the race with 163"
    if (
        (token.dep_ not in ("dobj", "nsubjpass", "oprd", "attr") and not with_it)
        or not ENDS.match(page.text, bare.end)
        or (bare.value or 0) < 2
    ):
        return False
    if page.before(bare, 5).lower().endswith("the ") or counted.end > bare.start or counted.noun is None:
        return False
    noun, verb = page.doc[counted.noun], token.head.head if with_it else token.head
    there = verb.pos_ == "AUX" and any(child.dep_ == "expl" for child in verb.children)
    known = noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr")
    return known and (verb.pos_ == "VERB" or there) and verb.i != noun.head.i


AT_TIME = re.compile(
    r"(?i) (?:last|this|next|in|on|during) (?:the )?(?:week|month|year|quarter|weekend|spring|summer|fall|autumn|winter|(?:19|20)\d\d"
    rf"|{MONTH}|{DAY}|(?:first|second|third|fourth) (?:quarter|half))\b"
)


AT_PLACE = re.compile(r" (?:in|at|from|near) (?:the )?[A-Z][a-z]")


@rule(
    "figures",
    "the noun said before is understood in a list by time or place",
    "lost 3 ships on Friday and 4 last week",
    otherwise=False,
)
def _listed_by_time(page: Page, counted: Draft, bare: Draft) -> bool:
    """'lost 3 ships on Friday, 4 last week and 5 in March', 'killed 130 in Orl and 32 in Venn'."""
    bridge = page.doc[page.token(counted.end) : page.token(bare.start)]
    verbs = any(token.pos_ in ("VERB", "AUX") for token in bridge)
    listed = page.before(bare, 5).endswith((", ", " and "))
    apart = AT_TIME.match(page.text, bare.end) or AT_PLACE.match(page.text, bare.end)
    return not verbs and listed and apart is not None


@rule("figures", "the level of what moved by points is in points", "rose 64 points to 4,577", otherwise=False)
def _index_level(page: Page, first: Draft, second: Draft) -> bool:
    """'rose 64 points to 4,577', 'fell 1% to close at 1,463 points, while the other ended at 1,334'."""
    if first.unit is None or first.kind not in ("other", "percent") or second.value is None or second.value < 100:
        return False
    if not page.text[first.end : second.start].rstrip().endswith((" to", " at")):
        return False
    points = first if first.name == "point" else first.more.get("points")
    if points is None:
        return False
    second.unit, second.kind, second.name = points.unit, points.kind, points.name
    return True


@rule(
    "figures",
    "the currency said before, where a restatement follows",
    "2.4 million yen ($22,480) and 2.3 million ($21,972)",
    otherwise=False,
)
def _priced_again(page: Page, drafts: list[Draft], at: int) -> bool:
    """'2.4 million yen ($22,480) for the one and 2.3 million ($21,972) for the other': the currency said before."""
    bare = drafts[at]
    restated = drafts[at + 1] if at + 1 < len(drafts) else None
    if restated is None or restated.kind != "money" or page.text[bare.end : restated.start] != " (":
        return False
    for before in reversed(drafts[max(0, at - 4) : at]):
        if (
            before.kind == "money"
            and before.sentence == bare.sentence
            and before.unit.currency != restated.unit.currency
        ):
            bare.unit, bare.kind, bare.name, bare.per = before.unit, before.kind, before.name, before.per
            return True
    return False


@rule("figures", "the subject names what a bare number counts", "The number of cases rose to 4,300.")
def counts_of_subjects(page: Page, drafts: list[Draft]) -> None:
    """'The number of cases rose to 4,300', 'deaths passed 900': the subject names what is counted."""
    for draft in drafts:
        if draft.kind != "count" or draft.noun is not None or draft.unit is not None or draft.name != "dimensionless":
            continue
        top = top_of(page.doc, draft)
        verb = verb_above(top)
        if verb is None or draft.number.kind == "one" or not _measures_subject(page, draft, top, verb):
            continue
        moved = next((c for c in verb.children if c.dep_ == "dobj"), None)
        subject = subject_of(verb)
        noun = None if subject is None else _counted_of(subject)
        if moved is not None and _counts_what(moved):
            noun = _counted_of(moved)
        if noun is None or noun.idx >= draft.start or noun.idx < page.sentences[draft.sentence][0]:
            continue
        first = min([t.i for t in noun.lefts if t.dep_ in ("compound", "amod") and t.i == t.left_edge.i] + [noun.i])
        draft.noun, draft.rule, draft.more["of_subject"] = noun.i, "ellipsis", True
        draft.chunk = (page.doc[first].idx, noun.idx + len(noun))
        draft.name = " ".join(lemma(t) for t in page.doc[first : noun.i + 1] if t.is_alpha) or lemma(noun)


LED = re.compile(r"(?i)\b(to|at|by|from) (?:about |around |nearly |almost |just |over |more than |at least |some )*$")


def _measures_subject(page: Page, draft: Draft, top: Token, verb: Token) -> bool:
    """'rose to 40', 'fell by 40', 'reached 40', 'stood at 40'."""
    word = verb.lemma_.lower()
    if top.dep_ in ("dobj", "attr") and top.head.i == verb.i:
        return word in lists()["reaching_verbs"]["lemmas"]
    led = LED.search(page.before(draft, 24))
    moved = next((c for c in verb.children if c.dep_ == "dobj" and _counts_what(c)), None)
    inside = range(moved.left_edge.i, moved.right_edge.i + 1) if moved is not None else ()
    if "mark" in draft.more:
        return word in trends()
    if led is None or any(
        t.pos_ in ("NOUN", "PROPN") and t.ent_type_ != "DATE" and t.i not in inside
        for t in page.doc[verb.i + 1 : draft.first]
    ):
        return False
    return (word in trends() and led[1].lower() != "at") or word in ("stand", "number", "remain", "be", "go", "come")


def _counts_what(noun: Token) -> bool:
    return noun.lemma_.lower() in ("number", "total", "count", "tally")


def _counted_of(subject: Token) -> Token | None:
    """The noun of 'the number of cases' and of 'deaths'; none of 'sales', 'shares', 'prices', which may be money."""
    if _counts_what(subject):
        for child in subject.rights:
            if child.lower_ == "of":
                return next(
                    (c for c in child.rights if c.dep_ == "pobj" and c.tag_ in ("NNS", "NNPS", "JJ", "NN")), None
                )
        return None
    money = subject.lemma_.lower() in lists()["no_counts"]["lemmas"]
    return subject if subject.tag_ == "NNS" and not money and not subject.ent_type_ else None
