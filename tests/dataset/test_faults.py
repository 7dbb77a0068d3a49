"""What breaks under a published dataset: damaged files, a full or read-only disk, no links, two runs at once."""

import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.dataset.load import load_tables
from pipeline.dataset.publish import release_folders as served
from pipeline.dataset.publish.release_folders import POINTER, current_release, release_folders
from pipeline.dataset.schema import TABLES
from pipeline.settings import Retention

ROOT = Path(__file__).parents[2]
MORE = {"more.txt": "Fair opens\n\nThe fair drew 700 visitors, Ada Perrin said.\n"}


def truncated(path):
    path.write_bytes(path.read_bytes()[:-20])


def one_bit_turned(path):
    written = bytearray(path.read_bytes())
    written[len(written) // 3] ^= 4
    path.write_bytes(written)


@pytest.fixture
def twice(project):
    """A project with two releases: of three articles, and of four."""
    project.run()
    project.write(MORE)
    project.run()
    return project


def kept(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("harm", [truncated, one_bit_turned, Path.unlink])
def test_a_damaged_table_of_any_kind_gives_way_to_the_release_before(twice, harm, caplog):
    data = twice.settings.data
    release = current_release(data)
    whole = kept(release)
    tables = [f"{table}.parquet" for table in TABLES]
    for name in tables if harm is one_bit_turned else [*tables, "datapackage.json"]:
        harm(release / name)
        caplog.clear()
        assert len(load_tables(data=data)["articles"]) == 3, name
        assert "Release 2 is damaged" in caplog.text, name
        (release / name).write_bytes(whole[name])
        assert len(load_tables(data=data)["articles"]) == 4, name


def test_a_run_repairs_what_is_damaged_and_readers_of_plain_files_see_it(twice, caplog):
    data = twice.settings.data
    history = load_tables("history", data=data)["history"]
    one_bit_turned(current_release(data) / "quotes.parquet")
    extraction, published = twice.run()
    assert (extraction.parsed, published.changed, published.number) == (0, True, 2)
    assert "Release 1 is served instead" in caplog.text
    assert len(load_tables(data=data)["articles"]) == 4
    assert load_tables("history", data=data)["history"].equals(history)


def test_a_release_that_vanished_gives_way_to_the_one_before(twice):
    data = twice.settings.data
    shutil.rmtree(current_release(data))
    assert len(load_tables(data=data)["articles"]) == 3
    twice.run()
    assert len(load_tables(data=data)["articles"]) == 4


@pytest.mark.parametrize("table", ["articles", "sentences", "mentions", "entities", "quotes", "figures", "entity_ids"])
def test_a_damaged_working_file_of_any_kind_is_made_again(project, table, caplog):
    _, before = project.run()
    for path in (project.settings.work / table).rglob("*.parquet"):
        truncated(path)
    extraction, after = project.run()
    assert "made again" in caplog.text
    assert extraction.parsed == 0  # the texts are the same, so their parses are there
    assert after.digest == before.digest and not after.changed


def test_damaged_parses_canonical_entities_and_index_are_made_again(project):
    _, before = project.run()
    work = project.settings.work
    for path in [*(work / "parses").rglob("*.spacy"), work / "canonical.parquet", work / "ingest.sqlite"]:
        path.write_bytes(b"nothing")
    _, after = project.run()
    assert after.digest == before.digest and not after.changed


def test_releases_go_by_count_and_by_age_but_never_the_current_one(project, make_project, tmp_path):
    for visitors in range(700, 704):
        project.write({"more.txt": f"Fair opens\n\nThe fair drew {visitors} visitors.\n"})
        project.run()
    data = project.settings.data
    fewer = make_project(tmp_path, retention=Retention(releases=2, days=30))
    fewer.run()
    assert [path.name for path in release_folders(data)] == ["3", "4"]
    old = time.time() - 40 * 86400
    for path in release_folders(data):
        os.utime(path, (old, old))
    fewer.run()
    assert [path.name for path in release_folders(data)] == ["4"]


def test_without_links_a_pointer_names_the_release(project, monkeypatch):
    def refused(*_, **__):
        raise OSError("a required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refused)
    data = project.settings.data
    project.run()
    project.write(MORE)
    project.run()
    assert not (data / "tables").exists() and (data / POINTER).read_text(encoding="utf-8") == "2"
    assert len(load_tables(data=data)["articles"]) == 4
    monkeypatch.undo()
    served.switch(data, release_folders(data)[0])  # links are to be had again: only one of the two tells
    assert not (data / POINTER).exists() and len(load_tables(data=data)["articles"]) == 3


def test_a_clock_that_goes_back_does_not_turn_history_round(twice, monkeypatch):
    from pipeline.dataset.publish import release

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(release, "datetime", Earlier)
    twice.write({"more.txt": "Fair opens\n\nThe fair drew 900 visitors.\n"})
    _, published = twice.run()
    history = load_tables("history", data=twice.settings.data)["history"]
    assert published.number == 3 and current_release(twice.settings.data).name == "3"
    assert history.sort_values("release").first_seen_at.is_monotonic_increasing
    assert history.first_seen_at.min() > datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 6 MB under a project's data folder, and how to remount it."""
    folder = tmp_path / "data"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small file system")
    yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("free", [0, 16_384, 65_536, 98_304, 114_688, 131_072])
def test_a_full_disk_leaves_what_is_published(small_disk, project, free):
    """``free`` bytes are left, so that another write is the one that fails."""
    project.run()
    data = project.settings.data
    before = kept(current_release(data))
    project.write(MORE)
    filler = data / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(filler, filler.stat().st_size - free)
    with pytest.raises(OSError):
        project.run()
    assert kept(current_release(data)) == before and len(load_tables(data=data)["articles"]) == 3
    filler.unlink()
    project.run()
    assert len(load_tables(data=data)["articles"]) == 4


def test_a_read_only_data_folder_stays_readable(small_disk, project):
    project.run()
    project.write(MORE)
    small_disk("ro")
    with pytest.raises(OSError, match="cannot be written"):
        project.run()
    assert len(load_tables(data=project.settings.data)["articles"]) == 3
    small_disk("rw")
    project.run()
    assert len(load_tables(data=project.settings.data)["articles"]) == 4


PYTHON = [sys.executable, "-m"]
OF_DAGSTER = [*PYTHON, "dagster", "job", "execute", "-m", "pipeline.orchestration.definitions", "-j", "ingest"]
OF_OURS = [*PYTHON, "pipeline", "materialize", "--quiet"]


@pytest.fixture
def start(project, tmp_path):
    """Start commands at once, in a project whose Dagster has no history yet; each comes with the file of its output."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(ROOT / "dagster.yaml", home)
    names = {"SEEDS": project.settings.seeds, "DATA": project.settings.data, "DECISIONS": project.settings.decisions}
    env = os.environ | {f"NEWSLEDGER_{name}": str(value) for name, value in names.items()}
    env |= {"DAGSTER_HOME": str(home), "DAGSTER_STORAGE": str(home / ".dagster"), "NEWSLEDGER_WORKERS": "1"}

    def started(*commands):
        logs = [(tmp_path / f"log{number}").open("w+") for number in range(len(commands))]
        pairs = zip(commands, logs, strict=True)
        return [(subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log), log) for command, log in pairs]

    return started


def succeeded(runs):
    """The outputs, when all have ended well."""
    outputs = []
    for run, log in runs:
        code = run.wait()
        log.seek(0)
        outputs.append(log.read())
        assert code == 0, outputs[-1][-3000:]
    return outputs


def test_a_run_of_dagster_and_one_of_the_command_line_at_once(project, start):
    """While both run, readers see whole releases, and articles keep coming."""
    project.run()
    project.write(MORE)
    runs = start(OF_DAGSTER, OF_OURS)
    late = threading.Timer(4, project.write, [{"late.txt": "Tram stops\n\nThe tram carried 310 riders.\n"}])
    late.start()
    while any(run.poll() is None for run, _ in runs):
        tables = load_tables(data=project.settings.data)
        assert set(tables["figures"].article_id) <= set(tables["articles"].article_id)
        time.sleep(0.2)
    late.join()
    succeeded(runs)
    project.run()
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 5


def test_runs_of_the_command_line_that_start_at_the_same_moment(project, start):
    """One publishes, the others wait for it and find nothing new."""
    outputs = succeeded(start(OF_OURS, OF_OURS, OF_OURS))
    told = sorted(line for output in outputs for line in output.splitlines() if line.startswith("Release"))
    assert told == ["Release 1 is unchanged", "Release 1 is unchanged", "Release 1 published"]
    assert len(load_tables("articles", data=project.settings.data)["articles"]) == 3


def test_working_files_of_another_version_are_made_again_in_the_same_run(project, monkeypatch):
    from pipeline.dataset.store import hash_buckets as buckets

    _, before = project.run()
    monkeypatch.setattr(buckets, "STAMP", b"newsledger.other")
    buckets._stamp_of.cache_clear()
    extraction, after = project.run()
    assert extraction.parsed == 0 and after.rows["articles"] == before.rows["articles"] == 3
    buckets._stamp_of.cache_clear()
