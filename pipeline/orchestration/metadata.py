"""What Dagster shows of a table: schema, row count, preview."""

from __future__ import annotations

import html
from typing import Any

import dagster as dg

from pipeline.dataset import inspect
from pipeline.dataset.schema import TABLES
from pipeline.settings import Settings

PREVIEW_COLUMNS = 8
PREVIEW_CHARACTERS = 80


def column_schema(table: str) -> dg.TableSchema:
    """Columns with types and descriptions, from the one place where the schema stands."""
    return dg.TableSchema(
        [
            dg.TableColumn(
                column.name,
                str(column.type),
                column.description,
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable, unique=column.name == TABLES[table].key
                ),
            )
            for column in TABLES[table].columns
        ]
    )


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


def markdown(rows: list[dict[str, Any]]) -> str:
    """Rows as a Markdown table; texts are escaped, so that nothing from an article is rendered."""
    if not rows:
        return "No rows."
    names = [name for name in rows[0] if not name.endswith(("_char", "sha256", "signature"))][:PREVIEW_COLUMNS]
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    lines += ["| " + " | ".join(_cell(row[name]) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    """One line of plain text: HTML escaped, and every mark that Markdown reads given as a character reference."""
    text = " ".join(str("" if value is None else value).split())
    text = text[:PREVIEW_CHARACTERS] + ("…" if len(text) > PREVIEW_CHARACTERS else "")
    return "".join(f"&#{ord(c)};" if c in "\\`*_{}[]()#+!|~<>:@" else c for c in html.escape(text))
