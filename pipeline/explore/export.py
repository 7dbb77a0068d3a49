"""What a list selects, as CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json

from datasette import Response

from pipeline.explore.pages.lists import selected

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


async def export(datasette, request) -> Response:
    """``/statements.csv?...``: all rows that ``/statements?...`` selects."""
    from pipeline.explore.plugin import DATABASE

    name, kind = request.url_vars["list"], request.url_vars["format"]
    args = {key: request.args[key] for key in request.args}

    def made(connection) -> bytes:
        names, rows = selected(connection, name, args)
        return {"csv": _csv, "json": _json, "parquet": _parquet}[kind](names, rows)

    body = await datasette.get_database(DATABASE).execute_fn(made)
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(body, content_type=KINDS[kind], headers=headers)


def _csv(names: list[str], rows: list[tuple]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue().encode()


def _json(names: list[str], rows: list[tuple]) -> bytes:
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False).encode()


def _parquet(names: list[str], rows: list[tuple]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    pq.write_table(pa.table(dict(zip(names, map(pa.array, columns), strict=True))), out, compression="zstd")
    return out.getvalue()
