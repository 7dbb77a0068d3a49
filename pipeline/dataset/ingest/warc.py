"""Web archives: the pages among the responses of a WARC file, packed or not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from .records import Budget, Problem, Rejected

PAGES = ("text/html", "application/xhtml+xml", "text/plain")
MAX_PAGE = 20_000_000


def pages(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, BinaryIO | Problem]]:
    """``(address, page)`` of each response that is a page; others are passed over, cut ones are Problems."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    records = iter(ArchiveIterator(stream, record_types=wanted, parse_http=True))
    number = 0
    while True:
        try:
            record = next(records)
        except StopIteration:
            break
        except (OSError, ValueError) as error:
            raise Rejected(
                "malformed", f"It is no whole web archive: {str(error)[:100]}; what stands before was read."
            ) from None
        number += 1
        budget.members -= 1
        if budget.members < 0:
            raise Rejected("too_many_members", "It has more records than limits.max_members; those before were read.")
        name = record.headers.get("WARC-Target-URI") or record.record_id or f"record {number}"
        yield from _page(record, f"#{name}")
    if not number:
        raise Rejected("missing_text", "It has no record of a page.")


def _page(record: Any, name: str) -> Iterator[tuple[str, BinaryIO | Problem]]:
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    status = record.http_headers.status_code if record.http_headers is not None else 200
    if not kind.startswith(PAGES) or status not in (200, None):
        return
    expected = record.content_length
    body = record.reader.read(MAX_PAGE + 1)
    if len(body) < min(expected, MAX_PAGE):
        yield name, Problem("truncated", "The record is cut short.", "", len(body))
    elif len(body) > MAX_PAGE:
        yield name, Problem("too_large", f"The page is larger than {MAX_PAGE:,} bytes.")
    elif record.http_headers is not None and "content-encoding" in {key.lower() for key, _ in record.http_headers}:
        yield name, _decoded(body, record.http_headers)
    else:
        yield name, io.BytesIO(body)


def _decoded(body: bytes, headers: Any) -> BinaryIO | Problem:
    import zlib

    encoding = next(value for key, value in headers if key.lower() == "content-encoding").lower()
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return io.BytesIO(body)
    try:
        plain = zlib.decompressobj(47).decompress(body, MAX_PAGE)
    except zlib.error:
        return Problem("malformed", "The page's compressed content is broken.")
    return io.BytesIO(plain)
