"""What each run of ingestion did, for whoever looks after it: ``work/runs/sources.parquet``, a row per run and source,
and ``work/runs/articles/``, a file per run with a row per article that it added, changed, withdrew, moved or marked.

    pd.read_parquet("data/work/runs/sources.parquet").tail()
    pd.read_parquet("data/work/runs/articles").query("change == 'withdrawn'")

Records are kept for as long as releases are (``retention.days``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.store.files import read_parquet, replacing, table_of
from pipeline.settings import Settings

from .report import Change, IngestReport, SourceCounts

LOGGER = logging.getLogger(__name__)
RUN_AT = pa.field("run_at", pa.timestamp("us", "UTC"), False, {"description": "When the run began."})
ARTICLES = pa.schema([RUN_AT, *(pa.field(field.name, pa.string()) for field in fields(Change))])
SOURCES = pa.schema(
    [
        RUN_AT,
        pa.field("seconds", pa.float64(), False),
        pa.field("source", pa.string(), False),
        pa.field("uri", pa.string()),
        *(
            pa.field(field.name, pa.string() if "str" in str(field.type) else pa.int64())
            for field in fields(SourceCounts)
        ),
    ]
)


def runs_folder(work: Path) -> Path:
    return work / "runs"


def record(settings: Settings, report: IngestReport, began: datetime) -> None:
    """Write what a run did; what is older than ``retention.days`` goes."""
    folder = runs_folder(settings.work)
    oldest = datetime.now(UTC) - timedelta(days=settings.retention.days)
    _record_articles(folder / "articles", report, began, oldest)
    seconds = round((datetime.now(UTC) - began).total_seconds(), 3)
    uris = {source.name: source.uri for source in settings.sources}
    rows = [
        {"run_at": began, "seconds": max(0.0, seconds), "source": name, "uri": uris.get(name)} | asdict(counts)
        for name, counts in report.sources.items()
    ]
    path = folder / "sources.parquet"
    before = _read(path)
    kept = before.filter(pc.greater_equal(before["run_at"], table_of([{"run_at": oldest}], pa.schema([RUN_AT]))[0][0]))
    _write(path, pa.concat_tables([kept, table_of(rows, SOURCES)]))


def last_taken_in(work: Path) -> datetime | None:
    """When a run last added or changed an article, as far as records go back; else when the first of them began."""
    rows = _read(runs_folder(work) / "sources.parquet")
    if not rows.num_rows:
        return None
    taken = rows.filter(pc.greater(pc.add(rows["added"], rows["changed"]), 0))
    return pc.max(taken["run_at"]).as_py() if taken.num_rows else pc.min(rows["run_at"]).as_py()


def _record_articles(folder: Path, report: IngestReport, began: datetime, oldest: datetime) -> None:
    """A run that changed nothing leaves no file, unless there would be none at all to read."""
    for path in _files(folder):
        if path.name < _name(oldest):
            path.unlink(missing_ok=True)
    if report.changes or not any(_files(folder)):
        rows = [{"run_at": began} | asdict(change) for change in report.changes]
        _write(folder / _name(began), pa.Table.from_pylist(rows, schema=ARTICLES))


def _files(folder: Path) -> Iterator[Path]:
    return folder.glob("[0-9]*.parquet")


def _name(when: datetime) -> str:
    return f"{when:%Y%m%dT%H%M%S.%f}.parquet"


def _read(path: Path) -> pa.Table:
    """The record, or an empty one where there is none or it cannot be used: a run must not fail of it."""
    try:
        rows = read_parquet(path)
        if rows.schema.equals(SOURCES):
            return rows
        LOGGER.warning("%s has other columns and is begun anew.", path)
    except FileNotFoundError:
        pass
    except (OSError, pa.ArrowException) as error:
        LOGGER.warning("%s is damaged and is begun anew: %s", path, error)
    return SOURCES.empty_table()


def _write(path: Path, rows: pa.Table) -> None:
    with replacing(path, durable=False) as hidden:
        pq.write_table(rows, hidden, compression="zstd")


def forget(work: Path, article_ids: set[str]) -> None:
    """Take the rows of these articles out of all records."""
    ids = pa.array(sorted(article_ids), pa.string())
    for path in _files(runs_folder(work) / "articles"):
        try:
            rows = read_parquet(path)
            named = pc.or_(pc.is_in(rows["article_id"], ids), pc.is_in(rows["before"], ids))
        except (OSError, KeyError, pa.ArrowException):  # nobody can tell whom it names
            path.unlink(missing_ok=True)
            continue
        if pc.any(named).as_py():
            _write(path, rows.filter(pc.invert(named)))
