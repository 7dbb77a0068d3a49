"""The day an article was published, and the day its "Thursday" is counted from; never invented, never a file's time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FIRST_YEAR = 1690  # of the first American newspaper; what is earlier is a mistake or another calendar
DAYS_AHEAD = 7  # embargoed copy; what is later is a mistake
NEAR = timedelta(days=15)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul"),
            *("august aug", "september sept sep", "october oct", "november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
WRITTEN = (
    re.compile(rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})(?!\d)", re.IGNORECASE),  # March 9, 2021
    re.compile(rf"(?<!\d){_DAY}(?: of)? {_MONTH},? {_YEAR}(?!\d)", re.IGNORECASE),  # 9 March 2021
)
WITHOUT_YEAR = (
    re.compile(rf"\b{_MONTH} {_DAY}(?! ?\d)\b", re.IGNORECASE),
    re.compile(rf"(?<!\d){_DAY} {_MONTH}", re.IGNORECASE),
)
IN_URL = (
    re.compile(r"/(?P<year>\d{4})[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/-]|$)", re.IGNORECASE),
    re.compile(r"[/_-](?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.-]|$)"),
)
# "QUILLETH, Sorrel Islands, March 9, 2021 (Northern Press) -- A passenger ferry ..."
DASH = re.compile(r"\s*(?:—|–|--|―| - )")
CAPITAL_PLACE = re.compile(r"[A-Z][A-Z'’.\- ]*[A-Z]{2}[A-Z'’.\- ]*(?:,|\(|\d|[A-Z][a-z]|$)")
LONGEST_DATELINE = 120
# A line that is nothing but a stamp: "Published April 18, 2021", "Updated: 9:14 a.m. EST, Nov. 3, 2020",
# "By Casey Dunmore | Feb. 13, 2021", "Tuesday 9 March 2021 10.45 GMT".
STAMP_WORDS = re.compile(
    r"\b(?:published|posted|first|updated|last|modified|date|dated|issued|created|on|at|by|a\.?m|p\.?m|gmt|utc|bst|cet|"
    r"e[sd]?t|c[sd]t|m[sd]t|p[sd]t|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r")\b\.?",
    re.IGNORECASE,
)
STAMP_LINES = 8
MAX_STAMP = 120


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and what told it: ``metadata``, ``url``, ``dateline``, ``text``; both None if nothing does."""

    day: date | None = None
    source: str | None = None


def parse_day(value: object, today: date | None = None) -> date | None:
    """The day in a date as metadata write it (ISO 8601, RFC 2822, seconds since 1970, "March 9, 2021").

    None for what is no date, or cannot be a day of publication. The day is the one written, in its own time zone.
    """
    written = str(value).strip() if value is not None else ""
    if not written or len(written) > 100:
        return None
    if re.fullmatch(r"\d{9,10}|\d{12,13}", written):
        seconds = int(written) / (1000 if len(written) > 10 else 1)
        return plausible(datetime.fromtimestamp(seconds, UTC).date(), today)
    if found := re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", written):
        return plausible(_day(*found.groups()), today)
    for pattern in (ISO, *WRITTEN):
        if found := pattern.search(written):
            return plausible(_matched(found), today)
    if numeric := re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)", written):
        return plausible(_numeric(*map(int, numeric.groups())), today)
    return None


def plausible(day: date | None, today: date | None = None) -> date | None:
    """None for a day on which no article can have been published."""
    if day is None or day.year < FIRST_YEAR:
        return None
    return day if day <= (today or datetime.now(UTC).date()) + timedelta(days=DAYS_AHEAD) else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        number = int(month) if str(month).isdigit() else MONTHS[str(month).lower().rstrip(".")]
        return date(int(year), number, int(day))
    except (ValueError, KeyError):
        return None


def _matched(found: re.Match[str]) -> date | None:
    return _day(found["year"], found["month"], found["day"])


def _numeric(first: int, second: int, year: int) -> date | None:
    """3/14/2021 and 14.3.2021 are clear; 3/4/2021 is not."""
    if first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def url_day(url: str | None, today: date | None = None) -> date | None:
    """``/2021/03/09/`` or ``-20210309.html`` in an address or a path."""
    for pattern in IN_URL:
        if url and (found := pattern.search(url)):
            return plausible(_matched(found), today)
    return None


def _near(month_day: re.Match[str], anchor: date) -> date | None:
    """The day of a month that is nearest to ``anchor``, if it is near."""
    days = [
        _day(year, month_day["month"], month_day["day"]) for year in (anchor.year - 1, anchor.year, anchor.year + 1)
    ]
    near = [day for day in days if day is not None and abs(day - anchor) <= NEAR]
    return near[0] if near else None


def dateline_head(line: str) -> str | None:
    """What stands before the dash of a line that begins with a place in capitals."""
    dash = DASH.search(line, 0, LONGEST_DATELINE)
    head = line[: dash.start()] if dash else ""
    if not CAPITAL_PLACE.match(head):
        return None
    second = DASH.search(line, dash.end(), LONGEST_DATELINE)  # "LONDON — March 4, 2021 — It rained."
    if second and second.start() - dash.end() < 25 and any(p.search(line, dash.end()) for p in (ISO, *WRITTEN)):
        return line[: second.start()]
    return head


def dateline_day(text: str, anchor: date | None = None, today: date | None = None) -> date | None:
    """The day in the dateline; one without a year needs ``anchor``, a day near it."""
    for line in text.split("\n", STAMP_LINES)[:STAMP_LINES]:
        head = dateline_head(line)
        for pattern in (ISO, *WRITTEN) if head else ():
            if full := pattern.search(head):
                return plausible(_matched(full), today)
        for pattern in WITHOUT_YEAR if head and anchor else ():
            if partial := pattern.search(head):
                return plausible(_near(partial, anchor), today)
    return None


def stamp_day(text: str, today: date | None = None) -> date | None:
    """The day on a line among the first that holds nothing else, or a byline."""
    for line in text.split("\n", STAMP_LINES)[:STAMP_LINES]:
        if not line or len(line) > MAX_STAMP or not any(map(str.isdigit, line)):
            continue
        for pattern in (ISO, *WRITTEN):
            if (found := pattern.search(line)) and _is_stamp(line, found):
                return plausible(_matched(found), today)
    return None


def _is_stamp(line: str, found: re.Match[str]) -> bool:
    before, after = line[: found.start()], line[found.end() :]
    if re.match(r"\s*by\b.*[|•·,–—-]\s*$", before, re.IGNORECASE) or (
        not before.strip() and re.match(r"\s*[|•·–—-]\s*by\b", after, re.IGNORECASE)
    ):
        return True
    return not re.search(r"[^\W\d_]", STAMP_WORDS.sub("", f"{before} {after}"))


def published_day(
    text: str, metadata: object = None, url: str | None = None, path: str | None = None, today: date | None = None
) -> Dated:
    """What is stated first of: metadata, the address, the dateline, a line with a date, the path."""
    if day := parse_day(metadata, today):
        return Dated(day, "metadata")
    if day := url_day(url, today):
        return Dated(day, "url")
    if day := dateline_day(text, None, today):
        return Dated(day, "dateline")
    if day := stamp_day(text, today):
        return Dated(day, "text")
    if day := url_day(path and f"/{path}", today):  # last: it may be the day of delivery
        return Dated(day, "url")
    return Dated()


def reference_day(text: str, published: Dated | date | None = None, today: date | None = None) -> Dated:
    """The day "Thursday" is counted from: the dateline's where one stands near the day of publication, else that."""
    if isinstance(published, date):
        published = Dated(published, "metadata")
    published = published or published_day(text, today=today)
    if day := dateline_day(text, published.day, today):
        return Dated(day, "dateline")
    return published
