"""Whether the figures of a series can all be true: bounds and rounding reconcile, time tells old from new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import inf

from .records import Point

ROUGHLY = 0.1  # share by which "about 50" may be off


def state_of_series(points: Sequence[Point]) -> str:
    """``single``, ``agree``, ``moved`` or ``conflict``, as the table ``series`` says."""
    if len(points) == 1:
        return "single"
    spans = [span(point) for point in points]
    if max(low for low, _ in spans) <= min(high for _, high in spans):
        return "agree"  # intervals that have a number in common
    return "conflict" if _is_contradicted(points) else "moved"


def _is_contradicted(points: Sequence[Point]) -> bool:
    """Whether two that are of the same time, and told at the same time, have nothing in common."""
    told: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        if not point.is_earlier:
            told[("day", str(point.day)) if point.day else ("article", point.article_id)].append(point)
    return any(
        _are_of_one_time(a, b) and not _meet(span(a), span(b))
        for together in told.values()
        for place, a in enumerate(together)
        for b in together[:place]
    )


def _are_of_one_time(a: Point, b: Point) -> bool:
    first, second = (a.period_start, a.period_end), (b.period_start, b.period_end)
    return first == second or (None, None) in (first, second)


def _meet(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return max(a[0], b[0]) <= min(a[1], b[1])


def span(point: Point) -> tuple[float, float]:
    """The numbers that the figure allows: its bounds, wider by what rounding leaves open.

    "12" allows 12, "4.2 billion" 4.15 to 4.25 billion, "about 50" 45 to 55, "at least 10" 10 and more.
    """
    low = -inf if point.low is None else point.low - _slack(point, point.low)
    high = inf if point.high is None else point.high + _slack(point, point.high)
    return low, high


def _slack(point: Point, number: float) -> float:
    if point.modifier == "about" or point.is_approximate:
        return max(abs(number) * ROUGHLY, _rounding(number))
    return _rounding(number)


def _rounding(number: float) -> float:
    """Half of the last place that is written: 0 for a small whole number, where each one counts."""
    digits = f"{abs(number):.10g}"
    if "e" in digits:
        return abs(number) * 1e-9
    if "." in digits:
        return 0.5 * 10.0 ** -len(digits.split(".")[1]) + 1e-12
    zeros = len(digits) - len(digits.rstrip("0"))
    return 0.5 * 10.0**zeros if number and zeros >= 3 else 0.0


def moment(point: Point, by_period: bool) -> date | None:
    """The day that a figure stands at on the axis of time: of an indicator its period's last, else the article's."""
    return (point.period_end or point.day) if by_period else (point.day or point.period_end)
