"""Arithmetic of days: months and weeks from a day, thirds of a period, the year that a day without one is of.

Days are ``datetime.date``; a period is its first and last day, both included, None where open or unknown.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Period = tuple[date | None, date | None]
NOTHING: Period = (None, None)
STEPS = {"day": 1, "week": 7, "fortnight": 14}  # days
SPANS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}  # months


@dataclass(frozen=True, slots=True)
class Now:
    """Against what an expression is read: the reference day, the tense of its clause, the time named before it."""

    reference: date | None
    tense: str | None = "past"
    anchor: Period | None = None


def span(year: int, month: int, months: int = 1) -> Period:
    """Whole months from ``month`` (which may be beyond 12 or below 1) on."""
    first = year * 12 + month - 1
    last = first + months - 1
    if not 12 <= first <= last < 12 * 9999:
        return NOTHING
    end = calendar.monthrange(last // 12, last % 12 + 1)[1]
    return date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, end)


def single(year: int, month: int, day: int) -> Period:
    try:
        return (date(year, month, day),) * 2
    except ValueError:
        return NOTHING


def shifted(day: date, months: int = 0, days: int = 0) -> date | None:
    """The day so many months and days on; the last of its month where that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    if not 12 <= index < 12 * 9999:
        return None
    last = calendar.monthrange(index // 12, index % 12 + 1)[1]
    try:
        return date(index // 12, index % 12 + 1, min(day.day, last)) + timedelta(days)
    except OverflowError:
        return None


def moved(day: date, count: int, unit: str) -> date | None:
    return shifted(day, days=count * STEPS[unit]) if unit in STEPS else shifted(day, months=count * SPANS[unit])


def third(period: Period, part: str | None) -> Period:
    """'early', 'mid' or 'late' in a month, a year or ten; of anything shorter the whole."""
    first, last = period
    if part is None or first is None or last is None or (last - first).days < 27:
        return period
    which = next(place for place, name in enumerate(("early", "mid", "late")) if part.startswith(name))
    if (last - first).days < 32:
        return first + timedelta(10 * which), (last if which == 2 else first + timedelta(10 * which + 9))
    if (last - first).days < 367:
        return span(first.year, first.month + 4 * which, 4)
    return span(first.year + (0, 4, 7)[which], 1, (48, 36, 36)[which])


def in_some_year(now: Now, make: Callable[[int], Period], slack: int) -> Period:
    """A day or month without its year; ``slack`` days on the wrong side of the reference still are the nearest one."""
    here = now.reference
    if here is None:
        return NOTHING
    first, last = this = make(here.year)
    if first is None or last is None or (now.tense is None and not first <= here <= last):
        return NOTHING
    if now.tense == "past" and (first - here).days > slack:
        return make(here.year - 1)
    if now.tense == "future" and (here - last).days > slack:
        return make(here.year + 1)
    return this


def on_weekday(day: int, now: Now) -> date | None:
    if now.reference is None:
        return None
    back = (now.reference.weekday() - day) % 7
    if back == 0:
        return now.reference
    if now.tense is None:
        return None
    return now.reference - timedelta(back) if now.tense == "past" else now.reference + timedelta(7 - back)


def whole(unit: str, step: int, here: date, tense: str | None) -> Period:
    """The week, month ... so many steps from the one that holds the day."""
    if unit == "day":
        return (here + timedelta(step),) * 2
    monday = here - timedelta(here.weekday())
    if unit == "week":
        return monday + timedelta(7 * step), monday + timedelta(7 * step + 6)
    if unit == "weekend":
        saturday = monday + timedelta(5)
        if step < 0 or (step == 0 and tense != "future" and saturday > here):
            saturday -= timedelta(7)
        elif step > 0:
            saturday += timedelta(7)
        return saturday, saturday + timedelta(1)
    months = SPANS[unit]
    index = (here.year * 12 + here.month - 1) // months * months + months * step
    return span(index // 12, index % 12 + 1, months)


def beside(now: Now, step: int, unit: str) -> Period:
    """So many units from the time named before, if that is no longer than the unit; a year from it keeps its length."""
    if now.anchor is None or now.anchor[0] is None or now.anchor[1] is None:
        return NOTHING
    first, last = now.anchor
    longest = {"day": 0, "week": 6, "month": 30, "quarter": 91}.get(unit, 365)
    if (last - first).days > longest or (unit in ("day", "week") and first != last and unit != "week"):
        return NOTHING
    start = moved(first, step, unit)
    if start is None:
        return NOTHING
    if unit == "year" and (last - first).days > 31 and last.month != first.month:
        return span(start.year, start.month, (last.year - first.year) * 12 + last.month - first.month + 1)
    return whole(unit, 0, start, "past")
