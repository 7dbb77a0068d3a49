"""RSS and Atom files with the stories in them; what only links to its stories has none for us."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

from ..decode import decode
from ..records import Delivered, Found, Origin, Problem, Rejected, read_all
from .html import plain

ENTITY = re.compile(r"<!(?:DOCTYPE|ENTITY)\b[^<>\[]*(?:\[.*?\]\s*)?>|<!ENTITY\b[^>]*>", re.IGNORECASE | re.DOTALL)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
FEWEST_WORDS = 25  # a summary of a line or two is no story


def read_feed(stream: BinaryIO, origin: Origin) -> Found:
    """Each entry with its content as an article. Document types and entities are taken out before parsing."""
    import feedparser

    raw = read_all(stream, origin.bounds)
    text = ENTITY.sub("", XML_DECLARATION.sub("", decode(raw, declared=True).replace("\0", "")))
    feed = feedparser.parse(text.encode("utf-8", "replace"), sanitize_html=True, resolve_relative_uris=False)
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
    written.append(entry.get("summary", ""))
    try:
        texts = [plain(value) for value in written if value]
    except Rejected as rejected:
        return rejected.problem(member)
    text = max(texts, key=len, default="")
    if len(text.split()) < FEWEST_WORDS:
        return Problem("missing_text", "The entry has no content, only a title, a link or a summary.", member)
    link = entry.get("link") or ""
    source = entry.get("source", {}).get("title")
    return Delivered(
        text=text,
        member=member,
        title=plain(entry.get("title", "")) or None,
        byline=_authors(entry),
        url=link if re.match(r"https?://\S+$", link) else None,
        guid=entry.get("id"),
        publisher=source or publisher,
        published=entry.get("published") or entry.get("updated"),
    )


def _authors(entry: Any) -> str | None:
    names = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    return ", ".join(dict.fromkeys(names)) or entry.get("author")
