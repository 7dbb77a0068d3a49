"""``datapackage.json`` of a release (Frictionless Data Package, Table Schema), and whether a release is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.schema import SCHEMA_VERSION, TABLES, Column, Table

FILE = "datapackage.json"


def package_of(folder: Path, version: str, accuracy: dict[str, Any] | None = None) -> dict[str, Any]:
    """The descriptor of the tables in ``folder``; ``accuracy`` is what is known of how many rows are right."""
    return {
        "name": "newsledger",
        "title": "Newsledger: who said what, how many, of what, when, and according to whom",
        "version": version,
        "schema_version": SCHEMA_VERSION,
        **({"accuracy": accuracy} if accuracy else {}),
        "resources": [_resource(folder, table) for table in map(TABLES.get, tables_in(folder))],
    }


def _resource(folder: Path, table: Table) -> dict[str, Any]:
    path = folder / f"{table.name}.parquet"
    return {
        "name": table.name,
        "description": table.description,
        "path": path.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
        "rows": pq.read_metadata(path).num_rows,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": [table.key],
            "foreignKeys": [_foreign(table, column) for column in table.columns if column.references],
        },
    }


def tables_in(folder: Path) -> list[str]:
    """Names of a release's tables: one that an earlier version published may lack some."""
    return [name for name in TABLES if (folder / f"{name}.parquet").exists()]


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.values is not None:
        constraints["enum"] = list(column.values)
    return {
        "name": column.name,
        "type": _type(column.type),
        "description": column.description,
        "constraints": constraints,
    }


def _type(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return "array"
    if pa.types.is_timestamp(type_):
        return "datetime"
    for test, name in (
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_boolean, "boolean"),
    ):
        if test(type_):
            return name
    return "string"


def _foreign(table: Table, column: Column) -> dict[str, Any]:
    resource = "" if column.references == table.name else column.references
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [TABLES[column.references].key]}}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damage(folder: Path, tables: Collection[str] = TABLES) -> str | None:
    """What is wrong with a release, or None: files that are not as its descriptor says, in number, size and rows, and,
    of the named tables, in any byte."""
    try:
        package = json.loads((folder / FILE).read_text(encoding="utf-8"))
        resources = {resource["name"]: resource for resource in package["resources"]}
        missing = TABLES.keys() - resources.keys()
        if missing and package["schema_version"] == SCHEMA_VERSION:
            return f"it lacks {', '.join(sorted(missing))}"
        for name, resource in resources.items():
            path = folder / resource["path"]
            if path.stat().st_size != resource["bytes"]:
                return f"{path.name} has another size than {FILE} says"
            if pq.read_metadata(path).num_rows != resource["rows"]:
                return f"{path.name} has another number of rows than {FILE} says"
            if name in tables and f"sha256:{_sha256(path)}" != resource["hash"]:
                return f"{path.name} has another hash than {FILE} says"
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        return str(error)
    return None
