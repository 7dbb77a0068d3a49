"""From one input to its parts: itself, or the members of an archive, unpacked in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from . import containers
from .records import Budget, Origin, Problem, Rejected
from .sniff import CONTAINERS, HEAD, sniff


@dataclass(slots=True)
class Part:
    """Something one reader reads; ``member`` is "" for the input itself."""

    kind: str
    stream: BinaryIO
    member: str = ""


class Peeked:
    """A stream that gives its first bytes again; forward reading only."""

    def __init__(self, stream: BinaryIO):
        self.stream, self.head = stream, b""
        while len(self.head) < HEAD and (piece := stream.read(HEAD - len(self.head))):
            self.head += piece
        self.at = self.given = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._read(size)
        self.given += len(piece)
        return piece

    def _read(self, size: int) -> bytes:
        if self.at < len(self.head):
            end = len(self.head) if size < 0 else min(len(self.head), self.at + size)
            piece, self.at = self.head[self.at : end], end
            return piece + self.stream.read() if size < 0 else piece
        return self.stream.read(size)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.given


def parts(stream: BinaryIO, origin: Origin, name: str, size: int) -> Iterator[Part | Problem]:
    """Parts of an input in their order; a Problem for each member that is none. Raises Rejected for the whole."""
    budget = Budget(origin.bounds.max_unpacked_bytes, origin.bounds.max_members)
    return _parts(stream, origin, name, "", 0, budget, size)


def _parts(
    stream: BinaryIO, origin: Origin, name: str, member: str, depth: int, budget: Budget, size: int
) -> Iterator[Part | Problem]:
    peeked = Peeked(stream)
    kind = sniff(peeked.head, name, origin.fields.get("text"))
    if kind not in CONTAINERS:
        if kind not in ("jsonl", "csv") and size > origin.bounds.max_bytes:
            raise Rejected("too_large", f"It is larger than limits.max_bytes ({origin.bounds.max_bytes:,}).", size)
        yield Part(kind, peeked, member)
        return
    if depth >= origin.bounds.max_depth:
        raise Rejected("too_deep", f"Archives are nested more than {origin.bounds.max_depth} deep (limits.max_depth).")
    seen: Counter[str] = Counter()
    for inner_name, inner in containers.members(kind, peeked, name, budget):
        path = "/".join(filter(None, (member, inner_name)))
        if inner_name:  # an archive may hold several members of one name
            seen[inner_name] += 1
            path += f" ({seen[inner_name]})" * (seen[inner_name] > 1)
        if isinstance(inner, Problem):
            inner.member = path
            yield inner
            continue
        try:
            yield from _parts(inner, origin, inner_name or name, path, depth + 1, budget, -1)
        except Rejected as rejected:
            yield rejected.problem(path)
