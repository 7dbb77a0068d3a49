"""``python -m pipeline extract``: JSON lines or texts in, rows with their tables' columns out."""

import json

import pytest

from pipeline.cli import main
from pipeline.extract import context_of, inputs

STORY = "MARREL BAY, March 9, 2021 — A ferry sank on Monday with 12 people aboard, the coast guard said.\n"
UNDATED = "A ferry sank on Monday with 12 people aboard, the coast guard said.\n"


def figure_of(tmp_path, article):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 1} | article) + "\n\n", encoding="utf-8")
    assert main(["extract", str(source), str(target)]) == 0
    (line,) = target.read_text(encoding="utf-8").splitlines()
    rows = json.loads(line)
    assert rows["id"] == "1" and rows.keys() >= {"sentences", "mentions", "entities", "quotes", "figures"}
    (figure,) = rows["figures"]
    assert article["text"][figure["start_char"] : figure["end_char"]] == figure["text"]
    return figure


@pytest.mark.parametrize(
    ("article", "monday"),
    [
        ({"text": STORY}, "2021-03-08"),
        ({"text": UNDATED, "published_on": "2021-03-09"}, "2021-03-08"),
        ({"text": UNDATED, "url": "https://news.example/2021/03/10/ferry"}, "2021-03-08"),
        ({"text": STORY, "published_on": "2021-03-18"}, "2021-03-08"),  # the dateline's day, as "Monday" was written
        ({"text": UNDATED}, None),
    ],
)
def test_relative_days_are_counted_from_what_the_text_tells(tmp_path, article, monday):
    assert figure_of(tmp_path, article)["period_start"] == monday


def test_a_day_is_never_invented():
    assert context_of({"text": UNDATED}).reference_on is None
    assert context_of({"text": UNDATED, "published_on": "soon"}).published_on is None


def test_a_folder_of_texts(tmp_path):
    (tmp_path / "b.txt").write_text(UNDATED, encoding="utf-8")
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert [(name, text) for name, text, _ in inputs(tmp_path)] == [("a.txt", STORY), ("b.txt", UNDATED)]


def test_a_line_that_is_no_article_is_named(tmp_path, capsys):
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "Rain fell."}\n{"id": 2}\n', encoding="utf-8")
    assert main(["extract", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]) == 1
    assert "in.jsonl:2" in capsys.readouterr().err
