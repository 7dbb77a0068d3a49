"""How far a stage has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` articles; ``words`` and ``seconds`` since the stage began."""

    stage: str
    done: int
    total: int
    words: int = 0
    seconds: float = 0.0

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float:
        return self.seconds / self.done * (self.total - self.done) if self.done else float("inf")


Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """A report for callers that show nothing."""
