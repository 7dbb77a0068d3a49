"""A purged article leaves every file, the releases stay sound, and it does not come back."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.cli import main
from pipeline.dataset.ingest import update_articles
from pipeline.dataset.load import load_tables
from pipeline.dataset.publish.checks import row_problems
from pipeline.dataset.publish.datapackage import damage
from pipeline.dataset.publish.release_folders import current_release, release_folders
from pipeline.dataset.remove.purge import find, purge
from pipeline.dataset.schema import TABLES

SECRET = "Quillonby"
TOLD = (
    f"Trader named in court\n\nOtto {SECRET}, 44, a trader, lost 3,700 crowns, Judge Ilse Marden said on Monday.\n\n"
    f"“I regret it,” {SECRET} said. Marden thanked him.\n"
)


def purged_key(project, source="trader.txt"):
    (key,) = find(project.settings, source)
    return key


def files_with(folder, words):
    """Files that hold the words as they are, or in a Parquet table."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            text = str(pq.read_table(path, partitioning=None).to_pydict()) if path.suffix == ".parquet" else ""
            if words in text or words.encode() in path.read_bytes():
                found.append(path.relative_to(folder).as_posix())
    return found


def problems(release):
    tables = {name: pq.read_table(release / f"{name}.parquet") for name in TABLES}
    texts = dict(zip(*(tables["articles"][name].to_pylist() for name in ("article_id", "text")), strict=True))
    keys = {name: pa.concat_arrays(table[TABLES[name].key].chunks) for name, table in tables.items() if len(table)}
    return [p for name, table in tables.items() for p in row_problems(TABLES[name], table, texts, keys)]


@pytest.fixture
def published(project):
    """Two releases with the article, the second with a changed text of it."""
    project.write({"trader.txt": TOLD})
    project.run()
    project.write({"trader.txt": TOLD + "\nThe court rose at noon.\n"})
    project.run()
    return project


def test_nothing_is_left_of_it_and_the_rest_is_as_it_was(published):
    settings = published.settings
    before = load_tables(data=settings.data)
    key = purged_key(published)
    assert files_with(settings.data, SECRET)
    report = purge(settings, key)
    assert files_with(settings.data, SECRET) == []
    assert (report.published, report.releases) == (3, [1, 2])
    after = load_tables(data=settings.data)
    for name in ("articles", "sentences", "mentions", "quotes", "figures"):
        rest = before[name][before[name].article_id != key].reset_index(drop=True)
        assert rest.equals(after[name]), name  # no two of these stories are one, so nothing across articles changed
    assert after["history"][after["history"].article_id == key].change.tolist() == ["added", "changed", "withdrawn"]
    marden = after["entities"][after["entities"].name == "Ilse Marden"].iloc[0]
    assert (marden.article_count, marden.mention_count) == (
        1,
        len(after["mentions"].query("entity_id == @marden.entity_id")),
    )


def test_every_release_stays_sound(published):
    purge(published.settings, purged_key(published))
    for release in release_folders(published.settings.data):
        assert damage(release) is None
        assert problems(release) == []
        package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
        assert {pq.read_schema(p).metadata[b"release"].decode() for p in release.glob("*.parquet")} == {
            package["version"]
        }


def test_it_does_not_come_back_though_its_source_is_there(published):
    key = purged_key(published)
    report = purge(published.settings, key)
    assert report.sources == [str(published.settings.seeds / "trader.txt")]
    extraction, release = published.run()
    tables = load_tables(data=published.settings.data)
    assert extraction.parsed == 0 and key not in set(tables["articles"].article_id)
    assert tables["rejects"][["source_uri", "reason"]].values.tolist() == [["trader.txt", "purged"]]
    assert files_with(published.settings.data, SECRET) == []
    assert published.run()[1].changed is False and release.changed


def test_nor_under_another_name_nor_after_the_data_folder_was_lost(published, make_project, tmp_path):
    purge(published.settings, purged_key(published))
    (tmp_path / "again").mkdir()
    fresh = make_project(tmp_path / "again")
    fresh.settings.decisions.write_bytes(published.settings.decisions.read_bytes())
    fresh.write({"other-name.txt": TOLD})
    assert update_articles(fresh.settings).rejected == {"purged": 1}


def test_without_its_line_it_comes_back(published):
    purge(published.settings, purged_key(published))
    published.run()
    published.settings.decisions.unlink()
    published.run()
    assert len(load_tables("articles", data=published.settings.data)["articles"]) == 4


def test_a_copy_of_the_text_goes_too_and_a_near_copy_is_named_and_extracted(published):
    near = TOLD.replace("on Monday", "on Tuesday") * 3
    published.write({"trader.txt": TOLD * 3, "copy.txt": TOLD * 3, "near.txt": near})
    published.run()
    report = purge(published.settings, purged_key(published))
    assert sorted(report.gone.values()) == ["copy.txt", "trader.txt"]
    assert list(report.near.values()) in ([], ["near.txt"])
    published.run()
    tables = load_tables(data=published.settings.data)
    assert "near.txt" in set(tables["articles"].source_uri) and tables["articles"].duplicate_of.isna().all()


def test_purging_again_finishes_what_was_stopped(published, monkeypatch):
    import pipeline.dataset.remove.purge as module

    key, real = purged_key(published), module.rewrite_without

    def stopped(release, purged):
        if release.name == "2":
            raise KeyboardInterrupt
        return real(release, purged)

    monkeypatch.setattr(module, "rewrite_without", stopped)
    with pytest.raises(KeyboardInterrupt):
        purge(published.settings, key)
    monkeypatch.undo()
    assert purge(published.settings, key).releases == [2]
    assert files_with(published.settings.data, SECRET) == []


def test_a_release_that_cannot_be_read_is_removed(published):
    (published.settings.releases / "1" / "mentions.parquet").write_bytes(b"PAR1")
    purge(published.settings, purged_key(published))
    assert [path.name for path in release_folders(published.settings.data)] == ["2", "3"]


def test_the_command_asks_which_and_tells_what_it_did(published, monkeypatch, capsys):
    for name in ("seeds", "data", "decisions"):
        monkeypatch.setenv(f"NEWSLEDGER_{name.upper()}", str(getattr(published.settings, name)))
    assert main(["purge", "nowhere"]) == 1 and "No article" in capsys.readouterr().err
    assert main(["purge", ".txt"]) == 1 and "Which of these?" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))  # no terminal
    assert main(["purge", "trader"]) == 1 and "say --yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for answer in ("", "n", "no"):
        monkeypatch.setattr("builtins.input", lambda question, answer=answer: answer)
        assert main(["purge", "trader"]) == 1 and "Nothing was removed" in capsys.readouterr().err
    assert current_release(published.settings.data).name == "2"
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "y")
    assert main(["purge", "trader"]) == 0 and "trader.txt" in asked[0]
    told = capsys.readouterr().out
    assert "trader.txt" in told and "Releases rewritten without it: 1, 2; 3 is new" in told
    assert current_release(published.settings.data).name == "3"
