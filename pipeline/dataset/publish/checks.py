"""What must hold of every row before it is published, derived from the schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.schema import TABLES, Table
from pipeline.dataset.store.files import read_parquet, replacing
from pipeline.dataset.store.working_tables import bucket_layout, content_of, folder
from pipeline.dataset.whole.entities import canonical_path
from pipeline.dataset.whole.tables import across_path
from pipeline.settings import Settings

CHECKS = ("keys_unique", "references_exist", "text_is_slice", "enumerations_closed", "required_present")
EXAMPLES = 3
KEYS_AT_ONCE = 5_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """``count`` rows of ``table`` fail ``check``; the message names the column and some of the rows."""

    check: str
    table: str
    count: int
    message: str


def row_problems(
    table: Table, rows: pa.Table, texts: Mapping[str, str], keys: Mapping[str, pa.Array]
) -> Iterable[Problem]:
    """Problems of some rows. ``texts`` are their articles' texts by id; ``keys`` the keys of the tables they refer to
    (references to a table that is not among them are not looked at)."""
    yield from _keys_unique(table, rows)
    yield from _references(table, rows, keys)
    yield from _slices(table, rows, texts)
    for column in table.columns:
        values = rows[column.name]
        if column.values is not None:
            allowed = pa.array([*column.values, None], pa.string())
            bad = pc.invert(pc.is_in(values.cast(pa.string()), allowed))
            yield from _found("enumerations_closed", table, column.name, rows, bad, "is none of its closed list")
        if not column.nullable:
            yield from _found("required_present", table, column.name, rows, pc.is_null(values), "is missing")


def _found(check: str, table: Table, column: str, rows: pa.Table, bad: pa.Array, what: str) -> Iterable[Problem]:
    count = pc.sum(bad).as_py() or 0
    if count:
        some = rows[table.key].filter(bad).slice(0, EXAMPLES).to_pylist()
        yield Problem(check, table.name, count, f"{table.name}.{column} {what} in {count} rows, such as {some}.")


def _keys_unique(table: Table, rows: pa.Table) -> Iterable[Problem]:
    twice = rows.num_rows - pc.count_distinct(rows[table.key], mode="all").as_py()
    if twice:
        yield Problem(
            "keys_unique", table.name, twice, f"{twice} rows of {table.name} share a {table.key} with another."
        )


def repeated_keys(path: Path, key: str, at_once: int = KEYS_AT_ONCE) -> int:
    """How many rows of a file have the key of another one. Of a large file the keys that begin with one letter at a
    time, so that a sixteenth of them is in memory."""
    file = pq.ParquetFile(path)
    if file.metadata.num_rows <= at_once:
        keys = file.read([key])[key]
        return len(keys) - pc.count_distinct(keys, mode="all").as_py()

    def read() -> Iterator[pa.Array]:
        return (batch.column(0) for batch in file.iter_batches(columns=[key]))

    letters = sorted({letter for keys in read() for letter in _first_letters(keys).unique().to_pylist()})
    twice = 0
    for letter in letters:
        some = pa.chunked_array([keys.filter(pc.equal(_first_letters(keys), letter)) for keys in read()])
        twice += len(some) - pc.count_distinct(some, mode="all").as_py()
    return twice


def _first_letters(keys: pa.Array) -> pa.Array:
    return pc.utf8_slice_codeunits(keys, 0, 1)


def _references(table: Table, rows: pa.Table, keys: Mapping[str, pa.Array]) -> Iterable[Problem]:
    for column in table.columns:
        if column.references in keys:
            values = rows[column.name]
            there = pc.is_in(values, keys[column.references])
            bad = pc.and_(pc.is_valid(values), pc.invert(there))
            yield from _found("references_exist", table, column.name, rows, bad, f"has no row in {column.references}")


def _slices(table: Table, rows: pa.Table, texts: Mapping[str, str]) -> Iterable[Problem]:
    articles = rows["article_id"].to_pylist() if "article_id" in rows.column_names else []
    for column in table.columns:
        if column.slice_of is None:
            continue
        starts = rows[f"{column.slice_of}start_char"].to_pylist()
        ends = rows[f"{column.slice_of}end_char"].to_pylist()
        bad = [
            not _is_slice(texts.get(article), start, end, value)
            for article, start, end, value in zip(articles, starts, ends, rows[column.name].to_pylist(), strict=True)
        ]
        yield from _found(
            "text_is_slice", table, column.name, rows, pa.array(bad, pa.bool_()), "is not what its offsets say"
        )


def _is_slice(text: str | None, start: int, end: int, value: str | None) -> bool:
    if value is None:
        return start == end == -1
    return text is not None and 0 <= start < end <= len(text) and text[start:end] == value


def check_table(settings: Settings, name: str) -> list[Problem]:
    """Problems of a table's working files; a table that passed is not read again until it changes."""
    passed = settings.work / "checked.json"
    digest = _digest(settings, name)
    known = _read(passed)
    if known.get(name) == digest:
        return []
    problems = list(_bucket_problems(settings, name))
    if not problems:
        known[name] = digest
        with replacing(passed, durable=False) as hidden:
            hidden.write_text(json.dumps(known, sort_keys=True), encoding="utf-8")
    return problems


def _digest(settings: Settings, name: str) -> str:
    """Of a table and of those it is checked against: as in ``_bucket_problems``, these are in its own buckets."""
    from pipeline.dataset.inspect import content_digest

    others = "".join(content_of(settings.work, table) for table in sorted({*_referenced(name), "articles"}))
    return content_digest(settings, name) + hashlib.sha256(others.encode()).hexdigest()


def _read(path) -> dict[str, str]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _referenced(name: str) -> set[str]:
    return {column.references for column in TABLES[name].working.columns if column.references}


def _bucket_problems(settings: Settings, name: str) -> Iterable[Problem]:
    """Of each bucket with what it refers to in its own bucket; entities are those of single articles there."""
    table, layout = TABLES[name].working, bucket_layout(settings.work)
    if name in ("entities", "stories", "series"):
        yield from _whole_problems(settings, table)
        return
    others = {"articles": _article_ids(settings)} if name == "articles" else {}
    for bucket in range(layout):
        found = folder(settings.work, name).read(bucket, layout)
        articles = folder(settings.work, "articles").read(bucket, layout, ["article_id", "text"])
        if found is None or articles is None:
            continue
        texts = dict(zip(articles.table["article_id"].to_pylist(), articles.table["text"].to_pylist(), strict=True))
        yield from row_problems(table, found.table, texts, others or _keys(settings, table, bucket, layout))


def _whole_problems(settings: Settings, table: Table) -> Iterable[Problem]:
    """Of a table that all articles together make, with all that it refers to."""
    paths = {"entities": canonical_path(settings.work)}
    paths |= {name: across_path(settings.work, name) for name in ("stories", "series")}
    others = _referenced(table.name)
    try:
        keys = {name: read_parquet(paths[name], [TABLES[name].key])[TABLES[name].key] for name in others & paths.keys()}
        rows = read_parquet(paths[table.name])
    except FileNotFoundError:
        return
    keys = {name: values.combine_chunks() for name, values in keys.items()}
    yield from row_problems(table, rows, {}, keys | {"articles": _article_ids(settings)})


def _keys(settings: Settings, table: Table, bucket: int, layout: int) -> dict[str, pa.Array]:
    keys = {}
    for name in _referenced(table.name):
        if other := folder(settings.work, name).read(bucket, layout, [TABLES[name].key]):
            keys[name] = other.table[TABLES[name].key].combine_chunks()
    return keys


def _article_ids(settings: Settings) -> pa.Array:
    parts = list(folder(settings.work, "articles").stream(["article_id"]))
    return pa.concat_tables(parts)["article_id"].combine_chunks() if parts else pa.array([], pa.string())
