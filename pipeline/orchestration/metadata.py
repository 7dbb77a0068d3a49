"""What Dagster shows of a table: schema, row count, preview."""

from __future__ import annotations

import html
from dataclasses import asdict
from typing import Any

import dagster as dg

from pipeline.dataset import inspect
from pipeline.dataset.ingest.recording import runs_folder
from pipeline.dataset.ingest.report import IngestReport
from pipeline.dataset.schema import TABLES, Column
from pipeline.settings import Settings

PREVIEW_COLUMNS = 8
PREVIEW_CHARACTERS = 80
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
        metadata["preview"] = dg.MetadataValue.md(markdown(inspect.preview(settings, table)))
    return metadata


def recorded(settings: Settings, report: IngestReport) -> dict[str, Any]:
    """What a run of ingestion did, by source and by article, and where all of it is written."""
    sources = [{"source": name} | asdict(counts) for name, counts in report.sources.items()]
    changes = [asdict(change) for change in report.changes[:SHOWN_CHANGES]]
    return {
        "by source": dg.MetadataValue.md(markdown(sources, columns=len(sources[0]) if sources else 0)),
        "by article": dg.MetadataValue.md(markdown(changes)),
        "records of runs": dg.MetadataValue.path(str(runs_folder(settings.work))),
    }


def markdown(rows: list[dict[str, Any]], columns: int = PREVIEW_COLUMNS) -> str:
    """Rows as a Markdown table; texts are escaped, so that nothing from an article is rendered."""
    if not rows:
        return "No rows."
    names = [name for name in rows[0] if not name.endswith(("_char", "sha256", "signature"))][:columns]
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    lines += ["| " + " | ".join(_cell(row[name]) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    """One line of plain text: HTML escaped, and every mark that Markdown reads given as a character reference."""
    text = " ".join(str("" if value is None else value).split())
    text = text[:PREVIEW_CHARACTERS] + ("…" if len(text) > PREVIEW_CHARACTERS else "")
    return "".join(f"&#{ord(c)};" if c in "\\`*_{}[]()#+!|~<>:@" else c for c in html.escape(text))
