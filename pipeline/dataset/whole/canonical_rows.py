"""Rows of a bucket as they are published: entities of the dataset in place of those of single articles, and what a
person corrected."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.decisions.correcting import Correcting, Tables
from pipeline.dataset.decisions.corrections import CORRECTED
from pipeline.dataset.store.working_tables import EXTRACTED, bucket_layout, folder

RENAMED = {"mentions": ("entity_id",), "quotes": ("speaker_entity_id", "via_entity_id"), "figures": (
    "subject_entity_id", "place_entity_id", "source_entity_id")}  # fmt: skip
NAMED = {"quotes": ("speaker_name", "speaker_entity_id"), "figures": ("source_name", "source_entity_id")}


def resolved(work: Path, name: str, bucket: int, correcting: Correcting) -> pa.Table:
    """Rows of a table of EXTRACTED; raises RuntimeError when a working file is damaged."""
    if name not in CORRECTED or correcting.is_empty:
        return _canonical(work, name, bucket)
    if correcting.last is None or correcting.last[0] != bucket:  # quotes and figures are asked for one by one
        correcting.last = (bucket, _corrected(work, bucket, correcting))
    return correcting.last[1][name]


def _corrected(work: Path, bucket: int, correcting: Correcting) -> Tables:
    """All tables of a bucket: a correction in one of them may change another."""
    articles = read_working(work, "articles", bucket, ["article_id", "text"])
    texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
    return correcting.apply({name: _canonical(work, name, bucket) for name in EXTRACTED}, texts)


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
