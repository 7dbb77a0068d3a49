"""A release in the form that other tools open: one DuckDB file, one SQLite file, or a folder of CSV files."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from pipeline.dataset.load import release_to_read
from pipeline.dataset.schema import TABLES

from .datapackage import FILE, tables_in

ROWS_AT_ONCE = 10_000


class Missing(RuntimeError):
    """A library that is not installed; the message says how to get it."""


def export(
    kind: str, target: Path | str | None = None, data: Path | str | None = None, release: int | None = None
) -> Path:
    """Write all tables of a release (the current one, or that of a number) and return where they are.

    ``kind`` is ``duckdb``, ``sqlite`` or ``csv``; ``target`` is a file, or the folder of CSV files, by default
    ``newsledger.duckdb``, ``newsledger.sqlite`` or ``newsledger-csv`` in the working folder. What is there is replaced
    when all is written. Raises ValueError for another kind, FileNotFoundError without a release, and Missing where the
    library is not installed.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no export as {kind!r}; there are: {', '.join(KINDS)}.")
    name, write = KINDS[kind]
    path = Path(target) if target is not None else Path(name)
    folder = release_to_read(data, release)
    hidden = path.with_name(f".{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write(folder, hidden)
        if path.is_dir() and not path.is_symlink():
            if kind != "csv" or not (path / FILE).exists():
                raise ValueError(f"{path} is a folder that no export wrote; name another.")
            shutil.rmtree(path)
        hidden.replace(path)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
        hidden.unlink(missing_ok=True)
    return path


def _duckdb(folder: Path, path: Path) -> None:
    """Tables with their types, primary keys and descriptions."""
    try:
        import duckdb
    except ImportError as error:
        raise Missing("duckdb is not installed: pip install 'newsledger[duckdb]'") from error
    with duckdb.connect(str(path)) as connection:
        for name in tables_in(folder):
            table = TABLES[name]
            file = str(folder / f"{name}.parquet")
            connection.execute(f"create table {name} as select * from read_parquet(?)", [file])
            connection.execute(f"alter table {name} add primary key ({table.key})")
            connection.execute(f"comment on table {name} is {_quoted(table.description)}")
            for column in table.columns:
                connection.execute(f"comment on column {name}.{column.name} is {_quoted(column.description)}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sqlite(folder: Path, path: Path) -> None:
    """Tables with primary and foreign keys; days are text as ISO 8601 has them, lists are JSON."""
    from sqlite_utils import Database

    names = tables_in(folder)
    database = Database(path)
    try:
        for name in names:
            table = TABLES[name]
            columns = {column.name: _kind(column.type) for column in table.columns}
            database[name].create(columns, pk=table.key, not_null=[c.name for c in table.columns if not c.nullable])
            for batch in _batches(folder / f"{name}.parquet"):
                database[name].insert_all(batch.to_pylist())
        keys = [
            (name, column.name, column.references, TABLES[column.references].key)
            for name in names
            for column in TABLES[name].columns
            if column.references in names
        ]
        database.add_foreign_keys(keys)
    finally:
        database.close()


def _kind(type_: pa.DataType) -> type:
    if pa.types.is_floating(type_):
        return float
    return int if pa.types.is_integer(type_) or pa.types.is_boolean(type_) else str


def _csv(folder: Path, path: Path) -> None:
    """A file a table, UTF-8 with a header, and the data package that describes the columns."""
    path.mkdir()
    for name in tables_in(folder):
        schema = pa.schema([_plain_field(field) for field in pq.read_schema(folder / f"{name}.parquet")])
        with pyarrow.csv.CSVWriter(path / f"{name}.csv", schema) as writer:
            for batch in _batches(folder / f"{name}.parquet"):
                writer.write(batch.cast(schema))
    shutil.copyfile(folder / FILE, path / FILE)


def _batches(path: Path):
    """Pieces of a table with plain columns: days as text, lists as JSON."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE):
            yield pa.table({field.name: _plain(batch[field.name]) for field in batch.schema})


def _plain_field(field: pa.Field) -> pa.Field:
    made = _plain(pa.nulls(0, field.type))
    return pa.field(field.name, made.type)


def _plain(values: pa.Array) -> pa.Array:
    kind = values.type
    if pa.types.is_timestamp(kind):
        return pc.strftime(values, format="%Y-%m-%d" if kind.tz is None else "%Y-%m-%dT%H:%M:%SZ")
    if pa.types.is_list(kind):
        return pa.array(
            [None if v is None else json.dumps(v, ensure_ascii=False) for v in values.to_pylist()], pa.string()
        )
    return values.cast(pa.string()) if pa.types.is_dictionary(kind) else values


KINDS: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "duckdb": ("newsledger.duckdb", _duckdb),
    "sqlite": ("newsledger.sqlite", _sqlite),
    "csv": ("newsledger-csv", _csv),
}
