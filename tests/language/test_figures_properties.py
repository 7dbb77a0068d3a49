"""Figures over whole tables: every currency in every form and scale, every pair of numbers in every form of range; and
that no text makes the component raise or take more than linear time."""

# ruff: noqa: E501, RUF005  (tables are read best as lines)
import csv
from itertools import product
from pathlib import Path
from time import process_time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import figures as package
from pipeline.language.figures.build import figures

FOLDER = Path(package.__file__).parent / "tables"
BLANK = spacy.blank("en")
SCALES = {
    "": 1, " thousand": 1e3, "k": 1e3, " million": 1e6, "m": 1e6, " mn": 1e6, " mln": 1e6, "mn": 1e6, " lakh": 1e5, " crore": 1e7,
    " cr": 1e7, " billion": 1e9, "bn": 1e9, " bn": 1e9, " bln": 1e9, " trillion": 1e12, "tn": 1e12, " trn": 1e12,
}  # fmt: skip


def currencies(where):
    with (FOLDER / "currencies.csv").open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["where"] == where]


def read_all(amounts):
    """``(text, value, currency, unit)`` as they come out, one amount a line."""
    made = []
    for start in range(0, len(amounts), 400):
        doc = BLANK.make_doc("\n\n".join(f"It paid {amount}." for amount in amounts[start : start + 400]))
        made += [(doc.text[f.start_char : f.end_char], f.value, f.currency, f.unit) for f in figures(doc)]
    return made


@pytest.mark.parametrize("form", ["{code} {n}{scale}", "{code}{n}{scale}", "{n}{scale} {code}", "{n}{code}"])
def test_every_code_before_and_behind_is_read_back(form):
    words = {
        "ALL",
        "TOP",
        "CUP",
        "TRY",
        "PEN",
        "SOS",
        "BOB",
        "COP",
        "RON",
        "MAD",
        "LAK",
        "ERN",
        "MUR",
        "GEL",
        "MOP",
        "BAM",
    }
    words |= {
        "ANG",
        "DOP",
        "GIP",
        "LUC",
        "CHE",
        "CUC",
        "BAD",
        "BEL",
        "ILS",
        "IRR",
        "SIT",
        "STD",
        "TPE",
        "VEB",
        "YUD",
        "COU",
    }
    asked = []
    for row, (scale, factor) in product(currencies("code"), SCALES.items()):
        if (row["form"] in words and "{code}{n}" not in form) or (row["form"] in ("KGS", "CUP") and form[1] == "n"):
            continue  # also words and other abbreviations: only where they touch the number
        if "{scale}" in form or not scale:
            written = form.format(code=row["form"], n="4.5", scale=scale)
            asked.append((written, pytest.approx(4.5 * factor), row["code"], row["name"]))
    assert read_all([written for written, *_ in asked]) == asked


def test_every_name_in_every_scale_is_read_back():
    asked = []
    for row, (scale, factor) in product(currencies("word"), list(SCALES.items())[::3]):
        ambiguous = row["form"] in ("pound", "pounds", "mark", "marks", "c", "can c", "penny")
        if ambiguous or row["form"][-2:] == " c" or (row["form"] in ("real", "reals", "stg", "ct")):
            continue
        name = row["form"] if row["code"] else row["name"]
        written = f"7{scale} {row['form']}"
        value = pytest.approx(7 * factor * float(row["factor"]))
        asked.append((written, value, row["code"] or None, row["name"] if row["code"] else name))
    assert read_all([written for written, *_ in asked]) == asked


def test_every_sign_with_its_letters_on_either_side_is_read_back():
    asked = []
    for row, (scale, factor) in product(currencies("letters"), SCALES.items()):
        if row["form"] == "BN$":
            continue  # "3 bn $"
        letters, sign = row["form"][:-1], row["form"][-1]
        forms = [f"{letters}{sign}3.5{scale}", f"{letters}{sign} 3.5{scale}", f"3.5{scale} {letters}{sign}"]
        if len(letters) < 3:
            forms.append(f"{sign}{letters}3.5{scale}")
        if letters.isupper():
            forms.append(f"{letters} {sign}3.5{scale}")
        asked += [(form, pytest.approx(3.5 * factor), row["code"], row["name"]) for form in forms]
    assert read_all([written for written, *_ in asked]) == asked


RANGES = [
    "between {a} and {b} kg", "from {a} to {b} kg", "{a} to {b} kg", "{a}-{b} kg", "{a}–{b} kg", "{a}-{b}kg", "{a} - {b} kg",
    "{a} or {b} kg", "between {a} kg and {b} kg", "{a}kg-{b}kg", "{a}- to {b}-kg", "{a} kg to {b} kg", "between {a} and about {b} kg",
]  # fmt: skip


@pytest.mark.parametrize("form", RANGES)
def test_every_pair_in_every_form_of_range(form):
    pairs = [(a, b) for a in (2, 9, 10, 15, 40, 100, 250, 1000) for b in (3, 11, 12, 19, 45, 120, 999, 1500) if a < b]
    pairs = [(a, b) for a, b in pairs if " or " not in form or b <= 1.5 * a]
    text = "\n\n".join(f"The sacks weigh {form.format(a=a, b=b)}." for a, b in pairs)
    found = figures(BLANK.make_doc(text))
    assert [(f.value_low, f.value_high, f.modifier, f.unit) for f in found] == [
        (a, b, "range", "kilogram") for a, b in pairs
    ]


PIECES = st.sampled_from(
    ["$", "US$", "A$", "£", "€", "Rs", "PS", "USD", "12", "1 207 340", "3.5", "1,000", "½", "-", "–", " ", " to ", " and ", " from "]
    + ["between ", " million", "bn", "m", "k", "t", " cr", "%", " kg", "km/h", "°C", "ft", " in", "(", ")", "\n", ".", ", ", "6-4", "10:30"]
    + ["two", " point ", "six", "dozens", " of ", "half", "a ", "minus ", "his 40s", "under-", "1-in-", "year", "no ", "times", "+", "="]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=100, deadline=None)
def test_nothing_made_of_the_pieces_of_figures_raises(nlp, text):
    for figure in nlp(text)._.figures:
        assert 0 <= figure.start_char < figure.end_char <= len(text)


def test_time_is_linear():
    line = "Sales rose 4% to $3.5bn from $3.1bn in May, between 20 and 30 of its 400 mills said, or one in five.\n\n"

    def seconds(size):
        doc = BLANK.make_doc(line * (size // len(line)))
        started = process_time()
        figures(doc)
        return process_time() - started

    seconds(10_000)
    assert seconds(120_000) < 6 * seconds(30_000)
