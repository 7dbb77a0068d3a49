"""One writer at a time: the run from the UI and the run from the command line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOGGER = logging.getLogger(__name__)


class Busy(RuntimeError):
    """Another run holds the data folder."""


@contextmanager
def writing(data: Path, timeout_seconds: float) -> Iterator[None]:
    """Hold the data folder's lock, which the operating system frees when its holder dies; who holds it may take it
    again.

    Raises Busy, or OSError if the folder cannot be written.
    """
    lock = FileLock(data / ".lock", is_singleton=True)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        LOGGER.warning("Another run is writing to %s: waiting for it.", data)
        try:
            lock.acquire(timeout=timeout_seconds)
        except Timeout:
            raise Busy(
                f"Another run has been writing to {data} for {timeout_seconds:g} seconds. Wait for it or stop it; "
                "lock_timeout_seconds sets how long to wait."
            ) from None
    except OSError as error:
        raise OSError(f"{data} cannot be written: {error}") from error
    try:
        yield
    finally:
        lock.release()
