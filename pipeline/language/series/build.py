"""From the figures of a story, or of all articles, to series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from .indicators import Indicator
from .match import Measured, matched
from .measure import Measure, measure_of
from .records import Point, Series
from .state import moment, state_of_series
from .words import anyone


def story_series(points: Iterable[Point]) -> list[Series]:
    """Series of the figures of one story (those that are no indicators); a figure is in one or in none."""
    measured = [(point, measure) for point in points if (measure := measure_of(point))]
    made: list[Series] = []
    taken: Counter[tuple[str, ...]] = Counter()
    for group in matched(measured):
        key = _key(group)
        taken[key] += 1
        made.append(_series((*key, str(taken[key])), story_label(group), group, by_period=False))
    return made


def indicator_series(points: Iterable[tuple[Indicator, Point]]) -> list[Series]:
    """Series of named indicators, over all articles."""
    groups: dict[tuple[str, ...], list[tuple[Indicator, Point]]] = {}
    said: dict[tuple[str, ...], list[float | None]] = {}
    for indicator, point in sorted(points, key=lambda one: _order(one[1])):
        companions = said.setdefault((*indicator.key, point.sentence), [])
        if not point.is_earlier and point.value not in companions:
            companions.append(point.value)
        # a second value in one sentence is of another span of time, or of another kind ("but were up 2 % on the year")
        number = companions.index(point.value) if point.value in companions else 0
        groups.setdefault((*indicator.key, str(number)), []).append((indicator, point))
    return [
        _series(key, group[0][0].label, [(point, None) for _, point in group], by_period=True, place=group[0][0].place)
        for key, group in sorted(groups.items())
    ]


def _order(point: Point) -> tuple[str, str, int]:
    return str(point.day or "9999"), point.article_id, point.order


def _key(group: Sequence[Measured]) -> tuple[str, ...]:
    """Of what stays when figures join a series: the block, and the commonest noun."""
    heads = Counter(measure.head for _, measure in group)
    return (*group[0][1].block, min(heads, key=lambda head: (-heads[head], head)))


def story_label(group: Sequence[Measured]) -> str:
    """What is measured, in the words of the figure that says it most fully: "miners (killed)"."""
    point, measure = max(group, key=lambda one: (_told(one[0]), one[1].head, one[0].figure_id))
    nouns = Counter(label for p, _ in group if (label := _noun(p)))
    noun = min(nouns, key=lambda text: (-nouns[text], len(text), text)) if nouns else ""
    told = [measure.state.replace("_", " ")] if measure.state else []
    told += [measure.aspect] if measure.aspect != "is" else []
    told += ["change"] if measure.block[3].startswith("by") else []
    told += ["part"] if "part" in measure.block else []
    noun = noun or ("people" if measure.state else point.predicate or point.unit)
    return f"{noun} ({', '.join(told)})" if told else noun


def _told(point: Point) -> int:
    return len(point.concept or point.item or "")


def _noun(point: Point) -> str | None:
    if point.quantity_type == "count" and point.unit != "dimensionless":
        return "people" if point.unit in anyone() else point.unit
    text = (point.concept or point.item or "").strip()
    return text if text and len(text) <= 60 else None


def _series(
    key: tuple[str, ...],
    label: str,
    group: Sequence[tuple[Point, Measure | None]],
    by_period: bool,
    place: str | None = None,
) -> Series:
    points = [point for point, _ in group]
    days = sorted(day for point in points if (day := moment(point, by_period)))
    values = [point.value for point in sorted(points, key=lambda p: _time(p, by_period)) if point.value is not None]
    ends = [end for point in points for end in (point.value, point.low, point.high) if end is not None]
    units = Counter(point.unit for point in points)
    return Series(
        key=key,
        label=label,
        quantity_type=points[0].quantity_type,
        unit=min(units, key=lambda unit: (-units[unit], unit)),
        currency=points[0].currency,
        per_unit=points[0].per_unit,
        place=place or _agreed(point.place for point in points),
        subject=_agreed_on([point.entities for point in points]),
        points=tuple(point.figure_id for point in points),
        source_count=len({point.source for point in points if point.source}),
        article_count=len({point.article_id for point in points}),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        first_value=values[0] if values else None,
        last_value=values[-1] if values else None,
        lowest=min(ends, default=None),
        highest=max(ends, default=None),
        state=state_of_series(points),
    )


def _time(point: Point, by_period: bool) -> tuple[str, bool, str, int]:
    day = moment(point, by_period)
    return str(day or "9999"), not point.is_earlier, point.article_id, point.order


def _agreed(names: Iterable[str | None]) -> str | None:
    """The one name that is stated, or None where none is, or several are."""
    said = {name for name in names if name}
    return said.pop() if len(said) == 1 else None


def _agreed_on(sets: Sequence[frozenset[str]]) -> str | None:
    said = [names for names in sets if names]
    common = frozenset.intersection(*said) if said else frozenset()
    return min(common) if common else None
