"""Lines of a text, hard-wrapped ones joined: pure functions over the text."""

from __future__ import annotations

import itertools
import re

BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
MAX_WIDTH = 110
MIN_WIDTH = 45


def physical_lines(text: str) -> list[tuple[int, int]]:
    """Start and end of every line as typed, without white space at its ends; blank lines are empty spans."""
    lines, start = [], 0
    for match in [*BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        line = text[start:end]
        left = start + len(line) - len(line.lstrip())
        lines.append((left, max(left, start + len(line.rstrip()))))
        start = match.end() if match else end
    return lines


def logical_lines(text: str) -> list[tuple[int, int]]:
    """Start and end of every line that means one; a break where the next word did not fit is none.

    "The council voted on Monday to close the old bridge over the river, and" / "to build another." is one line.
    """
    lines = physical_lines(text)
    width = wrap_width(text, lines)
    joined: list[tuple[int, int]] = []
    last = None
    for line in lines:
        follows = last and line[0] < line[1]
        if follows and (runs_on(text, last, line) or (width and is_wrapped(text, last, line, width))):
            joined[-1] = (joined[-1][0], line[1])
        elif line[0] < line[1]:
            joined.append(line)
        last = line if line[0] < line[1] else None
    return joined


def wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The column at which the text was wrapped; None if its line breaks mean something.

    Greedily filled lines end close to one column, and many of them are followed by a small letter.
    """
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a[0] < a[1] and b[0] < b[1]]
    lengths = sorted((a[1] - a[0] for a, _ in pairs), reverse=True)
    if not lengths:
        return None
    enough = max(1, len(lengths) // 20)
    for width in lengths:
        near = sum(1 for length in lengths if width - 3 <= length <= width)
        if width > MAX_WIDTH or near < enough:
            continue
        if width < MIN_WIDTH or sum(1 for length in lengths if length > width + 2) > len(lengths) // 20:
            return None
        full = [(a, b) for a, b in pairs if fills(text, a, b, width)]
        lower = sum(1 for _, b in full if text[b[0]].islower())
        return width if lower >= 1 and lower * 4 >= len(full) and len(full) * 2 >= len(pairs) else None
    return None


def fills(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    word = re.match(r"\S+", text[following[0] : following[1]])
    length = line[1] - line[0]
    return length <= width + 2 and length + 1 + len(word[0] if word else "") > width


def is_wrapped(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    if STANDS_ALONE.match(text, *following) or (ITEM.match(text, *following) and text[line[1] - 1] in ".!?:;"):
        return False
    return fills(text, line, following, width)


def runs_on(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """ "The council of Tarn voted on Monday to close the bridge" / "over the river.": a stray break in a sentence."""
    first, last = text[line[0]], text[line[1] - 1]
    return line[1] - line[0] >= MIN_WIDTH and first.isupper() and last.isalnum() and text[following[0]].islower()


STANDS_ALONE = re.compile(
    r"(?:By (?:[A-Z][\w.’'-]+,? (?:and )?){1,5}[A-Z][\w.’'-]+"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]+ \d{1,2}, \d{4})\s*(?:[\n\r]|$)"
)
ITEM = re.compile(r"[-*•–] ")
