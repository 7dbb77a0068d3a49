"""JSON and JSON lines: one object an article. Columns are found by the settings' mapping, else by usual names."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from ..decode import decode
from ..records import Delivered, Found, Origin, Problem, Rejected, read_all
from .text import as_text

USUAL = {
    "text": ("text", "body", "content", "article_text", "full_text", "article_body", "articlebody", "maintext", "story",
             "content_text", "content_html", "bodytext", "article"),
    "title": ("title", "headline", "hed", "name"),
    "byline": ("byline", "author", "authors", "creator", "writer"),
    "published_on": ("published_on", "published_at", "published", "date_published", "datepublished", "publication_date",
                     "pub_date", "pubdate", "publish_date", "date", "datetime", "timestamp", "webpublicationdate",
                     "created_at"),
    "url": ("url", "link", "canonical_url", "web_url", "weburl", "permalink", "source_url"),
    "publisher": ("publisher", "source", "outlet", "publication", "site", "source_name", "domain"),
    "id": ("id", "guid", "uuid", "_id", "article_id"),
}  # fmt: skip
LISTS = (
    "articles",
    "items",
    "results",
    "docs",
    "documents",
    "data",
    "entries",
    "hits",
    "stories",
    "records",
    "response",
)


def read_json(stream: BinaryIO, origin: Origin) -> Found:
    """One object, a list of objects, or an object that holds such a list."""
    raw = read_all(stream, origin.bounds)
    try:
        value = load(decode(raw), len(raw))
    except Rejected:
        if b"\n{" not in raw:
            raise
        yield from read_json_lines(io.BytesIO(raw), origin)  # its first line was longer than what was sniffed
        return
    values = list(_records(value, origin))
    if not values:
        raise Rejected("missing_text", "It holds no object with a text.", len(raw))
    alone = len(values) == 1 and isinstance(value, dict)
    for number, record in enumerate(values, 1):
        yield from _checked(record, "" if alone else f"#{number}", origin)


def read_json_lines(stream: BinaryIO, origin: Origin) -> Found:
    """One object a line; a line that is none is a Problem, and the others are read."""
    for number, line in enumerate(lines(stream, origin), 1):
        member = f"#{number}"
        if isinstance(line, Rejected):
            yield line.problem(member)
            continue
        if not line.strip():
            continue
        try:
            value = load(decode(line), len(line))
        except Rejected as rejected:
            yield rejected.problem(member)
            continue
        yield from _checked(value, member, origin)


def lines(stream: BinaryIO, origin: Origin) -> Iterator[bytes | Rejected]:
    """Lines in bounded memory; in the place of one that is too long, why it is not given."""
    limit, rest, skipping = origin.bounds.max_line_bytes, b"", False
    too_long = f"It is longer than {limit:,} bytes (limits.max_line_bytes)."
    while piece := stream.read(1 << 20):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            if skipping or len(line) > limit:
                yield Rejected(
                    "line_too_long", f"It is longer than {limit:,} bytes (limits.max_line_bytes).", len(line)
                )
            else:
                yield line
            skipping = False
        if len(rest) > limit:
            rest, skipping = b"", True
    if skipping:
        yield Rejected("line_too_long", too_long)
    elif rest:
        yield rest


def load(text: str, size: int) -> Any:
    """Parse JSON; raises Rejected. Of duplicate keys the last counts, as everywhere; NaN is null."""
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=lambda name: None, strict=False)
    except RecursionError:
        raise Rejected("too_deep", "It is nested too deep.", size) from None
    except ValueError as error:
        raise Rejected("malformed", f"It is not valid JSON: {str(error)[:150]}.", size) from None


def _records(value: Any, origin: Origin) -> Iterable[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or _value(value, "text", origin) is not None:
        return [value]
    for key in LISTS:
        inner = value.get(key)
        if isinstance(inner, list):
            return inner
        if isinstance(inner, dict) and (
            found := next((inner[k] for k in LISTS if isinstance(inner.get(k), list)), None)
        ):
            return found
    return [value]


def _checked(record: Any, member: str, origin: Origin) -> Found:
    if not isinstance(record, dict):
        yield Problem("malformed", f"It is a {type(record).__name__}, not an object.", member)
        return
    yield from from_record(record, member, origin)


def _value(record: dict[str, Any], column: str, origin: Origin) -> Any:
    """A column's value by the settings' mapping ("body.plain" looks into objects), else by its usual names."""
    if named := origin.fields.get(column):
        value: Any = record.get(named)
        if value is None and "." in named:
            value = record
            for step in named.split("."):
                value = value.get(step) if isinstance(value, dict) else None
        return value
    lower = {str(key).lower().replace(" ", "_").replace("-", "_"): value for key, value in record.items()}
    return next((lower[name] for name in USUAL[column] if lower.get(name) is not None), None)


def from_record(record: dict[str, Any], member: str, origin: Origin) -> Found:
    """The article of one record of JSON or CSV, or the Problem that it has no text."""
    text = _value(record, "text", origin)
    if isinstance(text, list) and all(isinstance(paragraph, str) for paragraph in text):
        text = "\n\n".join(text)
    if not isinstance(text, str) or not text.strip():
        what = "no text" if text is None or text == "" else f"a text that is a {type(text).__name__}"
        if isinstance(text, str):
            what = "an empty text"
        yield Problem("missing_text", f"It has {what}; the settings' fields say which column holds it.", member)
        return
    identifier = as_text(_value(record, "id", origin))
    url = as_text(_value(record, "url", origin))
    if re.search(r"<(?:p|div|br|span|a|h[1-6]|b|i|strong|em)\b[^>]*>", text):
        from .html import plain

        try:
            text = plain(text)
        except Rejected as rejected:
            yield rejected.problem(member)
            return
    yield Delivered(
        text=text,
        member=f"#{identifier}" if identifier and member else member,
        title=as_text(_value(record, "title", origin)),
        byline=as_text(_value(record, "byline", origin)),
        url=url,
        publisher=as_text(_value(record, "publisher", origin)),
        published=as_text(_value(record, "published_on", origin)),
        is_plain=True,
    )
