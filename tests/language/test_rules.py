"""The registry of rules: what is listed, and what switching off one does."""

import json
import sys

import pytest

from pipeline.cli import main
from pipeline.language.rules import rule, rules_of, without


def by_name(component):
    return {found.name: found for found in rules_of(component)}


def test_a_rule_is_called_like_its_function_and_finds_nothing_while_off():
    @rule("trial", "even numbers", "4", otherwise=False)
    def _is_even(number):
        return number % 2 == 0

    listed = by_name("trial")["is even"]
    assert listed(4) and not listed(3)
    with without(listed):
        assert listed(4) is False
    assert listed(4)


def test_a_name_is_given_once():
    rule("trial", "first", "one", name="once")(abs)
    with pytest.raises(ValueError, match="once"):
        rule("trial", "second", "two", name="once")(abs)


def test_rules_of_figures_change_what_is_found(nlp):
    text = "Olin swam the final in 3:42.6."
    assert [figure.value for figure in nlp(text)._.figures] == [222.6]
    with without(by_name("figures")["clocked"]):
        assert nlp(text)._.figures == ()


def test_the_command_counts_rows_and_scores_sets(tmp_path, capsys):
    texts = tmp_path / "texts.jsonl"
    rows = [{"id": "a", "text": "Olin swam the final in 3:42.6."}, {"id": "b", "text": "Nothing was counted."}]
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    count = "import sys, json; print('rows', sum(len(json.loads(l)['figures']) for l in open(sys.argv[1])))"
    (tmp_path / "score.py").write_text(count, encoding="utf-8")
    sets = tmp_path / "sets.toml"
    sets.write_text(
        f"[swims]\ntexts = 'texts.jsonl'\ncommand = '{sys.executable} score.py {{rows}}'\nrows = 'rows (\\d+)'\n",
        encoding="utf-8",
    )
    page = tmp_path / "page.md"
    page.write_text("# Page\n<!-- rules: begin -->\nto be replaced\n<!-- rules: end -->\nrest\n", encoding="utf-8")
    assert main(["rules", "figures", str(texts), "--sets", str(sets), "--page", str(page)]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("| clocked |"))
    assert line.endswith("| 500 | swims rows +1 |")
    written = page.read_text(encoding="utf-8")
    assert line in written and "to be replaced" not in written and written.endswith("<!-- rules: end -->\nrest\n")
