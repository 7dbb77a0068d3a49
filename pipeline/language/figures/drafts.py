"""Draft rows: a number that survived the vetoes, with its unit; later steps fill in the rest and freeze them."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache

from pipeline.language.rules import rule

from .context.vetoes import no_figures
from .grammar.bare import bare
from .grammar.bounds_and_trends import lists
from .lexer.numbers import find_numbers
from .lexer.numerals import SCALES, Number
from .lexer.units import Unit, country_behind, money_before, rate, unit_after
from .page import Draft, Page, set_unit

TITLE = re.compile(r"(?:''|[\"“‘'])(?:The |A |An )?$")
AGE = re.compile(r"(?i)[- \u00a0]?(?:old|olds|of age)\b")


def drafts(page: Page) -> list[Draft]:
    """Every number of the page that is a figure, with its unit, in order."""
    text, found = page.text, find_numbers(page.text)
    if not found or not len(page.doc):
        return []
    barred = no_figures(text, found)
    bar_starts = [span[0] for span in barred]
    made: list[Draft] = []
    for position, number in enumerate(found):
        at = bisect_left(bar_starts, number.end) - 1
        if any(barred[i][1] > number.start for i in range(max(0, at - 2), at + 1)):
            continue
        sentence = page.sentence(number.start)
        if page.sentences[sentence][2]:
            continue
        following = found[position + 1] if position + 1 < len(found) else None
        draft = _draft(page, number, sentence, following)
        if draft is not None and not (made and draft.start < made[-1].end):
            made.append(draft)
    return made


def _draft(page: Page, number: Number, sentence: int, following: Number | None) -> Draft | None:
    text = page.text
    first, last = page.token(number.start), page.token(max(number.start, number.end - 1))
    draft = Draft(number.start, number.end, number, number.value, number.low, number.high, first, last, sentence)
    if number.value is not None:
        draft.low = draft.high = number.value
    if number.kind == "ordinal":
        return None
    before = money_before(text, number.start) if number.kind in ("digits", "fraction") else None
    if before:
        draft.start = before.start
        if (number.value or 0) > 0 and (sign := NEGATIVE.search(page.before(draft))):  # "minus £300"
            draft.value = draft.low = draft.high = -number.value
            draft.start -= len(sign.group())
        set_unit(draft, before)
        after = unit_after(text, draft.end)
        if (
            after and after.kind == "money" and not re.match(r" ?\d", text[after.end : after.end + 2])
        ):  # "$5 million dollars", "$75 CAD"
            if after.currency != before.currency and text[before.start : before.end] in "$£":
                set_unit(draft, replace(after, start=before.start, end=before.end))
            draft.end = after.end
        elif land := country_behind(text, draft.end, before):  # "$75 U.S."
            draft.unit, draft.end = land
            draft.name = draft.unit.name
        _rate(draft, text)
        return draft
    unit = _unit(draft, text)
    if (
        unit is not None
        and number.kind == "words"
        and TITLED.match(text, number.start)
        and unit.end - number.start < 40
    ):
        return None  # "Million Dollar Mermaid"
    if unit is not None and unit.kind == "duration" and _is_title(text, number, unit):
        return None
    if unit is not None:
        if (
            number.value is not None
            and number.value == 1
            and number.kind == "one"
            and unit.kind == "duration"
            and re.match(r"(?i)one (?:day|night|time)\b", text[number.start :][:9])
            and not _bounded(page, draft)
        ):
            return None
        set_unit(draft, unit)
        below = BELOW_ZERO.match(text, unit.end)
        if unit.kind == "temperature" and below and (number.value or 0) > 0:
            draft.value = draft.low = draft.high = -number.value
            unit = replace(unit, end=below.end())
        if unit.kind in SIGNED and (number.value or 0) > 0 and (sign := NEGATIVE.search(page.before(draft))):
            draft.value = draft.low = draft.high = -number.value
            draft.start -= len(sign.group())
        draft.end = unit.end + (
            1 if text[unit.end : unit.end + 1] in (")", ">") and text[unit.start - 1 : unit.start] in "(<" else 0
        )
        inches = INCHES.match(text, draft.end) if unit.name == "foot" and draft.value is not None else None
        if inches:  # "she is 5-foot-11"
            draft.value = draft.low = draft.high = draft.value + int(inches[1]) / 12
            draft.end = inches.end()
            return draft
        if unit.kind == "duration":
            age = AGE.match(text, draft.end)
            if age and text[unit.start].isupper() and TITLE.search(page.before(draft, 8)):
                return None  # "in 'The 40-Year-Old Clerk'"
            if not age and re.search(r"(?i)\b(?:aged?|ages)(?: of)?(?: (?:about|only|just))? $", page.before(draft)):
                draft.kind = "age"
                return draft
            if age:
                draft.kind, draft.end = "age", age.end()
                return draft
        elif unit.kind == "percent" and re.match(r"(?i)[- ]points?\b", text[draft.end : draft.end + 7]):
            pass
        if unit.kind == "money" and number.scaled == 1 and (late := LATE_SCALE.match(text, draft.end)):
            draft.value = draft.low = draft.high = draft.value and draft.value * SCALES[late[1]]
            draft.end = late.end()  # "75 USD million"
        _rate(draft, text)
        _cents(draft, text, following)
        return draft
    return bare(page, draft)


def _bounded(page: Page, draft: Draft) -> bool:
    return bool(
        re.search(
            r"(?i)\b(?:than|least|about|only|over|under|most|every|last|past|first|for|after)[ ]$", page.before(draft)
        )
    )


def _unit(draft: Draft, text: str) -> Unit | None:
    """The unit after the number; 'm', 'b', 't', 'k' may be a suffix or a unit ('12.3m tonnes', '5m')."""
    number = draft.number
    unit = unit_after(text, number.end)
    if number.kind == "vague" and text[number.end : number.end + 4] == " of ":
        unit = unit_after(text, number.end + 3)  # "millions of dollars"
    if number.suffix and number.suffix in "mMtbBKk" and number.kind == "digits":
        short = text[number.end - 1]
        follows = re.match(r"[ ][a-z$A-Z]", text[number.end : number.end + 2])
        if (
            short == "k"
            and unit is None
            and RUN.search(text, max(0, number.start - 48), number.start)
            and number.value <= 10**5
        ):
            number.value, number.end = number.value / 1000, number.end - 1
            number.suffix, number.scaled = None, 1
            draft.value = draft.low = draft.high = number.value
            return replace(unit_after("1 kilometer", 1), start=number.end, end=number.end + 1)
        if short == "m" and not (
            unit or ODD.match(text, number.end) or (follows and _plural_follows(text, number.end))
        ):
            number.value = number.value / 10**6
            number.end -= 1
            number.suffix, number.scaled = None, 1
            draft.value = draft.low = draft.high = number.value
            draft.end = number.end
            unit = unit_after(text, number.end)
    if number.suffix == "t" and unit is None and not MONEY_NEAR.match(text, number.end):  # "a 40t lorry"
        number.value, number.end = number.value / number.scaled, number.end - 1
        number.suffix, number.scaled = None, 1
        draft.value, draft.end = number.value, number.end
        draft.low = draft.high = number.value
        return replace(unit_after("1 tonne", 1), start=number.end, end=number.end + 1)
    if unit is None and number.value is not None and number.value < 12:
        inches = re.compile(r"(?: in\b\.?)?(?![\w%$£€]|[.,]\d)").match(text, number.end)
        feet = re.search(r"\d ?(?:ft\.?|feet|foot|['’′]) ?$", text[max(0, number.start - 8) : number.start])
        if inches and feet and number.kind == "digits":  # "12 ft 2 in", "6ft 2"
            return replace(unit_after("1 inch", 1), start=number.end, end=inches.end())
    if unit and unit.name == "ounce" and (of := LIQUID.match(text, unit.end)) and of[1].lower() in _liquids():
        unit = replace(unit_after("1 fluid ounce", 1), start=unit.start, end=unit.end)
    if unit and unit.name == "pound" and _is_sterling(text, number, unit):
        unit = replace(unit_after("1 quid", 1), start=unit.start, end=unit.end)
    if unit is None and number.kind == "digits" and number.value <= 1 and text.startswith(" of a", number.end):
        unit = unit_after(
            text, number.end + (5 if text.startswith(" of a ", number.end) else 6)
        )  # "0.5 of a percentage point"
    if (
        unit
        and unit.name == "meter"
        and text[unit.start : unit.end] == "m"
        and AFTER_HOURS.search(text[: number.start][-8:])
    ):
        return replace(unit_after("1 minute", 1), start=unit.start, end=unit.end)  # "1h 30m"
    if unit and unit.name == "point" and number.kind == "fraction" and RATES.search(text, *_near(text, number)):
        unit = replace(unit, name="percentage point", kind="percentage_point")
    if unit and unit.name == "quarter" and number.value and number.value <= 4:
        return None
    if unit and unit.name == "second" and number.value == 1 and text[unit.start : unit.end] == "second":
        return None
    if (
        unit
        and unit.kind == "money"
        and text[unit.start : unit.end] in ("marks", "mark")
        and number.scaled == 1
        and "." not in text[number.start : number.end]
    ):
        return None
    if unit and unit.name == "time" and number.kind == "words" and unit.end - unit.start == 1:
        return None
    if unit and unit.name == "stone" and not re.search(r"stones?$", text[unit.start : unit.end]):
        return None
    return unit


SIGNED = frozenset({"temperature", "percent", "percentage_point", "money", "other"})
NEGATIVE = re.compile(r"(?i)(?<!plus or )(?<!plus and )(?<!plus/)(?<!\d )\b(?:minus|negative)[ -]$")
# "cut rates by a quarter point"; of shares and bonds, points are points
TITLED = re.compile(r"(?:[A-Z][a-z]+ ){2,3}(?=[A-Z][a-z])(?!(?:People|Men|Women|A|In|To)\b)")
ODD = re.compile(r"(?:-(?:odd|strong|plus)|\+) [a-z]")
RUN = re.compile(
    r"(?i)\b(?:r[au]n(?:s|ning)?|w[io]n(?:s|ning)?|race[sd]?|racing|walk\w*|jog\w*|finish\w*|complet\w*|enter\w*|charity|fun)\b[^.;]{0,24}\b(?:an?|the|his|her|their|first|second|charity|fun|park) $"
)
LIQUID = re.compile(r" of (?:[a-z]+ )?([a-z]+)")
MONEY_NEAR = re.compile(r" (?:in |of )?(?:[A-Za-z]+ )?(?:dollars|euros|pounds|yen|yuan|rupees)\b")
RATES = re.compile(r"(?i)\b(?:interest|rates?|yields?|fed|central bank|monetary|inflation)\b")
BELOW_ZERO = re.compile(r"(?i) (?:celsius |centigrade |c )?below (?:zero|0)\b")
LATE_SCALE = re.compile(r"(?<=[A-Z]{3}) (million|billion|trillion)\b")
AFTER_HOURS = re.compile(r"\d ?h(?:rs?)?,? ?$")
INCHES = re.compile(r"-(1[01]|\d)(?![\w-]|\.\d)")
STERLING = re.compile(
    r"(?i)(?:\b(?:costs?|costing|pays?|paid|paying|spend|spent|spending|charge[ds]?|earn(?:s|ed)?|worth|owe[ds]?|fined?"
    r"|prices?|priced|sold|sells?|donat\w+|invest\w+|salary|budget|funding|bill|fee)\b[^.;:]{0,30}"
    r"|\brais(?:ed|es|ing) (?:\w+ ){0,2})$"
)
PENCE = re.compile(r"(?i)(?:,? and)? \d+ pence\b")


@rule("figures", "pounds that are paid are money", "It costs 1.45 pounds.", otherwise=False)
def _is_sterling(text: str, number: Number, unit: Unit) -> bool:
    """'costs 1.45 pounds', '5 million pounds': money, unless it is 'pounds of' something."""
    if not re.fullmatch("(?i)pounds?", text[unit.start : unit.end]) or text[unit.end : unit.end + 4] == " of ":
        return False
    near = text[max(0, number.start - 48) : number.start]
    return number.scaled >= 10**6 or bool(STERLING.search(near)) or bool(PENCE.match(text, unit.end))


@cache
def _liquids() -> frozenset[str]:
    return frozenset(lists()["liquids"]["lemmas"])


def _near(text: str, number: Number) -> tuple[int, int]:
    return max(0, number.start - 120), number.end + 80


@rule("figures", "a unit with a capital behind a small word is a title", "on 60 Minutes", otherwise=False)
def _is_title(text: str, number: Number, unit: Unit) -> bool:
    """'on 60 Minutes', 'a zero day flaw': a name, or a word of its own; in a line of capitals it may be a duration."""
    if number.value == 0 and number.kind == "words" and not text[unit.start : unit.end].endswith("s"):
        return True
    before = re.search(r"([\w’']+)[ “\"'‘]+$", text[max(0, number.start - 24) : number.start])
    return (
        text[unit.start].isupper()
        and not text[unit.start : unit.end].isupper()
        and before is not None
        and before[1].islower()
    )


def _plural_follows(text: str, end: int) -> bool:
    return bool(re.match(r" (?:[a-z-]+ )?[a-z]+s\b", text[end : end + 30])) and not re.match(
        r" (?:is|was|has|as|this|its|his|across|towards|less|versus|sprints?|mens|womens)\b", text[end : end + 12]
    )


def _rate(draft: Draft, text: str) -> None:
    if draft.kind in ("age", "multiple"):
        return
    found = rate(text, draft.end, draft.unit)
    if found:
        draft.per, draft.end = found


@rule("figures", "an amount and its cents are one figure", "13 dollars and 45 cents")
def _cents(draft: Draft, text: str, following: Number | None) -> None:
    """'thirteen dollars and forty-five cents', '15 dollars 50': one amount."""
    if draft.kind != "money" or following is None or draft.unit.scale != 1 or draft.value is None or draft.per:
        return
    bridge = text[draft.end : following.start]
    if bridge not in (" and ", " ", ", ") or following.value is None or following.value >= 100:
        return
    unit = unit_after(text, following.end)
    if unit and unit.currency == draft.unit.currency and unit.scale != 1:
        draft.value = draft.low = draft.high = draft.value + following.value * unit.scale
        draft.end = unit.end
    elif (
        bridge == " "
        and unit is None
        and re.match(r"\s*(?:[.,;)]|$|more\b)", text[following.end : following.end + 6])
        and following.value >= 10
    ):
        draft.value = draft.low = draft.high = draft.value + following.value / 100
        draft.end = following.end
