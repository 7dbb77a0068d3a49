"""Tables that all articles together make (``work/<name>.parquet``), and which of their rows an article or figure is of
(``work/<name>_ids/``, buckets): written with a digest of what they were made from, and made again only when it changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.files import replacing
from pipeline.dataset.store.hash_buckets import MEMO, Memo
from pipeline.dataset.store.working_tables import bucket_layout, folder


def across_path(work: Path, name: str) -> Path:
    return work / f"{name}.parquet"


def plain_schema(name: str) -> pa.Schema:
    """Of the table's working file: enumerations are strings."""
    fields = TABLES[name].working.arrow_schema()
    return pa.schema([pa.field(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in fields])


def stored(work: Path, name: str, like: str, digest: str) -> dict[str, Any] | None:
    """What was noted with the table, if it and its ids were made from what ``digest`` is of; ``like`` is the table
    whose rows have the ids."""
    try:
        known = json.loads(pq.read_schema(across_path(work, name)).metadata[MEMO])
    except (OSError, KeyError, pa.ArrowException, ValueError):
        return None
    layout, ids = bucket_layout(work), folder(work, f"{name}_ids")
    if known["digest"] != digest or ids.counts() not in ([layout], []):
        return None
    whole = all(ids.stamp(int(path.name[:4]), layout) for path in folder(work, like).paths())
    return known["report"] if whole else None


def write_table(work: Path, name: str, rows: list[dict[str, Any]], digest: str, report: dict[str, Any]) -> None:
    """The table, last of all: with it what was made counts as done."""
    table = pa.Table.from_pylist(rows, schema=plain_schema(name))
    memo = json.dumps({"digest": digest, "report": report}).encode()
    with replacing(across_path(work, name)) as hidden:
        pq.write_table(table.replace_schema_metadata({MEMO: memo}), hidden, compression="zstd")


def write_ids(work: Path, name: str, like: str, key: str, ids: Mapping[str, str]) -> None:
    """For each row of ``like``, by its ``key``, the key of its row in the table, or null."""
    layout, target = bucket_layout(work), folder(work, f"{name}_ids")
    column = TABLES[name].key
    target.rebucket(layout)
    for bucket in range(layout):
        if found := folder(work, like).read(bucket, layout, list(dict.fromkeys([key, "article_id"]))):
            given = pa.array([ids.get(row) for row in found.table[key].to_pylist()], pa.string())
            target.write(bucket, layout, found.table.append_column(column, given), Memo())
