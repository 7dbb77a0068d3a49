"""Figures: the number grammar, whole rows on one sentence per phenomenon, and what is no figure."""

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from pipeline import language
from pipeline.language.figures.build import figures
from pipeline.language.figures.context.vetoes import no_figures
from pipeline.language.figures.lexer.numbers import find_numbers
from pipeline.language.figures.meaning.times import times
from pipeline.language.records import Context, Quote, Slice

PHENOMENA = [
    json.loads(line) for line in (Path(__file__).parent / "figure_phenomena.jsonl").read_text("utf-8").splitlines()
]
SIGN = {"about": "~", "more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<"}
TREND = {"increase": "up", "decrease": "down"}


def run(nlp, text, on=None):
    return nlp(language.make_doc(nlp, text, Context(reference_on=on)))._.figures


def one(nlp, text, on=None):
    found = run(nlp, text, on)
    assert len(found) == 1, [(text[f.start_char : f.end_char], f.rule) for f in found]
    return found[0]


def said(text, piece):
    return None if piece is None else text[piece.start : piece.end]


@pytest.mark.parametrize("row", PHENOMENA, ids=lambda row: row["phenomenon"])
def test_phenomenon(nlp, row):
    found = run(nlp, row["text"])
    assert len(found) == len(row["figures"])
    for figure, gold in zip(found, row["figures"], strict=True):
        ends = [figure.value_low, figure.value_high]
        value = ends if figure.modifier == "range" or figure.quantity_type == "score" else figure.value
        assert value == pytest.approx(gold["value"])
        assert (SIGN.get(figure.modifier) or TREND.get(figure.change) or "=") == gold["modifier"]
        assert figure.role == gold.get("role")
        concept = said(row["text"], figure.concept) or said(row["text"], figure.item)
        assert set(concept.lower().split()) & set(gold["concept"].lower().split())


@given(st.integers(0, 2**53 - 1))
@settings(max_examples=300, deadline=None)
def test_any_cardinal_is_read_back(value):
    for written in (f"{value:,}", str(value), num2words(value), num2words(value).title()):
        text = f"The count reached {written} crates."
        (number,) = find_numbers(text)
        assert number.value == value and text[number.start : number.end] == written


@pytest.mark.parametrize("value", [3, 19, 1_900, 2_019, 41_000, 7_000_001, 2**53 - 1])
@pytest.mark.parametrize("write", [lambda v: f"{v:,}", num2words])
def test_the_component_keeps_the_cardinal(nlp, value, write):
    figure = one(nlp, f"The count reached {write(value)} crates.")
    assert (figure.value, figure.quantity_type, figure.unit) == (value, "count", "crate")


@given(st.text(max_size=80) | st.text("0123456789.,-–$€% abmkotw/½'\n", max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_raises_and_offsets_hold(nlp, text):
    for figure in run(nlp, text, date(2020, 2, 20)):
        assert 0 <= figure.start_char < figure.end_char <= len(text)
        for piece in (figure.unit_slice, figure.item, figure.concept, figure.subject, figure.time, figure.place):
            assert piece is None or 0 <= piece.start < piece.end <= len(text)


WORDS = """
a an and or to of in from by per minus plus no one two twelve forty hundred dozen dozens thousand million million,
billion crore half quarter third thirds twice 5 5-6 12.5 1,200 3/4 ½ 2019 $5 £1.2m €3 30p 40% 20C below zero percent
point points kg years old year-old-boat people boats boats, Orl Venn Ana Ruiz, rose fell was said is , . ; : ( ) - than
least more
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=2000)
def test_no_order_of_number_words_raises_or_hangs(nlp, text):
    for figure in run(nlp, text, date(2020, 2, 29)):
        assert figure.unit and text[figure.start_char : figure.end_char].strip()


@pytest.mark.parametrize(
    "piece",
    [
        "million, dozen ",
        "one-",
        "1,",
        "1/",
        "555-",
        "\n",
        "$",
        "a",
        "billion ",
        "one hundred and ",
        "from 2001 to ",
        '"a ',
    ],
)
def test_no_repetition_is_slow_or_too_large(piece):
    text = piece * (20_000 // len(piece))
    begin = process_time()
    find_numbers(text)
    no_figures(text)
    times(text, 0, len(text), ON)
    assert process_time() - begin < 2


@pytest.mark.parametrize(
    ("text", "value", "kind", "unit"),
    [
        ("The pump weighs 14 kg.", 14, "mass", "kilogram"),
        ("Rents rose 35 basis points.", 35, "percentage_point", "basis point"),
        ("Dara Olin, 61, retired.", 61, "age", "year"),
        ("She bought a 40-year-old mill.", 40, "age", "year"),
        ("It is a 200-year-old town.", 200, "age", "year"),
        ("Millions of dollars vanished.", None, "money", "US dollar"),
        ("The reef shelters 300 species.", 300, "count", "species"),
        ("The loan was worth 7.5 million Danish crowns.", 7.5e6, "money", "Danish krone"),
        ("The fund paid C$300 for it.", 300, "money", "Canadian dollar"),
        ("A ticket costs 63 cents.", 0.63, "money", "US dollar"),
        ("The truck makes 320 pound-feet of torque.", 320, "other", "foot pound-force"),
    ],
)
def test_units(nlp, text, value, kind, unit):
    figure = one(nlp, text)
    assert (figure.quantity_type, figure.unit) == (kind, unit)
    assert figure.value == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    "text",
    [
        "She moved there in 1994.",
        "The choir formed in the 1980s.",
        "The train left at 10:45 p.m.",
        "Version 2.4.1 was withdrawn.",
        "It is on Highway 61.",
        "See page 12.",
        "The shop is at 44 Willow Street.",
        "Nobody knew which one he meant.",
        "It was a one-sided deal.",
        "They shared a high-five.",
        "He was settling scores.",
        'The post (id="748120553190427001") was removed.',
    ],
)
def test_no_figures(nlp, text):
    assert run(nlp, text) == ()


def test_physical_units_have_a_base(nlp):
    figure = one(nlp, "The tank holds 2 liters.")
    assert figure.value_base == pytest.approx(0.002) and figure.unit_base == "m**3"


def test_part_of_a_whole_and_restatement(nlp):
    part, whole = run(nlp, "Divers freed 7 of the 20 turtles.")
    assert part.of_figure == 1 and part.unit == whole.unit == "turtle"
    first, second = run(nlp, "The barge cost $3 million (€2.7 million).")
    assert second.restates_figure == 0 and first.restates_figure is None


def test_the_unit_said_before_and_the_change_of_a_level(nlp):
    first, second = run(nlp, "About 90 vans were stolen, compared with 30 in May.")
    assert second.unit == first.unit == "van" and first.is_approximate and not second.is_approximate
    assert one(nlp, "The museum raised $4 million.").change is None
    ahead, behind = run(nlp, "Orl leads by 49 percent to 40 percent.")
    assert (ahead.value, behind.value) == (49, 40)
    rise, level = run(nlp, "Fares rose 4 percent to $90.")
    assert rise.change == "increase" and level.change is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('"It took 12 days," the clerk said.', "the clerk"),
        ("A survey found that 40 mills had closed.", "A survey"),
        ("The lake lost 9 islands, according to the harbor office.", "the harbor office"),
        ("The lake lost 9 islands.", None),
    ],
)
def test_source_of_a_figure(nlp, text, source):
    assert said(text, one(nlp, text).source) == source


def test_the_day_of_saying_is_not_the_day_of_what_was_said(nlp):
    text = "The agency said on Monday 40 boats sank in May."
    assert one(nlp, text, date(2021, 6, 16)).period_start == date(2021, 5, 1)


ON = date(2021, 6, 16)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("since 2018", date(2018, 1, 1), ON),
        ("on Friday", date(2021, 6, 11), date(2021, 6, 11)),
        ("yesterday", date(2021, 6, 15), date(2021, 6, 15)),
        ("last week", date(2021, 6, 7), date(2021, 6, 13)),
        ("earlier this month", date(2021, 6, 1), date(2021, 6, 30)),
        ("in March", date(2021, 3, 1), date(2021, 3, 31)),
        ("last March", date(2020, 3, 1), date(2020, 3, 31)),
        ("in September", date(2020, 9, 1), date(2020, 9, 30)),
        ("two years ago", date(2019, 1, 1), date(2019, 12, 31)),
        ("in the third quarter of 2019", date(2019, 7, 1), date(2019, 9, 30)),
        ("between July 2003 and December 2004", date(2003, 7, 1), date(2004, 12, 31)),
        ("on Feb. 15", date(2021, 2, 15), date(2021, 2, 15)),
    ],
)
def test_periods(words, first, last):
    text = f"The harbor handled 40 ships {words}."
    (time,) = times(text, 0, len(text), ON)
    assert (time.first, time.last) == (first, last)


def test_without_a_reference_day_only_absolute_times_resolve(nlp):
    assert one(nlp, "The port lost 40 jobs last week.").period_start is None
    assert one(nlp, "The port lost 40 jobs in January 2019.").period_end == date(2019, 1, 31)


def test_the_quote_that_holds_the_figure_names_its_source(nlp):
    text = "The bridge is closed. It needs 12 new bolts, the engineer said."
    doc = language.make_doc(nlp, text)
    for name in nlp.pipe_names:
        if name != "figures":
            doc = nlp.get_pipe(name)(doc)
    content, speaker = Slice(22, text.index(", the")), Slice(text.index("the engineer"), text.index(" said"))
    doc._.quotes = (Quote("indirect", "speech", (content,), "test", 1.0, speaker=speaker),)
    (figure,) = figures(doc)
    assert figure.quote == 0 and said(text, figure.source) == "the engineer"
