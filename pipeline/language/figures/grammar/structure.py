"""How neighbouring figures belong together: ranges, from-to pairs, ratios, scores, parts of wholes, restatements."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from itertools import pairwise

from pipeline.language.figures.context.vetoes import MONTH
from pipeline.language.figures.lexer.units import Unit, rate
from pipeline.language.figures.page import Draft, Page
from pipeline.language.rules import rule

from .bounds_and_trends import change_of
from .compounds import compound
from .movement import moves

RANGE = re.compile(r"(?i)^(?: ?[-–—‑−] ?|-? to | ?to-|-? or |-? and | up to )$")
HEDGED = re.compile(
    r"(?i)(?<= )(?:about|around|nearly|almost|approximately|roughly|some|maybe|perhaps|possibly|even|as many as|as much as) $"
)
DATED_TO = re.compile(
    rf"(?i)^ (?:in (?:the )?(?:(?:19|20)\d\d|{MONTH}(?: \d{{4}})?|(?:first|second|third|fourth) (?:quarter|half))|last \w+"
    r"|a year (?:ago|earlier)),? to $"
)
SPORT = re.compile(
    r"(?i)\b(?:beat|beaten|won|win|wins|winning|lost|lose|losing|loss|victory|lead|led|draw|drew|defeat\w*|score\w*|goal\w*|"
    r"match|game|aggregate|tie|tied|vote|voted|series|half-?time|ahead|set|thrash\w*|edged|record|penalt\w+|decision|ruling|pass(?:ed|es)|approv\w+|confirm\w+)\b"
)


DECIDED = re.compile(
    r"(?i) (?:decision|vote|ruling|majority|win|loss|victory|defeat|lead|margin|split|verdict|record)\b"
)
TALLY = re.compile(
    r"(?i)\b(?:vote[ds]?|voting|lead|leads|led|leading|beat|beats|beaten|won|wins|lost|loses|pass|passed|reject\w*|approv\w*|defeat\w*|"
    r"fail\w*|win|loss|victory|ahead|trail\w*)\b[^,;:.]*$"
)


def combine(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Join neighbours that are one figure; mark the ends of a change."""
    made: list[Draft] = []
    for draft in drafts:
        if made and made[-1].sentence == draft.sentence:
            joined = _join(page, made[-1], draft)
            if joined is not None:
                made[-1:] = joined
                continue
        made.append(draft)
    return made


def _join(page: Page, first: Draft, second: Draft) -> list[Draft] | None:
    bridge = page.text[first.end : second.start]
    if (
        len(bridge) > 24
        or first.value is None
        or second.value is None
        or "none" in (first.number.kind, second.number.kind)
    ):
        return None
    if (whole := compound(page, first, second)) is not None:
        return [whole]
    return (
        _per_so_many(page, first, second, bridge)
        or _ratio(page, first, second, bridge)
        or _score(page, first, second, bridge)
        or _range(page, first, second, bridge)
    )


SHARE = re.compile(r"(?i) (?:[a-z-]+ )?(?:in(?: every)?|out of(?: every)?|of every) |-in-")
WITHIN = re.compile(r"(?i)(?:out of|every) $|^ [a-z]+ in $")
BETWEEN = re.compile(r"(?i)\bbetween (?:about |around |some )?$")
LOWER = re.compile(r"(?i)\b(?:above|over|more than|at least|greater than|no (?:less|fewer) than|exceed(?:s|ed|ing)?) $")
UPPER = re.compile(
    r"(?i),? (?:and|but) (?:below|under|less than|fewer than|at most|(?:no|not) more than|up to|not exceeding) "
)
PER_SO_MUCH = re.compile(r"(?: \([A-Za-z]+\))? per ")
SO_MANY = re.compile(r" (?:[a-z-]+ ){0,3}(?:per|for every|in every|out of every) ")


@rule("figures", "so many per so many of something is a rate", "37 cases per 100,000 people", otherwise=None)
def _per_so_many(page: Page, first: Draft, second: Draft, bridge: str) -> list[Draft] | None:
    """The first, with the second below the line."""
    if second.unit is not None and second.kind in ("mass", "volume", "distance", "area", "duration"):
        if (
            not PER_SO_MUCH.fullmatch(bridge)
            or second.value == 1
            or first.per
            or first.kind in ("score", "rank", "ratio")
        ):
            return None
        first.end, first.last, first.per = second.end, second.last, page.text[second.start : second.end]
        return [first]
    if not SO_MANY.fullmatch(bridge) or second.kind != "count" or second.noun is None or second.value < 10:
        return None
    if first.unit is None and first.noun is None:
        return None
    noun = page.doc[second.noun]
    first.end, first.last = noun.idx + len(noun), second.noun
    first.per = page.text[second.start : first.end]
    return [first]


@rule("figures", "one in so many is a ratio", "One in five children ...")
def _ratio(page: Page, first: Draft, second: Draft, bridge: str) -> list[Draft] | None:
    """'One in five children', '7 out of 10 voters', 'nine in ten'."""
    if not SHARE.fullmatch(bridge) or first.unit or second.unit:
        return None
    if first.noun is not None and page.doc[first.noun].idx < second.start and not WITHIN.search(bridge):
        return None
    if not (0 < first.value < second.value <= 10**7) or first.kind != "count" or second.kind != "count":
        return None
    if " in " in bridge and (first.value > 10 or len(bridge) > 4) and second.value % 10 and second.value > 10:
        return None
    first.value = first.low = first.high = first.value / second.value
    first.end, first.kind, first.name, first.rule = second.end, "ratio", "dimensionless", "in"
    first.noun, first.chunk, first.last = second.noun, second.chunk, second.last
    return [first]


@rule("figures", "two numbers joined beside a word of winning are a score", "Orl won 3-1.")
def _score(page: Page, first: Draft, second: Draft, bridge: str) -> list[Draft] | None:
    """'won 3-1', 'a 9-2 lead': two small whole numbers and nothing counted; not '2-3 weeks'."""
    if first.unit or second.unit or first.number.kind != "digits" or first.kind == "age":
        return None
    if bridge not in ("-", "–", " - ", "‑", "-to-") and not _tally(page, first, second, bridge):
        return None
    if " to " in bridge:
        return _scored(first, second)
    if (
        second.number.kind != "digits"
        or max(first.value, second.value) > (999 if first.value > second.value else 250)
        or first.value % 1
        or second.value % 1
    ):
        return None
    around = page.before(first, 60) + page.text[second.end : second.end + 40]
    if bridge == "-to-" and not DECIDED.match(page.text, second.end):
        return None
    if first.value < second.value and not SPORT.search(around):
        return None
    if first.value < second.value and second.noun is not None and page.doc[second.noun].tag_ == "NNS":
        return None
    return _scored(first, second)


@rule("figures", "falling numbers joined by to behind a word of voting", "It passed by 52 to 48.", otherwise=False)
def _tally(page: Page, first: Draft, second: Draft, bridge: str) -> bool:
    """'passed by 52 to 48', 'leads Marl 1,428 to 1,153': falling numbers behind a word of winning and losing."""
    if bridge != " to " or first.value <= second.value or second.number.kind != "digits" or second.value % 1:
        return False
    before = page.before(first, 64)
    return TALLY.search(before) is not None and not before.rstrip().endswith("from") and first.value % 1 == 0


def _scored(first: Draft, second: Draft) -> list[Draft]:
    first.low, first.high, first.value = first.value, second.value, None
    first.end, first.last = second.end, second.last
    first.kind, first.name, first.rule = "score", "dimensionless", "score"
    first.noun = first.chunk = None
    return [first]


@rule("figures", "two numbers joined are a range, or the ends of a change", "between 20 and 30 mills")
def _range(page: Page, first: Draft, second: Draft, bridge: str) -> list[Draft] | None:
    """'between 20 and 30', '$2-3 billion', 'five or 6 percent', 'from 5.1 % to 4.8 %' (two rows with roles)."""
    if second.number.value is not None and bridge in (" ", "") and second.value < 0 and page.text[second.start] in "-–":
        bridge = "-"
        second.value = second.low = second.high = -second.value
    before = page.before(first)
    if bridge.startswith((" and ", " to ", " or ")) and re.search(
        r"(?i)\b(?:between|from) (?:about |around |some )?$", before
    ):
        bridge = HEDGED.sub("", bridge)  # "between two kg and about seven kg"
    if (
        first.chunk is not None
        and first.name == second.name
        and BETWEEN.search(before)
        and first.chunk[1] < second.start
    ):
        bridge = HEDGED.sub("", page.text[first.chunk[1] : second.start])  # "between three eggs and about five eggs"
        first.noun = first.chunk = None
    if UPPER.fullmatch(bridge) and LOWER.search(before) and (same(first, second) and second.value > first.value):
        bridge = " to "  # "above 1000 kg and below 1500 kg"
    led = re.search(r"(?i)\bfrom(?: \w+){0,2} $", before) is not None
    if led and (DATED_TO.match(bridge) or bridge == " up to "):
        bridge = " to "
    if bridge == "-to-":  # "3-to-4 days"
        bridge, first.noun, first.chunk = "-", None, None
    if not RANGE.match(bridge) or bridge == " up to ":
        return None
    if first.kind == "ratio" and second.unit is not None and first.rule == "in":
        return None  # "four in 10 — 38 percent — agreed"
    if first.number.kind == "fraction" and second.kind == "money" and first.unit is None:
        return None  # "jumped a third to $450 million"
    if bridge == " to " and re.search(r"(?i)\bby (?:\w+ )?$", before) and second.value > 5 * first.value:
        return None  # "shrank by 2 million to 38 million"
    word = bridge.strip().lower().removeprefix("- ")
    apart = first.unit_span is not None and second.unit_span is not None and second.value < first.value
    if word == "to" and not led and apart:
        return None  # "ahead 49 percent to 40 percent"
    if word == "to" and not led and first.unit is not None and (second.unit is None or _changes(page, first)):
        return None
    if first.noun is not None and page.doc[first.noun].idx >= second.start:
        first.noun = first.chunk = None
        first.name = "dimensionless"
    if word == "to" and second.value == 1 < first.value and not led and first.unit is second.unit is None:
        first.end, first.last, first.kind, first.rule = second.end, second.last, "ratio", "in"
        return [first] if second.noun is None else None  # "odds of 5 to 1"
    if word == "and" and not re.search(r"(?i)\b(?:between|from)(?: \w+)? ?$", before):
        return None
    if word == "or" and _alternatives(page, first, second, before):
        return None
    if first.unit and second.unit and not same(first, second) and not (first.kind == "age" or second.kind == "age"):
        return None
    if first.unit is None and first.kind == "count" and first.noun is not None and second.noun != first.noun:
        if word not in ("to", "and"):
            return None
        if word == "to" and not re.search(r"(?i)\bfrom(?: \w+)? $", before):
            return None
    if (
        word == "to"
        and first.kind == "money"
        and second.kind == "money"
        and first.unit.currency != second.unit.currency
    ):
        return None
    share(first, second)
    falling = second.value < first.value
    led = re.search(r"(?i)\bfrom(?: \w+)?(?: \w+)? $", before)
    if word == "to" and led and (_changes(page, first) or falling or moves(page, first)):
        change = change_of(page, first) or ("decrease" if falling else "increase")
        first.more["role"], second.more["role"] = "from", "to"
        first.more["change"] = second.more["change"] = change
        return [first, second]
    if word == "-" and falling and first.unit is None:
        return None
    if falling and word != "to":
        return None
    first.low, first.high = min(first.value, second.value), max(first.value, second.value)
    first.value, first.end, first.last, first.rule = None, second.end, second.last, first.rule + " range"
    first.noun, first.chunk = second.noun or first.noun, second.chunk or first.chunk
    first.more["modifier"] = "range"
    if word == "or" and first.kind == "count" and first.high - first.low > 3 * first.low:
        return None
    return [first]


@rule("figures", "two numbers far apart, joined by or, are two cases", "25 or 40 euros cheaper", otherwise=False)
def _alternatives(page: Page, first: Draft, second: Draft, before: str) -> bool:
    """'25 or 40 cheaper', 'either $4 or $5', 'half or 40 people': two cases, no interval."""
    if not (second.value > first.value and (first.unit is None or same(first, second))):
        return True
    if second.number.kind == "fraction" != first.number.kind or re.search(r"(?i)\beither (?:\w+ )?$", before):
        return True
    shared = second.number.scaled if second.number.scaled >= 1000 and first.number.scaled == 1 else 1
    return second.value / shared > 1.5 * first.value > 6 or page.text[second.end :].startswith(" respectively")


def _changes(page: Page, draft: Draft) -> bool:
    return change_of(page, draft) is not None


def same(first: Draft, second: Draft) -> bool:
    return first.unit is None or second.unit is None or first.name == second.name


def share(first: Draft, second: Draft) -> None:
    """Scale and unit that only one of the two states: '$2-3 billion', '208 pounds to 193'."""
    scale = second.number.scaled
    spelled = first.number.kind == second.number.kind == "words" and first.value < 10  # "two to three hundred"
    if (
        (scale >= 1000 or (scale == 100 and spelled))
        and first.number.scaled == 1
        and first.number.value is not None
        and first.number.value <= second.number.value / scale
    ):
        first.value = first.low = first.high = first.value * scale
    for one, other in ((first, second), (second, first)):
        if one.unit is None and other.unit is not None and one.kind in ("count", "ratio"):
            one.unit, one.kind, one.name, one.per = other.unit, other.kind, other.name, other.per
            one.unit_span = other.unit_span
            factor = other.unit.scale
            one.value, one.low, one.high = (v and v * factor for v in (one.value, one.low, one.high))
        elif one.kind == "age" and other.kind != "age":
            other.kind, other.name = "age", one.name
    if first.per is None:
        first.per = second.per
    if first.unit is None and second.unit is None and first.noun is None:
        first.noun, first.chunk, first.name = second.noun, second.chunk, second.name


OF_THE = re.compile(
    r"(?:^|[.;“]\s?)Of (?:the|its|their|those|these|all|my|our|your|his|her) (?:more than |about |some )?$"
)
OF_ANY = re.compile(
    r"(?:^|[.;“]\s?)Of (?:the |its |their |those |all |my |our |your |his |her )?(?:more than |about |some )?$"
)
ENDING = re.compile(r"(?:[.;,]|$)")
PART = re.compile(r", (?:only |just |about |at least |nearly |more than |some )?$")


def parts(page: Page, drafts: list[Draft]) -> None:
    """'12 of the 30 hostages', '$1.2 billion (€1.1 billion)', 'lost 125 points, or 1.2 percent'."""
    for at, (first, second) in enumerate(pairwise(drafts)):
        if second.sentence != first.sentence:
            continue
        bridge = page.text[first.end : second.start]
        lone = second.kind == "count" and second.noun is None and second.unit is None
        if second.kind == "count" and second.noun is not None and second.value != 1 and PART.search(bridge):
            lone = page.doc[second.noun].tag_ in ("NN", "VB") and second.noun == second.last + 1  # "of the 12, 3 sank"
        far = OF_ANY.search(page.before(first)) and ENDING.match(page.text, second.end)
        if lone and first.noun is not None and ((OF_THE.search(page.before(first)) and PART.search(bridge)) or far):
            second.more["of"] = at
            second.noun, second.chunk, second.name, second.rule = first.noun, first.chunk, first.name, "ellipsis"
        if re.fullmatch(
            r"(?i)(?: \w+)? (?:out )?of (?:(?:the|its|their|his|her|all|these|those|about|some|a total of)?(?: [\w-]+['’]s?)?)?(?: (?:past|last|first|next|top))? ?",
            bridge,
        ):
            if first.kind in ("ratio", "percent") and second.kind == "money":
                first.more["of"] = at + 1  # "three-quarters of the $59 million"
            if first.kind in ("count", "ratio", "percent") and second.kind == "count":
                first.more["of"] = at + 1
                if first.kind == "count":
                    first.noun, first.chunk, first.name = second.noun, second.chunk, second.name
        elif re.fullmatch(r" \((?:about |roughly |around |or |some |~|approximately )?", bridge) and _restates(
            first, second
        ):
            second.more["restates"] = at
            found = rate(page.text, second.end + 1, second.unit) if page.text.startswith(")", second.end) else None
            if found and not first.per and not second.per:  # "£20 ($38) a month"
                first.per = second.per = found[0]
            for key in ("change", "modifier", "role"):
                if key in first.more and key not in second.more:
                    second.more[key] = first.more[key]
        elif (
            re.fullmatch(r",? or (?:about |roughly |around |some |nearly )?", bridge)
            and second.kind != "count"
            and first.kind != second.kind
        ):
            second.more["same_change"] = at
            if _restates(first, second):
                second.more["restates"] = at


def _restates(first: Draft, second: Draft) -> bool:
    return (
        first.kind == second.kind
        and first.kind != "count"
        and first.name != second.name
        and isinstance(first.unit, Unit)
    )
