"""Series: which figures measure the same thing, and whether their values agree."""

from dataclasses import fields
from datetime import date
from itertools import count

import pytest

from pipeline.language.series import Point, as_earlier, indicator_of, indicator_series, is_earlier, story_series
from pipeline.language.series.measure import aspect_of, measure_of
from pipeline.language.series.state import state_of_series

NUMBERS = count()
MONDAY, TUESDAY = date(2024, 2, 5), date(2024, 2, 6)


def point(before="", after="", value=None, **known):
    number = next(NUMBERS)
    low = known.pop("low", value)
    high = known.pop("high", value)
    standard = dict.fromkeys(field.name for field in fields(Point))
    standard |= {"figure_id": f"f{number:04}", "article_id": f"a{number}", "order": number, "sentence": f"s{number}"}
    standard |= dict.fromkeys(("is_approximate", "is_negated", "is_part", "is_earlier"), False)
    standard |= {"modifier": "exact", "quantity_type": "count", "unit": "dimensionless", "entities": frozenset()}
    said = {"before": before, "after": after, "value": value, "low": low, "high": high}
    return Point(**(standard | said | known))


def people(before, after, value, **known):
    return point(before, after, value, unit="person", **known)


def groups(points):
    """Sets of values of the figures of each series."""
    values = {one.figure_id: one.value for one in points}
    return sorted(sorted(values[key] for key in series.points) for series in story_series(points))


@pytest.mark.parametrize(
    ("points", "state"),
    [
        ([(12, 12, 12, {})], "single"),
        ([(12, 12, 12, {}), (None, 10, None, {"modifier": "at_least"})], "agree"),
        ([(50, 50, 50, {"is_approximate": True}), (46, 46, 46, {})], "agree"),
        ([(4.2e9, 4.2e9, 4.2e9, {}), (4.23e9, 4.23e9, 4.23e9, {})], "agree"),
        ([(None, 10, 20, {"modifier": "range"}), (14, 14, 14, {}), (None, 13, None, {})], "agree"),
        ([(12, 12, 12, {}), (13, 13, 13, {})], "conflict"),
        ([(12, 12, 12, {}), (None, 14, None, {"modifier": "more_than"})], "conflict"),
        ([(12, 12, 12, {}), (13, 13, 13, {"day": TUESDAY})], "moved"),
        ([(11, 11, 11, {"is_earlier": True}), (27, 27, 27, {})], "moved"),
        ([(5, 5, 5, {"period_end": date(2024, 1, 31)}), (6, 6, 6, {"period_end": date(2024, 2, 29)})], "moved"),
        ([(5, 5, 5, {"period_end": MONDAY}), (6, 6, 6, {"period_end": MONDAY})], "conflict"),
        ([(5, 5, 5, {"day": None}), (6, 6, 6, {"day": None})], "moved"),
    ],
)
def test_state(points, state):
    made = [point(value=v, low=low, high=high, **({"day": MONDAY} | known)) for v, low, high, known in points]
    assert state_of_series(made) == state_of_series(made[::-1]) == state


def test_the_dead_the_injured_and_the_missing_are_three_things():
    points = [
        people("A blast at the mill killed ", " people on Sunday", 14, predicate="kill", item="people"),
        point("The death toll rose to ", " on Monday", 17, concept="death toll", predicate="rise"),
        point("", " workers were hurt", 40, item="workers", unit="worker", predicate="hurt"),
        people("Doctors treated ", " wounded", 44, predicate="treat"),
        people("Some ", " people are still unaccounted for", 9, item="people", predicate="be"),
        point("", " men are missing", 5, item="men", unit="man", predicate="be"),
    ]
    assert groups(points) == [[5, 9], [14, 17], [40, 44]]


def test_a_target_and_an_outcome_are_two_things():
    points = [
        point("The plant made ", " cars last year", 4100, unit="car", item="cars", predicate="make"),
        point("It made ", " cars in 2022", 3900, unit="car", item="cars", predicate="make"),
        point("The plant has a target of ", " cars", 6000, unit="car", item="cars", predicate="have"),
        point("The firm missed its goal of ", " cars", 6000, unit="car", item="cars", predicate="miss"),
    ]
    assert groups(points) == [[3900, 4100], [6000, 6000]]


def test_two_numbers_of_one_sentence_are_two_things_unless_one_was_before():
    said = {"unit": "vote", "item": "votes", "predicate": "pass", "article_id": "a", "sentence": "s"}
    votes = [point("It passed by ", " votes to 96", 102, **said), point("by 102 votes to ", "", 96, **said)]
    assert groups(votes) == [[96], [102]]
    rose = {"quantity_type": "percent", "unit": "percent", "concept": "support", "article_id": "b", "sentence": "t"}
    now = point("Support rose to ", ", up from 41", 47, **rose)
    before = point("to 47 percent, up from ", " in May", 41, **rose)
    assert is_earlier(before) and not is_earlier(now)
    assert groups([now, as_earlier(before, now)]) == [[41, 47]]


def test_what_is_compared_without_a_time_is_another_thing():
    assert not is_earlier(point("It has ten ports, compared with ", " for other boards", 2))
    assert is_earlier(point("It sold 10,000, compared with ", " a year ago", 8000))


@pytest.mark.parametrize(
    "one",
    [
        point("Brannock won ", " on Friday", None, low=3, high=1, quantity_type="score"),
        point("He has worked there for ", "", 3, quantity_type="duration", unit="year", item="worked"),
        point("in the next ", "", 3, quantity_type="duration", unit="month", item="months"),
        point("a boy of ", "", 9, item="boy", concept="boy"),
        point("There are ", " plans", 0, is_negated=True, unit="plan", item="plans"),
    ],
)
def test_what_could_not_return_is_in_no_series(one):
    assert measure_of(one) is None and story_series([one]) == []


@pytest.mark.parametrize(
    ("before", "after", "aspect"),
    [
        ("Analysts had forecast sales of ", "", "expected"),
        ("The storm could leave ", " homes dark", "expected"),
        ("The bank aims for inflation of ", "", "target"),
        ("The party needs ", " seats", "required"),
        ("The speed limit is ", "", "allowed"),
        ("The mill shipped ", " crates, fewer than hoped", "is"),
    ],
)
def test_aspect(before, after, aspect):
    assert aspect_of(point(before, after, 5)) == aspect


def test_series_do_not_depend_on_the_order_of_figures():
    points = [
        people("The fire killed ", " people", n, predicate="kill", item="people", day=MONDAY) for n in (3, 4, 3, 5)
    ]
    assert story_series(points) == story_series(points[::-1])


def rate(before, after, value, **known):
    return point(before, after, value, quantity_type="percent", unit="percent", **known)


def of_place(one):
    return indicator_of(one, "p1", names={"p1": "Aldany"})


def test_january_and_february_are_points_of_one_indicator():
    points = [
        rate("Inflation in Aldany was ", " in January", 5.4, concept="Inflation", period_end=date(2024, 1, 31)),
        rate("Inflation slowed to ", " in February", 4.9, concept="Inflation", change="decrease", role="to",
             period_end=date(2024, 2, 29)),
        rate("Consumer prices rose ", " in March", 4.4, concept="Consumer prices", change="increase",
             period_end=date(2024, 3, 31)),
    ]  # fmt: skip
    (series,) = indicator_series((of_place(one), one) for one in points)
    assert (series.first_value, series.last_value, series.state) == (5.4, 4.4, "moved")
    assert (series.place, series.first_on, series.label) == ("p1", date(2024, 1, 31), "inflation rate, Aldany")


def test_an_indicator_of_another_name_place_or_aspect_is_another():
    level = of_place(rate("Inflation was ", "", 5, concept="Inflation"))
    assert of_place(rate("Food inflation was ", "", 9, concept="Food inflation")) is None
    assert of_place(rate("Global growth was ", "", 3, concept="growth")) is None
    assert indicator_of(rate("Inflation was ", "", 5, concept="Inflation"), None) is None
    assert of_place(rate("Inflation will fall to ", "", 3, concept="inflation", role="to")).key != level.key
    assert (
        of_place(rate("Growth was ahead of the ", " that economists had forecast", 3, concept="Growth")).key[3]
        == "expected"
    )
    people = point("The country has a population of ", "", 4e6, concept="population")
    assert indicator_of(people, None, "p1") is None and indicator_of(people, "p1").name == "population"
    assert of_place(rate("The unemployment rate was ", "", 6, concept="unemployment rate")).name == "unemployment rate"
    assert indicator_of(rate("Inflation was ", "", 5, concept="Inflation"), None, "p2").key != level.key
