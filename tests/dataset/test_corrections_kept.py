"""What a person said holds for the whole row, and is kept when the article is revised."""

import json

import pandas as pd
import pytest

from pipeline.cli import main
from pipeline.dataset.decisions.anchors import make_anchor
from pipeline.dataset.decisions.corrections import read_corrections
from pipeline.dataset.load import load_tables

STORY = """Bridge stays shut

Mayor Ilse Marden met engineer Oda Kell. Marden said that 12 of the 30 cables had failed.

The repair will be paid with four million crowns in gold.
"""


def tables(project):
    return load_tables(data=project.settings.data)


def toml(at):
    inside = ", ".join(f"{name} = {json.dumps(getattr(at, name), ensure_ascii=False)}" for name in at.__slots__)
    return f"at = {{ {inside} }}"


@pytest.fixture
def project(tmp_path, make_project):
    made = make_project(tmp_path)
    made.write({"bridge.txt": STORY})
    made.run()
    return made


def lines(project):
    """A speaker and a value corrected, and words added that no rule found."""
    before = tables(project)
    text, key = before["articles"].text[0], before["articles"].article_id[0]
    quote = before["quotes"][before["quotes"].speaker_name == "Ilse Marden"].iloc[0]
    figure = before["figures"][before["figures"].text == "12"].iloc[0]
    missed = text.index("in gold")
    return f"""
# kept
[[correct]]
table = "quotes"
id = "{quote.quote_id}"
{toml(make_anchor(key, text, quote.start_char, quote.end_char))}
set = {{ speaker_name = "Oda Kell" }}
[[correct]]
table = "figures"
id = "{figure.figure_id}"
{toml(make_anchor(key, text, figure.start_char, figure.end_char))}
set = {{ value = 13 }}
[[add]]
table = "figures"
{toml(make_anchor(key, text, missed, missed + 7))}
set = {{ value = 1, unit = "gold bar" }}
[[judge]]
table = "figures"
id = "{figure.figure_id}"
verdict = "wrong"
"""


def check(project):
    after = tables(project)
    quote = after["quotes"][after["quotes"].content.str.contains("cables")].iloc[0]
    people = after["entities"].set_index("entity_id").name
    assert (quote.speaker_name, quote.speaker_role) == ("Oda Kell", "engineer")
    assert people[quote.speaker_entity_id] == "Oda Kell"
    twelve = after["figures"][after["figures"].text == "12"].iloc[0]
    assert (twelve.value, twelve.value_low, twelve.value_high) == (13, 13, 13)
    assert twelve.quote_id == quote.quote_id and twelve.source_entity_id == quote.speaker_entity_id
    gold = after["figures"][after["figures"].text == "in gold"].iloc[0]
    assert (gold.value, gold.unit, gold.quantity_type, gold.rule) == (1, "gold bar", "count", "person")
    sentence = after["sentences"].set_index("sentence_id").text[gold.sentence_id]
    assert "in gold" in sentence
    return after


def test_corrections_reach_the_whole_row_and_outlive_a_revision(project):
    project.settings.decisions.write_text(lines(project), encoding="utf-8")
    _, published = project.run()
    assert published.warnings == []
    before = check(project)
    project.write({"bridge.txt": STORY.replace("met engineer", "met, on Monday, engineer")})
    _, published = project.run()
    assert published.warnings == []
    after = check(project)
    assert set(before["figures"].figure_id).isdisjoint(after["figures"].figure_id)
    project.write({"bridge.txt": STORY.replace("12 of the 30 cables", "most cables")})
    _, published = project.run()
    assert any("'12'" in line and "gone" in line for line in published.warnings)
    assert pd.notna(tables(project)["figures"].value).all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[sme]]\nentities = ["a", "b"]\n', "there is no [[sme]] (did you mean [[same]]?)"),
        ("[correct]\ntable = 'quotes'\n", "write [[correct]], with double brackets"),
        ("[[judge]]\ntable = 'quotes'\nid = 'a'\nverdict = 'maybe'\n", 'verdict = "right" or "wrong"'),
        ("[[add]]\ntable = 'figures'\nat = { article_id = 'a', text = 'b' }\n", "needs set = { value"),
        ("[[same]\n", "cannot be read"),
    ],
)
def test_a_file_that_says_what_nothing_reads_is_an_error_on_the_command_line(tmp_path, monkeypatch, capsys, text, told):
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("NEWSLEDGER_DECISIONS", str(path))
    monkeypatch.setenv("NEWSLEDGER_DATA", str(tmp_path / "data"))
    with pytest.raises(ValueError, match=r"decisions\.toml"):
        read_corrections(path)
    assert main(["materialize", "--quiet"]) == 1
    assert told in capsys.readouterr().err
