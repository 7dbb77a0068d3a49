"""From a time expression to the days it means: one reader per form, each with its pattern and examples.

Days are ``datetime.date``, both ends included; None is open or unknown. Weeks run from Monday to Sunday, seasons are
the meteorological ones of the northern hemisphere, thirds of years and months are "early", "mid" and "late". A
weekday, day or month without its year is the latest in a past clause, the coming one in a future clause, and unknown
where the clause does not say. What needs a reference day is (None, None) without one.
"""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from pipeline.language.figures.context.vetoes import MONTH
from pipeline.language.figures.lexer.numerals import UNITS

from .dates import (
    NOTHING,
    SPANS,
    STEPS,
    Now,
    Period,
    beside,
    in_some_year,
    moved,
    on_weekday,
    single,
    span,
    third,
    whole,
)

MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_abbr) if name}
WEEKDAYS = {name[:3].lower(): number for number, name in enumerate(calendar.day_abbr)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

Y = r"(?<![\d,.$£€/])(?:1[5-9]|20|21)\d\d(?![\d,]*\d|[\w%]|\.\d)"
M = rf"{MONTH}(?!\w)"
D = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
W = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!\w)"
N = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|century)"
TO = r"(?:\ ?[-–—/]\ ?|\ (?:to|through|until|till|and|&)\ )"
OF = r"(?:,?\ (?:of\ )?)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART = r"(?:\ (?:morning|afternoon|evening|night))?"
WHEN = r"(?:early|mid|late)(?:\ (?:in\ )?|-)"
ORDER = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|last|final|opening)"
COUNTED = {"first": 0, "opening": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}


Reader = Callable[[re.Match, Now], Period]
READERS: list[tuple[str, Reader]] = []


def reads(pattern: str) -> Callable[[Reader], Reader]:
    def enter(reader: Reader) -> Reader:
        READERS.append((pattern, reader))
        return reader

    return enter


def number(words: str) -> int:
    return int(words) if words.isdigit() else UNITS.get(words, 1)


def month_of(words: str) -> int:
    return MONTHS[words[:3].lower()]


@reads(rf"(?P<a>{D}){TO}(?P<b>{D})\ (?:of\ )?(?P<m>{M})(?:{OF}(?P<y>{Y}))?")
@reads(rf"(?P<m>{M})\ (?P<a>{D}){TO}(?P<b>{D})(?:{OF}(?P<y>{Y}))?")
def _days(match: re.Match, now: Now) -> Period:
    """'26 to 28 June 2020', 'June 26-28', '26 and 27 June'."""
    month, a, b = month_of(match["m"]), *(number(match[key].rstrip("sthndr")) for key in "ab")

    def make(year: int) -> Period:
        return single(year, month, a)[0], single(year, month, b)[1]

    return make(int(match["y"])) if match["y"] else in_some_year(now, make, 14)


@reads(rf"(?:(?P<w>{W}){PART},?\ (?:the\ )?)?\(?(?P<d>{D})\ (?:of\ )?(?P<m>{M})(?:{OF}(?P<y>{Y}))?")
@reads(
    rf"(?:(?P<w>{W}){PART},?\ )?\(?(?P<m>{M})\ (?:the\ )?(?P<d>{D})(?!\ (?:percent|per\ cent|million|billion))(?:{OF}(?P<y>{Y}))?"
)
def _day(match: re.Match, now: Now) -> Period:
    """'20 July 2019', 'July 4th of 1995', 'Friday 27 November' (of the year near in which that is a Friday)."""
    month, day = month_of(match["m"]), number(match["d"].rstrip("sthndr"))
    if match["y"]:
        return single(int(match["y"]), month, day)
    if match["w"] and now.reference is not None:
        here = now.reference
        near = [single(here.year + step, month, day)[0] for step in (0, -1, 1)]
        fits = [one for one in near if one is not None and one.weekday() == WEEKDAYS[match["w"][:3]]]
        if fits:
            return (min(fits, key=lambda one: abs((one - here).days)),) * 2
    return in_some_year(now, lambda year: single(year, month, day), 14)


@reads(r"(?P<a>\d{1,4})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{4}|\d\d)(?![\d/])")
def _numeric(match: re.Match, _: Now) -> Period:
    """'2019-07-20', '10/21/2018', '21.10.2018'; '10/11/2018' is of two months, so of no known one."""
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) > 2:
        return single(a, b, c)
    year = c + (0 if c > 99 else 2000 if c < 70 else 1900)
    if match["mark"] == "." or a > 12:
        return single(year, b, a)
    return single(year, a, b) if b > 12 or a == b else NOTHING


@reads(rf"(?P<a>{M})(?:{OF}(?P<x>{Y}))?{TO}(?P<b>{M})(?!\ \d\d?(?!\d))(?:{OF}(?P<y>{Y}))?")
def _months(match: re.Match, now: Now) -> Period:
    """'March to May 2020', 'August and September', 'December 2019 and January 2020'."""
    a, b = month_of(match["a"]), month_of(match["b"])

    def make(year: int) -> Period:
        return span(year - (a > b), a)[0], span(year, b)[1]

    if not match["y"]:
        return in_some_year(now, make, 0) if not match["x"] else NOTHING
    year = int(match["y"])
    return (span(int(match["x"]), a)[0], span(year, b)[1]) if match["x"] else make(year)


@reads(rf"(?P<part>{WHEN})?(?P<which>(?:last|next|this|the\ previous|previous)\ )?(?P<m>{M})(?!\ \d\d?(?![\d,.]))")
@reads(rf"(?P<m>{M})\ (?:of\ )?(?P<which>last|this|next)\ year")
@reads(rf"(?P<part>{WHEN})?(?P<m>{M}){OF}(?P<y>{Y})")
def _month(match: re.Match, now: Now) -> Period:
    """'January 2019', 'mid-March', 'last March' (of the year before), 'next May'."""
    month, groups = month_of(match["m"]), match.groupdict()
    if groups.get("y"):
        return third(span(int(match["y"]), month), groups.get("part"))
    here, which = now.reference, (groups.get("which") or "").strip()
    if here is None:
        return NOTHING
    if which in ("last", "the previous", "previous"):
        return third(span(here.year - 1, month), groups.get("part"))
    if which == "next":
        return span(here.year + (match.re.pattern.endswith("year") or month <= here.month), month)
    if which == "this":
        return span(here.year, month)
    return third(in_some_year(now, lambda year: span(year, month), 0), groups.get("part"))


@reads(rf"(?P<a>{W}){PART}(?:\ and\ |\ to\ |\ through\ |[-–])(?P<b>{W}){PART}")
def _weekdays(match: re.Match, now: Now) -> Period:
    """'Saturday and Sunday': the first is the one before the second."""
    last = on_weekday(WEEKDAYS[match["b"][:3]], now)
    if last is None:
        return NOTHING
    return last - timedelta((last.weekday() - WEEKDAYS[match["a"][:3]]) % 7), last


@reads(rf"(?P<which>last|next|this|the\ previous|the\ following|previous|the|early|late)\ (?P<w>{W}){PART}")
@reads(rf"(?P<w>{W}){PART}(?P<which>(?:\ of)?\ (?:last|next|this)\ week)?")
def _weekday(match: re.Match, now: Now) -> Period:
    """'on Friday', 'last Tuesday night', 'next Monday', 'Thursday last week'."""
    day, which = WEEKDAYS[match["w"][:3]], match["which"] or ""
    if now.reference is None or which == "the following":
        return NOTHING
    if which.endswith("week"):
        monday = now.reference - timedelta(now.reference.weekday())
        return (monday + timedelta(day + 7 * (("last" in which) * -1 + ("next" in which))),) * 2
    if which == "last":
        return (now.reference - timedelta((now.reference.weekday() - day) % 7 or 7),) * 2
    if which == "next":
        return (now.reference + timedelta((day - now.reference.weekday()) % 7 or 7),) * 2
    found = on_weekday(day, now)
    return (found, found)


@reads(
    rf"(?P<part>{WHEN})?(?:the\ )?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th|(?:last|final)(?=\ \w+\ of))[ -](?P<u>quarter|half)(?!\ of\ (?:the\ )?(?:game|match|season))(?:\ of\ (?P<the>the\ year)|(?:\ of|,)?\ (?:fiscal\ )?(?P<y>{Y}|(?:last|this)\ year))?"
)
@reads(rf"(?P<u>Q)(?P<o>[1-4])(?:{OF}(?P<y>{Y}|(?:last|this)\ year))?")
def _quarter(match: re.Match, now: Now) -> Period:
    """'the third quarter of 2019', 'Q3 2020', 'the first half of last year'; a bare half is a match's as often."""
    months, said = (6 if match["u"] == "half" else 3), match["y"] or ""
    place = int(match["o"]) - 1 if match["o"].isdigit() else COUNTED.get(match["o"], 12 // months - 1)
    if place * months >= 12 or (months == 6 and not said and not match.groupdict().get("the")):
        return NOTHING
    first = place * months + 1
    if said.isdigit():
        return span(int(said), first, months)
    here = now.reference
    if here is None:
        return NOTHING
    if said:
        return span(here.year - (said == "last year"), first, months)
    late = date(here.year, first, 1) > here and now.tense != "future"
    return span(here.year - late, first, months)


@reads(rf"(?P<part>{WHEN})?(?:in\ )?(?:the\ )?(?P<s>{SEASON})(?:\ of\ |\ )(?P<y>{Y}|(?:last|this|next)\ year)")
@reads(rf"(?P<part>{WHEN})?(?P<which>last|this|next|this\ coming|this\ past)\ (?P<s>{SEASON})(?!\w)")
def _season(match: re.Match, now: Now) -> Period:
    """'the summer of 2020', 'this spring', 'last winter' (the latest that is over)."""
    month, groups = SEASONS[match["s"]], match.groupdict()
    if (groups.get("y") or "").isdigit():
        return span(int(match["y"]), month, 3)
    here = now.reference
    if here is None:
        return NOTHING
    if groups.get("y"):
        return span(here.year + {"last": -1, "this": 0, "next": 1}[match["y"].split()[0]], month, 3)
    seasons = [span(here.year + step, month, 3) for step in (-2, -1, 0, 1)]
    if match["which"] == "last":
        return max(season for season in seasons if season[1] < here)
    if match["which"] == "next":
        return min(season for season in seasons if season[0] > here)
    return min(
        seasons, key=lambda s: 0 if s[0] <= here <= s[1] else min(abs((s[0] - here).days), abs((s[1] - here).days))
    )


@reads(rf"(?P<a>{Y})(?:\ ?[-–—/]\ ?(?P<b>\d\d(?:\d\d)?)(?![\d-])|(?:\ to\ |\ through\ |\ and\ )(?P<c>{Y}))")
def _years(match: re.Match, _: Now) -> Period:
    """'2014-18', '2014/15', '2014 to 2018', '2018 and 2019'."""
    first, said = int(match["a"]), match["b"] or match["c"]
    last = int(said) if len(said) == 4 else first // 100 * 100 + int(said)
    return (date(first, 1, 1), date(last, 12, 31)) if first < last < 2200 else NOTHING


@reads(
    r"(?P<part>(?:early|mid|late)(?:\ |-))?(?:the\ )?(?P<part2>(?:early|mid|late)(?:\ |-))?(?P<y>(?:1[5-9]|20)\d0)['’]?s"
)
def _decade(match: re.Match, _: Now) -> Period:
    """'the 1990s', 'the late 1960s'."""
    return third(span(int(match["y"]), 1, 120), match["part"] or match["part2"])


@reads(rf"(?P<part>{WHEN}|(?:fiscal(?:\ year)?|calendar(?:\ year)?|financial\ year|the\ year)\ )?(?P<y>{Y}(?!-))")
def _year(match: re.Match, _: Now) -> Period:
    part = match["part"]
    return third(span(int(match["y"]), 1, 12), part if part and part.startswith(("early", "mid", "late")) else None)


@reads(
    r"(?P<day>the\ day\ before\ yesterday|yesterday|today|tonight|last\ night|this\ (?:morning|afternoon|evening)|currently|right\ now|at\ present|at\ the\ moment|tomorrow)(?:\ (?:morning|afternoon|evening|night))?"
)
def _named_day(match: re.Match, now: Now) -> Period:
    back = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}.get(match["day"], 0)
    return NOTHING if now.reference is None else (now.reference + timedelta(back),) * 2


@reads(
    rf"(?:the\ )?(?P<which>last|past|next|coming|previous|following|first)\ (?P<n>{N})(?:[ -](?:full|whole|consecutive|straight))?\ (?P<u>{UNIT}|centurie)s?(?!\w|\ (?:of|to|ended|ending)\ )"
)
@reads(
    r"(?P<n>the|over\ the|in\ the|for\ the|during\ the)\ (?P<which>past|next|coming)\ (?P<u>day|week|fortnight|month|quarter|year|decade|century)(?!\w)"
)
@reads(
    r"(?P<n>over\ the|in\ the|for\ the|during\ the|the)\ (?P<which>last)\ (?P<u>day|week|month|year|decade|century)(?!\w|\ of)"
)
def _rolling(match: re.Match, now: Now) -> Period:
    """'the last three months' run to the reference day, 'the next five years' from it."""
    here, which, unit = now.reference, match["which"], match["u"].replace("centurie", "century")
    count = number(match["n"]) if match["n"].isalnum() and match["n"] != "the" else 1
    if which == "next" and match["n"] == "the" and now.tense == "past":
        return beside(now, 1, unit)  # "the next day it lost"
    if here is None or which in ("first", "following", "previous") or (which == "next" and now.tense == "past"):
        return NOTHING
    if which in ("next", "coming"):
        return here, moved(here, count, unit)
    return moved(here, -count, unit), here


@reads(
    rf"(?:the\ )?(?P<o>{ORDER})(?:\ (?P<n>{N}))?\ (?P<u>day|week|month)s?\ (?:of|in)\ (?P<in>{M}(?:{OF}{Y})?|{Y}|(?:last|this|the)\ year|(?:last|this)\ month)"
)
def _part(match: re.Match, now: Now) -> Period:
    """'the first six months of this year', 'the last week of 2016', 'the first three days of May'."""
    first, last = entire = read(match["in"].replace("the year", "this year"), now)
    unit, count, late = match["u"], number(match["n"] or "1"), match["o"] in ("last", "final")
    place = COUNTED.get(match["o"], 0)
    if first is None or last is None or not 0 < count < 400 or (place and match["n"]):
        return NOTHING
    if unit == "month":
        return span(last.year, last.month - count + 1, count) if late else span(first.year, first.month + place, count)
    if unit == "week" and not match["n"]:  # as ISO 8601 has it, a week is its Thursday's
        thursday = (
            last - timedelta((last.weekday() - 3) % 7)
            if late
            else first + timedelta((3 - first.weekday()) % 7 + 7 * place)
        )
        return thursday - timedelta(3), thursday + timedelta(3)
    length = timedelta(count * STEPS[unit])
    period = (
        (last - length + timedelta(1), last)
        if late
        else (first + place * length, first + (place + 1) * length - timedelta(1))
    )
    return period if entire[0] <= period[0] and period[1] <= entire[1] else NOTHING


@reads(
    rf"(?:the\ )?(?P<edge>start|beginning|end|close|middle)\ of\ (?P<in>(?:(?:last|this|next|the)\ )?(?:week|month|quarter|year|decade)|(?:last\ |next\ )?{M}(?:{OF}{Y})?|{Y})"
)
@reads(r"(?:the\ )?(?P<in>year|month)(?P<edge>[ -]end|['’]s\ end)")
def _edge(match: re.Match, now: Now) -> Period:
    """'the end of June', 'the start of the year', 'year end': a day."""
    named = match["in"] if match["in"] not in ("year", "month") else f"this {match['in']}"
    first, last = read(re.sub(r"^the ", "this ", named), now)
    if first is None or last is None or match["edge"] == "middle":
        return third((first, last), "mid" if first else None)
    return (first, first) if match["edge"] in ("start", "beginning") else (last, last)


@reads(
    r"(?P<part>early|mid|late|earlier|later|so\ far)?[ -]?(?P<which>last|next|this|the\ previous|previous)\ (?P<u>week(?:end)?|month|quarter|year|decade)(?![\w-])"
)
@reads(r"(?:over|at|during|on)\ (?P<which>the)\ (?P<u>weekend)(?!\w)")
@reads(r"(?P<which>the)\ (?P<u>week|month|year)\ (?:before|earlier)(?!\w)")
@reads(r"(?P<part>year\ to\ date)")
def _this(match: re.Match, now: Now) -> Period:
    """'last week', 'earlier this year', 'late next month', 'over the weekend', 'the year before'."""
    here, groups = now.reference, match.groupdict()
    which, part = groups.get("which") or "this", groups.get("part")
    unit = groups.get("u") or "year"
    if here is None:
        return NOTHING
    if which in ("the previous", "previous") or (which == "the" and unit != "weekend"):
        return beside(now, -1, unit) if now.anchor is not None else whole(unit, -1, here, now.tense)
    step = {"last": -1, "next": 1}.get(which, 0)
    first, last = whole(unit, step, here, now.tense)
    if part in ("so far", "year to date"):
        return first, here
    return third((first, last), part if part in ("early", "mid", "late") else None)


@reads(
    rf"(?:just\ )?(?:over\ |about\ |nearly\ |almost\ |around\ |some\ )?(?P<n>{N})\ (?P<u>hour|{UNIT}|centurie)s?\ ago"
)
def _ago(match: re.Match, now: Now) -> Period:
    """'two years ago' is that calendar year, 'three weeks ago' that week, 'five days ago' that day."""
    here, unit, count = now.reference, match["u"], number(match["n"])
    if here is None or unit in ("decade", "century", "centurie", "fortnight"):
        return NOTHING
    if unit == "hour":
        return (here - timedelta(hours=count),) * 2
    day = moved(here, -count, unit)
    return NOTHING if day is None else whole(unit, 0, day, "past")


@reads(
    rf"(?P<n>{N})\ (?P<u>day|week|month|quarter|year)s?\ (?P<way>earlier|before(?=\s*(?:[,.;:)]|$))|later|previously)(?![\w-])"
)
@reads(
    r"the\ (?P<way>following|next|same|very\ same|very\ next)\ (?P<u>day|week|month|quarter|year|morning|night|evening)(?!\w)"
)
@reads(r"(?P<way>that)\ (?:same\ )?(?P<u>day|week|month|quarter|year|night|morning|evening)(?!\w)")
def _told(match: re.Match, now: Now) -> Period:
    """'the following year', 'two days later', 'that year': told from the time named before."""
    way, unit = match["way"].removeprefix("very "), match["u"]
    unit = unit if unit in STEPS or unit in SPANS else "day"
    count = number(match.groupdict().get("n") or "1")
    step = {"same": 0, "that": 0, "earlier": -count, "before": -count, "previously": -count}.get(way, count)
    if now.anchor is None and way == "earlier" and unit == "year" and now.reference is not None:
        return whole("year", step, now.reference, None)
    return beside(now, step, unit)


TABLE = [(re.compile(rf"(?ix){pattern}"), reader) for pattern, reader in READERS]
SIMPLE = frozenset({_day, _numeric, _month, _weekday, _year, _quarter, _this, _named_day, _edge})


def read(words: str, now: Now) -> Period:
    """First and last day of one expression: by the first reader whose pattern it is."""
    low = re.sub(r"\s+", " ", words.lower()).strip()
    for pattern, reader in TABLE:
        match = pattern.fullmatch(low)
        if match is not None:
            try:
                return reader(match, now)
            except (ValueError, OverflowError):
                return NOTHING
    return NOTHING


def source(readers: frozenset[Reader] | None = None) -> str:
    """The readers' patterns as one, without named groups, the longer forms first."""
    return "|".join(
        re.sub(r"\(\?P=mark\)", "[-/.]", re.sub(r"\?P<\w+>", "?:", pattern))
        for pattern, reader in READERS
        if readers is None or reader in readers
    )
