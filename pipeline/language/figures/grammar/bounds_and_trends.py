"""Bounds and trends: what the words beside a number say about it. The lists are in words.toml."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language.rules import rule

if TYPE_CHECKING:
    from pipeline.language.figures.page import Draft, Page

ORDER = ("more_than", "at_least", "less_than", "at_most", "about")


@cache
def lists() -> dict:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def _before() -> tuple[re.Pattern, dict[str, str]]:
    phrases = {phrase: name for name, words in lists()["before"].items() for phrase in words}
    alternatives = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
    return re.compile(
        rf"(?i)(?<![\w])({alternatives})[ -]?(?:(?:an?|just|only|another|its|of|their|the) )*[(]?$"
    ), phrases


@cache
def _after() -> tuple[re.Pattern, dict[str, str]]:
    phrases = {phrase: name for name, words in lists()["after"].items() for phrase in words}
    alternatives = "|".join(re.escape(p) + (r"(?!\w)") for p in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?i)[ -]?({alternatives})"), phrases


@cache
def trends() -> dict[str, str]:
    return {lemma: name for name, words in lists()["change"].items() for lemma in words}


@cache
def trend_nouns() -> dict[str, str]:
    return {lemma: name for name, words in lists()["change_nouns"].items() for lemma in words}


BEFORE_THE = frozenset(
    {"above", "below", "more than", "less than", "fewer than", "in excess of", "exceeding", "exceeded"}
)


def bound(page: Page, draft: Draft) -> tuple[str | None, bool]:
    """``(modifier, is_approximate)`` from the words before and after: 'nearly a dozen', 'at least 12', '40 or so'."""
    if "bounded" in draft.more:
        return draft.more["bounded"], False
    before = page.before(draft)
    tail = before[-40:]
    pattern, phrases = _before()
    match = pattern.search(tail)
    name = phrases[match[1].lower()] if match else None
    if name and match.group().endswith("the ") and match[1].lower() not in BEFORE_THE:
        name = None
    if (
        draft.number.kind == "one"
        and name in ("about", "more_than", "less_than")
        and page.after(draft, 4).startswith(" of ")
    ):
        name = None  # "naive about one of them"
    over = name == "more_than" and match[1].lower() == "over" and draft.kind in ("duration", "distance")
    if over and _during(page, draft):
        name = None
    if name is not None:
        lead = tail[: match.start()].lower()
        name = _corrected(name, match[1].lower(), lead, draft, page.text[draft.start : draft.end], before)
    if draft.kind == "age" and (limit := re.search(r"(?i)\b(under|below|over|above) the age of $", before)):
        name = "less_than" if limit[1].lower() in ("under", "below") else "more_than"
    if name is None:
        pattern, phrases = _after()
        match = pattern.match(page.after(draft))
        if match is None and draft.number.end < draft.end:
            match = pattern.match(page.text[draft.number.end : draft.number.end + 24])
        if match is None and draft.chunk is not None and draft.chunk[1] > draft.end:
            match = pattern.match(page.text[draft.chunk[1] : draft.chunk[1] + 24])  # "50 workers or more"
            match = match if match and match[1].startswith("or ") else None
        name = phrases[match[1].lower()] if match else None
        if name == "at_least" and match[1].lower() == "plus" and not match.group().startswith(("-", "+")):
            name = None
    if (
        name is None
        and draft.kind in ("count", "percent", "money")
        and re.search(r"(?i)\bestimates? (?:suggest|put|show|indicate)s? (?:that )?(?:\w+ )?$", before)
    ):
        name = "about"
    return name, name == "about"


RAISED = re.compile(
    r"(?i)\b(?:go|goes|going|went|gone|mov\w+|came|comes?|climb\w*|rose|risen|ris\w+|push\w*|shot|crept|edg\w+|tick\w*|back|pick\w*"
    r"|jump\w*|inch\w*|bring\w*|brought|taking|took|add\w*|drove|drive\w*|nudg\w+|bump\w*|rais\w+|mark\w*|revis\w+) $"
)


@rule("figures", "over before a duration may only say while", "spent $9 over two years", otherwise=False)
def _during(page: Page, draft: Draft) -> bool:
    """'spent $9 over two years', 'seconds over 60m': a span or a course; not 'for over two years', 'took over an hour'."""
    at = page.token(draft.start) - 1
    while at > 0 and page.doc[at].lower_ in ("a", "an", "the", "another"):
        at -= 1
    before = page.doc[at - 1] if at > 0 else None
    if before is None or re.match(r" (?:ago|old|long|away|from|tall|high|deep|wide)\b", page.after(draft, 8)):
        return False
    if before.pos_ in ("NOUN", "PROPN", "NUM", "PUNCT", "SYM"):
        return not (draft.kind == "distance" and before.pos_ == "PUNCT")
    moving = draft.kind == "duration" or before.lemma_.lower() in ("win", "race", "compete", "sprint", "triumph")
    return before.pos_ == "VERB" and moving and before.lemma_.lower() not in lists()["lasting"]["lemmas"]


def _corrected(name: str, phrase: str, lead: str, draft: Draft, draft_text: str, before: str) -> str | None:
    """'not more than', 'for more than', 'over the', 'some' before a bare 'one', 'past three months', 'a record'."""
    if phrase in lists()["not_about"]["exact"]:
        return None
    if name in ("more_than", "less_than") and re.search(r"\b(?:no|not|never)\s+(?:\w+ )?$", lead):
        return {"more_than": "at_most", "less_than": "at_least"}[name]
    if phrase == "up to" and RAISED.search(lead):
        return None
    if phrase in ("past", "over", "within", "under", "around", "until", "near", "above", "below"):
        if phrase == "past" and (draft.kind == "duration" or lead.endswith("the ")):
            return None
        if phrase in ("around", "over", "under") and (
            lead.endswith("and ") or draft.rule == "times" or draft.number.kind == "none"
        ):
            return None
        if phrase == "until":
            return None
        if draft.kind in ("age", "duration", "distance") and "-" in draft_text and re.search(r"\ban? $", before):
            return None  # "her arms around a 6-year-old boy", "over a 12-year stretch"
    if phrase in ("minimum", "maximum") and draft.kind == "count":
        return None
    return name


def change_of(page: Page, draft: Draft) -> str | None:
    """'rose 3 percent', 'up 5%', 'a 3 percent drop', '10 more deaths', 'cut by 8,000', 'fell from A to B'."""
    if "change_cache" not in draft.more:
        draft.more["change_cache"] = _side(page, draft) or _governed(page, draft)
    return draft.more["change_cache"]


def _is_step(page: Page, draft: Draft) -> bool:
    """'dropped six places': what one moves by, in a table or on a scale."""
    steps = {"place", "spot", "position", "rank", "rung", "notch", "seat", "level", "step"}
    return draft.noun is not None and page.doc[draft.noun].lemma_.lower() in steps


MOVED_TO = re.compile(
    r"(?i)\b(?:go|goes|going|went|gone|mov\w+|came|comes?|climb\w*|push\w*|shot|crept|edg\w+|tick\w*|back|pick\w*|jump\w*|inch\w*|bring\w*|brought"
    r"|taking|took|drove|driv\w+|nudg\w+|bump\w*|mark\w*|revis\w+|rose|fell|slip\w*|drop\w*|is|was|are|were) (?P<way>up|down) to (?:about |around |nearly |just )?$"
)


def _raised(page: Page, draft: Draft) -> str | None:
    """'went up to 6.5%': where what moved has come to."""
    match = MOVED_TO.search(page.before(draft, 40))
    return None if match is None else "increase" if match["way"].lower() == "up" else "decrease"


@rule("figures", "up, down, more, fewer beside the figure are its trend", "Sales are up 5 %.")
def _side(page: Page, draft: Draft) -> str | None:
    if (moved := _raised(page, draft)) is not None:
        return moved
    before, after = page.before(draft, 40).lower(), page.after(draft, 40).lower()
    if re.search(r"\bplus (?:or|and|/) ?minus $", before):
        return None  # a margin, no change
    hedge = r"(?:by |about |around |nearly |almost |roughly |just |only |some |over |more than |at least |as much as |an? |another |approximately |a further |less than |to |under )*"
    match = re.search(rf"\b(up|down|plus|minus|off|higher|lower) {hedge}$", before)
    if (
        match
        and not re.search(r"\b(?:made|end(?:s|ed)?|make|makes|pick\w*|set|grew|show\w*) up", before[-24:])
        and not before.endswith("up to ")
    ):
        if draft.unit is None and not re.search(
            r"(?:\b(?:is|was|are|were|be|been|being)|[,(–—]) (?:up|down)\b", before
        ):
            return None
        if (match[1] == "off" and draft.kind not in ("percent", "money")) or (
            match[1] in ("plus", "minus") and draft.unit is None
        ):
            return None
        joins = match[1] in ("plus", "minus") and not re.search(
            r"(?:^|[(,;:–—]|\b(?:is|was|at|of|by)) $", before[: match.start()]
        )
        if joins:
            return None  # "a fee of $9 million plus $2 million in bonuses"
        if (
            re.match(r"up to\b", match.group())
            or match.group().rstrip().endswith(" to")
            or (match[1] in ("higher", "lower") and not draft.unit)
        ):
            return None
        return "increase" if match[1] in ("up", "plus", "higher") else "decrease"
    if draft.kind == "multiple":
        return None
    match = re.match(r"[ -](higher|lower|more|less|fewer)\b(?! or less| than (?:one|two|\d))", after)
    if match and draft.kind != "duration":
        beside = draft.noun is not None and page.doc[draft.noun].idx > draft.end
        if draft.kind == "count" and draft.unit is None and " than " not in page.after(draft, 90) and not beside:
            return None
        if match[1] == "more" and re.match(r" more (?:or less|to|for)\b", after) and draft.kind != "percent":
            return None
        return "increase" if match[1] in ("higher", "more") else "decrease"
    return None


@rule("figures", "the verb or noun that governs the figure is its trend", "Fares rose 4 percent.")
def _governed(page: Page, draft: Draft) -> str | None:
    """From the verb or noun that the figure measures, as the parse has it."""
    token = page.doc[draft.last]
    if draft.kind in ("age", "rank", "score") or draft.number.kind == "none":
        return None
    if re.search(r"(?i)\bas (?:low|high) as (?:minus )?$", page.before(draft, 20)):
        return None  # a level: "fell as low as 4 degrees"
    level = re.search(r"(?i)\b(?<!up )(?<!close )to (?:about |around |nearly |just |some )?$", page.before(draft, 20))
    if level and "role" not in draft.more and draft.more.get("modifier") != "range":
        return None  # "fell by 2 million to 38 million"
    head, steps = token, 0
    preposition = None
    inside = draft.end
    while head.head.i != head.i and steps < 5:
        if head.dep_ in ("pobj", "pcomp") or (head.dep_ == "prep" and preposition is None):
            pass
        parent = head.head
        if parent.idx >= draft.start and parent.idx < inside:
            head, steps = parent, steps + 1
            continue
        if parent.pos_ == "ADP" or head.dep_ == "pobj":
            preposition, before = parent.lower_, head
            if preposition not in ("by", "of", "from", "to"):
                return None
            head, steps = parent, steps + 1
            if preposition == "of" and before.idx < draft.start:
                return None
            continue
        if parent.lower_ in ("year", "month", "week", "quarter", "day", "annum") and parent.i > draft.last:
            head, steps = parent, steps + 1  # "grew 4% a year", "rose 4% year on year"
            continue
        if parent.pos_ in ("NOUN", "PROPN"):
            noun = parent.lemma_.lower()
            direct = (
                head.dep_ in ("nummod", "compound", "amod", "quantmod", "nmod", "prep") or parent.i == draft.last + 1
            )
            if (
                noun in trend_nouns()
                and draft.kind in ("percent", "percentage_point", "money", "other", "count")
                and direct
            ):
                counts = draft.kind == "count" and draft.unit is None and parent.i == draft.noun
                return None if counts or preposition in ("to", "from") else trend_nouns()[noun]
            if parent.i == draft.noun or (draft.kind == "count" and head.dep_ in ("nummod", "compound", "quantmod")):
                head, steps = parent, steps + 1
                continue
            return None
        if parent.pos_ in ("VERB", "AUX"):
            lemma = parent.lemma_.lower()
            if (
                parent.tag_ in ("VB", "VBP")
                and parent.is_sent_start
                and not any(c.dep_ == "nsubj" for c in parent.children)
            ):
                return None  # "Add 2 cups of flour"
            passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in parent.children)
            if (
                lemma not in trends()
                or head.dep_ in ("nsubj",)
                or (draft.kind == "duration" and preposition != "by" and not page.after(draft, 5).startswith(" off "))
            ):
                return None
            if (
                draft.kind == "count"
                and preposition is None
                and draft.noun is not None
                and lemma in ("lose", "gain", "win", "drop")
            ):
                noun = page.doc[draft.noun].lemma_.lower()
                if noun in lists()["contests"]["lemmas"]:
                    return None
            if lemma == "lose" and re.match(r" to \d", page.after(draft, 5)):
                return None  # "losing 54 percent to 46 percent"
            if head.dep_ == "nsubjpass" and preposition is None:
                return trends()[lemma] if lemma in ("add", "cut", "shed") else None
            if preposition in ("of",) or (preposition == "to" and "role" not in draft.more):
                return None if preposition != "from" else trends()[lemma]
            if preposition is None and lemma == "raise" and draft.kind not in ("percent", "percentage_point"):
                return None  # money is raised without having grown
            if draft.kind == "count" and preposition is None and lemma == "add":
                return None
            if draft.kind == "count" and preposition is None and lemma == "drop" and not _is_step(page, draft):
                return None  # "dropped 40 crates"
            if (
                preposition is None
                and not passive
                and draft.kind == "count"
                and lemma in ("cut", "raise", "lift", "extend", "improve", "slow", "recover", "mount")
            ):
                return trends()[lemma] if lemma in ("cut",) else None
            return trends()[lemma]
        if parent.pos_ in ("NUM", "SYM", "ADV", "ADJ", "PART", "DET") or parent.text in "$€£%":
            head, steps = parent, steps + 1
            continue
        return None
    lemma = head.lemma_.lower()
    return trends().get(lemma) if head.pos_ == "VERB" and head.i != token.i and steps and preposition != "to" else None
