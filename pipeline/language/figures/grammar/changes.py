"""The two ends of a change: 'from 5 to 4 percent', 'to 6.5% from 6.1%', '$10m, down from $133m'."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from itertools import pairwise

from pipeline.language.figures.context.vetoes import DAY, MONTH
from pipeline.language.rules import rule

from ..page import Draft, Page
from .movement import moves, trend
from .structure import same, share

_HEDGE = r"(?:about |around |nearly |almost |just |only |some |over |under |more than |less than |approximately |roughly |as much as )?"
_WHAT = (
    r"(?:(?:an?|the|its|their|his|her|last year['’]s) )?(?:(?:[a-z]+-)?(?:revised|record|previous|prior|peak|initial|earlier|adjusted|estimated"
    r"|reported|original|upwardly|downwardly|preliminary|net|restated|low|high|average|total|year-earlier|mere) ){0,2}"
    r"(?:(?:profit|loss|net loss|net profit|net income|low|high|peak|average|level|total|record|figure|gain|rate|reading|income|earnings|deficit|surplus|close|price) of )?"
)
_WHEN = (
    rf"(?: (?:in|on|at|by|for|during) (?:the )?[\w' ]{{2,28}}?| last [a-z]+| this [a-z]+| (?:{MONTH}|{DAY})| [a-z]+ly"
    r"| an? (?:share|barrel|ounce|tonne|ton|year|day|week|month|gallon))?"
)
BACK = re.compile(
    rf"(?i){_WHEN},? ?(?:[-–—(]+ ?)?(?:(?P<way>up|down|higher|lower|off|rising|falling|fell|rose|increasing|decreasing|(?:sharply |slightly |well )?(?:up|down)) )?(?:[a-z]+ly )?from {_WHAT}{_HEDGE}"
)
LED = re.compile(rf"(?i)\b(?:to|at|totall?ed|reached|hit|stood at|of) (?:an? |the )?(?:[a-z-]+ )?{_HEDGE}$")
FROM = re.compile(rf"(?i)\bfrom {_WHAT}{_HEDGE}$")
TO = re.compile(rf"(?i){_WHEN},? (?:up |down )?to {_WHAT}{_HEDGE}(?:between )?")


@rule("figures", "to one value from another are the ends of a change", "went up to 6.5% from 6.1%")
def ends_of_changes(page: Page, drafts: list[Draft]) -> None:
    """Mark the two rows of a change with their roles, and give both what one of them says."""
    triples = zip(drafts, drafts[1:], drafts[2:], strict=False)
    beyond = [(first, third) for first, second, third in triples if _restated(page, first, second)]
    for first, second in [*beyond, *pairwise(drafts)]:
        near = second.sentence == first.sentence and second.start - first.end <= 80
        if not near or "role" in first.more or "role" in second.more:
            continue
        if first.kind in ("age", "rank", "score", "ratio", "duration") or not _comparable(first, second):
            continue
        counted = first.chunk is not None and first.end < first.chunk[1] <= second.start
        bridge = page.text[first.chunk[1] if counted else first.end : second.start]
        if between := BETWEEN.match(bridge):
            bridge = bridge[between.end() :]
        _mark(page, first, second, bridge)
    for first, other, second, last in zip(drafts, drafts[1:], drafts[2:], drafts[3:], strict=False):
        pair = {first.more.get("role"), second.more.get("role")} == {"from", "to"} and first.sentence == last.sentence
        if pair and _restated(page, first, other) and _restated(page, second, last) and other.per == last.per:
            for one, like in ((other, first), (last, second)):  # "30 cts a share" moves with "91.6 mln dlrs"
                one.more["role"], one.more["change"] = like.more["role"], like.more["change"]


def _mark(page: Page, first: Draft, second: Draft, bridge: str) -> None:
    match = BACK.fullmatch(bridge)
    if match and (match["way"] or (LED.search(page.before(first)) and moves(page, first))):
        share(second, first)
        first.more["role"], second.more["role"] = "to", "from"
        first.more["change"] = second.more["change"] = trend(page, second, first, match["way"])
    elif TO.fullmatch(bridge) and _from(page, first):
        share(first, second)
        first.more["role"], second.more["role"] = "from", "to"
        first.more["change"] = second.more["change"] = trend(page, first, second)


BETWEEN = re.compile(r"(?:,? or [^;:]{2,30}?| \([^()]{2,30}\))(?=,? (?:up |down )?from |,? to )")
RESTATED = re.compile(r"(?:,? or| \() ?(?:about |around |nearly |some )?")


def _restated(page: Page, first: Draft, second: Draft) -> bool:
    """'to 91.6 mln dlrs, or 30 cts a share, from 50.7 mln dlrs': what stands between the ends."""
    return first.kind == "money" and RESTATED.fullmatch(page.text, first.end, second.start) is not None


def _from(page: Page, first: Draft) -> bool:
    """'cut from between 160 and 171 to ...': 'from' before the first, and a verb that moves."""
    before = re.sub(r"(?i)between $", "", page.before(first))
    return FROM.search(before) is not None and (moves(page, first) or first.more.get("modifier") == "range")


def _comparable(first: Draft, second: Draft) -> bool:
    if first.number.kind in ("none", "times", "fraction") or second.number.kind in ("none", "times"):
        return False
    if first.unit is None and second.unit is None:
        return first.kind == second.kind and first.kind != "multiple"
    if bool(first.per) != bool(second.per) and first.kind == second.kind == "money":
        return first.number.scaled == second.number.scaled == 1
    return same(first, second) and (first.kind == second.kind or "count" in (first.kind, second.kind))
