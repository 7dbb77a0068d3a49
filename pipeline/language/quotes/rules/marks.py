"""Quotation marks: which characters stand between a pair of them.

Marks are paired within a paragraph; one that is not closed ends with its paragraph, or where the next one opens. Which
way a mark points is told by what stands beside it, since straight marks show none and typists get curly ones wrong.
Pairs may lie within each other (then the outermost counts). Single marks must have a partner, so that apostrophes do
not open anything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.rules import rule
from pipeline.language.sentences.boundaries import CUE_NEAR, SAYS
from pipeline.language.sentences.lines import logical_lines

MARK = re.compile(r"[“”„«»‹›\"＂]|''|``|’’|‘‘|(?<![\w’'`])[‘'`](?=[\w$£€…])|(?<=[\w.,!?…)\]%])['’‘](?![\w’'‘])")
SIGNS = frozenset("“”„«»‹›\"＂'’‘`")
SIGN = re.compile(f"[{''.join(sorted(SIGNS))}]")  # what every mark begins with
SINGLES = frozenset("‘’'`")
ALWAYS_OPEN, ALWAYS_CLOSE = frozenset({"“", "„", "«", "‹", "``", "‘‘"}), frozenset({"”", "»", "›", "’’"})
# "the '90s", "'til", "'em": no mark opens there.
CLIPPED = re.compile(r"[‘']\d\ds?\b|[‘'](?:em|til|till|tis|twas|cause|bout|round|n|cos|cuz)\b", re.I)
# Its first character is one of a set, so that it is looked for only where one stands.
FEET = re.compile(r"[\d\"](?:(?<=\d)(?:\s?['’′]\s?\d{1,2}\s?[\"”″]|['’′](?=\s?\d))|(?<=\d\")(?=\s?[x×] ?\d))")
VERB_FIRST = re.compile(rf"(?:{SAYS}) [A-Za-z]")
OPENERS_BEFORE, CLOSERS_AFTER = frozenset("([{—–―-/:“‘"), frozenset(".,;:!?)]}—–―-/…”’")


@dataclass(frozen=True, slots=True)
class Mark:
    """``opens`` and ``closes``: what the place allows; ``sure``: a single mark that cannot be an apostrophe."""

    start: int
    end: int
    single: bool
    opens: bool
    closes: bool
    sure: bool = True


def quotations(text: str) -> list[tuple[int, int]]:
    """Slices between outermost marks, in order, without the marks and never empty."""
    found: list[tuple[int, int]] = []
    for start, end in logical_lines(text):
        found += _in_paragraph(text, start, end)
    return [(a, b) for a, b in found if text[a:b].strip()]


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    found = marks(text, start, end)
    partner = partners(found)
    at = 0
    while at < len(found):
        mark, close = found[at], partner.get(at)
        if at == 0 and close is None and has_lost_its_opening(text, mark, start, end):
            yield start, mark.start
            at += 1
            continue
        if close is not None:
            yield mark.end, found[close].start
            at = close + 1
            continue
        if mark.opens and not mark.single and (not mark.closes or at + 1 == len(found)):
            following = next((n for n in range(at + 1, len(found)) if not found[n].single), len(found))
            yield mark.end, found[following].start if following < len(found) else end
            at = following
            continue
        elif text[mark.start] == "‘" and mark.start == start:
            yield mark.end, end  # ‘A paragraph of a speech that goes on
            return
        at += 1


@rule(
    "quotes",
    "a quotation whose opening mark was lost begins with its paragraph",
    'Vultures circle, " the minister said.',
    otherwise=False,
)
def has_lost_its_opening(text: str, mark: Mark, start: int, end: int) -> bool:
    """A paragraph's first mark closes: what is before it ends as a quotation does, and a cue or nothing follows."""
    before = text[start : mark.start].rstrip()
    if mark.single or not mark.closes or not before.endswith((",", "?", "!", ".", "…")) or len(before.split()) < 3:
        return False
    after = text[mark.end : end].lstrip()
    if not after:
        return not before.endswith(",")
    return bool(CUE_NEAR.match(after) or VERB_FIRST.match(after)) and (
        not mark.opens or before.endswith((",", "?", "!"))
    )


def marks(text: str, start: int, end: int) -> list[Mark]:
    """The marks of a paragraph; signs for feet and inches are none."""
    sign = SIGN.search(text, start, end)
    feet = [match.span() for match in FEET.finditer(text, start, end)] if sign else []
    found = []
    while sign is not None:
        match = MARK.match(text, sign.start(), end)
        if match is not None and not any(a <= match.start() < b for a, b in feet):
            mark = _single(text, match, start, end) if match.group() in SINGLES else _double(text, match, start, end)
            if mark.opens or mark.closes:
                found.append(mark)
        sign = SIGN.search(text, (match or sign).end(), end)
    return found


def _double(text: str, match: re.Match[str], start: int, end: int) -> Mark:
    """Curly marks open or close by their shape unless the words beside them say otherwise; straight ones by these."""
    sign, before, after = match.group(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    free_left = match.start() == start or before.isspace() or before in OPENERS_BEFORE
    free_right = match.end() == end or after.isspace() or after in CLOSERS_AFTER
    opens, closes = free_left or not free_right, free_right or not free_left
    if free_left and free_right and (match.start() == start or match.end() == end):
        opens, closes = match.start() == start, match.end() == end
    if sign in ALWAYS_OPEN:
        turned = closes and not opens
        opens, closes = not turned, turned
    elif sign in ALWAYS_CLOSE:
        turned = opens and not closes and after.isalnum()
        opens, closes = turned, True
    elif not free_left and not free_right and before.isalnum() and after.isalnum():
        opens = False
    return Mark(match.start(), match.end(), False, opens, closes)


def _single(text: str, match: re.Match[str], start: int, end: int) -> Mark:
    """``'a mess'``; the plural's apostrophe (``the players' fault``) may close, but is not sure to."""
    sign, before, after = match.group(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match.start() == start or not (before.isalnum() or before in ".,!?…)]%"):
        opens = sign != "’" and not CLIPPED.match(text, match.start(), end)
        return Mark(match.start(), match.end(), True, opens, False)
    sure = not before.isalnum() or match.end() == end or after in ".,;:!?)]—–―"
    maybe = before in "sSnN" or before.isdigit()
    return Mark(match.start(), match.end(), True, False, sign != "`", sure or not maybe)


def partners(found: list[Mark]) -> dict[int, int]:
    """Opening mark to its closing mark, by position; single and double marks pair among themselves."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, mark in enumerate(found):
        if mark.single:
            if mark.opens and (close := _closing_single(found, at)) is not None:
                pairs[at] = close
        elif mark.closes and (opened or not mark.opens):
            if opened:
                pairs[opened.pop()] = at
        elif mark.opens:
            opened.append(at)
    return pairs


def _closing_single(found: list[Mark], at: int) -> int | None:
    """The first sure mark before the next that opens; else the first that may close."""
    weak = None
    depth = 0
    for place in range(at + 1, len(found)):
        mark = found[place]
        if not mark.single:
            depth += 1 if not (mark.closes and depth) else -1
            continue
        if mark.opens:
            break
        if mark.closes and not depth:
            if mark.sure:
                return place
            weak = place if weak is None else weak
    return weak


class Quotations:
    """Look-up of the quotation that a character stands in."""

    def __init__(self, text: str):
        self.slices = quotations(text)
        self.starts = [start for start, _ in self.slices]

    def at(self, character: int) -> int:
        """Number of the quotation around a character; -1 for none."""
        place = bisect_right(self.starts, character) - 1
        return place if place >= 0 and character < self.slices[place][1] else -1
