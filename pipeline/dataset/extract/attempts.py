"""What a process is at, how long it may take, and what the one before it died of.

Three things end an article that takes too long. An alarm raises OutOfTime wherever the process is in Python, or in a
regular expression. Code of a library that heeds no alarm is ended with its process by faulthandler's watchdog, which
needs no lock of Python's; that is armed only in processes made for this work, whose place another takes. And what
else kills a process (memory, a fault of a library) leaves behind what it was at: who comes next does those articles one
by one, and leaves out the one that it happened to several times.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

DEATHS = 3  # at the same article, of no known cause, before it is left out
AGAIN_SECONDS = 1.0  # an alarm that something swallowed is raised anew
TIMED_OUT = "Timeout ("  # how faulthandler begins
HAS_ALARM = hasattr(signal, "setitimer")


class OutOfTime(BaseException):
    """Raised by the alarm; no Exception, so that what handles those lets it through."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an article has no rows; ``seconds`` is the limit that it broke (0: it broke none)."""

    reason: str
    message: str
    seconds: float = 0.0


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in this thread after so many seconds, if it is the main one (signals reach no other)."""
    if not HAS_ALARM or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def took_too_long(what: str, seconds: float) -> Failure:
    return Failure(
        "time_limit", f"{what} took longer than {seconds:g} seconds (limits.max_extraction_seconds).", seconds
    )


@dataclass(slots=True)
class Attempts:
    """The file in which a process notes what of a bucket it is at; use as a context manager.

    ``blamed`` are articles that are to be left out, ``suspects`` those to do one by one: a process died while it had
    them at hand. ``expendable`` says that this process may be ended.
    """

    path: Path
    seconds: float
    expendable: bool
    blamed: dict[str, Failure] = field(default_factory=dict)
    suspects: dict[str, int] = field(default_factory=dict)
    handle: int = -1
    begin: int = 0

    def __enter__(self) -> Attempts:
        self._learn()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
        blamed = {key: [why.reason, why.message, why.seconds] for key, why in self.blamed.items()}
        self.begin = os.write(self.handle, json.dumps({"blamed": blamed, "suspects": self.suspects}).encode() + b"\n")
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)
        self.path.unlink(missing_ok=True)

    @contextmanager
    def at(self, articles: list[str], what: str, share: float = 1.0) -> Iterator[None]:
        """Work on these; raises OutOfTime after ``share`` times the limit."""
        seconds = self.seconds * share
        deaths = max((self.suspects.get(key, 0) for key in articles), default=0)
        os.write(self.handle, json.dumps({"articles": articles, "what": what, "deaths": deaths}).encode() + b"\n")
        if self.expendable:
            grace = max(2.0, seconds / 4)
            faulthandler.dump_traceback_later(seconds + grace, exit=True, file=self.handle)
        try:
            with time_limit(seconds):
                yield
        finally:
            if self.expendable:
                faulthandler.cancel_dump_traceback_later()
            os.ftruncate(self.handle, self.begin)

    def _learn(self) -> None:
        """From what a process that died at this bucket left."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            first, *rest = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
            known = json.loads(first)
            self.blamed = {key: Failure(*why) for key, why in known["blamed"].items()}
            self.suspects = dict(known["suspects"])
            if not rest:
                return
            last = json.loads(rest[0])
            timed_out, deaths = any(line.startswith(TIMED_OUT) for line in rest[1:]), last["deaths"] + 1
            if len(last["articles"]) == 1 and (timed_out or deaths >= DEATHS):
                (key,) = last["articles"]
                self.blamed[key] = took_too_long(last["what"], self.seconds) if timed_out else _fatal(last["what"])
                self.suspects.pop(key, None)
            else:
                alone = len(last["articles"]) == 1
                self.suspects |= dict.fromkeys(last["articles"], deaths if alone else 0)


def _fatal(what: str) -> Failure:
    return Failure("extraction_failed", f"{what}: the process ended {DEATHS} times while it was at it.")
