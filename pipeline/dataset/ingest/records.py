"""What readers give: articles as delivered, and what was wrong. Plain data, so that it can cross a process border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a reader may use up; the same numbers as ``pipeline.settings.Limits``."""

    max_bytes: int = 100_000_000
    max_line_bytes: int = 10_000_000
    max_members: int = 200_000
    max_unpacked_bytes: int = 2_000_000_000
    max_depth: int = 3
    max_article_chars: int = 200_000


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one input, whatever the nesting."""

    unpacked: int
    members: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from: ``uri`` is relative to the source; ``fields`` maps our columns to names in JSON or CSV;
    ``meta`` is what ``<name>.meta.json`` says."""

    uri: str
    publisher: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    bounds: Bounds = Bounds()


@dataclass(slots=True)
class Delivered:
    """One article as a reader found it. ``member`` tells it from others in the same input ("" if it is alone).

    ``published`` is the date as written; ``guid`` a feed's or mail's own identifier. ``is_plain`` says that the lines
    are as typed, so that headline, byline and header lines are still to be found in them.
    """

    text: str
    member: str = ""
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    guid: str | None = None
    publisher: str | None = None
    published: str | None = None
    is_plain: bool = False


@dataclass(slots=True)
class Problem:
    """One input, or part of it, that gave no article; ``reason`` is one of the schema's REJECT_REASONS."""

    reason: str
    message: str
    member: str = ""
    bytes: int = -1


class Rejected(Exception):
    """Raised by a reader for the part it is at."""

    def __init__(self, reason: str, message: str, size: int = -1):
        super().__init__(message)
        self.reason, self.message, self.size = reason, message, size

    def problem(self, member: str = "") -> Problem:
        return Problem(self.reason, self.message, member, self.size)


def read_all(stream: BinaryIO, bounds: Bounds) -> bytes:
    """The rest of a stream in memory; raises Rejected above ``max_bytes``, or ``max_line_bytes`` in one line.

    Lines are counted while reading, so that a huge one is not read to its end.
    """
    pieces: list[bytes] = []
    total = line = 0
    while piece := stream.read(1 << 20):
        pieces.append(piece)
        total += len(piece)
        first = piece.find(b"\n")
        line = line + len(piece) if first < 0 else max(line + first, _longest_line(piece, bounds.max_line_bytes))
        if line > bounds.max_line_bytes:
            raise Rejected("line_too_long", f"A line is longer than {bounds.max_line_bytes:,} bytes.", total)
        if first >= 0:
            line = len(piece) - piece.rfind(b"\n") - 1
        if total > bounds.max_bytes:
            raise Rejected("too_large", f"It is larger than {bounds.max_bytes:,} bytes (limits.max_bytes).", total)
    return b"".join(pieces)


def _longest_line(piece: bytes, limit: int) -> int:
    return max(map(len, piece.split(b"\n")[1:-1]), default=0) if len(piece) > limit else 0


Found = Iterator[Delivered | Problem]
