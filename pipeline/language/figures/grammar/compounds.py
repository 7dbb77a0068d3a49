"""Measures in two units, the second a part of the first: '6ft 4in', '2 hours 40 minutes', '14 stone 3'."""

from __future__ import annotations

import re

from pipeline.language.rules import rule

from ..page import Draft, Page

# How many of the second make one of the first.
PARTS = {
    ("foot", "inch"): 12,
    ("yard", "foot"): 3,
    ("stone", "pound"): 14,
    ("pound", "ounce"): 16,
    ("ton", "hundredweight"): 20,
    ("meter", "centimeter"): 100,
    ("kilometer", "meter"): 1000,
    ("kilogram", "gram"): 1000,
    ("year", "month"): 12,
    ("year", "week"): 52,
    ("year", "day"): 366,
    ("month", "week"): 5,
    ("month", "day"): 31,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("hour", "second"): 3600,
    ("minute", "second"): 60,
    ("degree", "minute"): 60,
}
BARE = {"stone": ("pound", 14), "foot": ("inch", 12)}
BRIDGE = re.compile(r"(?:,? (?:and )?|-|)")
ENDS = re.compile(r"\s?(?:[.,;:)]|$|and\b|tall\b|high\b|but\b|in\b)")


@rule("figures", "a measure in two units, the second a part of the first, is one", "2 hours 40 minutes", otherwise=None)
def compound(page: Page, first: Draft, second: Draft) -> Draft | None:
    """The two as one row in the first's unit, or None."""
    if first.value is None or second.value is None or first.unit is None or first.value < 0:
        return None
    if not BRIDGE.fullmatch(page.text, first.end, second.start) or second.more or first.more.keys() - {"last_part"}:
        return None
    last = first.more.get("last_part", first.value)
    parts = PARTS.get((first.name, second.name)) if not last % 1 else None
    if parts is None and second.unit is None and first.name in BARE:
        if second.kind != "count" or second.noun is not None or not ENDS.match(page.text, second.end):
            return None
        parts = BARE[first.name][1]
    if parts is None or not 0 < second.value < parts or first.per or page.text[first.start].lower() == "a":
        return None
    if second.kind == "age":  # "two years and four months old"
        first.kind = "age"
    first.value = first.low = first.high = first.value + second.value / parts
    first.more["last_part"] = second.value
    first.end, first.last, first.per = second.end, second.last, second.per
    return first
