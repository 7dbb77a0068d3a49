"""The time expressions of a sentence, with the days they mean (periods.py reads them) and the words that lead them."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pipeline.language.figures.context.vetoes import MONTH

from .dates import NOTHING, SPANS, STEPS, Now, Period, moved
from .periods import SIMPLE, M, N, Y, number, read, source

POINT, BOUND = source(), source(SIMPLE)
TIME = re.compile(
    rf"""(?ix)(?<![\w$£€-])(?<!\d[.,])
    (?: (?P<between>between|from)\ (?P<a>{BOUND})\ (?:and|to|until|through|till)\ (?P<b>{BOUND}|now)
      | (?:(?:in|for|over|during|of)\ )?(?:the\ (?:first\ )?)?(?:(?P<n>{N})\ )?(?P<span>day|week|month|quarter|year)s?\ (?:to|through|up\ to|(?:which|that)\ ended|ended|ending)\ (?:on\ |in\ |the\ end\ of\ |last\ )?(?P<until>{BOUND})
      | (?P<week>(?:the\ )?week\ (?:of|beginning|starting|from))\ (?P<within>{BOUND})
      | (?:(?P<lead>since|until|till|before|prior\ to|by|after|from|as\ (?:of|at)|through|in|on|during|for|of|at|over|starting|beginning|ahead\ of)\ (?:about\ |around\ )?)?(?P<point>{POINT})
    )(?!\w)"""
)
HINT = re.compile(
    rf"(?i)(?<![\w,.])(?:1[5-9]|20|21)\d\d|\d[/.-]\d\d?[/.-]\d|\b(?:{MONTH}\b|\w*day|q[1-4]|to(?:day|night|morrow)|currently|right now|ago|week|month|quarter"
    r"|half|year|decade|century|spring|summer|autumn|fall|winter|moment|present|morning|afternoon|evening|night|days|weekend|fortnight|later|earlier)"
)
FUTURE = re.compile(
    r"(?i)\b(?:will|shall|going to|is to|are to|due (?:to|in|on|by)|(?:expect|intend|hope|aim|propose|vow|pledge)(?:s|ed)? to|(?<!no )(?<!any )(?<!the )(?<!ha[sd] )(?<!have )plan(?:s|ned)? to|scheduled|slated"
    r"|likely to|set to|is due|are due|upcoming|forthcoming|forecast(?:s|ed)?(?: for)?)\b"
)
NAMED_DAY = re.compile(r"\b(?:Super|Black|Good|Ash|Cyber|Bloody|Holy|Palm|Fat|Shrove|Maundy|Easter) $")
OWN = re.compile(r"(?i)(?:\b(?:his|her|its|their|our|my|your)|['’]s?) $")
MAYBE = frozenset({"may", "march", "mar", "august", "sun", "dec", "jan"})  # also verbs, adjectives, names
MONTH_LEADS = frozenset(
    {"in", "since", "by", "until", "till", "of", "on", "from", "before", "after", "during", "for", "as of"}
)
RANGE = re.compile(r"(?i) (?:to|and|through|until|till) |\d[-–]\d")
DEFINITE = re.compile(r"(?i)(?:the )?(?:week|month|quarter|year|spring|summer|autumn|fall|winter)s?$")


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of when_where.toml."""
    lists = tomllib.loads((Path(__file__).parent / "when_where.toml").read_text("utf-8"))
    return frozenset(lists[name]["lemmas"])


@dataclass(frozen=True, slots=True)
class Time:
    start: int
    end: int
    first: date | None
    last: date | None
    point: int = 0  # where the expression itself begins, behind the word that leads it


def times(
    text: str,
    start: int,
    end: int,
    reference: date | None,
    tense: Callable[[int, int], str | None] | None = None,
    anchor: Period | None = None,
) -> list[Time]:
    """The time expressions of ``text[start:end]`` with their periods, in order.

    ``tense`` tells of an expression's characters whether its clause is of the past or the future (without it, the words
    around decide); ``anchor`` is the last period named before ``start``.
    """
    found: list[Time] = []
    if not HINT.search(text, start, end):
        return found
    for match in TIME.finditer(text, start, end):
        at = next(match.start(key) for key in ("point", "a", "until", "within") if match[key])
        if _is_no_time(match, text):
            continue
        told = tense(at, match.end()) if tense else None
        if told is None and (tense is None or FUTURE.search(text, max(start, at - 60), min(end, match.end() + 60))):
            told = "future" if FUTURE.search(text, max(start, at - 60), min(end, match.end() + 60)) else "past"
        first, last = _period(match, Now(reference, told, anchor))
        if (
            (first is None) != (last is None)
            and first is not None
            and reference is not None
            and first > reference
            and told == "past"
        ):
            first = None
        found.append(Time(match.start(), match.end(), first, last, at))
        if first is not None and last is not None and (last - first).days < 367:
            anchor = (first, last)
    return found


def _period(match: re.Match, now: Now) -> Period:
    if match["until"]:
        return _span_until(match, now)
    if match["within"]:
        first, last = read(match["within"], now)
        if first is None or last is None or first != last:
            return NOTHING
        return first - timedelta(first.weekday()), first - timedelta(first.weekday() - 6)
    if match["between"]:
        return _between(match["a"], match["b"], now)
    return _led((match["lead"] or "").lower(), match["point"], now)


def _is_no_time(match: re.Match, text: str) -> bool:
    """'may' the verb, 'march' the walk, 'the year' without more, a year in a name, 'its last year'."""
    point = match["point"]
    if point is None:
        return False
    low, before = point.lower(), text[max(0, match.start("point") - 16) : match.start("point")]
    if low == "today" and point[0].isupper() and re.search(r"\b[A-Z][\w.]* $", before):
        return True  # "USA TODAY"
    if NAMED_DAY.search(before):
        return True
    months = re.findall(rf"(?i)\b{M}", point)
    if months and not re.search(r"\d", point):
        if not all(month[0].isupper() for month in months):
            return True
        if low.rstrip(".") in MAYBE and (match["lead"] or "").lower() not in MONTH_LEADS:
            return True
    if low.startswith(("last", "next", "first", "previous", "following")) and OWN.search(before):
        return True  # "his last year in office"
    if (
        re.fullmatch(Y, point)
        and not match["lead"]
        and re.search(r"(?<![.?!:]) [A-Z][a-z]+ $", " " + before)
        and not re.search(rf"(?i)\b{M} $", before)
    ):
        return True  # "Vision 2030", "Windows 2000"
    return DEFINITE.match(low) is not None


def _between(a: str, b: str, now: Now) -> Period:
    """'from November 20 to December 11', 'between July 2003 and December 2004'."""
    year = re.search(Y, b)
    second = read("today" if b == "now" else b, now)
    first = read(a if re.search(Y, a) or not year else f"{a} {year.group()}", now)
    if first == NOTHING and not year and re.fullmatch(r"\d{1,2}\w*", a):
        return NOTHING
    if first[0] and second[1] and first[0] > second[1]:
        if not year and now.tense == "past":
            first = read(a, Now(second[1], "past"))
        elif not year:
            second = read(b, Now(now.reference, "future"))
        if second[1] is None or first[0] is None or first[0] > second[1]:
            return NOTHING
    return (first[0], second[1]) if first[0] and second[1] else NOTHING


def _span_until(match: re.Match, now: Now) -> Period:
    """'in the six months to 30 June', 'the year to March', 'the week ended February 22'."""
    last = read(match["until"], now)[1]
    unit, count = match["span"].lower(), number((match["n"] or "1").lower())
    if last is None:
        return NOTHING
    if unit in STEPS:
        return last - timedelta(count * STEPS[unit] - 1), last
    assert unit in SPANS
    return moved(last + timedelta(1), -count, unit), last


def _led(lead: str, point: str, now: Now) -> Period:
    """What 'since', 'until', 'by', 'after' make of a period."""
    first, last = read(point, now)
    here = now.reference
    if lead == "since":
        return first, here if first and here and first <= here else None
    if lead in ("until", "till", "before", "prior to", "ahead of", "through"):
        return None, (first - timedelta(1) if lead not in ("until", "till", "through") and first else last)
    if lead == "after":
        return (last + timedelta(1) if last else None), None
    if lead in ("from", "starting", "beginning") and now.tense == "future" and not RANGE.search(point):
        return first, None
    if lead == "by" and first and last and here and last > here:
        return here, last
    return first, last
