"""Figures in other texts than news agencies': sport, markets, science, weather, recipes, British and Indian use."""

# ruff: noqa: E501  (a sentence and its rows are read best as one line)

from datetime import date

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
        ("The bill passed the Senate 68-31.", [((68, 31), "score", "dimensionless")]),
        ("The court upheld it in a 5-to-3 decision.", [((5, 3), "score", "dimensionless")]),
        ("It takes 3-to-4 days.", [((3, 4), "duration", "day")]),
        ("He has two brothers-in-law.", [(2, "count", "brother-in-law")]),
        ("Judge Ana Ruiz will be 78.", [(78, "age", "year")]),
        # parts, ratios, odds
        ("The bank cut rates by a quarter point.", [(0.25, "percentage_point", "percentage point")]),
        ("A half-point cut in interest is likely.", [(0.5, "percentage_point", "percentage point")]),
        ("Bond prices fell 1/4 point.", [(0.25, "other", "point")]),
        ("The ratio of boys to girls was 3:1.", [(3, "ratio", "dimensionless")]),
        ("The odds are 5 to 1.", [(5, "ratio", "dimensionless")]),
        ("A quarter of a million people have signed.", [(2.5e5, "count", "person")]),
        ("The trial enrolled 30 patients, of whom 12 left.", [(30, "count", "patient"), (12, "count", "patient")]),
        ("The fire burned 60 of the town's 200 homes.", [(60, "count", "home"), (200, "count", "home")]),
        ("The road is shut between junctions 14 and 16.", []),
        ("The particle has a mass of 125 GeV.", [(125, "energy", "gigaelectronvolt")]),
        ("Wheat was bought at Rs 2,125 a quintal.", [(2125, "money", "Indian rupee")]),
        ("They outnumber us four to one.", [(4, "ratio", "dimensionless")]),
        ("She won by nearly 3-to-1 in Orl.", [(3, "ratio", "dimensionless")]),
        ("Orl won 3 to 1.", [((3, 1), "score", "dimensionless")]),
        ("They agree, 76%-21%.", [(76, "percent", "percent"), (21, "percent", "percent")]),
        ("Each is worth either $4 or $5.", [(4, "money", "US dollar"), (5, "money", "US dollar")]),
        # left out
        ("The raid killed 130 in Orl and 32 in Venn.", [(130, "count", "person"), (32, "count", "person")]),
        ("The party took the most seats -- 123 -- in May.", [(123, "count", "seat")]),
        ("At least 21,000 said they would.", [(21000, "count", "person")]),
        ("Of 45 members named by Quill, she kept three.", [(45, "count", "member"), (3, "count", "member")]),
        ("Seven or eight thousand votes are needed.", [((7000, 8000), "count", "vote")]),
        ("It is case No. 14-981 of the court.", []),
        ("His 401(k) is safe, as in '16 it was not.", []),
        ("The family: Ivo, 38; Dara, 34; and Cole, 9.", [(38, "age", "year"), (34, "age", "year"), (9, "age", "year")]),
        ("Helpers as young as 17 came.", [(17, "age", "year")]),
        # mixed numbers and halves
        ("She was held 5 ½ years.", [(5.5, "duration", "year")]),
        ("It was booked a year and a half ahead.", [(1.5, "duration", "year")]),
        ("It took an hour and a quarter.", [(1.25, "duration", "hour")]),
        ("He won a half a million votes.", [(5e5, "count", "vote")]),
        ("He won by a half million votes.", [(5e5, "count", "vote")]),
        ("Among men, she is at minus nine.", [(-9, "count", "dimensionless")]),
        ("It may be another four, or another eight years.", [(4, "duration", "year"), (8, "duration", "year")]),
        ("All of them are younger than 50.", [(50, "age", "year")]),
        ("Costs ran into six figures.", []),
        ("She saw 'The 40-Year-Old Clerk' twice.", [(2, "count", "time")]),
        ("Doors open at 11: 06 a.m. today.", []),
        ("Quill beat Orl by 22 points (47 to 25).", [(22, "other", "point"), ((47, 25), "score", "dimensionless")]),
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
        ("Quill won Orl, losing Venn 54 percent to 46 percent.", [None, None]),
        ("The staff went from 166 in May to 139 in June.", ["decrease", "decrease"]),
        ("The helicopters dropped 40 sandbags along the dike.", [None]),
        ("Orl dropped three places in the table.", ["decrease"]),
        ("The lake dropped 2 feet in June.", ["decrease"]),
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
        ("Quill took 41 percent of the vote to Brandt's 33 percent.", ["vote", "Brandt"]),
        ("Her lead sank from a 31-point advantage to two points.", ["advantage", "lead"]),
        ("They bought $9,000 worth of seed.", ["seed"]),
        ("A survey of 900 nurses from 40 towns began.", ["survey", "survey"]),
        ("The bank left its deposit rate at 3.75%.", ["deposit rate"]),
        ("That would need a carbon tax of $700 per ton of soot.", ["carbon tax"]),
        ("The car is the first to come from Orl and offers 536 hp.", ["car"]),
        ("The probe left after a five-year, 9 mile (14 km) journey.", ["journey", "journey", "journey"]),
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
        ("Over the last two weeks, Ana Ruiz visited Orl.", "Ana Ruiz visited"),
        ("Divers searched a park about two miles from the site.", "park"),
        ("A magnitude 6.4 earthquake struck Orl.", "earthquake"),
    ],
)
def test_items_in_kinds_of_text(nlp, text, item):
    assert said(text, one(nlp, text).item) == item


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Olin swam the final in 3:42.6.", [222.6]),
        ("Brandt set a record of 2:21:14.", [8474]),
        ("Quill finished in a time of 4:12.", [252]),
        ("The train leaves at 10:45:30.", []),
        ("Doors open at 7:30 and close at 11:15.", []),
    ],
)
def test_race_times(nlp, text, seconds):
    assert [f.value for f in run(nlp, text)] == seconds


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The number of cases rose to 4,300.", ["case"]),
        ("Traffic deaths passed 900 in May.", ["traffic death"]),
        ("Arrests jumped from 41 to 98.", ["arrest", "arrest"]),
        ("Sales rose to 4,300.", ["dimensionless"]),
        ("Orl lost six percentage points, while Venn gained six.", ["percentage point", "percentage point"]),
    ],
)
def test_what_the_subject_counts(nlp, text, units):
    assert [f.unit for f in run(nlp, text)] == units


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("One in six pupils missed school, compared with one in nine in 2018.", [None, "in 2018"]),
        ("The party won 231 seats, 12 more than in 2015.", [None, None]),
        ("Sales rose 6% on last year.", [None]),
        ("Profit grew 4% from a year earlier.", [None]),
        ("He lost badly in Orl in May, and now needs 61 percent of delegates.", [None]),
        ("The club, founded in 1921, has 300 members.", [None]),
        ("Divers found 40 crates in May.", ["in May"]),
        ("Turnout was 71%, up from 66% in 2018.", [None, "in 2018"]),
        ("Some 11 states vote on Super Tuesday.", [None]),
        ("Turnout was up 70 percent from 2008.", [None]),
        ("Ola Brandt told USA TODAY about 40 boats.", [None]),
        ("Inflation eased to 3 percent in May from 4 percent in April.", ["in May", "in April"]),
    ],
)
def test_times_of_something_else(nlp, text, times):
    assert [said(text, f.time) for f in run(nlp, text)] == times


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The council will spend $9 million on the bridge.", None),
        ("She won in Ohio and Iowa with 80 percent of the vote.", "Ohio"),
        ("Nearly 40 boats sank on the lake.", "lake"),
        ("The fair opened in a park of 240 acres.", None),
        ("Three in four say they buy goods made in Ohio.", None),
        ("They mourned four people killed in Ohio.", "Ohio"),
    ],
)
def test_places_in_kinds_of_text(nlp, text, place):
    assert said(text, run(nlp, text)[-1].place) == place


def test_over_a_time_is_while_it_passes(nlp):
    during = run(nlp, "The firm will spend $9 million over two years.")[1]
    longer = one(nlp, "He has worked there for over two years.")
    assert (during.modifier, longer.modifier) == ("exact", "more_than")


def test_what_is_said_about_the_saying_has_no_source(nlp):
    text = "The mill will close, the deputy mayor said - comments that come as Orl and Venn near a 7-day truce."
    assert one(nlp, text).source is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in the six months to 30 June 2020", date(2020, 1, 1), date(2020, 6, 30)),
        ("for the three months ended March 31, 2020", date(2020, 1, 1), date(2020, 3, 31)),
        ("in the 13 weeks to 1 April 2021", date(2021, 1, 1), date(2021, 4, 1)),
        ("in the first six months of 2020", date(2020, 1, 1), date(2020, 6, 30)),
        ("over the last two weeks of 2020", date(2020, 12, 18), date(2020, 12, 31)),
    ],
)
def test_spans_that_end_on_a_day(nlp, words, first, last):
    figure = run(nlp, f"The firm lost $9 million {words}.")[0]
    assert (figure.period_start, figure.period_end) == (first, last)


def test_how_often(nlp):
    figure = one(nlp, "She swims twice a week.")
    assert (figure.value, figure.unit, figure.per_unit) == (2, "time", "week")


def test_who_was_asked_does_not_state_the_other_figures(nlp):
    text = "A survey found that 51 percent of farmers said they would vote for Quill, versus 39 percent for Brandt."
    assert [said(text, f.source) for f in run(nlp, text)] == ["A survey", "A survey"]


def test_part_of_a_sum(nlp):
    part, whole = run(nlp, "Three-quarters of the $59 million came from Orl.")
    assert (part.of_figure, whole.of_figure) == (1, None)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("It cost 5 000 €.", [(5000, "money", "euro")]),
        ("It cost 3,5 million euros.", [(3.5e6, "money", "euro")]),
        ("It cost rs 500.", [(500, "money", "Indian rupee")]),
        ("It cost one and a half million dollars.", [(1.5e6, "money", "US dollar")]),
        ("It cost three quarters billion euros.", [(7.5e8, "money", "euro")]),
        ("They paid 75 USD million.", [(7.5e7, "money", "US dollar")]),
        ("Profit rose fivefold.", [(5, "multiple", "fold")]),
        ("The town grew 10 times.", [(10, "multiple", "time")]),
        ("It fell by 0.5 of a percentage point.", [(0.5, "percentage_point", "percentage point")]),
        ("They sold two to three hundred boats.", [((200, 300), "count", "boat")]),
        ("They sold twenty-odd boats.", [(20, "count", "boat")]),
        ("They sold ten or so boats.", [(10, "count", "boat")]),
        ("A 300-strong crowd met.", [(300, "count", "person")]),
        ("The screen has 1920x1080 pixels.", []),
        ("It lasts 1h 30m.", [(1.5, "duration", "hour")]),
        ("It lasts 90-odd minutes.", [(90, "duration", "minute")]),
        ("It was 20 degrees below zero.", [(-20, "temperature", "degree")]),
        ("It was 20-25C.", [((20, 25), "temperature", "degree Celsius")]),
        ("The sample was heated to 180 °c.", [(180, "temperature", "degree Celsius")]),
        ("It has 500 sq. ft.", [(500, "area", "square foot")]),
        ("It has 8 gb of memory.", [(8, "other", "gigabyte")]),
        ("She is 45-years-old.", [(45, "age", "year")]),
        ("The 16- and 17-year-olds voted.", [(16, "age", "year"), (17, "age", "year")]),
        ("Those aged 18-24 voted.", [((18, 24), "age", "year")]),
        ("The trial has 40±3 cases.", [(40, "count", "case")]),
    ],
)
def test_notations(nlp, text, rows):
    found = [row(figure) for figure in run(nlp, text)]
    assert [(pytest.approx(value), kind, unit) for value, kind, unit in rows] == found


@pytest.mark.parametrize(
    ("sign", "modifier"), [(">", "more_than"), ("<", "less_than"), ("≥", "at_least"), ("≤", "at_most"), ("~", "about")]
)
def test_signs_of_bounds(nlp, sign, modifier):
    assert one(nlp, f"There were {sign}100 boats.").modifier == modifier
