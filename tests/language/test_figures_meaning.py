"""Figures: what they are about, what they count, where they belong; sentences of our own, one construction each."""

import pytest

from pipeline import language
from pipeline.language.records import Context
from tests.language.test_figures import one, run, said


def parts(nlp, text):
    return [(text[f.start_char : f.end_char], f) for f in run(nlp, text)]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Shares of Orlon Mills fell 3 percent to $20.15.", ["Shares of Orlon Mills", "Shares of Orlon Mills"]),
        ("A survey of 900 nurses began.", ["survey"]),
        ("Workers finished four seasons of a drama.", ["drama"]),
        ("The port has 90 cranes.", ["port"]),
        ("There are four mills.", [None]),
        ("Some 300 residents fled.", [None]),
        ("Crews found 463 shells.", [None]),
        ("Two of Quill's deputies resigned.", ["Quill"]),
        ("A 12 percent drop in orders closed the plant.", ["drop in orders"]),
        ("The grant worth up to $8 million went to Orl.", ["grant"]),
        ("The country is about 90 miles wide.", ["country"]),
        ("The bank cut its key rate by 25 basis points to 1.75 percent.", ["key rate", "key rate"]),
        ("Each of the mills costs $40 million.", ["mills"]),
        ("Barley dropped 2%, while oats, a smaller crop, fell 1%.", ["Barley", "oats"]),
        ("Sugar rose 4% and coffee between 6% and 7%.", ["Sugar", "coffee"]),
        ("Poll numbers show Marl leading Tarn 44 percent to 37 percent.", ["Marl", "Marl"]),
        ("Ola Brandt (12 goals) led the scoring.", ["Ola Brandt"]),
        ("Ms. Quill praised the plan to cut 40 jobs.", ["Ms. Quill"]),
        ("A margin of error of 4 points applies.", ["margin"]),
        ("It costs about $8.", [None]),
        ("Volume narrowed to 90 lots from 120 lots, while interest eased to 70 lots from 80 lots.",
         ["Volume", "Volume", "interest", "interest"]),
    ],
)  # fmt: skip
def test_what_a_figure_is_about(nlp, text, concepts):
    found = [said(text, figure.concept) for figure in run(nlp, text)]
    assert found == concepts


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("She served as a judge for 36 years.", "She served as a judge"),
        ("The last two months of her term were calm.", "term"),
        ("The survey covered pupils, aged 8 to 10 years.", "pupils"),
        ("She won 83 votes among voters under 30.", "voters"),
        ("He paid $3 million for the barge.", "barge"),
        ("Twice as many guests came.", "guests"),
        ("A panel of twelve reviewed the plan.", "panel"),
    ],
)
def test_what_is_counted_or_measured(nlp, text, item):
    assert said(text, run(nlp, text)[-1].item) == item


@pytest.mark.parametrize(
    ("text", "value", "kind", "unit"),
    [
        ("A panel of twelve reviewed the plan.", 12, "count", "person"),
        ("The tower has a height of 30' above the river.", 30, "distance", "foot"),
        ('The pen is 10" long.', 10, "distance", "inch"),
        ("A cup is 1/16 of a US gallon.", 0.0625, "volume", "gallon"),
        ("A litre costs 1.45 pounds.", 1.45, "money", "British pound"),
        ("They sold 5 million pounds of beef.", 5e6, "mass", "pound"),
        ("It cost 30 MUSD.", 30e6, "money", "US dollar"),
        ("They get one-eighth of 1 percent.", 0.125, "percent", "percent"),
        ("The stock trades on 6.5 times earnings.", 6.5, "multiple", "time"),
        ("She is 45.", 45, "age", "year"),
        ("When I was ten my father left.", 10, "age", "year"),
        ("Ana Ruiz (left), 40.", 40, "age", "year"),
        ("Hamdy, a mother of three and manager, left.", 3, "count", "child"),
        ("The clinic saw 20 + versions.", 20, "count", "version"),
        ("She won twice this fall.", 2, "count", "time"),
        ("Isabelle is 5-foot-11.", 71 / 12, "distance", "foot"),
        ("Investors see a one-in-five chance of it.", 0.2, "ratio", "dimensionless"),
        ("Adults over 65 pay less.", 65, "age", "year"),
        ("The snack has 400 kJ.", 400, "energy", "kilojoule"),
        ("The field is about 10 kV/cm.", 10, "other", "kilovolt"),
        ("The raid left 40 combat and civilian deaths.", 40, "count", "combat civilian death"),
        ("Nearly 70 people came.", 70, "count", "person"),
        ("A four-and-a-half-acre park opened.", 4.5, "area", "acre"),
        ("The fire killed at least 80.", 80, "count", "person"),
        ("Output grew by a quarter.", 0.25, "ratio", "dimensionless"),
    ],
)
def test_units_behind_before_and_beside(nlp, text, value, kind, unit):
    figure = one(nlp, text)
    assert (figure.value, figure.quantity_type, figure.unit) == (pytest.approx(value), kind, unit)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The flood killed 49 people and wounded 53.", ["person", "person"]),
        ("Of the 121 people held, 77 were released.", ["person", "person"]),
        ("It happened 20 and 50 years ago.", ["year", "year"]),
        ("Police saw 22 thefts, compared with an average of 20 in May.", ["theft", "theft"]),
        ("It sells for 2.4 million yen ($22,480) here and 2.3 million ($21,972) there.",
         ["Japanese yen", "US dollar", "Japanese yen", "US dollar"]),
        ("The index fell 12 points to 4,577.", ["point", "point"]),
        ("You clear 7, 8, 10 percent.", ["percent", "percent", "percent"]),
        ("He is 6 ft 2 in tall.", ["foot"]),
    ],
)  # fmt: skip
def test_units_that_are_understood(nlp, text, units):
    assert [figure.unit for figure in run(nlp, text)] == units


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Orl 1, Venn 0.", (1, 0)),
        ("The final score was Tigers 24, Bears 17.", (24, 17)),
        ("The council passed the plan by 52 to 48.", (52, 48)),
        ("Orl beat Venn 3-1 on Saturday.", (3, 1)),
    ],
)
def test_scores(nlp, text, score):
    figure = one(nlp, text)
    assert (figure.quantity_type, figure.value) == ("score", None)
    assert (figure.value_low, figure.value_high) == score


@pytest.mark.parametrize(
    "text",
    [
        "Orl is the more careful of the two.",
        "Of the three, I like Orl best.",
        "Their history is one of mistrust.",
        "Orl filed a separate one in May.",
        "He flew on Air Force Two.",
        "He was reading Tarn 3:1-5 aloud.",
        "A neighbor called 911.",
        "The critics doubled down on it.",
        "You either 1) sell it or 2) keep it.",
        "Orl ran in 88 and 92.",
        "He said so on 60 Minutes.",
        "Read the History (Volume 1, Chapter 1).",
        "UPDATE: 5/12: It closed.",
        "They left in the winter of 2004-5.",
        "UPDATE: He watched ''24,'' again.",
    ],
)
def test_no_figures_either(nlp, text):
    assert [f.value for f in run(nlp, text)] == []


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Prices were up 6.7% on the month and 9% on the year.", ["increase", "increase"]),
        ("Exports grew 12 percent year on year.", ["increase"]),
        ("Temperatures fell as low as 4 degrees Celsius.", [None]),
        ("The margin is plus or minus 3 percentage points.", [None]),
        ("The population shrank by 2 million to 38 million.", ["decrease", None]),
        ("It is 54 times more costly.", [None]),
    ],
)
def test_changes_and_levels(nlp, text, changes):
    assert [figure.change for figure in run(nlp, text)] == changes


@pytest.mark.parametrize(
    ("text", "currency", "rule"),
    [
        ("TORONTO — The bank raised $4 million.", "CAD", "local unit"),
        ("TORONTO (Reuters) - The bank raised $4 million.", "USD", "unit"),
        ("DALLAS — The bank raised $4 million.", "USD", "unit"),
        ("OSLO, June 3 - The bank raised 4 million kroner.", "NOK", "local unit"),
        ("TORONTO — The bank raised US$4 million.", "USD", "unit"),
        ("The bank raised $4 million in Toronto.", "USD", "unit"),
    ],
)
def test_bare_money_follows_the_dateline(nlp, text, currency, rule):
    figure = one(nlp, text)
    assert (figure.currency, figure.rule) == (currency, rule)


def test_who_writes_the_local_sign_means_another_dollar(nlp):
    text = "TORONTO — The bank raised $4 million, or C$5 million."
    assert [figure.currency for figure in run(nlp, text)] == ["USD", "CAD"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nearly 75 homes burned in the valley.", "valley"),
        ("The firm runs 40 mills across the country.", "country"),
        ("Florida Sen. Ana Ruiz sold 40 boats.", None),
        ("Chicago police seized 40 boats.", None),
    ],
)
def test_places(nlp, text, place):
    assert said(text, one(nlp, text).place) == place


def test_a_time_of_the_other_clause_stays_there(nlp):
    text = "Ten firms applied in March 2019 and nine firms won in April 2020."
    first, second = run(nlp, text)
    assert (first.period_start.month, second.period_start.month) == (3, 4)


def test_coreference_gives_a_pronoun_its_name_only_within_the_sentence(nlp):
    text = "Musa Brandt said he has 40 boats. He lost $9 million."
    doc = nlp(language.make_doc(nlp, text, Context()))
    first, second = doc._.figures
    assert said(text, first.concept) == "Musa Brandt" and said(text, second.concept) is None
