"""A look at the working files: how many rows, what they look like, whether they changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.settings import Settings

from .entities import canonical_path
from .working import bucket_layout, content_of, folder


def _files(settings: Settings, table: str) -> list[Path]:
    if table == "entities":
        paths = [canonical_path(settings.work)]
    elif table == "rejects":
        paths = [settings.work / "rejects.parquet"]
    else:
        paths = folder(settings.work, table).paths()
    return [path for path in paths if path.exists()]


def row_count(settings: Settings, table: str) -> int:
    """Rows in the working files; of ``parsed_documents`` the documents in the parse store."""
    if table == "parsed_documents":
        return sum(1 for _ in (settings.work / "parses").rglob("*.spacy"))
    if table in ("entities", "rejects"):
        return sum(pq.read_metadata(path).num_rows for path in _files(settings, table))
    stamps = folder(settings.work, table).stamps(bucket_layout(settings.work))
    return sum(stamp.rows for stamp in stamps if stamp)


def preview(settings: Settings, table: str, rows: int = 5) -> list[dict[str, Any]]:
    """The first rows."""
    made: list[dict[str, Any]] = []
    for path in _files(settings, table) if table != "parsed_documents" else ():
        made += next(pq.ParquetFile(path).iter_batches(rows - len(made)), pa.record_batch([])).to_pylist()
        if len(made) >= rows:
            break
    return made


def content_digest(settings: Settings, table: str) -> str:
    """Digest of a table's rows, from the files' metadata; equal rows in an equal layout have equal digests."""
    sha = hashlib.sha256()
    if table == "parsed_documents":
        for path in sorted((settings.work / "parses").rglob("*.spacy")):
            sha.update(path.relative_to(settings.work).as_posix().encode())
    elif table in ("entities", "rejects"):
        for path in _files(settings, table):
            sha.update(path.read_bytes())
    else:
        sha.update(content_of(settings.work, table).encode())
    return sha.hexdigest()
