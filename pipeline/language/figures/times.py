"""Words that say when, and the days they mean against the article's reference day.

Days are ``datetime.date``, both ends included; None is open or unknown. Weeks run from Monday to Sunday; "since" runs
to the reference day; a bare weekday or month is the latest one that is not in the future, unless the clause is about
the future.
"""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from .numerals import UNITS
from .vetoes import MONTH

MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_abbr) if name}
WEEKDAYS = {name[:3].lower(): number for number, name in enumerate(calendar.day_abbr)}
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
PART = r"(?:\ (?:morning|afternoon|evening|night))"
_DATE = rf"(?:{MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\ \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{MONTH}(?!\w)(?:,?\ \d{{4}})?|{MONTH},?\ (?:of\ )?\d{{4}}|\d{{4}}-\d\d-\d\d)"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_POINT = rf"""(?:
    {_DATE}
  | (?:the\ )?(?:first|last|opening|final)\ {_COUNT}\ (?:day|week|month)s\ of\ (?:this\ year|last\ year|(?:19|20)\d\d)
  | (?:(?:early|late|mid-?)\ )?(?:(?:the\ )?(?:first|second|third|fourth)[ -](?:quarter|half)|Q[1-4])(?:(?:\ of|,)?\ (?:fiscal\ )?(?:19|20)\d\d|\ of\ (?:last|this)\ year|\ (?:last|this)\ year)?
  | (?:(?:last|next|this|the\ past|past|earlier\ this|later\ this|late\ last|early\ this|the\ previous|the\ following|previous|the)\ )(?:{WEEKDAY}{PART}?|{MONTH}(?!\w|\ \d)|week(?:end)?|month|quarter|year|spring|summer|autumn|fall|winter)(?:\ (?:before|earlier))?(?![\w-])
  | {WEEKDAY}{PART}?(?!\w)
  | (?:january|february|march|april|june|july|august|september|october|november|december|may)\b(?=[\s,.;:)]|$)
  | yesterday | today | tomorrow | tonight | currently | right\ now | at\ present
  | (?:just\ )?(?:over\ |about\ |nearly\ |almost\ )?{_COUNT}\ (?:hour|day|week|month|year|decade)s?\ (?:ago|earlier)
  | (?:(?:early|late|mid-?|fiscal(?:\ year)?|calendar|the\ year|end\ of|start\ of)[ -]?)?(?<![\d,.$£€])(?:1[6-9]|20)\d\d(?![\d,]*\d|[\w%-]|\ (?:people|men|women|children|years))
)"""
TIME = re.compile(
    rf"""(?ix)(?<![\w$£€-])
    (?: (?P<between>between|from)\ (?P<a>{_POINT})\ (?:and|to|until|through|till)\ (?P<b>{_POINT})
      | (?:in|for|over|during)\ the\ (?P<n>{_COUNT}|\d{{1,3}})\ (?P<span>day|week|month|year)s\ (?:to|ended|ending|through)\ (?:the\ end\ of\ )?(?P<until>{_POINT})
      | (?:(?P<lead>since|until|till|before|prior\ to|by\ the\ end\ of|by|after|from|as\ of|through|in|on|during|for|of|at)\ (?:the\ year\ |the\ end\ of\ )?)?(?P<point>{_POINT})
    )(?![\w])"""
)
FUTURE = re.compile(
    r"(?i)\b(?:will|shall|going to|is to|are to|due (?:to|in|on|by)|(?:expect|intend|hope|aim|propose|vow|pledge)(?:s|ed)? to|(?<!no )(?<!any )(?<!the )(?<!ha[sd] )(?<!have )plan(?:s|ned)? to|scheduled|slated"
    r"|likely to|set to|is due|are due|upcoming|forthcoming)\b"
)


@dataclass(frozen=True, slots=True)
class Time:
    start: int
    end: int
    first: date | None
    last: date | None


def times(text: str, start: int, end: int, reference: date | None) -> list[Time]:
    """The time expressions of ``text[start:end]`` with their periods, in order."""
    found = []
    for match in TIME.finditer(text, start, end):
        point = match["point"] or match["a"] or match["until"]
        if _is_no_time(point, match, text):
            continue
        future = bool(FUTURE.search(text[max(start, match.start() - 60) : min(end, match.end() + 60)]))
        if match["until"]:
            first, last = _span_until(match, reference, future)
        elif match["between"]:
            first, last = _between(match["a"], match["b"], reference, future)
        else:
            first, last = _led(match["lead"], match["point"], reference, future)
        found.append(Time(match.start(), match.end(), first, last))
    return found


NAMED_DAY = re.compile(r"\b(?:Super|Black|Good|Ash|Cyber|Bloody|Holy|Palm|Fat|Shrove|Maundy|Easter) $")


def _is_no_time(point: str, match: re.Match, text: str) -> bool:
    """'may' the verb, 'the year' and 'the week' without more, 'march' the walk, a year in a name."""
    low = point.lower()
    if low == "today" and point[0].isupper() and re.search(r"\b[A-Z][\w.]* $", text[: match.start("point")][-16:]):
        return True  # "USA TODAY"
    if NAMED_DAY.search(text, 0, match.start("point") if match["point"] else 0):
        return True
    if low in ("may", "march", "august") and not (
        point[0].isupper()
        and (match["lead"] or "") in ("in", "In", "since", "Since", "by", "until", "of", "last", "this", "on")
    ):
        return True
    if low.startswith(("last", "next")) and re.search(
        r"(?i)(?:\b(?:his|her|its|their|our|my|your)|['’]s) $", text[: match.start("point")][-8:]
    ):
        return True  # "his last year in office"
    if re.fullmatch(MONTH, low, re.IGNORECASE) and not point[0].isupper():
        return True
    if re.match(r"the (?:week|month|quarter|year|spring|summer|autumn|fall|winter|weekend)$", low):
        return True
    if re.match(r"the (?:mon|tues|wednes|thurs|fri|satur|sun)day|the " + MONTH, low):
        return False
    return bool(re.match(r"['’]s?\b", text[match.end() : match.end() + 2]) and low[:4].isdigit())


def _between(a: str, b: str, reference: date | None, future: bool) -> tuple[date | None, date | None]:
    second = resolve(b, reference, future)
    year = re.search(r"\b\d{4}\b", b)
    first = resolve(a if re.search(r"\d{4}", a) or not year else f"{a} {year.group()}", reference, future)
    if first[0] and second[1] and first[0] > second[1]:
        second = resolve(b, reference, True)
        if second[1] is None or first[0] > second[1]:
            return None, None
    return first[0], second[1]


def _span_until(match: re.Match, reference: date | None, future: bool) -> tuple[date | None, date | None]:
    """'in the six months to 30 June': from the 1st of January."""
    _, last = resolve(match["until"], reference, future)
    count = int(match["n"]) if match["n"].isdigit() else UNITS.get(match["n"].lower(), 1)
    if last is None:
        return None, None
    if match["span"] in ("day", "week"):
        return last - timedelta(count * (7 if match["span"] == "week" else 1) - 1), last
    months = count * (12 if match["span"] == "year" else 1)
    after = last + timedelta(1)
    index = after.year * 12 + after.month - 1 - months
    day = min(after.day, calendar.monthrange(index // 12, index % 12 + 1)[1])
    return date(index // 12, index % 12 + 1, day), last


def _led(lead: str | None, point: str, reference: date | None, future: bool) -> tuple[date | None, date | None]:
    first, last = resolve(point, reference, future)
    lead = (lead or "").lower()
    if lead == "since":
        return first, reference if first and reference and first <= reference else None
    if (
        lead in ("until", "till", "before", "prior to", "by")
        and not future
        and re.fullmatch(MONTH, point, re.IGNORECASE)
    ):
        return None, None  # "before November" is as often the coming one
    if lead in ("until", "till", "before", "prior to", "through"):
        return None, (first - timedelta(1) if lead in ("before", "prior to") and first else last)
    if lead == "after":
        return (last + timedelta(1) if last else None), None
    if lead == "by the end of" or lead == "by":
        if first and reference and last > reference:
            return reference, last
        return first, last
    return first, last


def resolve(point: str, reference: date | None, future: bool = False) -> tuple[date | None, date | None]:
    """First and last day of one expression; (None, None) where it needs a reference day and there is none."""
    low = re.sub(r"\s+", " ", point.lower()).strip()
    for read in (_part_of_year, _calendar, _quarter, _relative, _ago, _year):
        period = read(low, reference, future)
        if period is not None:
            return period
    return None, None


def _month_of(low: str) -> int | None:
    match = re.search(rf"(?i)\b{MONTH}", low)
    return MONTHS[match.group()[:3]] if match else None


def _days(year: int, month: int, day: int | None = None) -> tuple[date, date] | None:
    try:
        first = date(year, month, day or 1)
        return first, first if day else date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def _calendar(low: str, reference: date | None, future: bool):
    """'Feb. 15', '20 July 2019', 'January 2019', 'last January', 'June'."""
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", low)
    if iso:
        return _days(*map(int, iso.groups())) or (None, None)
    month = _month_of(low)
    if month is None or re.search(WEEKDAY, low):
        return None
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", low)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", low)
    number = int(day[1]) if day else None
    if year:
        return _days(int(year.group()), month, number) or (None, None)
    if reference is None:
        return None, None
    period = _days(reference.year, month, number)
    if period is None:
        return None, None
    if low.startswith("last") or "previous" in low:
        return _days(reference.year - 1, month, number)
    if low.startswith("this"):
        return period
    if low.startswith("next"):
        return _days(reference.year + (period[0] <= reference), month, number)
    if period[0] > reference and not future and (period[0] - reference).days > (14 if number else 0):
        return _days(reference.year - 1, month, number) or (None, None)
    if period[1] < reference and future and (reference - period[1]).days > 200:
        return _days(reference.year + 1, month, number) or (None, None)
    return period


def _part_of_year(low: str, reference: date | None, _: bool):
    """'the first six months of this year', 'the last two weeks of 2019'."""
    match = re.search(r"(first|last|opening|final) (\d+|[a-z]+) (day|week|month)s of (this year|last year|\d{4})", low)
    if match is None:
        return None
    if reference is None and not match[4].isdigit():
        return None, None
    year = int(match[4]) if match[4].isdigit() else reference.year - (match[4] == "last year")
    count = int(match[2]) if match[2].isdigit() else UNITS.get(match[2], 1)
    early = match[1] in ("first", "opening")
    if match[3] != "month":
        length = timedelta(count * (7 if match[3] == "week" else 1) - 1)
        return (
            (date(year, 1, 1), date(year, 1, 1) + length)
            if early
            else (date(year, 12, 31) - length, date(year, 12, 31))
        )
    if not 0 < count < 13:
        return None, None
    if early:
        return date(year, 1, 1), _days(year, count)[1]
    return date(year, 13 - count, 1), date(year, 12, 31)


def _quarter(low: str, reference: date | None, _: bool):
    """'the third quarter of 2019', 'first half of last year', 'Q3 2020'."""
    match = re.search(r"(first|second|third|fourth)[ -](quarter|half)|q([1-4])", low)
    if not match:
        return None
    position = int(match[3]) if match[3] else ("first", "second", "third", "fourth").index(match[1]) + 1
    months = 6 if match[2] == "half" else 3
    if position * months > 12:
        return None, None
    year = re.search(r"\d{4}", low)
    if year:
        number = int(year.group())
    elif reference is None:
        return None, None
    elif "last year" in low:
        number = reference.year - 1
    else:
        number = reference.year - (date(reference.year, (position - 1) * months + 1, 1) > reference)
    first = date(number, (position - 1) * months + 1, 1)
    return first, _days(number, position * months)[1]


def _relative(low: str, reference: date | None, future: bool):
    """'yesterday', 'on Friday', 'last week', 'earlier this month', 'this weekend', 'the year before'."""
    day = {
        "yesterday": -1,
        "today": 0,
        "tonight": 0,
        "currently": 0,
        "right now": 0,
        "at present": 0,
        "tomorrow": 1,
    }.get(low)
    weekday = re.search(WEEKDAY, low)
    span = re.search(r"\b(week(?:end)?|month|quarter|year)\b", low)
    if (
        low[:1].isdigit()
        or " ago" in low
        or (day is None and not weekday and not span and not re.search("spring|summer|autumn|fall|winter", low))
    ):
        return None
    if "ago" in low.split() or re.search(r"\d{4}|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b", low):
        return None
    if reference is None:
        return None, None
    if day is not None:
        return (reference + timedelta(day),) * 2
    if weekday:
        back = (reference.weekday() - WEEKDAYS[weekday.group()[:3]]) % 7
        if low.startswith("next") or (future and back):
            return (reference + timedelta((7 - back) % 7 or 7),) * 2
        if low.startswith("last") and back == 0:
            back = 7
        return (reference - timedelta(back),) * 2
    if span is None:
        return None, None
    step = (
        1
        if low.startswith(("next", "the following"))
        else -1
        if re.search(r"\b(?:last|previous|past|before|earlier)\b", low) and "this" not in low
        else 0
    )
    return _span(span.group(), step, reference, future)


def _span(name: str, step: int, reference: date, future: bool) -> tuple[date, date]:
    monday = reference - timedelta(reference.weekday())
    if name == "week":
        first = monday + timedelta(7 * step)
        return first, first + timedelta(6)
    if name == "weekend":
        saturday = monday + timedelta(5)
        if step < 0 or (not future and saturday > reference):
            saturday -= timedelta(7)
        return saturday, saturday + timedelta(1)
    if name == "year":
        return date(reference.year + step, 1, 1), date(reference.year + step, 12, 31)
    months = 3 if name == "quarter" else 1
    index = reference.year * 12 + (reference.month - 1) // months * months + months * step
    first = date(index // 12, index % 12 + 1, 1)
    last = index + months - 1
    return first, _days(last // 12, last % 12 + 1)[1]


def _ago(low: str, reference: date | None, _: bool):
    """'two years ago' is that calendar year, 'three weeks ago' that week, 'five days earlier' that day."""
    match = re.search(r"(\d+|[a-z]+) (hour|day|week|month|year|decade)s? (?:ago|earlier)", low)
    if not match:
        return None
    if reference is None or ("earlier" in low and match[2] != "year"):
        return None, None
    count = int(match[1]) if match[1].isdigit() else UNITS.get(match[1], 1)
    try:
        if match[2] == "hour":
            return (reference - timedelta(hours=count),) * 2 if count < 10**5 else (None, None)
        if match[2] == "day":
            return (reference - timedelta(count),) * 2
        if match[2] == "decade":
            return None, None
        return _span(match[2], -count, reference, False)
    except (ValueError, OverflowError):
        return None, None


def _year(low: str, *_):
    match = re.search(r"\b(1[6-9]\d\d|20\d\d)\b", low)
    if not match:
        return None
    year = int(match[1])
    if low.startswith("early"):
        return date(year, 1, 1), date(year, 4, 30)
    if low.startswith("late"):
        return date(year, 9, 1), date(year, 12, 31)
    return date(year, 1, 1), date(year, 12, 31)
