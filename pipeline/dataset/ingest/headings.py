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
BYLINE = re.compile(
    rf"^(?:Written |Reported |Words )?[Bb]y:? (?P<names>{NAME}(?:,? (?:and |& )?{NAME})*)(?:\s*(?:[|•·/–—-]|,).*)?$"
)
CAPITAL_BYLINE = re.compile(r"^BY:? (?P<names>[A-Z][A-Z.'’ -]+)$")
NAMES_ALONE = re.compile(rf"^{NAME}(?: {NAME}){{1,3}}(?:(?:,| and|, and| &) {NAME}(?: {NAME}){{1,3}}){{0,3}}$")
FROM_PLACE = re.compile(rf" in {NAME}(?: {NAME}){{0,2}}$")
GIVEN_NAMES = Path(__file__).parents[2] / "language" / "coreference" / "data" / "given_names.csv"
TOP_LINES = 8
ENDED = re.compile(r"[.!?:][\"'”’)]*$")
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
    lines = [line for line in text.split("\n", 3 * TOP_LINES)[: 3 * TOP_LINES] if line][:TOP_LINES]
    title = _read_top(lines, heading)
    if not heading.title and len(lines) > 1:
        heading.title = title
    elif heading.title and (not lines or lines[0] != heading.title):
        text = f"{heading.title}\n\n{text}"
    return text, heading


def _read_top(lines: list[str], heading: Heading) -> str | None:
    """The headline among the lines above the first sentence; the byline goes to ``heading``."""
    title = None
    for i, line in enumerate(lines):
        byline = byline_in(line) or (_names_alone(line) if title or heading.title else None)
        following = next((other for other in lines[i + 1 :] if not stamp_day(other)), None)
        if byline:
            heading.byline = heading.byline or byline
        elif stamp_day(line) or boilerplate_line().fullmatch(line) or line == heading.title:
            continue
        elif title is None and is_headline(line, bool(following and byline_in(following))):
            if not (_is_section(line) and following and is_headline(following, False)):
                title = line.rstrip(" ;")
        elif title is None or ENDED.search(line) or len(line) > MAX_HEADLINE:
            break
    return title


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
    """The names in a line that is a byline: "By Casey Dunmore | Feb. 13, 2021", "By Ida Lund, Staff Writer"."""
    if len(line) > 120:
        return None
    found = BYLINE.match(line) or CAPITAL_BYLINE.match(line)
    return _persons(FROM_PLACE.sub("", found["names"].strip())) if found else None


def _persons(names: str) -> str:
    """Without the paper or the role after the last comma: "Ida Lund, Ardmoor Wire" gives "Ida Lund"."""
    first, *others = names.split(", ")
    kept = [first]
    for other in others:
        if not _is_given(other.removeprefix("and ").split(" ")[0]):
            break
        kept.append(other)
    return ", ".join(kept)


def _names_alone(line: str) -> str | None:
    """ "Inga Marlowe", "Ida Lund and Per Rask in Ardmoor": a line of names and nothing else."""
    names = FROM_PLACE.sub("", line)
    return names if len(line) <= 80 and NAMES_ALONE.match(names) and _is_given(names.split(" ")[0]) else None


def _is_given(word: str) -> bool:
    return word.lower() in given_names()


@lru_cache
def given_names() -> frozenset[str]:
    """Read from the language layer's list, whose package is not imported: a reader of files needs no parser."""
    listed = GIVEN_NAMES.read_text("utf-8").splitlines()
    return frozenset(line.split(",")[0] for line in listed if not line.startswith("#"))


def is_headline(line: str, above_byline: bool) -> bool:
    """A short line that is no sentence: no full stop; above a byline it may end as it likes."""
    if len(line) > MAX_HEADLINE or byline_in(line) or not any(map(str.isalpha, line)) or stamp_day(line):
        return False
    if above_byline:
        return True
    return line[-1] not in ".,:" and not line.endswith(('."', ".”", ".'", ".’", ',"', ",”")) and "--" not in line


def _is_section(line: str) -> bool:
    """ "LOCAL NEWS", "World": the part of the paper, above the headline."""
    return len(line) <= 30 and line.count(" ") <= 2 and (line.isupper() or line.isalpha())


def is_only_boilerplate(text: str) -> bool:
    """Every line is a button, a prompt, a link or a notice."""
    return all(boilerplate_line().fullmatch(line) for line in text.split("\n") if line)
