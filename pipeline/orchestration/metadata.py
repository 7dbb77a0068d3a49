"""What Dagster shows of a table: schema, row count, preview."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from typing import Any

import dagster as dg

from pipeline.dataset import inspect
from pipeline.dataset.ingest.recording import runs_folder
from pipeline.dataset.ingest.report import IngestReport
from pipeline.dataset.schema import TABLES, Column
from pipeline.settings import Settings

PREVIEW_CHARACTERS = 120
SHOWN_CHANGES = 50


def column_schema(table: str) -> dg.TableSchema:
    """Columns with types and descriptions, from the one place where the schema stands."""
    return dg.TableSchema([_column(table, column) for column in TABLES[table].columns])


def _column(table: str, column: Column) -> dg.TableColumn:
    told = [f"one of: {', '.join(column.values)}"] if column.values else []
    told += [f"refers to {column.references}"] if column.references else []
    key = column.name == TABLES[table].key
    constraints = dg.TableColumnConstraints(nullable=column.nullable, unique=key, other=told)
    return dg.TableColumn(column.name, column.kind, column.description, constraints=constraints)


def described(table: str) -> dict[str, Any]:
    """Metadata of an asset's definition."""
    if table not in TABLES:
        return {}
    return {"dagster/column_schema": column_schema(table), "primary key": TABLES[table].key}


def measured(settings: Settings, table: str) -> dict[str, Any]:
    """Metadata of a materialization."""
    metadata: dict[str, Any] = {"dagster/row_count": inspect.row_count(settings, table)}
    if table in TABLES:
        metadata["preview"] = as_table(inspect.preview(settings, table))
    return metadata


def recorded(settings: Settings, report: IngestReport) -> dict[str, Any]:
    """What a run of ingestion did, by source and by article, and where all of it is written."""
    sources = [{"source": name} | asdict(counts) for name, counts in report.sources.items()]
    changes = [asdict(change) for change in report.changes[:SHOWN_CHANGES]]
    return {
        "by source": as_table(sources),
        "by article": as_table(changes),
        "records of runs": dg.MetadataValue.path(str(runs_folder(settings.work))),
    }


def as_table(rows: list[dict[str, Any]]) -> dg.MetadataValue:
    """Rows as Dagster shows tables: plain text, of which nothing is rendered."""
    if not rows:
        return dg.MetadataValue.text("No rows.")
    records = [dg.TableRecord({name: _cell(value) for name, value in row.items()}) for row in rows]
    return dg.MetadataValue.table(records, dg.TableSchema([dg.TableColumn(name) for name in rows[0]]))


def _cell(value: Any) -> str | int | float | bool:
    """Numbers and flags as they are, the rest as one line of text."""
    if isinstance(value, bool | int | float):
        return value
    text = " ".join(_plain(value).split())
    return text[:PREVIEW_CHARACTERS] + ("…" if len(text) > PREVIEW_CHARACTERS else "")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
