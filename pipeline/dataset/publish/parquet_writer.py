"""Writing a published table: types of the schema, row groups of a fixed size, the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.schema import Table

ROWS_PER_GROUP = 1 << 16
ROWS_PER_GROUP_OF_TEXTS = 1 << 12


def published(table: Table, rows: pa.Table) -> pa.Table:
    """Rows with exactly the table's columns and types; enumerations get their whole closed list as dictionary."""
    columns = []
    for column in table.columns:
        values = rows[column.name]
        if column.values is not None:
            places = pc.index_in(values.cast(pa.string()), value_set=pa.array(column.values)).combine_chunks()
            places = places if isinstance(places, pa.Array) else pa.concat_arrays(places.chunks)
            values = pa.DictionaryArray.from_arrays(places.cast(pa.int8()), pa.array(column.values))
        columns.append(values if column.values is not None else values.cast(column.type))
    return pa.Table.from_arrays(columns, schema=table.arrow_schema())


class TableWriter:
    """A Parquet file written in pieces of any size; its row groups do not depend on them."""

    def __init__(self, table: Table, path: Path, metadata: dict[str, str]):
        self.table = table
        schema = table.arrow_schema()
        self.schema = schema.with_metadata({**schema.metadata, **{k.encode(): v.encode() for k, v in metadata.items()}})
        self.rows_per_group = ROWS_PER_GROUP_OF_TEXTS if table.name == "articles" else ROWS_PER_GROUP
        self.file = pq.ParquetWriter(path, self.schema, compression="zstd")
        self.waiting: list[pa.Table] = []
        self.count = 0

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, rows: pa.Table) -> pa.Table:
        """Add rows; returns them as published."""
        rows = published(self.table, rows)
        self.waiting.append(rows)
        self.count += rows.num_rows
        while self.count >= self.rows_per_group:
            self._flush(self.rows_per_group)
        return rows

    def _flush(self, rows: int) -> None:
        together = pa.concat_tables(self.waiting)
        group = together.slice(0, rows).combine_chunks().replace_schema_metadata(self.schema.metadata)
        self.file.write_table(group, row_group_size=max(1, rows))
        rest = together.slice(rows)
        self.waiting, self.count = ([rest] if rest.num_rows else []), rest.num_rows

    def close(self) -> None:
        if self.count:
            self._flush(self.count)
        self.file.close()
