"""An input at an fsspec URL, as a file here for as long as it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pipeline.settings import Settings, Source

from .records import Problem
from .sources import Input

PIECE = 1 << 20
MAX_META = 1_000_000


@contextmanager
def fetched(source: Source, entry: Input, settings: Settings) -> Iterator[Input]:
    """Copy it (at most ``max_unpacked_bytes``) into the work folder and remove it afterwards.

    What cannot be fetched is an entry whose path does not exist, so that reading it gives the reject.
    """
    from fsspec.core import url_to_fs

    folder = settings.work / "fetched"
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(entry.uri.encode()).hexdigest()[:20]
    path, meta = folder / name, folder / f"{name}.meta.json"
    try:
        try:
            filesystem, _ = url_to_fs(source.uri)
            _copy(filesystem, entry.path, path, settings.limits.max_unpacked_bytes)
            if entry.meta_path:
                _copy(filesystem, entry.meta_path, meta, MAX_META)
        except Exception as error:  # any protocol's own errors
            path.unlink(missing_ok=True)
            entry.problem = Problem("unreadable", f"It cannot be fetched: {type(error).__name__}: {error}")
        yield replace(entry, path=str(path), meta_path=str(meta) if meta.exists() else None)
    finally:
        path.unlink(missing_ok=True)
        meta.unlink(missing_ok=True)


def _copy(filesystem, remote: str, local, limit: int) -> None:
    with filesystem.open(remote, "rb") as source, local.open("wb") as target:
        written = 0
        while (piece := source.read(PIECE)) and written <= limit:
            written += target.write(piece)
