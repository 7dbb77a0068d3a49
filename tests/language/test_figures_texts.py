"""Figures in other texts than news agencies': sport, markets, science, weather, recipes, British and Indian use."""

# ruff: noqa: E501  (a sentence and its rows are read best as one line)

import pytest

from tests.language.test_figures import one, run, said


def row(figure):
    ranged = figure.modifier == "range" or figure.quantity_type == "score"
    value = (figure.value_low, figure.value_high) if ranged else figure.value
    return value, figure.quantity_type, figure.unit


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # British
        ("The council will spend £1.2m on the bridge.", [(1.2e6, "money", "British pound")]),
        ("Half a million people watched the parade.", [(5e5, "count", "person")]),
        ("A pint costs £4.80, up 30p on last year.", [(4.8, "money", "British pound"), (0.3, "money", "British pound")]),
        ("It streams in 720p.", []),
        ("She weighs nine stone.", [(9, "mass", "stone")]),
        ("They waited two fortnights.", [(2, "duration", "fortnight")]),
        # Indian
        ("The flyover cost ₹2 crore.", [(2e7, "money", "Indian rupee")]),
        ("Turnover stood at Rs 1,25,000 crore in 2019.", [(1.25e12, "money", "Indian rupee")]),
        ("The scheme covers 5 lakh families.", [(5e5, "count", "family")]),
        # science
        ("The survey covered 12 000 households.", [(12000, "count", "household")]),
        ("The dam holds 3 450 000 cubic metres of water.", [(3.45e6, "volume", "cubic meter")]),
        ("Flight 370 239 days later is still lost.", [(239, "duration", "day")]),
        ("A magnitude 6.4 earthquake struck Orl.", [(6.4, "other", "magnitude")]),
        ("The 5.1-magnitude quake was felt in Venn.", [(5.1, "other", "magnitude")]),
        ("The mice got 5 mg/kg of the drug.", [(5, "mass", "milligram")]),
        ("The star is 4.2 light-years away.", [(4.2, "distance", "light-year")]),
        # kitchen and weather
        ("Add 2 cups of flour and 5 g of salt.", [(2, "volume", "cup"), (5, "mass", "gram")]),
        ("A jug takes 2 US gallons or 3 imperial pints.", [(2, "volume", "gallon"), (3, "volume", "imperial pint")]),
        ("Between 4 and 6 inches of rain fell.", [((4, 6), "distance", "inch")]),
        ("Temperatures dropped to -12°C.", [(-12, "temperature", "degree Celsius")]),
        # markets
        ("The yield rose 4 basis points.", [(4, "percentage_point", "basis point")]),
        ("The orlon 500 is up 2%.", [(2, "percent", "percent")]),
        ("The shop sells the Orlon 11 Pro Max.", []),
        ("They sold 2 million 9 liter cases.", [(2e6, "count", "case"), (9, "volume", "liter")]),
        ("It needs several hundred or even 1,000 megawatts.", [(None, "other", "megawatt"), (1000, "other", "megawatt")]),
        ("Sales may grow from 24.2 to 33-35 billion euros.", [(24.2e9, "money", "euro"), ((33e9, 35e9), "money", "euro")]),
        # sport
        ("Orl beat Venn 3-1 before 42,318 fans.", [((3, 1), "score", "dimensionless"), (42318, "count", "fan")]),
        ("Quill scored 28 points.", [(28, "other", "point")]),
    ],
)  # fmt: skip
def test_kinds_of_text(nlp, text, rows):
    found = [row(figure) for figure in run(nlp, text)]
    assert [(pytest.approx(value) if value is not None else None, kind, unit) for value, kind, unit in rows] == found


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Add 2 cups of flour.", [None]),
        ("He left for a fee of $9 million plus $2 million in bonuses.", [None, None]),
        ("Inflation eased to 3.1 percent in May from 3.4 percent in April.", ["decrease", "decrease"]),
        ("Trump lost six percentage points, while Orl gained six.", ["decrease", "increase"]),
        ("It fell 14% to $2.3 billion, or $1.12 a share.", ["decrease", None, None]),
    ],
)
def test_changes_in_kinds_of_text(nlp, text, changes):
    assert [figure.change for figure in run(nlp, text)] == changes


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("They read the 12 page report.", ["report"]),
        ("An eleven-member panel met.", ["panel"]),
        ("They face claims, ranging from $200 to $4,000.", ["claims"]),
        ("Analysts saw prices for May sink to $9.", ["prices"]),
        ("The effect was seen with sugar levels at 40 parts per million.", ["sugar levels"]),
        ("The Orlon 16 inch is cheap.", ["Orlon"]),
        ("Ola Brandt spoke in front of 900 fans.", ["Ola Brandt"]),
        ("The probe left after a five-year, 9-mile journey.", ["journey", "journey"]),
        ("Officials found a 19-year-old who had fled.", [None]),
    ],
)
def test_concepts_in_kinds_of_text(nlp, text, concepts):
    found = [said(text, figure.concept) for figure in run(nlp, text)]
    assert found == concepts


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("This costs $8.", None),
        ("He earns $20 an hour.", "He"),
        ("In May, Our Orchards raised $9 million.", "Our Orchards"),
        ("Orl published 22 emails 'top secret.", "emails"),
        ("Visitors saw a 15 meter high rotating pig.", "rotating pig"),
    ],
)
def test_items_in_kinds_of_text(nlp, text, item):
    assert said(text, one(nlp, text).item) == item
