"""Arrow schemas of the working files and how rows become columns; enumerations are plain strings until published."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.dataset.schema import TABLES
from pipeline.dataset.schema.columns import STRINGS
from pipeline.language.records import Entity

from .hash_buckets import BucketFolder

EXTRACTED = ("sentences", "mentions", "quotes", "figures")
FAILURES = pa.schema(
    [("article_id", pa.string()), ("reason", pa.string()), ("message", pa.string()), ("seconds", pa.float64())]
)


def working_schema(table: str) -> pa.Schema:
    """Of a bucket of ``table``; ``entities`` there are those of single articles, ``failures`` what raised an error or
    broke a limit."""
    if table == "failures":
        return FAILURES
    if table == "entities":
        own = [(field.name, STRINGS if "tuple" in str(field.type) else pa.string()) for field in fields(Entity)]
        return pa.schema([("entity_id", pa.string()), ("article_id", pa.string()), *own, ("mention_count", pa.int32())])
    return pa.schema(
        [
            pa.field(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type, field.nullable)
            for field in TABLES[table].working.arrow_schema()
        ]
    )


def to_arrow(table: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Columns from rows; keys that are no columns of the table are left out."""
    schema = working_schema(table)
    columns = []
    for field in schema:
        values = [row[field.name] for row in rows]
        if pa.types.is_timestamp(field.type):
            values = [
                datetime.combine(v, time()) if isinstance(v, date) and not isinstance(v, datetime) else v
                for v in values
            ]
        columns.append(pa.array(values, field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def in_order(table: str, rows: pa.Table) -> pa.Table:
    """Sorted as published; entities keep the order in which other rows refer to them."""
    if table in EXTRACTED:
        return rows.sort_by([(name, "ascending") for name in TABLES[table].order])
    return rows.take(pa.compute.sort_indices(rows["article_id"]))  # stable


def folder(work: Path, table: str) -> BucketFolder:
    return BucketFolder(work / table)


def bucket_layout(work: Path) -> int:
    """Number of buckets that the articles have now; the other tables follow."""
    counts = folder(work, "articles").counts()
    return counts[-1] if counts else 0


def content_of(work: Path, table: str) -> str:
    """Digests of a table's rows, bucket by bucket, from the files' metadata."""
    stamps = folder(work, table).stamps(bucket_layout(work))
    return "".join(stamp.content if stamp else "-" for stamp in stamps)
