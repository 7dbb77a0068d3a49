"""A look at the working files: how many rows, what they look like, whether they changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.settings import Settings

from .schema import TABLES
from .store.files import read_parquet
from .store.working_tables import bucket_layout, content_of, folder
from .whole.entities import canonical_path
from .whole.tables import across_path

WHOLE = ("entities", "stories", "series", "rejects")  # tables with one working file


def _files(settings: Settings, table: str) -> list[Path]:
    if table == "entities":
        paths = [canonical_path(settings.work)]
    elif table in ("stories", "series"):
        paths = [across_path(settings.work, table)]
    elif table == "rejects":
        paths = [settings.work / "rejects.parquet"]
    else:
        paths = folder(settings.work, table).paths()
    return [path for path in paths if path.exists()]


def row_count(settings: Settings, table: str) -> int:
    """Rows in the working files; of ``parsed_documents`` the documents in the parse store."""
    if table == "parsed_documents":
        return sum(1 for _ in (settings.work / "parses").rglob("*.spacy"))
    if table in WHOLE:
        return sum(pq.read_metadata(path).num_rows for path in _files(settings, table))
    stamps = folder(settings.work, table).stamps(bucket_layout(settings.work))
    return sum(stamp.rows for stamp in stamps if stamp)


def preview(settings: Settings, table: str, rows: int = 6) -> list[dict[str, Any]]:
    """A sample for a person: the columns of ``Table.preview`` of rows from all over the first file in which rows have
    something in the first of these; where rows are counted (of entities the mentions) those with the most."""
    columns = list(TABLES[table].preview)
    for path in _files(settings, table):
        found = read_parquet(path, columns)
        found = found.filter(pc.is_valid(found[columns[0]]))
        if found.num_rows:
            if most := next((name for name in columns if name.endswith("_count")), None):
                found = found.sort_by([(most, "descending")])[:rows]
            step = max(1, found.num_rows // rows)
            return [found.slice(at, 1).to_pylist()[0] for at in range(0, found.num_rows, step)[:rows]]
    return []


def content_digest(settings: Settings, table: str) -> str:
    """Digest of a table's rows, from the files' metadata; equal rows in an equal layout have equal digests."""
    sha = hashlib.sha256()
    if table == "parsed_documents":
        for path in sorted((settings.work / "parses").rglob("*.spacy")):
            sha.update(path.relative_to(settings.work).as_posix().encode())
    elif table in WHOLE:
        for path in _files(settings, table):
            sha.update(path.read_bytes())
        if table == "rejects":  # and the articles on which extraction failed
            sha.update(content_of(settings.work, "failures").encode())
    else:
        sha.update(content_of(settings.work, table).encode())
    return sha.hexdigest()
