"""How many rows are right: from rows that a person judged, and from gold."""

import json
import tomllib
from pathlib import Path

import pytest
from scipy import stats

from pipeline.cli import main
from pipeline.dataset.accuracy import accuracy, fallen, lines, measure_gold, measured_gold, of_release
from pipeline.dataset.accuracy.gold import verdicts_on
from pipeline.dataset.accuracy.summary import _share, wilson
from pipeline.dataset.load import load_tables
from pipeline.dataset.publish.release import publish
from pipeline.dataset.publish.release_folders import current_release

ROOT = Path(__file__).parent.parent.parent
JUDGED = '[[judge]]\ntable = "{table}"\nid = "{key}"\nverdict = "{verdict}"\n'
AT = 'at = {{ article_id = "{article}", text = "{text}", before = "{before}", after = "{after}" }}\n'


@pytest.fixture
def published(project):
    project.run()
    return project, load_tables("figures", "quotes", "articles", data=project.settings.data)


def shares(project, decisions):
    project.settings.decisions.write_text(decisions, encoding="utf-8")
    return accuracy(project.settings).shares["figures"]["judged"]


def test_judged_corrected_and_missed_rows_are_counted(published):
    project, tables = published
    figures = tables["figures"].sort_values("figure_id")
    right, wrong, corrected, dropped = figures.figure_id[:4]
    article = tables["articles"].article_id[0]
    told = JUDGED.format(table="figures", key=right, verdict="right")
    told += JUDGED.format(table="figures", key=wrong, verdict="wrong")
    told += JUDGED.format(table="figures", key=corrected, verdict="right")  # and yet corrected
    told += f'[[correct]]\ntable = "figures"\nid = "{corrected}"\nset = {{ value = 7.0 }}\n'
    told += f'[[correct]]\ntable = "figures"\nid = "{dropped}"\ndrop = true\n'
    told += '[[add]]\ntable = "figures"\nset = { value = 3, unit = "oar" }\n'
    told += AT.format(article=article, text="oars", before="", after="")
    found = shares(project, told)
    assert (found["precision"]["right"], found["precision"]["rows"]) == (1, 4)
    assert (found["recall"]["right"], found["recall"]["rows"]) == (1, 2)
    rules = dict(zip(figures.figure_id, figures.rule, strict=True))
    assert found["by_rule"][rules[right]]["right"] == 1
    assert sum(share["rows"] for share in found["by_rule"].values()) == 4
    assert sum(share["rows"] for share in found["by_confidence"].values()) == 4


def test_a_row_with_another_key_is_found_by_its_words_and_one_that_is_gone_is_a_miss_if_it_was_right(published):
    project, tables = published
    row = tables["figures"].iloc[0]
    text = tables["articles"].set_index("article_id").text[row.article_id]
    at = AT.format(
        article=row.article_id,
        text=row.text,
        before=text[max(0, row.start_char - 9) : row.start_char].replace("\n", "\\n"),
        after=text[row.end_char : row.end_char + 9].replace("\n", "\\n"),
    )
    judged = JUDGED.format(table="figures", key="of an earlier version", verdict="right")
    assert shares(project, judged + at)["precision"]["right"] == 1
    elsewhere = AT.format(article=row.article_id, text=text[:25].split("\n")[0], before="", after="")
    project.settings.decisions.write_text(judged + elsewhere, encoding="utf-8")
    gone = accuracy(project.settings).shares["figures"].get("judged")
    assert gone is None or gone["precision"] is None


def test_intervals_are_wilsons():
    share = _share([True] * 8 + [False] * 2)
    assert (share["value"], share["low"], share["high"]) == (0.8, 0.4902, 0.9433)  # as published tables have it
    assert _share([]) is None


def test_a_share_that_falls_is_told():
    high, low = (
        {"figures": {"gold": {"precision": _share([True] * n + [False] * (50 - n)), "recall": None}}} for n in (49, 40)
    )
    assert fallen(high, high) == [] and fallen({}, low) == []
    (line,) = fallen(high, low)
    assert "precision of figures (gold): 80.0%" in line and "before 98.0%" in line


def test_a_release_tells_it_and_the_command_prints_it(published, monkeypatch, capsys):
    project, tables = published
    key = tables["figures"].figure_id[0]
    project.settings.decisions.write_text(JUDGED.format(table="figures", key=key, verdict="right"), encoding="utf-8")
    publish(project.settings)
    told = of_release(current_release(project.settings.data))
    assert told["figures"]["judged"]["precision"]["value"] == 1.0
    for name in ("data", "decisions"):
        monkeypatch.setenv(f"NEWSLEDGER_{name.upper()}", str(getattr(project.settings, name)))
    assert main(["accuracy"]) == 0
    assert "figures, judged" in capsys.readouterr().out
    project.settings.decisions.write_text("[[judge]", encoding="utf-8")
    assert main(["accuracy"]) == 1


@pytest.fixture
def gold(tmp_path):
    texts = [
        {"text": "Some 40 boats sank off Tarrick.", "figures": [{"span": [5, 7], "value": 40}]},
        {"text": "Nobody counted the boats.", "figures": [{"span": [0, 6], "value": 3}]},
        {"text": "The mill has 12 looms and 9 boilers.", "figures": [{"span": [13, 15], "value": 13}]},
    ]
    (tmp_path / "figures.jsonl").write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    (tmp_path / "gold.toml").write_text('[[set]]\npath = "figures.jsonl"\nformat = "figures"\n', encoding="utf-8")
    return tmp_path


def test_gold_tells_found_wrong_missed_and_invented_rows(gold, nlp):
    verdicts = [(verdict.is_made, verdict.is_wanted) for verdict in verdicts_on(gold, nlp)]
    assert verdicts == [(True, True), (False, True), (True, False), (True, False)]


def test_what_was_measured_is_kept_with_its_version(gold):
    assert measured_gold(gold) is None
    made = measure_gold(gold)
    assert measured_gold(gold)[0] == made
    (gold / "measured.json").write_text("{", encoding="utf-8")
    assert measured_gold(gold) is None


def test_our_gold_is_described_and_was_measured(tmp_path, monkeypatch):
    sets = tomllib.loads((ROOT / "gold" / "gold.toml").read_text(encoding="utf-8"))["set"]
    assert all((ROOT / "gold" / one["path"]).exists() and one["what"] and one["annotated"] for one in sets)
    verdicts, _ = measured_gold(ROOT / "gold")
    assert {verdict.table for verdict in verdicts} == {"quotes", "figures"} and len(verdicts) > 200
    monkeypatch.setenv("NEWSLEDGER_PROJECT", str(ROOT))
    assert lines(accuracy(_settings(tmp_path)))[0] == "quotes, gold"


def _settings(folder):
    from pipeline.settings import Settings

    return Settings(seeds=folder, data=folder / "data", decisions=folder / "none.toml")


def test_the_interval_is_scipys():
    for rows in (1, 2, 7, 30, 1000):
        for right in {0, 1, rows // 3, rows - 1, rows}:
            interval = stats.binomtest(right, rows).proportion_ci(0.95, method="wilson")
            assert wilson(right, rows) == pytest.approx((interval.low, interval.high), abs=1e-12)
