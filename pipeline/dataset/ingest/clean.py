"""Cleaning: the same words in one form of Unicode, without what no reader sees. Offsets point into the result.

Quotation marks, dashes and spelling stay as they are; lines stay lines, and a blank line separates paragraphs, unless
the whole text was wrapped at a column.
"""

from __future__ import annotations

import html
import re
import unicodedata

LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028]")
PARAGRAPH_ENDS = re.compile(r"[\f\u2029]")
DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"  # soft hyphen, fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"  # zero width, direction overrides, anchors
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # non-characters, tags
)
JOINERS = re.compile("[\u200c\u200d]+")
SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
SURROGATES = re.compile("[\ud800-\udfff]")
ENTITIES = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
RUNS = re.compile(" {2,}")
LINE_EDGES = re.compile(" *\n *")
BLANK_LINES = re.compile("\n{3,}")
WRAPPED = range(50, 86)


def clean(text: str) -> str:
    """The text as it is stored."""
    if not text.isascii():
        text = _outside_ascii(text)
    if "&" in text:
        unescaped = ENTITIES.sub(lambda entity: html.unescape(entity[0]), text)
        text = _outside_ascii(unescaped) if not unescaped.isascii() else unescaped
    text = LINE_ENDS.sub("\n", PARAGRAPH_ENDS.sub("\n\n", text))
    text = unicodedata.normalize("NFC", DROPPED.sub("", SPACES.sub(" ", text)))
    text = BLANK_LINES.sub("\n\n", LINE_EDGES.sub("\n", RUNS.sub(" ", text))).strip()
    return unwrap(text)


def clean_line(text: str | None) -> str | None:
    """A value of one line (title, byline); None if nothing is left."""
    return " ".join(clean(str(text)).split()) or None if text else None


def _outside_ascii(text: str) -> str:
    text = MARKS.sub(r"\1", SURROGATES.sub("\ufffd", text))  # before NFC, which is slow on thousands of marks
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if is_bad(text):
        # Line by line: one line with mojibake says nothing about the others.
        text = "\n".join(fix_encoding(line) if is_bad(line) else line for line in text.split("\n"))
    return JOINERS.sub(_joiners, MARKS.sub(r"\1", unicodedata.normalize("NFC", text)))


def _joiners(found: re.Match[str]) -> str:
    """Joiners shape letters of some scripts and hold emoji together; beside Latin letters they are noise."""
    text, before, after = found.string, found.start() - 1, found.end()
    beside = text[max(before, 0) : before + 1] + text[after : after + 1]
    return "" if len(beside) < 2 or any(" " <= char <= "\u024f" for char in beside) else found[0][0]


def unwrap(text: str) -> str:
    """Join the lines of paragraphs that were wrapped at a column (wire copy, mail).

    Only if the text as a whole is wrapped: nearly every line that another follows in its paragraph is 50 to 85
    characters long, and many of them end within a sentence.
    """
    if "\n" not in text:
        return text
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    inner = [line for lines in paragraphs for line in lines[:-1]]
    fitting = [line for line in inner if len(line) in WRAPPED]
    within = sum(line[-1] not in ".!?:\"”'’)" for line in fitting)
    if len(fitting) < 5 or len(fitting) < 0.7 * len(inner) or within < 0.5 * len(fitting):
        return text
    return "\n\n".join("\n".join(_joined(lines)) for lines in paragraphs)


def _joined(lines: list[str]) -> list[str]:
    made: list[str] = []
    continues = False
    for line in lines:
        if continues:
            made[-1] += line if made[-1].endswith("-") and made[-1][-2:-1].isalpha() else " " + line
        else:
            made.append(line)
        continues = len(line) in WRAPPED
    return made
