"""Plain text and Markdown."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, BinaryIO

from ..decode import decode
from ..records import Delivered, Found, Origin, Rejected, read_all

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
MAX_FRONT_MATTER = 64_000
KEYS = {
    "title": ("title", "headline"),
    "byline": ("author", "authors", "byline"),
    "published": ("date", "published", "published_on", "publishdate", "pubdate"),
    "url": ("canonical_url", "canonical", "url", "link", "permalink"),
    "publisher": ("publisher", "source", "site", "publication"),
}
IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
LINK = re.compile(r"\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\])")
REFERENCE = re.compile(r"^\[[^\]\n]+\]:\s+\S+.*$", re.MULTILINE)
EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*_])")
MARKERS = re.compile(r"^(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?=\S)|```.*|(?:[-*_][ \t]*){3,}$)", re.MULTILINE)
SETEXT = re.compile(r"^(.+)\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def read_text(stream: BinaryIO, origin: Origin) -> Found:
    """The whole input as one article."""
    raw = read_all(stream, origin.bounds)
    if not raw.strip():
        raise Rejected("empty", "It is empty." if not raw else "It holds nothing but white space.", len(raw))
    yield Delivered(decode(raw), is_plain=True)


def read_markdown(stream: BinaryIO, origin: Origin) -> Found:
    """Markdown with or without front matter; marks of structure go, words stay."""
    raw = read_all(stream, origin.bounds)
    text = decode(raw)
    known, body = front_matter(text)
    plain = plain_text(body)
    if not plain.strip():
        raise Rejected("missing_text", "It has front matter but no text.", len(raw))
    yield Delivered(plain, is_plain=True, **known)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Our columns from the YAML between two lines of dashes, and the rest of the text."""
    found = FRONT_MATTER.match(text)
    if not found or len(found[1]) > MAX_FRONT_MATTER:
        return {}, text
    import yaml

    try:
        values = yaml.load(found[1], Loader=yaml.SafeLoader) if not re.search(r"[&*]\w", found[1]) else {}
    except (yaml.YAMLError, ValueError, RecursionError):
        values = {}
    if not isinstance(values, dict):
        return {}, text[found.end() :]
    lower = {str(key).lower(): value for key, value in values.items()}
    known = {}
    for column, keys in KEYS.items():
        value = next((lower[key] for key in keys if lower.get(key)), None)
        if (written := as_text(value)) is not None:
            known[column] = written
    return known, text[found.end() :]


def as_text(value: Any) -> str | None:
    """A scalar, or a list of them, as text; None for what is neither."""
    if isinstance(value, list):
        names = [name for name in map(as_text, value[:20]) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return as_text(value.get("name"))
    if isinstance(value, str | int | float | date) and not isinstance(value, bool):
        return str(value)[:5000].strip() or None
    return None


def plain_text(markdown: str) -> str:
    """Words without marks: links by their text, pictures by their caption, headings and quotations as paragraphs."""
    text = REFERENCE.sub("", COMMENT.sub("", markdown.replace("\r\n", "\n")))
    text = LINK.sub(r"\1", IMAGE.sub(r"\1", text))
    text = MARKERS.sub("", SETEXT.sub(r"\1", text))
    return ESCAPE.sub(r"\1", EMPHASIS.sub(r"\2", TAG.sub("", text)))
