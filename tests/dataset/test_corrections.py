"""Rows that a person corrected stay corrected, in every release, and nothing else changes."""

import pytest

from pipeline.dataset.decisions.corrections import read_corrections
from pipeline.dataset.load import load_tables


def decide(project, text):
    project.settings.decisions.write_text(text, encoding="utf-8")


def line(table, key, what):
    return f'[[correct]]\ntable = "{table}"\nid = "{key}"\n{what}\n'


@pytest.fixture
def tables(project):
    project.run()
    return load_tables("quotes", "figures", data=project.settings.data)


def test_a_corrected_row_survives_rebuilds(project, tables):
    figure = tables["figures"][tables["figures"].value == 14].iloc[0]
    decide(project, line("figures", figure.figure_id, 'set = { unit = "point", change = "increase", value = 15 }'))
    project.run()
    project.write({"match.txt": "Late goal settles it\n\nHarbour United won 3-1 before 9,100 spectators.\n"})
    extraction, published = project.run()
    figures = load_tables("figures", data=project.settings.data)["figures"].set_index("figure_id")
    assert figures.loc[figure.figure_id, ["unit", "change", "value"]].tolist() == ["point", "increase", 15.0]
    assert published.warnings == [] and extraction.parsed == 1
    others = tables["figures"][~tables["figures"].text.isin(["8,400", "2-1", figure.text])].set_index("figure_id")
    assert figures.loc[others.index].equals(others)


def test_a_dropped_quote_is_referred_to_by_no_figure(project, tables):
    quote_id = tables["figures"].quote_id.dropna().iloc[0]
    decide(project, line("quotes", quote_id, "drop = true"))
    project.run()
    after = load_tables("quotes", "figures", data=project.settings.data)
    assert quote_id not in set(after["quotes"].quote_id) and quote_id not in set(after["figures"].quote_id)
    assert len(after["figures"]) == len(tables["figures"])


def test_a_cleared_column_is_null(project, tables):
    quote = tables["quotes"].dropna(subset="speaker_name").iloc[0]
    decide(project, line("quotes", quote.quote_id, 'clear = ["speaker_name", "speaker_role"]'))
    project.run()
    quotes = load_tables("quotes", data=project.settings.data)["quotes"].set_index("quote_id")
    assert quotes.loc[quote.quote_id, ["speaker_name", "speaker_role"]].isna().all()


def test_what_contradicts_itself_or_meets_no_row_is_reported_and_not_applied(project, tables):
    key = tables["figures"].figure_id.iloc[0]
    decide(
        project,
        line("figures", key, 'set = { unit = "one" }')
        + line("figures", key, 'set = { unit = "other" }')
        + line("figures", "0" * 20, "drop = true"),
    )
    _, published = project.run()
    assert [what in told for what, told in zip((key, "0" * 20), published.warnings, strict=True)] == [True, True]
    figures = load_tables("figures", data=project.settings.data)["figures"]
    assert figures.equals(tables["figures"])


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("set = { start_char = 3 }", "can be corrected"),
        ('set = { colour = "red" }', "can be corrected"),
        ('set = { modifier = "roughly" }', "is one of exact"),
        ('set = { value = "many" }', "cannot be 'many'"),
        ('clear = ["unit"]', "cannot be cleared"),
        ("", "needs table"),
        ('set = { unit = "x" }\ndrop = true', "needs table"),
    ],
)
def test_what_no_row_can_have_is_refused(tmp_path, what, why):
    path = tmp_path / "decisions.toml"
    path.write_text(line("figures", "a", what), encoding="utf-8")
    with pytest.raises(ValueError, match=why):
        read_corrections(path)
