"""Dagster's history is made whole, by whoever comes first, and what was left half-made is no hindrance."""

import multiprocessing
import shutil
import sqlite3
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import dagster as dg
import pytest

from pipeline.orchestration import history
from pipeline.orchestration.history import history_folder, make_history

ROOT = Path(__file__).resolve().parents[2]
FILES = ("history/runs.db", "history/runs/index.db", "schedules/schedules.db")
AT_ONCE, ROUNDS = 3, 5


def point_to(home, setenv):
    setenv("DAGSTER_HOME", str(home))
    setenv("DAGSTER_STORAGE", str(home / ".dagster"))
    home.mkdir(exist_ok=True)
    shutil.copy(ROOT / "dagster.yaml", home)
    return home / ".dagster"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the history of a project without one is to be."""
    return point_to(tmp_path / "home", monkeypatch.setenv)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A history without runs."""
    with pytest.MonkeyPatch.context() as patch:
        made = point_to(tmp_path_factory.mktemp("home"), patch.setenv)
        make_history()
    return made


def versions(folder):
    """What each file says of its version, in a list that should have one entry."""
    return [rows(folder / name, "select version_num from alembic_version") for name in FILES]


def rows(path, query):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(query).fetchall()


def change(path, *statements):
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def use_it():
    with dg.DagsterInstance.get() as instance:
        return instance.get_runs_count(), instance.all_asset_keys(), instance.all_instigator_state()


def test_it_is_made_once_and_as_dagster_makes_it(folder, tmp_path, monkeypatch):
    make_history()
    inodes = [(folder / name).stat().st_ino for name in FILES]
    make_history()
    assert [(folder / name).stat().st_ino for name in FILES] == inodes
    assert use_it() == (0, [], [])
    assert {path.name for path in folder.iterdir()} <= {"history", "schedules", "storage", ".lock"}
    theirs = point_to(tmp_path / "other", monkeypatch.setenv)
    use_it()
    built = "select name from secondary_indexes where migration_completed is not null order by name"
    tables = "select name, sql from sqlite_master order by name"
    for name in FILES:
        for query in (built, tables, "select version_num from alembic_version", "pragma journal_mode"):
            assert rows(folder / name, query) == rows(theirs / name, query), name


def _made_by(home, number, barrier_file):
    """In a process of its own: wait until all are there, then make the history and use it."""
    import os

    os.environ |= {"DAGSTER_HOME": str(home), "DAGSTER_STORAGE": str(home / ".dagster")}
    (barrier_file.parent / f"{barrier_file.name}.{number}").touch()
    end = time.monotonic() + 60
    while len(list(barrier_file.parent.glob(f"{barrier_file.name}.*"))) < AT_ONCE and time.monotonic() < end:
        time.sleep(0.001)
    make_history()
    return use_it()


def test_processes_that_ask_at_the_same_moment_all_get_it(tmp_path):
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as pool:
        for round_ in range(ROUNDS):
            home = tmp_path / f"home{round_}"
            home.mkdir()
            shutil.copy(ROOT / "dagster.yaml", home)
            asked = [pool.submit(_made_by, home, n, tmp_path / f"barrier{round_}") for n in range(AT_ONCE)]
            assert [one.result(120) for one in asked] == [(0, [], [])] * AT_ONCE
            assert [len(found) for found in versions(home / ".dagster")] == [1, 1, 1]


def no_version(path):
    change(path, "delete from alembic_version")


def two_versions(path):
    change(path, "insert into alembic_version values ('5771160a95ad')")


def nothing_in_it(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", [no_version, two_versions, nothing_in_it, Path.unlink])
def test_what_was_left_half_made_gives_way(folder, template, name, harm, monkeypatch):
    monkeypatch.setattr(history, "WAIT_SECONDS", 0.1)
    shutil.copytree(template, folder)
    harm(folder / name)
    make_history()
    assert [len(found) for found in versions(folder)] == [1, 1, 1]
    assert use_it() == (0, [], [])


@pytest.mark.parametrize("harm", [two_versions, nothing_in_it, lambda path: path.write_bytes(b"no database" * 999)])
def test_a_history_with_runs_in_it_is_left_to_dagster(folder, template, harm, monkeypatch):
    monkeypatch.setattr(history, "WAIT_SECONDS", 0.1)

    @dg.op
    def nothing():
        pass

    shutil.copytree(template, folder)
    with dg.DagsterInstance.get() as instance:
        dg.GraphDefinition("some", node_defs=[nothing]).to_job().execute_in_process(instance=instance)
    harm(folder / "history/runs.db")
    before = {path: path.read_bytes() for path in (folder / "history").rglob("*.db")}
    make_history()
    assert {path: path.read_bytes() for path in (folder / "history").rglob("*.db")} == before


def test_what_a_killed_process_of_ours_left_is_swept_away(folder):
    change(folder / ".part/history/runs.db", "create table runs (id int)")
    make_history()
    assert use_it() == (0, [], []) and not (folder / ".part").exists()


def test_one_that_dagster_is_making_is_waited_for(folder):
    change(folder / "history/runs.db", "create table mark (id int)")  # as far as it has come
    late = threading.Timer(0.5, use_it)
    late.start()
    make_history()
    late.join()
    assert rows(folder / "history/runs.db", "select count(*) from sqlite_master where name = 'mark'") == [(1,)]
    assert [len(found) for found in versions(folder)] == [1, 1, 1]


def test_only_sqlite_files_are_ours_to_make(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    assert history_folder() == tmp_path
    (tmp_path / "dagster.yaml").write_text("storage: {postgres: {postgres_url: x}}")
    assert history_folder() is None
    (tmp_path / "dagster.yaml").write_text("run_storage: {module: a, class: B}")
    assert history_folder() is None
    make_history()
    assert [path.name for path in tmp_path.iterdir()] == ["dagster.yaml"]
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "none"))
    make_history()
    assert not (tmp_path / "none").exists()
