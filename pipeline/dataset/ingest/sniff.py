"""What kind of input it is, told by its first bytes."""

from __future__ import annotations

import codecs
import csv
import re

HEAD = 1 << 16
CONTAINERS = frozenset({"zip", "tar", "gzip", "bzip2", "xz", "warc"})
MAIL_HEADERS = frozenset(
    (
        *("from", "to", "subject", "received", "mime-version", "return-path", "message-id"),
        *("delivered-to", "content-type", "reply-to", "list-unsubscribe"),
    )
)
TEXT_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|meta|script|table|ul|br)\b"
)
TEXT_COLUMNS = ("text", "body", "content", "article", "article_text", "full_text", "story", "maintext", "article_body")


def sniff(head: bytes, name: str = "", text_field: str | None = None) -> str:
    """Kind of an input from its first HEAD bytes; ``name`` decides only between kinds that look alike."""
    if kind := _magic(head):
        return kind
    start = _text(head)
    suffix = name.lower().rpartition(".")[2]
    beginning = start.lstrip()[:4096]
    if beginning.startswith("<"):
        return _marked_up(beginning)
    if re.match(r"\{\s*[\"}]|\[\s*[\[{\]]", beginning):
        return _json(start.lstrip(), suffix)
    if suffix in ("json", "jsonl", "ndjson") and re.match(r"[\[{]", beginning):
        return "jsonl" if suffix != "json" else "json"
    if _is_mail(beginning):
        return "mail"
    if re.match(r"---[ \t]*\r?\n(?:[^\n]*\n){1,200}?(?:---|\.\.\.)[ \t]*\r?(?:\n|$)", start):
        return "markdown"
    if _is_table(beginning, text_field) or suffix in ("csv", "tsv"):
        return "csv"
    if suffix in ("md", "markdown") or re.match(r"#{1,3} \S[^\n]*\n\s*\n", beginning):
        return "markdown"
    return "text"


def _magic(head: bytes) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return "bzip2"
    if head.startswith(b"\xfd7zXZ\x00"):
        return "xz"
    return "warc" if re.match(rb"\s*WARC/\d", head) else None


def _text(head: bytes) -> str:
    for mark, encoding in TEXT_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("utf-8", "replace")


def _marked_up(beginning: str) -> str:
    lower = beginning.lower()
    if re.search(r"<(?:rss|feed|rdf:rdf)[\s>]", lower):
        return "feed"
    if HTML_START.search(lower):
        return "html"
    return "html" if lower.startswith(("<?xml", "<!")) else "text"


def _json(start: str, suffix: str) -> str:
    first, _, rest = start.partition("\n")
    if start.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
        return "jsonl"
    return "jsonl" if suffix in ("jsonl", "ndjson") and start.startswith("{") else "json"


def _is_mail(beginning: str) -> bool:
    if not re.match(r"(?:From |[A-Za-z][A-Za-z-]*:)", beginning):
        return False
    headers = re.split(r"\r?\n\r?\n", beginning, maxsplit=1)[0]
    names = {name.lower() for name in re.findall(r"^([A-Za-z][A-Za-z-]*):", headers, re.MULTILINE)}
    return len(names & MAIL_HEADERS) >= 3 or {"from", "subject"} <= names


def _is_table(beginning: str, text_field: str | None) -> bool:
    """A header of short names, one of which is that of the text, above lines with the same delimiter."""
    lines = beginning.split("\n", 2)
    wanted = {*TEXT_COLUMNS, *([text_field.lower()] if text_field else [])}
    for delimiter in ",;\t|":
        if len(lines) < 2 or delimiter not in lines[0] or delimiter not in lines[1]:
            continue
        try:
            cells = [cell.strip().lower() for cell in next(csv.reader([lines[0].strip()], delimiter=delimiter))]
        except (csv.Error, StopIteration):
            continue
        if len(cells) > 1 and wanted & set(cells) and all(0 < len(cell) < 40 for cell in cells):
            return True
    return False
