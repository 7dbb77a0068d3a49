"""Archives and compressed files, member by member, never unpacked to disk and never beyond the limits."""

from __future__ import annotations

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from . import warc
from .records import Budget, Problem, Rejected
from .unpacked import Unpacked

Member = tuple[str, BinaryIO | Problem]
PIECE = 1 << 16
MAX_RATIO = 200  # of unpacked to packed bytes, once MIN_FOR_RATIO have come out; text packs to about a third
MIN_FOR_RATIO = 10_000_000
BROKEN = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, OSError)
META = ".meta.json"
NO_FILE = "It is a link or a device; archives give only files."


class Bounded:
    """A stream that counts what comes out of it, and raises Rejected where it is too much, cut short or broken."""

    def __init__(self, stream: Any, budget: Budget, packed: Callable[[], int] = lambda: -1):
        self.stream, self.budget, self.packed, self.out = stream, budget, packed, 0

    def read(self, size: int = -1) -> bytes:
        if size is None or size < 0:
            pieces = []
            while piece := self.read(PIECE):
                pieces.append(piece)
            return b"".join(pieces)
        try:
            piece = self.stream.read(min(size, 1 << 20))
        except EOFError:
            raise Rejected("truncated", "It ends before its end: the compressed data are cut short.") from None
        except BROKEN as error:
            if "unexpected end" in str(error):
                raise Rejected("truncated", "It ends before its end.") from None
            raise Rejected("malformed", f"Its compressed data are broken: {str(error)[:100]}.") from None
        except (RuntimeError, NotImplementedError) as error:  # encrypted, or an unknown method
            raise Rejected("unreadable", f"It cannot be unpacked: {str(error)[:100]}.") from None
        self.out += len(piece)
        self.budget.unpacked -= len(piece)
        if self.budget.unpacked < 0:
            raise Rejected("too_large", "It unpacks to more than limits.max_unpacked_bytes, as a zip bomb does.")
        if self.out > MIN_FOR_RATIO and 0 < self.packed() * MAX_RATIO < self.out:
            raise Rejected("too_large", f"It unpacks to over {MAX_RATIO} times its size; a zip bomb looks like this.")
        return piece

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.out


def members(kind: str, stream: BinaryIO, name: str, budget: Budget) -> Iterator[Member]:
    """``(name, stream or Problem)`` of each member; raises Rejected when the archive as a whole cannot be read."""
    if kind in ("gzip", "bzip2", "xz"):
        unpacked = Unpacked(kind, stream)
        yield "", Bounded(unpacked, budget, lambda: unpacked.taken)
        if unpacked.left_over:
            message = f"{unpacked.left_over:,} bytes behind the end of its packed data were passed over."
            yield "", Problem("bytes_left_over", message, bytes=unpacked.left_over)
    elif kind == "zip":
        yield from _zip(stream, budget)
    elif kind == "tar":
        yield from _tar(stream, budget)
    else:
        yield from warc.pages(stream, budget)


class Readable:
    """What decompressors ask of a file, over a stream that only reads forward."""

    def __init__(self, stream: BinaryIO):
        self.stream, self.taken = stream, 0

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.taken += len(piece)
        return piece

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def seek(self, *where: int) -> int:
        raise OSError("cannot go back")

    def close(self) -> None:
        pass

    @property
    def closed(self) -> bool:
        return False


def _zip(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    import tempfile

    # A zip's directory stands at its end, so what cannot be wound back is copied to a temporary file.
    with tempfile.TemporaryFile() as copy:
        bounded = Bounded(stream, Budget(budget.unpacked, 0))
        while piece := bounded.read(1 << 20):
            copy.write(piece)
        try:
            archive = zipfile.ZipFile(copy)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            reason = "truncated" if "not a zip file" in str(error) else "malformed"
            raise Rejected(reason, f"It is no whole zip file: {str(error)[:100]}.") from None
        if any(info.filename == "[Content_Types].xml" for info in archive.infolist()[:50]):
            raise Rejected("not_text", "It is an office document; export it as text or HTML.")
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir() or _is_clutter(info.filename):
                continue
            _count(budget)
            if problem := _bad_name(info.filename) or _special(info.external_attr >> 16):
                yield info.filename, problem
                continue
            try:
                opened = archive.open(info)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
                yield info.filename, Problem("unreadable", f"It cannot be unpacked: {str(error)[:100]}.")
                continue
            with opened:
                yield info.filename, Bounded(opened, budget, lambda packed=info.compress_size: packed)


def _tar(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=Readable(stream), mode="r|") as archive:
            for info in archive:
                if info.isdir() or _is_clutter(info.name):
                    continue
                _count(budget)
                if problem := _bad_name(info.name):
                    yield info.name, problem
                elif not info.isfile():
                    yield (
                        info.name,
                        Problem("not_a_regular_file", "It is a link or a device; archives give only files."),
                    )
                else:
                    yield info.name, Bounded(archive.extractfile(info), budget)
    except tarfile.ReadError as error:
        reason = "truncated" if "unexpected end" in str(error) else "malformed"
        raise Rejected(reason, f"It is no whole tar file: {str(error)[:100]}.") from None
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, ValueError, OSError) as error:
        raise Rejected("malformed", f"It is no whole tar file: {str(error)[:100]}.") from None


def _count(budget: Budget) -> None:
    budget.members -= 1
    if budget.members < 0:
        raise Rejected("too_many_members", "It has more members than limits.max_members; those before were read.")


def _is_clutter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts) or (
        name.endswith(META)
    )


def _bad_name(name: str) -> Problem | None:
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[\\/]", name) or ".." in re.split(r"[\\/]", name):
        return Problem("outside_source", "Its name leads out of the archive; it was not unpacked.")
    return None


def _special(mode: int) -> Problem | None:
    kind = mode & 0o170000
    if kind in (0, 0o100000):
        return None
    return Problem("not_a_regular_file", NO_FILE)
