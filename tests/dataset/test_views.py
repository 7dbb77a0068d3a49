"""The tables for readers: each row as in the table it is of, with what was looked up; and who speaks of whom."""

import json

import pandas as pd
import pytest

from pipeline.cli import main
from pipeline.dataset.load import load_tables
from pipeline.dataset.publish.export import KINDS, export
from pipeline.dataset.schema import TABLES

SPOKEN = (
    "Ferry fares to rise\n\nMayor Ilse Marden said on Monday that Harbour Lines would raise fares by 14 percent.\n\n"
    "“I told Otto Brandt that 300 people cannot pay this,” Marden told the Daily Courier.\n\n"
    "The council meets in Northfield on Friday.\n"
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    from tests.dataset.conftest import STORIES, Project

    project = Project(tmp_path_factory.mktemp("views"))
    project.write(STORIES | {"ferry.txt": SPOKEN})
    project.run()
    return project.settings.data, load_tables(data=project.settings.data)


@pytest.mark.parametrize(
    ("view", "source", "key"), [("statements", "quotes", "quote_id"), ("facts", "figures", "figure_id")]
)
def test_a_view_has_the_rows_of_its_table_and_what_was_looked_up(tables, view, source, key):
    _, found = tables
    joined = found[source].merge(found["articles"], on="article_id", suffixes=("", "_of_article"))
    joined = joined.merge(
        found["sentences"][["sentence_id", "text"]].rename(columns={"text": "sentence"}), on="sentence_id"
    )
    joined = joined.set_index(key).loc[found[view][key]]
    shown = found[view].set_index(key)
    assert len(shown) == len(found[source]) > 3
    for column in shown.columns.intersection(joined.columns):
        pd.testing.assert_series_equal(shown[column], joined[column], check_names=False)
    assert all(row.text in row.sentence for row in found["facts"].itertuples())


def test_names_are_those_of_the_entities_and_the_quote_those_of_its_row(tables):
    _, found = tables
    names = found["entities"].set_index("entity_id").name
    for view, pairs in {"statements": ("speaker", "via"), "facts": ("subject", "place", "source")}.items():
        for part in pairs:
            rows = found[view].dropna(subset=[f"{part}_entity_id"])
            assert rows[f"{part}_name"].tolist() == names[rows[f"{part}_entity_id"]].tolist()
    via = found["statements"][found["statements"].via_name.notna()]
    assert via.via_name.tolist() == ["Daily Courier"]
    said = found["facts"][found["facts"].value == 300].iloc[0]
    assert said.quote == found["quotes"].set_index("quote_id").content[said.quote_id]
    assert "300 people" in said.quote and said.title == "Ferry fares to rise"


def test_about_are_the_mentions_inside_the_words_of_a_quote(tables):
    _, found = tables
    quotes, mentions = found["quotes"], found["mentions"]
    wanted = {
        (quote.quote_id, mention.mention_id)
        for quote in quotes[quotes.quote_type != "scare"].itertuples()
        for mention in mentions[mentions.article_id == quote.article_id].itertuples()
        if any(s["start"] <= mention.start_char and mention.end_char <= s["end"] for s in quote.spans)
    }
    assert set(zip(found["about"].quote_id, found["about"].mention_id, strict=True)) == wanted
    names = found["about"].merge(found["entities"], on="entity_id").name
    assert "Otto Brandt" in set(names) and "Northfield" not in set(names)


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_holds_every_row(tables, tmp_path, kind):
    data, found = tables
    path = export(kind, tmp_path / "out", data=data)
    path = export(kind, path, data=data)  # takes the place of the one before
    if kind == "duckdb":
        import duckdb

        with duckdb.connect(str(path), read_only=True) as connection:
            counts = {name: connection.execute(f"select count(*) from {name}").fetchall()[0][0] for name in TABLES}
            said = connection.execute("select comment from duckdb_tables() where table_name = 'quotes'").fetchall()
            assert said == [(TABLES["quotes"].description,)]
            speakers = connection.execute("select speaker_name from statements order by quote_id").df().speaker_name
    elif kind == "sqlite":
        from sqlite_utils import Database

        database = Database(path)
        counts = {name: database[name].count for name in TABLES}
        assert ("speaker_entity_id", "entities", "entity_id") in {
            (key.column, key.other_table, key.other_column) for key in database["quotes"].foreign_keys
        }
        assert json.loads(next(database.query("select spans from quotes"))["spans"])[0].keys() == {"start", "end"}
        speakers = pd.Series(r["speaker_name"] for r in database.query("select * from statements order by quote_id"))
    else:
        read = {name: pd.read_csv(path / f"{name}.csv") for name in TABLES}
        counts = {name: len(rows) for name, rows in read.items()}
        speakers = read["statements"].sort_values("quote_id").speaker_name
    assert counts == {name: len(rows) for name, rows in found.items()}
    told = found["statements"].sort_values("quote_id").speaker_name
    assert speakers.fillna("").tolist() == told.fillna("").tolist()


def test_the_command_says_where_it_wrote_or_what_is_wrong(tables, tmp_path, monkeypatch, capsys):
    data, _ = tables
    monkeypatch.setenv("NEWSLEDGER_DATA", str(data))
    assert main(["export", "csv", str(tmp_path / "tables")]) == 0
    assert (tmp_path / "tables" / "statements.csv").exists() and "tables" in capsys.readouterr().out
    (tmp_path / "mine").mkdir()
    assert main(["export", "csv", str(tmp_path / "mine")]) == 1 and "no export wrote" in capsys.readouterr().err
    assert main(["export", "duckdb", str(tmp_path / "x"), "--release", "9"]) == 1
    assert "no release 9" in capsys.readouterr().err and not (tmp_path / "x").exists()
