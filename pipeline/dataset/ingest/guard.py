"""Runs the reading process, within limits of time and memory; starts another when it dies, and goes on after the
article it died of."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.settings import Limits, Source

from .records import Bounds, Problem
from .sources import Input

MAX_DEATHS = 5
OUT_OF_MEMORY = 77
LIBRARY_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def bounds_of(limits: Limits) -> Bounds:
    return Bounds(**{name: getattr(limits, name) for name in Bounds.__dataclass_fields__})


class Died(Exception):
    def __init__(self, reason: str, message: str):
        super().__init__(message)
        self.reason, self.message = reason, message


class Guard:
    """Reads inputs one after another; use as a context manager."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.bounds = asdict(bounds_of(limits))
        self.process: subprocess.Popen | None = None
        self.selector: selectors.BaseSelector | None = None
        self.buffer = b""

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop()

    def read(self, entry: Input, source: Source) -> Iterator[dict[str, Any]]:
        """Messages of the worker for one input: ``row``, ``problem`` and at last ``end``."""
        request = {
            "uri": entry.uri, "path": entry.path, "meta_path": entry.meta_path, "publisher": source.publisher,
            "fields": source.fields, "bounds": self.bounds, "start": 0, "skip": 0,
        }  # fmt: skip
        for deaths in range(1, MAX_DEATHS + 1):
            at = {"at": -1, "member": "", "resumable": False}
            done = 0
            try:
                for message in self._ask(request):
                    if "at" in message:
                        at, done = message, request["skip"] if message["at"] == request["start"] else 0
                    elif "record" in message:
                        done = message["record"] + 1
                    else:
                        yield message
                return
            except Died as death:
                self._stop()
                member = at["member"] + (f"#{done + 1}" if at["resumable"] else "")
                yield {"problem": asdict(Problem(death.reason, death.message, member))}
                if at["at"] < 0 or deaths == MAX_DEATHS:
                    break
                resumable = at["resumable"]
                request |= {"start": at["at"] + (not resumable), "skip": done + 1 if resumable else 0}
        yield {"end": True}

    def _ask(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        process = self._running()
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            raise Died("extraction_failed", "The reading process ended unexpectedly.") from None
        while True:
            message = self._next()
            yield message
            if "end" in message:
                return

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + self.limits.max_seconds
        pieces = [self.buffer]
        while b"\n" not in pieces[-1]:
            left = until - time.monotonic()
            if left <= 0 or not self.selector.select(left):
                seconds = self.limits.max_seconds
                raise Died("time_limit", f"It took longer than {seconds} seconds to read (limits.max_seconds).")
            piece = os.read(self.process.stdout.fileno(), 1 << 20)
            if not piece:
                raise self._why()
            pieces.append(piece)
        line, _, self.buffer = b"".join(pieces).partition(b"\n")
        return json.loads(line)

    def _why(self) -> Died:
        code = self.process.wait()
        if code in (OUT_OF_MEMORY, -9, -11, -6):
            limit = self.limits.max_memory_bytes
            return Died("memory_limit", f"It took more than {limit:,} bytes of memory (limits.max_memory_bytes).")
        return Died("extraction_failed", f"The reading process ended with code {code}.")

    def _running(self) -> subprocess.Popen:
        if self.process is None or self.process.poll() is not None:
            self._stop()
            home = str(Path(__file__).resolve().parents[3])
            path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
            environment = os.environ | dict.fromkeys(LIBRARY_THREADS, "1") | {"PYTHONPATH": path, "PYTHONHASHSEED": "0"}
            environment["NEWSLEDGER_WORKER_BYTES"] = str(self.limits.max_memory_bytes)
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.dataset.ingest.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
            self.selector = selectors.DefaultSelector()
            self.selector.register(self.process.stdout, selectors.EVENT_READ)
            self.buffer = b""
        return self.process

    def _stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                with suppress(OSError):
                    pipe.close()
            self.selector.close()
        self.process = None
