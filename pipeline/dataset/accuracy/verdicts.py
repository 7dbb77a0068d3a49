"""What is known of one row, made or missed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_made``: the program made the row; ``is_wanted``: it should be there as it is made, or, not made, at all.

    ``counts``: for ``precision``, ``recall`` or ``both`` (of a list that is not complete only what was found or missed
    is known). ``rule`` and ``confidence`` are those of a row that was made.
    """

    table: str
    origin: str
    is_made: bool
    is_wanted: bool
    rule: str = ""
    confidence: float = 0.0
    counts: str = "both"
