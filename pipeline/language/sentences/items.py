"""Items of a list that stand on one line: "1.) Open the lid 2.) Wait", "a. boats b. trains", "• 9. Boats • 10. Trains".

A marker counts as one where the next of its kind follows, in order and in the same shape.
"""

from __future__ import annotations

import re

MARKER = re.compile(
    r"(?<![^\s])(?P<bullet>[•·●▪⁃◦‣*-] ?)?(?P<open>\(?)(?P<place>\d{1,3}|[a-z])(?P<shape>\.\)|\)|\.)(?=[ \xa0]\S)"
)
BULLET = re.compile(r"(?<!\S)[•●▪⁃◦‣][ \xa0](?=\S)")
LED_IN = re.compile(r"[:—–]\s?$")


def items(text: str, start: int, end: int) -> tuple[list[int], frozenset[int]]:
    """Where the items of a line begin, if the line is a list, and the full stops of markers, which end nothing.

    After a colon ("two things: 1. Boats leave early. 2. They are slow.") the items are sentences like others.
    """
    found = list(MARKER.finditer(text, start, end))
    series = next((run for marker in found if (run := _series(marker, found))), [])
    if series and (
        series[0].start() == start or LED_IN.search(text[max(start, series[0].start() - 2) : series[0].start()])
    ):
        opens = [marker.start() for marker in series] if series[0].start() == start else []
        return opens, frozenset(marker.start("shape") for marker in series)
    bullets = [marker.start() for marker in BULLET.finditer(text, start, end)]
    return (bullets, frozenset()) if len(bullets) > 1 and bullets[0] == start else ([], frozenset())


def _series(first: re.Match, found: list[re.Match]) -> list[re.Match]:
    """A marker and those that go on counting in its shape; none where nothing does."""
    run = [first]
    for marker in found:
        if marker.start() > run[-1].start() and _kind(marker) == _kind(first) and _place(marker) == _place(run[-1]) + 1:
            run.append(marker)
    return run if len(run) > 1 else []


def _kind(marker: re.Match) -> tuple[str, str, str, bool]:
    return (marker["bullet"] or "").strip(), marker["open"], marker["shape"], marker["place"].isdigit()


def _place(marker: re.Match) -> int:
    return int(marker["place"]) if marker["place"].isdigit() else ord(marker["place"])
