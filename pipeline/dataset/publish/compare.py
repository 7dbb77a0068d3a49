"""What differs between two releases (``changes``), and every revision of every article (``history``)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.extract.rows import make_id
from pipeline.dataset.schema import TABLES, Table

from .release_folders import release_folders

COMPARED = ("articles", "sentences", "mentions", "entities", "quotes", "figures", "stories", "series", "rejects")
ROWS_AT_ONCE = 200_000


def changes_between(before: Path | None, after: Path) -> pa.Table:
    """Rows of ``changes`` between two folders of tables, sorted; all is added where there is none before."""
    rows = [row for name in COMPARED for row in _table_changes(TABLES[name], before, after)]
    if before is not None:
        rows += _renamed_entities(before, after)
    for row in rows:
        row["change_id"] = make_id(*(row[name] for name in ("table", "article_id", "change", "before", "after")))
    order = TABLES["changes"].order
    rows.sort(key=lambda row: tuple(row[name] or "" for name in order))
    return _as_table(TABLES["changes"], rows)


def _as_table(table: Table, rows: list[dict[str, Any]]) -> pa.Table:
    types = {c.name: pa.string() if pa.types.is_dictionary(c.type) else c.type for c in table.columns}
    return pa.table({name: pa.array([row.get(name) for row in rows], type_) for name, type_ in types.items()})


def _table_changes(table: Table, before: Path | None, after: Path) -> list[dict[str, Any]]:
    """Counts by article and kind of change; a part of the ids at a time, so that memory is bounded."""
    parts = 1 + pq.read_metadata(after / f"{table.name}.parquet").num_rows // ROWS_AT_ONCE
    by = "article_id" if any(column.name == "article_id" for column in table.columns) else table.key
    counts: Counter[tuple[str | None, str]] = Counter()
    for part in range(min(parts, 256)):
        bounds = _bounds(by, part, min(parts, 256))
        new = _read(table, after, bounds)
        old = _read(table, before, bounds) if before else new.slice(0, 0)
        for change, rows in _differences(table, old, new):
            articles = rows["article_id"].to_pylist() if by == "article_id" else [None] * rows.num_rows
            counts.update((article, change) for article in articles)
    return [
        {"table": table.name, "article_id": article, "change": change, "rows": count, "before": None, "after": None}
        for (article, change), count in counts.items()
    ]


def _bounds(column: str, part: int, parts: int) -> list[tuple[str, str, str]] | None:
    if parts == 1:
        return None
    first, last = f"{part * 256 // parts:02x}", f"{(part + 1) * 256 // parts:02x}"
    low = [] if part == 0 else [(column, ">=", first)]
    return low + ([] if part + 1 == parts else [(column, "<", last)])


def _read(table: Table, folder: Path, bounds: list[tuple[str, str, str]] | None) -> pa.Table:
    names = [column.name for column in table.columns if column.name != "spans"]
    try:
        return pq.read_table(folder / f"{table.name}.parquet", columns=names, filters=bounds, partitioning=None)
    except (OSError, pa.ArrowException):  # an older schema or a damaged file: all rows count as new
        return pa.table({name: pa.array([], table.column(name).type) for name in names})


def _differences(table: Table, old: pa.Table, new: pa.Table) -> list[tuple[str, pa.Table]]:
    old_keys, new_keys = old[table.key].combine_chunks(), new[table.key].combine_chunks()
    place = pc.index_in(new_keys, value_set=old_keys)
    met = new.filter(pc.is_valid(place))
    aligned = old.take(place.drop_null())
    differs = pa.array([False] * met.num_rows, pa.bool_())
    for name in met.column_names:
        differs = pc.or_(differs, _unequal(aligned[name], met[name]))
    return [
        ("added", new.filter(pc.is_null(place))),
        ("removed", old.filter(pc.invert(pc.is_in(old_keys, new_keys)))),
        ("changed", met.filter(differs)),
    ]


def _unequal(a: pa.ChunkedArray, b: pa.ChunkedArray) -> pa.Array:
    a, b = _comparable(a), _comparable(b)
    differs = pc.fill_null(pc.not_equal(a, b), False)
    return pc.or_(differs, pc.xor(pc.is_null(a), pc.is_null(b))).combine_chunks()


def _comparable(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(values.type):
        return pc.binary_join(values, "\x1f")
    return values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values


def _renamed_entities(before: Path, after: Path) -> list[dict[str, Any]]:
    """Entity ids that are gone, and where their mentions are now."""
    gone = _gone_entities(before, after)
    if not len(gone):
        return []
    columns = ["mention_id", "entity_id"]
    old = pq.read_table(before / "mentions.parquet", columns=columns, filters=pc.field("entity_id").isin(gone))
    ids = old["mention_id"].combine_chunks()
    new = pq.read_table(after / "mentions.parquet", columns=columns, filters=pc.field("mention_id").isin(ids))
    became = dict(zip(new["mention_id"].to_pylist(), new["entity_id"].to_pylist(), strict=True))
    pairs = zip(old["mention_id"].to_pylist(), old["entity_id"].to_pylist(), strict=True)
    counts = Counter((entity, became[mention]) for mention, entity in pairs if mention in became)
    return [
        {"table": "entities", "article_id": None, "change": "renamed", "rows": count, "before": was, "after": now}
        for (was, now), count in counts.items()
    ]


def _gone_entities(before: Path, after: Path) -> pa.Array:
    old, new = (pq.read_table(f / "entities.parquet", columns=["entity_id"])["entity_id"] for f in (before, after))
    return old.filter(pc.invert(pc.is_in(old, new.combine_chunks()))).combine_chunks()


def new_history(so_far: list[dict[str, Any]], after: Path, release: int, now: datetime) -> pa.Table:
    """The history so far, and what this release adds to it."""
    rows = list(so_far)
    last = {row["article_id"]: row for row in rows}
    seen = max([now, *(row["first_seen_at"] for row in rows)])  # a clock that goes back does not turn history round
    articles = pq.read_table(after / "articles.parquet", columns=["article_id", "content_sha256"]).to_pylist()
    there = {row["article_id"]: row["content_sha256"] for row in articles}
    for article_id, content in there.items():
        old = last.get(article_id)
        if old is None or old["content_sha256"] != content:
            change = "added" if old is None or old["change"] == "withdrawn" else "changed"
            rows.append(_revision(article_id, old, seen, content, change, release))
    for article_id, old in last.items():
        if article_id not in there and old["change"] != "withdrawn":
            rows.append(_revision(article_id, old, seen, None, "withdrawn", release))
    rows.sort(key=lambda row: (row["article_id"], row["revision"]))
    return _as_table(TABLES["history"], rows)


def history_so_far(data: Path) -> list[dict[str, Any]]:
    """From the newest release whose history can be read: it holds all before it. A damaged release counts too."""
    for folder in reversed(release_folders(data)):
        try:
            return pq.read_table(folder / "history.parquet").to_pylist()
        except (OSError, pa.ArrowException):
            continue
    return []


def _revision(
    article_id: str, old: dict[str, Any] | None, seen: datetime, content: str | None, change: str, release: int
) -> dict[str, Any]:
    revision = old["revision"] + 1 if old else 1
    return {
        "revision_id": make_id("revision", article_id, revision),
        "article_id": article_id,
        "revision": revision,
        "first_seen_at": seen,
        "content_sha256": content,
        "change": change,
        "release": release,
    }
