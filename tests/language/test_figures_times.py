"""Figures: which days a time expression means, and whose time it is; sentences of our own."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import language
from pipeline.language.figures.meaning.times import times
from pipeline.language.records import Context
from tests.language.test_figures import run

ON = date(2021, 6, 16)  # a Wednesday


def days(text):
    """'2021-06-11' or '2021-06-07/2021-06-13' or '../2020-12-31'."""
    first, _, last = text.partition("/")
    return tuple(None if day == ".." else date.fromisoformat(day) for day in (first, last or first))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        # the last, past and next so many
        ("in the last four weeks", "2021-05-19/2021-06-16"),
        ("over the past two years", "2019-06-16/2021-06-16"),
        ("in the past decade", "2011-06-16/2021-06-16"),
        ("over the past month", "2021-05-16/2021-06-16"),
        # months, days and years in a row
        ("from May to July 2019", "2019-05-01/2019-07-31"),
        ("in October and November", "2020-10-01/2020-11-30"),
        ("between February and April", "2021-02-01/2021-04-30"),
        ("in December 2018 and January 2019", "2018-12-01/2019-01-31"),
        ("from 3 to 5 May 2018", "2018-05-03/2018-05-05"),
        ("on June 2 and 3", "2021-06-02/2021-06-03"),
        ("on March 12-14, 2020", "2020-03-12/2020-03-14"),
        ("in 2009-11", "2009-01-01/2011-12-31"),
        ("in 2012/13", "2012-01-01/2013-12-31"),
        ("in 2015 and 2016", "2015-01-01/2016-12-31"),
        ("from 1998 to 2004", "1998-01-01/2004-12-31"),
        ("on Saturday and Sunday", "2021-06-12/2021-06-13"),
        # dates in all their forms
        ("on May 3rd of 1996", "1996-05-03"),
        ("on 10/21/2018", "2018-10-21"),
        ("on 21.10.2018", "2018-10-21"),
        ("on Monday 14 December", "2020-12-14"),
        ("on Friday, June 11", "2021-06-11"),
        ("on Tuesday, January 5, 2021", "2021-01-05"),
        ("in January of last year", "2020-01-01/2020-01-31"),
        # parts of years and months
        ("in the autumn of 2019", "2019-09-01/2019-11-30"),
        ("last summer", "2020-06-01/2020-08-31"),
        ("this spring", "2021-03-01/2021-05-31"),
        ("in the first week of 2020", "2019-12-30/2020-01-05"),
        ("in the last week of May", "2021-05-24/2021-05-30"),
        ("in the first ten days of March", "2021-03-01/2021-03-10"),
        ("in late 2018", "2018-09-01/2018-12-31"),
        ("early in 2018", "2018-01-01/2018-04-30"),
        ("in mid-March", "2021-03-11/2021-03-20"),
        ("in the late 1980s", "1987-01-01/1989-12-31"),
        ("at the end of 2019", "2019-12-31"),
        ("at the start of May", "2021-05-01"),
        ("so far this year", "2021-01-01/2021-06-16"),
        # spans that end on a day
        ("in the year to March", "2020-04-01/2021-03-31"),
        ("in the 12 months to April 2020", "2019-05-01/2020-04-30"),
        ("in the quarter ended March 31, 2020", "2020-01-01/2020-03-31"),
        ("in the week ended June 5", "2021-05-30/2021-06-05"),
        ("since last March", "2020-03-01/2021-06-16"),
        ("since the end of 2019", "2019-12-31/2021-06-16"),
    ],
)
def test_the_days_that_words_mean(words, period):
    text = f"The harbor handled 40 ships {words}."
    (time,) = times(text, 0, len(text), ON)
    assert (time.first, time.last) == days(period)


@pytest.mark.parametrize("words", ["on 10/11/2018", "two decades ago", "in the first half", "in the following year"])
def test_what_can_be_read_in_two_ways_is_read_in_none(words):
    text = f"The harbor handled 40 ships {words}."
    (time,) = times(text, 0, len(text), ON)
    assert (time.first, time.last) == (None, None)


def periods(nlp, text):
    return [(figure.period_start, figure.period_end) for figure in run(nlp, text, ON)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("The club will sell 40 boats on Friday.", "2021-06-18"),
        ("The crew is to load 40 boats in July.", "2021-07-01/2021-07-31"),
        ("The mill plans to cut 40 jobs in January.", "2022-01-01/2022-01-31"),
        ("The race takes place on 20 September with 40 boats.", "2021-09-20"),
        ("The fair opens on Saturday with 40 stalls.", "2021-06-19"),
        ("Some 40 boats are expected on Monday.", "2021-06-21"),
        ("The yard hopes to build 40 boats in the next five years.", "2021-06-16/2026-06-16"),
        ("The club sold 40 boats on Friday.", "2021-06-11"),
        ("The club has sold 40 boats in July.", "2020-07-01/2020-07-31"),
        ("The club managed to sell 40 boats in October.", "2020-10-01/2020-10-31"),
        ("Some 40 showers on Friday.", "../.."),
        ("About 40 cases on Monday and in August.", "../.."),
    ],
)
def test_tense_decides_between_the_last_and_the_next(nlp, text, period):
    assert periods(nlp, text)[0] == days(period)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("The gap was $55bn, up 9% from September.", "../.."),
        ("The rate fell to 4%, its lowest since 2003.", "../.."),
        ("It sold 40 boats, the most since 1998.", "../.."),
        ("Sales rose 5% compared with the same month last year.", "../.."),
        ("The 2016 Orlon weighs 3 pounds.", "../.."),
        ("The 1965 film cost $9 million.", "../.."),
        ("December futures fell 2%.", "../.."),
        ("The club founded in 1921 has 300 members.", "../.."),
        ("She resigned on Friday after 40 members left.", "../.."),
        ("The agency said on Monday that 40 boats were lost.", "../.."),
        ("It was a three-day trip, with Monday being a holiday.", "../.."),
        ("Last year saw 40 mills close.", "2020-01-01/2020-12-31"),
        ("Turnout in the 2014 election was 40 percent.", "2014-01-01/2014-12-31"),
        ("December sales fell 2%.", "2020-12-01/2020-12-31"),
        ("Some 40 people were hurt in a blast that happened on June 7.", "2021-06-07"),
        ("The crews made 60 rescues since starting work in 2016.", "2016-01-01/2021-06-16"),
        ("Police arrested 40 people since the strike began in May.", "2021-05-01/2021-06-16"),
        ("On Friday a bomb went off in Orl, which killed 40.", "2021-06-11"),
    ],
)
def test_whose_time_it_is(nlp, text, period):
    assert periods(nlp, text)[0] == days(period)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In 2001 it sold 30 boats. The following year it sold 40 boats.", "2002-01-01/2002-12-31"),
        ("The mill opened in 1998. Two years later it had 40 looms.", "2000-01-01/2000-12-31"),
        ("It won on May 3, 2020. The next day it lost 40 players.", "2020-05-04"),
        ("In March 2019 it cut 30 jobs. It cut 40 more that month.", "2019-03-01/2019-03-31"),
        ("It opened years ago. The following year it sold 40 boats.", "../.."),
    ],
)
def test_a_time_told_from_the_one_before(nlp, text, period):
    assert periods(nlp, text)[-1] == days(period)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UK carmaker Orlon cut 300 jobs.", "Orlon"),
        ("Former mayor Ana Ruiz won 40 seats.", "Ana Ruiz"),
        ("The city of Lisbon bought 40 trams.", "Lisbon"),
        ("A barrel of US crude rose $2.", None),
        ("Members of Congress cast 40 votes.", None),
        ("Germany's government cut 40 jobs.", None),
        ("We cut 40 jobs.", None),
    ],
)
def test_the_subject_s_entity_is_its_head_s(nlp, text, name):
    doc = nlp(language.make_doc(nlp, text, Context(reference_on=ON)))
    (figure,) = doc._.figures
    found = figure.subject_mention
    said = None if found is None else text[doc._.mentions[found].start_char : doc._.mentions[found].end_char]
    assert said == name


@given(st.text(alphabet="0123456789/-. onfmtahJuneMyFridw20", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_words_raise(text):
    for time in times(text, 0, len(text), ON):
        assert 0 <= time.start <= time.point < time.end <= len(text)
        assert time.first is None or time.last is None or time.first <= time.last
