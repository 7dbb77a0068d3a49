"""Dagster's history (SQLite files in ``.dagster/``), made whole before anything uses it.

Dagster itself makes it in the first process that asks for it, table by table and without a lock: where two ask at the
same moment one fails, and two versions may be written down, which Dagster never reads again. So it is made beside its
place, by one process of ours at a time, and moved there in two renames. A process of Dagster's own takes no lock;
where it was first, its history is waited for.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import dagster as dg
import yaml
from filelock import FileLock
from sqlalchemy import event as engine_events
from sqlalchemy.engine import Engine

from pipeline.dataset.store.files import sync_folder

# Folders, their files, and the tables that are empty as long as nobody has used the file.
PARTS = {
    "history": {"runs.db": ("runs",), "runs/index.db": ("event_logs",)},
    "schedules": {"schedules.db": ("jobs", "instigators", "job_ticks")},
}
LOCK_SECONDS = 120  # making it takes one
WAIT_SECONDS = 10  # for a process of Dagster's own that is making it


def history_folder() -> Path | None:
    """Where the instance of DAGSTER_HOME keeps its SQLite files, or None if it keeps none (or is no folder, of which
    Dagster tells)."""
    home = Path(os.environ["DAGSTER_HOME"]).expanduser()
    if not home.is_dir():
        return None
    config = home / "dagster.yaml"
    told = (yaml.safe_load(config.read_text(encoding="utf-8")) or {}) if config.exists() else {}
    if {"run_storage", "event_log_storage", "schedule_storage"} & told.keys():
        return None
    if "storage" not in told:
        return home
    folder = (told["storage"].get("sqlite") or {}).get("base_dir")
    if isinstance(folder, dict):
        folder = os.environ.get(folder["env"])
    return Path(folder) if folder else None


def make_history() -> None:
    """Make the history of DAGSTER_HOME unless it is there, which takes some milliseconds to see.

    One that a killed process of Dagster's own left half-made, with no run in it, gives way. Raises OSError if it cannot
    be written, filelock.Timeout if another process that makes it hangs.
    """
    folder = history_folder()
    if folder is None or all(_is_whole(folder / part, files) for part, files in PARTS.items()):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock", timeout=LOCK_SECONDS):
        made = folder / ".part"
        shutil.rmtree(made, ignore_errors=True)  # a killed run's
        made.mkdir()
        try:
            _make(made)
            for part, files in PARTS.items():
                _install(made / part, folder / part, files)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _make(folder: Path) -> None:
    """As Dagster does, but written to the disk once instead of after each of its statements."""
    (folder / "dagster.yaml").touch()  # else Dagster warns that there is none
    engine_events.listen(Engine, "connect", _lazily)
    try:
        dg.DagsterInstance.local_temp(str(folder)).dispose()
    finally:
        engine_events.remove(Engine, "connect", _lazily)
    for path in folder.rglob("*.db"):
        with path.open("rb+") as written:
            os.fsync(written.fileno())
        sync_folder(path.parent)


def _lazily(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("pragma synchronous = off")


def _install(made: Path, place: Path, files: dict[str, tuple[str, ...]]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not _is_whole(place, files):
        if time.monotonic() > end:
            if _is_used(place, files):
                return  # something else is wrong with it, of which Dagster tells
            shutil.rmtree(place)
        try:
            made.rename(place)  # takes the place of nothing or of an empty folder, never of files
        except OSError:
            time.sleep(0.05)


def _is_whole(place: Path, files: dict[str, tuple[str, ...]]) -> bool:
    """Whether every file tells its version, which Dagster writes when its tables are there."""
    return all(_rows(place / name, "alembic_version") == 1 for name in files)


def _is_used(place: Path, files: dict[str, tuple[str, ...]]) -> bool:
    """Whether something may be lost with it; what cannot be read may be anything."""
    if {path.relative_to(place).as_posix() for path in place.rglob("*.db")} - files.keys():
        return True  # each run has a file of its own
    return any(_rows(place / name, table) for name, tables in files.items() for table in tables)


def _rows(path: Path, table: str) -> int:
    """Number of rows: 0 without the file or the table in it, -1 if it cannot be read."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as file:
            return file.execute(f"select count(*) from {table}").fetchone()[0]
    except sqlite3.Error as error:
        return 0 if str(error).startswith("no such table") else -1
