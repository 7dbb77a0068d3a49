"""One compressed file as a stream that reads forward; what stands behind its end is counted, not an error."""

from __future__ import annotations

import bz2
import lzma
import zlib
from typing import Any, BinaryIO

PIECE = 1 << 16
MAGIC = {"gzip": b"\x1f\x8b", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}
DECOMPRESSORS = {
    "gzip": lambda: zlib.decompressobj(wbits=31),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ),
}


class Unpacked:
    """Packed streams one after another in a file are one, as the formats say, also with zeros between them.

    ``taken`` packed bytes were read so far; ``left_over`` of them stand behind the end and are no packed stream.
    Reading raises EOFError where the file ends before its end, and what the libraries raise for broken data.
    """

    def __init__(self, kind: str, source: BinaryIO):
        self.kind, self.source = kind, source
        self.decompressor: Any = DECOMPRESSORS[kind]()
        self.packed = b""
        self.taken = self.left_over = 0
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(PIECE), b""))
        while size and not self.ended:
            if self.decompressor.eof:
                self._next_stream()
            elif made := self._step(size):
                return made
        return b""

    def _step(self, size: int) -> bytes:
        waits = getattr(self.decompressor, "needs_input", not self.packed)
        if waits and not self.packed:
            self.packed = self._more()
            if not self.packed:
                raise EOFError("the packed data end before their end")
        made = self.decompressor.decompress(self.packed, size)
        self.packed = getattr(self.decompressor, "unconsumed_tail", b"")
        return made

    def _next_stream(self) -> None:
        rest, magic = self.decompressor.unused_data, MAGIC[self.kind]
        while len(rest := rest.lstrip(b"\0")) < len(magic) and (more := self._more()):
            rest += more
        if rest.startswith(magic):
            self.decompressor, self.packed = DECOMPRESSORS[self.kind](), rest
            return
        self.ended, self.left_over = True, len(rest)
        while more := self._more():
            self.left_over += len(more)

    def _more(self) -> bytes:
        piece = self.source.read(PIECE)
        self.taken += len(piece)
        return piece
