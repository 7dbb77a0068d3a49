"""RSS and Atom files with the stories in them; what only links to its stories has none for us."""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO

from ..decode import decode
from ..records import Delivered, Found, Origin, Problem, Rejected, read_all
from .html import plain

ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
FEWEST_WORDS = 8  # a brief is one; what is shorter says "Read more"
FEWEST_IN_SUMMARY = 60  # a teaser of three sentences is no story


def read_feed(source: BinaryIO, origin: Origin) -> Found:
    """Each entry with its content as an article. The document type is taken off before parsing."""
    import feedparser

    raw = read_all(source, origin.bounds)
    text = decode(raw, declared=True).replace("\0", "")
    if root := ROOT.search(text):
        text = text[root.start() :]  # without the document type, hence without entities
    # A stream, because a string might be taken for an address to fetch or a file to open.
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    feed = feedparser.parse(stream, sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        if feed.get("bozo") and not feed.get("version"):
            raise Rejected(
                "malformed", f"It is XML of no kind that is read here: {feed.bozo_exception}."[:300], len(raw)
            )
        raise Rejected("missing_text", "The feed has no entries.", len(raw))
    publisher = feed.feed.get("title")
    if feed.get("bozo") and _is_cut(text):
        yield Problem("truncated", "The feed ends in the middle; the entries before were read.", "", len(raw))
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, f"#{number}", publisher)


def _is_cut(text: str) -> bool:
    return not re.search(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*$", text, re.IGNORECASE)


def _entry(entry: Any, member: str, publisher: str | None) -> Delivered | Problem:
    written = [content.get("value", "") for content in entry.get("content", [])]
    fewest = FEWEST_WORDS if any(written) else FEWEST_IN_SUMMARY
    written.append(entry.get("summary", ""))
    try:
        texts = [plain(value) for value in written if value]
    except Rejected as rejected:
        return rejected.problem(member)
    text = max(texts, key=len, default="")
    if len(text.split()) < fewest:
        return Problem("missing_text", "The entry has no content, only a title, a link or a summary.", member)
    source = entry.get("source", {}).get("title")
    return Delivered(
        text=text,
        member=member,
        title=plain(entry.get("title", "")) or None,
        byline=_authors(entry),
        url=entry.get("link") or None,
        guid=entry.get("id"),
        publisher=source or publisher,
        published=entry.get("published") or entry.get("updated"),
    )


def _authors(entry: Any) -> str | None:
    names = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    return ", ".join(dict.fromkeys(names)) or entry.get("author")
