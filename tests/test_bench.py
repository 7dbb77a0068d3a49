"""The command that measures: its table, and what it says where spaCy's newest release cannot be had."""

import json
import sys
from pathlib import Path

import pytest

from pipeline.measure import bench, newest_spacy
from pipeline.settings import Settings

TEXTS = ["Fair opens\n\nIt drew 712 visitors, Ada Perrin said.\n", "Toll rises\n\nIt is 3 crowns now.\n"]


def test_without_the_network_a_reason_is_given_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    settings = Settings(data=tmp_path)
    with pytest.raises(newest_spacy.Missing, match=r"No matching distribution found for spacy"):
        newest_spacy.python_with_newest(settings)
    assert list((tmp_path / "work" / "bench").iterdir()) == []


def test_every_time_stands_beside_those_of_both_versions_of_spacy(tmp_path, monkeypatch, capsys):
    """This environment's own Python in the place of the other one, which takes minutes to make."""
    monkeypatch.setattr(bench, "python_with_newest", lambda settings: Path(sys.executable))
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS), encoding="utf-8")
    assert bench.bench(articles) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line and line[0] != " "]
    rows = {line[:36].strip(): line[36:].split() for line in lines[1:]}
    measured = [f"bare nlp.pipe, spaCy {newest_spacy.NEWEST}", "first run, the whole", "nothing new"]
    for name in [*measured, "one article changed"]:
        wall, over_newest, over_ours, processors, *_ = map(float, rows[name])
        assert wall > 0 and processors > 0 and over_newest > 0 and over_ours > 0
    assert float(rows[measured[0]][1]) == 1.0
