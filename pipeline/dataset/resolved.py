"""Rows of a bucket as they are published: entities of the dataset in place of those of single articles, and what a
person corrected."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from .corrections import Corrections
from .working import bucket_layout, folder

RENAMED = {"mentions": ("entity_id",), "quotes": ("speaker_entity_id", "via_entity_id"), "figures": (
    "subject_entity_id", "place_entity_id", "source_entity_id")}  # fmt: skip
NAMED = {"quotes": ("speaker_name", "speaker_entity_id"), "figures": ("source_name", "source_entity_id")}


def resolved(work: Path, name: str, bucket: int, corrections: Corrections) -> pa.Table:
    """Rows of a table of EXTRACTED; raises RuntimeError when a working file is damaged."""
    return corrections.apply(name, _canonical(work, name, bucket))


def read_working(work: Path, name: str, bucket: int, columns: list[str] | None = None) -> pa.Table:
    if found := folder(work, name).read(bucket, bucket_layout(work), columns):
        return found.table
    raise RuntimeError(f"A working file of {name} is damaged; the next run makes it again.")


def _canonical(work: Path, name: str, bucket: int) -> pa.Table:
    rows = read_working(work, name, bucket)
    if name not in RENAMED:
        return rows
    ids = read_working(work, "entity_ids", bucket)
    local = ids["entity_id"].combine_chunks()
    for column in RENAMED[name]:
        place = pc.index_in(rows[column], value_set=local)
        if NAMED.get(name, ("", ""))[1] == column:
            named = NAMED[name][0]
            rows = rows.set_column(rows.schema.get_field_index(named), named, ids["name"].take(place))
        canonical = ids["canonical_id"].take(place)
        rows = rows.set_column(rows.schema.get_field_index(column), column, canonical)
    return rows
