"""Files that appear whole or not at all, and one Parquet file read without what reading many would import."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq


def read_parquet(path: Path, columns: list[str] | None = None) -> pa.Table:
    """The rows of one file, its checksums verified; raises what Arrow raises. (``pq.read_table`` would import pandas
    and Arrow's data sets, for half a second.)"""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        return file.read(columns)


def table_of(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """A few rows as a table. (``Table.from_pylist`` would import pandas, a twelfth of a run in which nothing is
    new.)"""
    if not rows:
        return pa.Table.from_batches([], schema)
    lines = "\n".join(json.dumps(row, default=datetime.isoformat) for row in rows)
    read = pj.read_json(
        pa.py_buffer(lines.encode()),
        read_options=pj.ReadOptions(use_threads=False),
        parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
    )
    return pa.Table.from_arrays(read.columns, schema=schema)


def sync_folder(folder: Path) -> None:
    """Make renames inside ``folder`` survive a power cut (where the system lets a folder be synced)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path, durable: bool = True) -> Iterator[Path]:
    """Write to the path it gives; on success that file takes ``path``'s place in one rename, else it is removed.

    ``durable`` syncs file and folder first; leave it out for what can be made again and is checked when read.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield hidden
        if durable:
            with hidden.open("rb+") as written:
                os.fsync(written.fileno())
        hidden.replace(path)
        if durable:
            sync_folder(path.parent)
    finally:
        hidden.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a killed run left half-written; call it under the lock only."""
    for left in folder.rglob(".*.part"):
        left.unlink(missing_ok=True)
