"""From what a reader delivered to the columns of an article."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from typing import Any

from . import dates
from . import signatures as likeness
from .clean import clean, clean_line
from .headings import find_heading, is_only_boilerplate
from .languages import language_of
from .records import Bounds, Delivered, Found, Origin, Problem

ADDRESS = re.compile(r"https?://[^\s/?#]\S*$", re.I)
LETTER = re.compile(r"[^\W\d_]")


def finish(delivered: Delivered, origin: Origin, today: date | None = None) -> list[dict[str, Any] | Problem]:
    """The article's row (and a Problem for what of it was cut off), or the Problem that there is none."""
    meta, member = origin.meta, delivered.member
    text = clean(delivered.text)
    title = clean_line(meta.get("title") or delivered.title)
    byline = clean_line(meta.get("byline") or delivered.byline)
    has_headline = False
    if delivered.is_plain:
        text, heading = find_heading(text)
        has_headline = heading.title is not None
        title = title or heading.title
        byline = byline or heading.byline
    if not text:
        return [Problem("missing_text" if delivered.text else "empty", "It has no text.", member)]
    if not LETTER.search(text):
        return [Problem("missing_text", "There is not one word in it.", member)]
    if is_only_boilerplate(text):
        return [Problem("only_boilerplate", "All its lines are buttons, prompts, links or notices.", member)]
    rest: list[dict[str, Any] | Problem] = []
    if len(text) > origin.bounds.max_article_chars:
        text, problem = _cut(text, member, origin.bounds)
        rest.append(problem)
    if title and not has_headline:
        text = with_title(text, title)
    written = (meta.get("url") or delivered.url or "").strip()
    stated = meta.get("published_on") or delivered.published
    if delivered.is_plain:
        stated = stated or heading.published
        written = written or (heading.url or "").strip()
        delivered.publisher = delivered.publisher or heading.publisher
    url = written if ADDRESS.match(written) else None
    if written and not url:
        message = f"Its address was left out, since it is none of http or https: {written[:200]}"
        rest.append(Problem("address_left_out", message, member))
    published = dates.published_day(text, stated, url, origin.uri, today)
    reference = dates.reference_day(text, published, today)
    row = {
        "member": member,
        "guid": delivered.guid,
        "publisher": clean_line(meta.get("publisher") or origin.publisher or delivered.publisher),
        "title": title,
        "byline": byline and re.sub(r"^by:?\s+", "", byline, flags=re.IGNORECASE),
        "url": url,
        "published_on": published.day and published.day.isoformat(),
        "published_on_source": published.source,
        "reference_on": reference.day and reference.day.isoformat(),
        "reference_on_source": reference.source,
        "language": language_of(text),
        "text": text,
        "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "signature": base64.b64encode(likeness.signature(text)).decode(),
        "numbers": likeness.numbers(text),
        "lines": base64.b64encode(likeness.line_hashes(text)).decode(),
    }
    return [row, *rest]


def with_title(text: str, title: str) -> str:
    """The headline in front, unless it is already among the first lines."""
    wanted = _letters(title)
    if wanted and any(_letters(line) == wanted for line in text.split("\n", 4)[:4]):
        return text
    return f"{title}\n\n{text}"


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.lower()))


def _cut(text: str, member: str, bounds: Bounds) -> tuple[str, Problem]:
    """The paragraphs that fit, and what to say of the others; where that is little, the sentences or words that fit."""
    limit = bounds.max_article_chars
    ends = (text.rfind(mark, 0, limit) + len(mark) for mark in ("\n", ". ", " "))
    kept = text[: next((end for end in ends if end > limit // 2), limit)].rstrip()
    what = f"Only its first {len(kept):,} of {len(text):,} characters were taken"
    message = f"{what}: articles are cut at a paragraph (or sentence) before limits.max_article_chars ({limit:,})."
    return kept, Problem("too_large", message, member, len(text.encode("utf-8", "replace")))


def finished(found: Found, origin: Origin, today: date | None = None):
    """Rows (dicts) and Problems of everything a reader found."""
    for item in found:
        if isinstance(item, Problem):
            yield item
        else:
            yield from finish(item, origin, today)
