"""The examples of docs/figures.md are run: a table below a text is what the text gives, or the page is wrong.

``python -m tests.language.test_figures_page`` writes the tables anew, for a person to read and judge.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline import language
from pipeline.language.figures.build import CONFIDENCE
from pipeline.language.records import Context

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
EXAMPLE = re.compile(r"```text\n(?P<text>.*?)\n```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.S)
READ_ON = date(2021, 6, 16)  # a Wednesday
ALWAYS = ("text", "value", "quantity_type", "unit")


def shown(number):
    return "" if number is None else f"{number:.12g}"


def cells(figures, figure, text):
    """The row's columns by name, those without a value as empty strings."""
    cut = lambda s: "" if s is None else " ".join(text[s.start : s.end].split())  # noqa: E731
    link = lambda at: "" if at is None else text[figures[at].start_char : figures[at].end_char]  # noqa: E731
    exact = figure.modifier == "exact" and figure.quantity_type != "score"
    ends = f"{shown(figure.value_low)}, {shown(figure.value_high)}"
    period = [str(day) if day else "" for day in (figure.period_start, figure.period_end)]
    return {
        "text": text[figure.start_char : figure.end_char],
        "value": shown(figure.value),
        "value_low, value_high": "" if exact else ends,
        "modifier": "" if figure.modifier == "exact" else figure.modifier,
        "change": figure.change or "",
        "role": figure.role or "",
        "is_negated": "yes" if figure.is_negated else "",
        "quantity_type": figure.quantity_type,
        "unit": figure.unit,
        "per_unit": figure.per_unit or "",
        "currency": figure.currency or "",
        "base": f"{shown(figure.value_base)} {figure.unit_base}" if figure.value_base is not None else "",
        "of_figure": link(figure.of_figure),
        "restates_figure": link(figure.restates_figure),
        "item": cut(figure.item),
        "concept": cut(figure.concept),
        "time": cut(figure.time),
        "period": " to ".join(dict.fromkeys(period)) if any(period) else "",
        "place": cut(figure.place),
        "source": cut(figure.source),
    }


def table_of(nlp, text, columns=()):
    """The rows of a text as a Markdown table: ``columns``, or all in which some row has a value."""
    doc = nlp(language.make_doc(nlp, text, Context(reference_on=READ_ON)))
    rows = [cells(doc._.figures, figure, text) for figure in doc._.figures]
    names = columns or [name for name in rows[0] if name in ALWAYS or any(row[name] for row in rows)]
    lines = [f"| {' | '.join(names)} |", "|" + " --- |" * len(names)]
    lines += [f"| {' | '.join(row[name] for name in names)} |" for row in rows]
    return "\n".join(lines) + "\n"


def examples():
    return [(match["text"], match["table"]) for match in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


def columns_of(table):
    return [name.strip() for name in table.split("\n", 1)[0].strip("|").split("|")]


@pytest.mark.parametrize("text", [text for text, _ in examples()])
def test_the_page_shows_what_comes_out(nlp, text):
    table = dict(examples())[text]
    assert table_of(nlp, text, columns_of(table)) == table


def test_the_page_has_examples_and_every_rule_with_its_confidence():
    page = PAGE.read_text(encoding="utf-8")
    assert len(examples()) > 11
    for rule, confidence in CONFIDENCE.items():
        (line,) = [line for line in page.split("\n") if line.startswith("|") and f"`{rule}`" in line.split("|")[1]]
        assert str(confidence) in line.split("|")[-2]


def main():
    nlp = language.load()
    page = PAGE.read_text(encoding="utf-8")

    def made(match):
        columns = columns_of(match["table"])
        return f"```text\n{match['text']}\n```\n\n{table_of(nlp, match['text'], columns if len(columns) > 1 else ())}"

    PAGE.write_text(EXAMPLE.sub(made, page), encoding="utf-8")


if __name__ == "__main__":
    main()
