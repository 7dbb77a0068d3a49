"""What stands above and below the story in a plain text: header lines, headline, byline; notices and buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .dates import stamp_day

HEADER_LINE = re.compile(r"^([A-Za-z][A-Za-z _-]{1,24}):\s*(\S.*)$")
HEADER_KEYS = {
    "title": "title", "headline": "title", "hed": "title", "slug": None, "subject": "title",
    "author": "byline", "authors": "byline", "byline": "byline", "by": "byline", "writer": "byline",
    "date": "published", "published": "published", "published on": "published", "publication date": "published",
    "pubdate": "published", "url": "url", "link": "url", "source": "publisher", "publisher": "publisher",
    "publication": "publisher", "section": None, "category": None, "tags": None, "keywords": None, "id": None,
    "language": None, "copyright": None,
}  # fmt: skip
NAME = r"(?:[A-Z][\w.'’-]*|de|la|van|von|der|den|el|al|bin|da|dos)"
BYLINE = re.compile(rf"^By:? (?P<names>{NAME}(?:,? (?:and |& )?{NAME})*)(?:\s*(?:[|•·/–—-]|,).*)?$")
CAPITAL_BYLINE = re.compile(r"^BY:? (?P<names>[A-Z][A-Z.'’ -]+)$")
MAX_HEADLINE = 160


@lru_cache
def boilerplate_line() -> re.Pattern[str]:
    """Lines that are nobody's prose, as boilerplate.txt lists them."""
    listed = (Path(__file__).parent / "boilerplate.txt").read_text("utf-8").splitlines()
    patterns = [line for line in listed if line and not line.startswith("#")]
    return re.compile(rf"(?:{'|'.join(patterns)})[.!:]?", re.IGNORECASE)


@dataclass(slots=True)
class Heading:
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None


def find_heading(text: str) -> tuple[str, Heading]:
    """What the first lines say; header lines ("Date: ...") leave the text, headline and byline stay in it."""
    heading = Heading()
    text = _header_lines(text, heading)
    if not text:
        return "", heading
    lines = [line for line in text.split("\n", 12)[:12] if line][:4]
    byline_at = next((i for i, line in enumerate(lines) if byline_in(line)), None)
    if byline_at is not None:
        heading.byline = heading.byline or byline_in(lines[byline_at])
    if not heading.title and len(lines) > 1 and is_headline(lines[0], byline_at):
        heading.title = lines[0]
    elif heading.title and (not lines or lines[0] != heading.title):
        text = f"{heading.title}\n\n{text}"
    return text, heading


def _header_lines(text: str, heading: Heading) -> str:
    """Take "key: value" lines off the top: at least two, all with known keys, then the story."""
    lines = text.split("\n", 20)
    taken = 0
    for line in lines[:20]:
        found = HEADER_LINE.match(line)
        if not found or found[1].lower() not in HEADER_KEYS:
            break
        taken += 1
    if taken < 2:
        return text
    for line in lines[:taken]:
        key, value = line.split(":", 1)
        if name := HEADER_KEYS[key.strip().lower()]:
            setattr(heading, name, getattr(heading, name) or value.strip())
    return "\n".join(lines[taken:]).lstrip("\n")


def byline_in(line: str) -> str | None:
    """The names in a line that is a byline ("By Casey Dunmore | Feb. 13, 2021")."""
    if len(line) > 120:
        return None
    found = BYLINE.match(line) or CAPITAL_BYLINE.match(line)
    return found["names"].strip() if found else None


def is_headline(line: str, byline_at: int | None) -> bool:
    """A short first line that is no sentence: no full stop; above a byline it may end as it likes."""
    if len(line) > MAX_HEADLINE or byline_in(line) or not any(map(str.isalpha, line)) or stamp_day(line):
        return False
    if byline_at == 1:
        return True
    return line[-1] not in ".,;:" and not line.endswith(('."', ".”", ".'", ".’", ',"', ",”")) and "--" not in line


def is_only_boilerplate(text: str) -> bool:
    """Every line is a button, a prompt, a link or a notice."""
    return all(boilerplate_line().fullmatch(line) for line in text.split("\n") if line)
