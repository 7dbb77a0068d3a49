"""The job without a user interface: what ``python -m pipeline materialize`` calls."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any

import dagster as dg
from dagster._core.definitions.repository_definition import SINGLETON_REPOSITORY_NAME
from dagster._core.remote_origin import RemoteJobOrigin, RemoteRepositoryOrigin
from dagster._core.storage.noop_compute_log_manager import NoOpComputeLogManager
from dagster._core.workspace.load_target import ModuleTarget
from sqlalchemy import create_engine
from sqlalchemy import event as engine_events
from sqlalchemy.engine import Engine
from tqdm import tqdm

from pipeline.dataset.progress import Progress
from pipeline.settings import Settings, UnknownName, project_root

from .alerts import alert
from .definitions import make_definitions
from .errors import error_of
from .history import make_history
from .project import Project

INTERRUPTION = "DagsterExecutionInterruptedError"
MODULE = "pipeline.orchestration.definitions"
STORAGES = (
    "dagster._core.storage.event_log.sqlite.sqlite_event_log",
    "dagster._core.storage.runs.sqlite.sqlite_run_storage",
    "dagster._core.storage.schedules.sqlite.sqlite_schedule_storage",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """``reports`` by stage: ``ingest``, ``extraction``, ``entities``, ``publish``, as far as the run came; ``seconds``
    by step."""

    success: bool
    error: str | None = None
    reports: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


_set_here: set[str] = set()


def set_home(settings: Settings) -> None:
    """Point Dagster at the project's dagster.yaml, and at the history of this data folder, unless the environment
    names others."""
    os.environ.setdefault("DAGSTER_HOME", str(project_root()))
    if os.environ.get("DAGSTER_STORAGE", "") in ("", *_set_here):
        os.environ["DAGSTER_STORAGE"] = str(settings.history)
        _set_here.add(str(settings.history))


def materialize(settings: Settings, selection: list[str] | None = None, show_progress: bool = True) -> Summary:
    """Materialize all assets, or those named, in this process; the run is in the UI's history.

    Raises UnknownName for an asset that does not exist, KeyboardInterrupt where it was interrupted.
    """
    set_home(settings)
    make_history()
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    with _progress(show_progress) as listener, _quick_history(), dg.DagsterInstance.get() as instance:
        project = Project(settings, listener)
        job = make_definitions(project).resolve_job_def("ingest")
        names = {key.to_user_string() for key in job.asset_layer.executable_asset_keys}
        if unknown := set(selection or ()) - names:
            raise UnknownName(f"No such asset: {', '.join(sorted(unknown))}; there are {', '.join(sorted(names))}.")
        keys = [dg.AssetKey(name) for name in selection] if selection else None
        instance._compute_log_manager = NoOpComputeLogManager()  # what a step prints goes to the terminal
        instance.create_run_for_job = partial(instance.create_run_for_job, remote_job_origin=_origin(job.name))
        result = job.execute_in_process(
            instance=instance,
            asset_selection=keys,
            raise_on_error=False,
            run_config=QUIET,
        )
        if any(INTERRUPTION in (event.message or "") or INTERRUPTION in _told(event) for event in result.all_events):
            raise KeyboardInterrupt
        alert(settings, instance)
    seconds = {
        event.step_key: event.step_success_data.duration_ms / 1000
        for event in result.all_node_events
        if event.is_step_success
    }
    return Summary(result.success, None if result.success else error_of(result.all_events), project.reports, seconds)


def _told(event: dg.DagsterEvent) -> str:
    """The error that failed a step."""
    return event.step_failure_data.error_display_string if event.is_step_failure else ""


def _origin(job: str) -> RemoteJobOrigin:
    """Where the user interface knows the job from: its timeline shows no run of an unknown place."""
    (location,) = ModuleTarget(MODULE, None, str(project_root()), None).create_origins()
    return RemoteJobOrigin(RemoteRepositoryOrigin(location, SINGLETON_REPOSITORY_NAME), job)


@contextmanager
def _quick_history() -> Iterator[None]:
    """Hundreds of times a run, Dagster opens its history, writes a line and closes it; left alone, SQLite then waits
    for the disk and tidies up each time. The history stays sound, but a power cut may cost it the last lines."""
    held: dict[str, sqlite3.Connection] = {}  # a log that is open elsewhere is not tidied up when it is closed here

    def opened(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("pragma synchronous = normal")
        path = connection.execute("pragma database_list").fetchone()[2]
        if path and path not in held:
            connection.execute("pragma journal_mode = wal")  # Dagster asks for it too, after it has made the tables
            held[path] = sqlite3.connect(path)
            held[path].execute("select count(*) from sqlite_master").fetchone()

    engine_events.listen(Engine, "connect", opened)
    try:
        with _same_engines():
            yield
    finally:
        engine_events.remove(Engine, "connect", opened)
        for connection in held.values():
            connection.close()


@contextmanager
def _same_engines() -> Iterator[None]:
    """One engine of SQLAlchemy for each file, where Dagster makes one for each line: an engine remembers how its
    statements are written out, which takes longer than to write a line."""
    made: dict[str, Engine] = {}

    def engine(url: str, **options: Any) -> Engine:
        if url not in made:
            made[url] = create_engine(url, **options)
        return made[url]

    modules = [import_module(name) for name in STORAGES]
    for module in modules:
        module.create_engine = engine
    try:
        yield
    finally:
        for module in modules:
            module.create_engine = create_engine


QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


class _progress:
    """A line on standard error for each stage."""

    def __init__(self, show: bool):
        self.show, self.bar, self.stage = show, None, ""

    def __enter__(self) -> Callable[[Progress], None]:
        return self.tell

    def tell(self, progress: Progress) -> None:
        if not self.show:
            return
        if progress.stage != self.stage or self.bar is None:
            self._close()
            self.bar, self.stage = tqdm(total=progress.total, desc=progress.stage, unit=" articles"), progress.stage
        self.bar.total = progress.total
        self.bar.n = progress.done
        self.bar.set_postfix_str(f"{progress.words_per_second:,.0f} words/s", refresh=True)

    def _close(self) -> None:
        if self.bar is not None:
            self.bar.close()

    def __exit__(self, *_: object) -> None:
        self._close()
