"""CSV and TSV with a header line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from typing import BinaryIO

from ..decode import decode
from ..records import Found, Origin, Problem, Rejected
from .json_records import from_record, lines

DELIMITERS = ",;\t|"


def read_csv(stream: BinaryIO, origin: Origin) -> Found:
    """One row an article; a row with more or fewer cells than the header is a Problem."""
    csv.field_size_limit(origin.bounds.max_line_bytes)
    written = _lines(stream, origin)
    first = next(written, "")
    if not first.strip():
        raise Rejected("empty", "It has no header line.")
    delimiter = max(DELIMITERS, key=lambda sign: first.count(sign))
    rows = csv.reader(_again(first, written), delimiter=delimiter)
    header = [name.strip().lstrip("\ufeff") for name in next(rows)]
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem("malformed", f"It is not valid CSV: {error}.", f"#{number}")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            message = f"It has {len(row)} columns, the header {len(header)}."
            yield Problem("malformed", message, f"#{number}")
            continue
        yield from from_record(dict(zip(header, row, strict=True)), f"#{number}", origin)


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(stream: BinaryIO, origin: Origin) -> Iterator[str]:
    """Decoded lines with their ends; the encoding is told line by line, so that one odd name spoils no other row."""
    for line in lines(stream, origin):
        if isinstance(line, Rejected):
            raise line
        if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise Rejected("undecodable", "Tables in UTF-16 are not read; save it as UTF-8.")
        yield decode(line) + "\n"
