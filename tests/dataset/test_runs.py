"""What runs promise: nothing parsed twice, the same bytes from the same sources, changes told, faults survived."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest

from pipeline.dataset.ingest import update_articles
from pipeline.dataset.load import load_tables
from pipeline.dataset.publish.checks import CHECKS, check_table
from pipeline.dataset.publish.datapackage import damage
from pipeline.dataset.publish.release import Invalid, publish
from pipeline.dataset.publish.release_folders import current_release, release_folders, serve
from pipeline.dataset.schema import TABLES

PUBLISHED = [name for name in TABLES if name != "history"]


def digests(folder, names=PUBLISHED):
    return {name: hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in names}


def test_every_table_is_read_by_pandas(project):
    project.run()
    for name, table in TABLES.items():
        frame = pd.read_parquet(project.settings.data / "tables" / f"{name}.parquet")
        assert list(frame.columns) == [column.name for column in table.columns]


def test_a_second_run_parses_nothing_and_publishes_nothing(project):
    first, one = project.run()
    second, two = project.run()
    assert (first.parsed, second.parsed, second.extracted) == (3, 0, 0)
    assert (one.changed, two.changed, one.number) == (True, False, two.number)


def test_the_same_sources_give_the_same_bytes(project, make_project, tmp_path):
    project.run()
    (tmp_path / "other").mkdir()
    other = make_project(tmp_path / "other")
    for path in sorted(project.settings.seeds.iterdir(), reverse=True):
        other.write({path.name: path.read_text(encoding="utf-8")})
    other.run()
    assert digests(project.settings.data / "tables") == digests(other.settings.data / "tables")


def test_one_changed_article_is_parsed_alone_and_its_rows_replaced(project):
    project.run()
    before = load_tables(data=project.settings.data)
    project.write({"match.txt": "Late goal settles it\n\nHarbour United won 3-1 before 9,100 spectators.\n"})
    extraction, release = project.run()
    after = load_tables(data=project.settings.data)
    assert (extraction.parsed, release.changed) == (1, True)
    assert 9100 in set(after["figures"].value) and 8400 not in set(after["figures"].value)
    assert set(before["articles"].article_id) == set(after["articles"].article_id)
    assert len(list((project.settings.work / "parses").rglob("*.spacy"))) == 3
    changed = after["changes"][after["changes"].table == "articles"]
    assert changed[["change", "rows"]].values.tolist() == [["changed", 1]]
    assert sorted(after["history"].change) == ["added", "added", "added", "changed"]


def test_a_withdrawn_article_leaves_every_table(project):
    project.run()
    (project.settings.seeds / "harvest.txt").unlink()
    project.write({"fair.txt": "Fair opens\n\nThe fair drew 700 visitors.\n"})
    project.run()
    tables = load_tables(data=project.settings.data)
    assert sorted(tables["articles"].source_uri) == ["bridge.txt", "fair.txt", "match.txt"]
    for name in ("sentences", "mentions", "quotes", "figures"):
        assert set(tables[name].article_id) <= set(tables["articles"].article_id)
    assert list(tables["history"].change).count("withdrawn") == 1


def test_earlier_releases_stay_readable(project):
    project.run()
    project.write({"more.txt": "Fair opens\n\nThe fair drew 700 visitors.\n"})
    project.run()
    assert len(load_tables("articles", data=project.settings.data, release=1)["articles"]) == 3
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 4


def test_a_damaged_release_gives_way_to_the_one_before_and_is_made_again(project, caplog):
    project.run()
    project.write({"more.txt": "Fair opens\n\nThe fair drew 700 visitors.\n"})
    project.run()
    (current_release(project.settings.data) / "quotes.parquet").write_bytes(b"PAR1")
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 3
    assert "damaged" in caplog.text
    project.run()
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 4


def test_a_damaged_bucket_is_made_again_without_parsing(project):
    project.run()
    next((project.settings.work / "figures").rglob("*.parquet")).write_bytes(b"nothing")
    extraction, release = project.run()
    assert (extraction.parsed, extraction.extracted, release.changed) == (0, 3, False)


def test_rows_that_break_a_promise_are_not_published(project, monkeypatch):
    import pipeline.dataset.extract.process_bucket as bucket

    project.run()
    real = bucket.article_rows

    def shifted(doc, key):
        rows = real(doc, key)
        for row in rows["figures"]:
            row["start_char"] += 1
        return rows

    monkeypatch.setattr(bucket, "article_rows", shifted)
    project.write({"more.txt": "Fair opens\n\nThe fair drew 700 visitors.\n"})
    with pytest.raises(Invalid, match=r"figures\.text is not what its offsets say"):
        project.run()
    assert [problem.check for problem in check_table(project.settings, "figures")] == ["text_is_slice"]
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 3


def test_sound_tables_pass_all_checks(project):
    project.run()
    assert len(CHECKS) == 5
    assert [check_table(project.settings, name) for name in ("articles", "entities", "quotes", "figures")] == [[]] * 4
    assert damage(current_release(project.settings.data)) is None


def test_an_article_that_breaks_an_extractor_is_told_and_stops_nothing(project, monkeypatch):
    from pipeline.language.figures import Figures

    real = Figures.__call__

    def failing(self, doc):
        if "spectators" in doc.text:
            raise ZeroDivisionError("as a test")
        return real(self, doc)

    monkeypatch.setattr(Figures, "__call__", failing)
    extraction, _ = project.run()
    tables = load_tables(data=project.settings.data)
    assert extraction.failed == 1
    assert tables["rejects"].reason.tolist() == ["extraction_failed"]
    assert len(tables["articles"]) == 3 and len(tables["figures"]) > 0


def test_killed_at_any_moment_the_tables_stay_whole(project, tmp_path):
    """SIGKILL at random moments of a run; NEWSLEDGER_TEST_KILLS sets how many."""
    project.run()
    code = (
        "import sys; sys.path.insert(0, 'tests/dataset'); from pathlib import Path; from conftest import Project;"
        "Project(Path(sys.argv[1])).run()"
    )
    chance = random.Random(7)
    for number in range(int(os.environ.get("NEWSLEDGER_TEST_KILLS", "3"))):
        project.write({f"story{number}.txt": f"Fair {number} opens\n\nThe fair drew {700 + number} visitors.\n"})
        process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
        time.sleep(chance.uniform(0.3, 4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        tables = load_tables(data=project.settings.data)
        assert set(tables["figures"].article_id) <= set(tables["articles"].article_id)
    project.run()
    assert publish(project.settings).changed is False
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 3 + number + 1


def test_a_killed_extraction_goes_on_where_it_was(make_project, tmp_path):
    project = make_project(tmp_path)
    project.write({f"{n}.txt": f"Fair {n} opens\n\nThe fair drew {700 + n} visitors.\n" for n in range(100)})
    update_articles(project.settings)
    code = (
        "import sys; sys.path.insert(0, 'tests/dataset'); from pathlib import Path; from conftest import Project;"
        "Project(Path(sys.argv[1])).run()"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    figures = project.settings.work / "figures"
    while len(done := list(figures.rglob("[0-9]*.parquet"))) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    finished = {path: path.stat().st_mtime_ns for path in done}
    extraction, _ = project.run()
    assert 0 < extraction.extracted < 100 and extraction.extracted + extraction.reused == 100
    assert {path: path.stat().st_mtime_ns for path in finished} == finished
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 100


def test_a_person_goes_back_to_a_release_until_there_is_something_new(project):
    def run_with(visitors):
        project.write({"more.txt": f"Fair opens\n\nThe fair drew {visitors} visitors.\n"})
        return project.run()[1]

    for visitors in (700, 800, 900):
        run_with(visitors)
    data = project.settings.data
    serve(project.settings, 2)
    assert 800 in set(load_tables("figures", data=data)["figures"].value)
    _, nothing_new = project.run()
    assert (nothing_new.number, nothing_new.changed) == (2, False)
    assert [path.name for path in release_folders(data)] == ["1", "2", "3"]
    assert (run_with(950).number, current_release(data).name) == (4, "4")
    assert project.run()[1].changed is False
    serve(project.settings, 3)
    serve(project.settings, 4)
    assert project.run()[1].number == 4
    with pytest.raises(ValueError, match="no release 9; there are: 1, 2, 3, 4"):
        serve(project.settings, 9)
