"""What a unit's name says of a figure, from the tables that the figures component reads."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from pipeline.dataset.store.fingerprints import LANGUAGE


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """``value * factor + offset`` is the value in ``base``."""

    quantity_type: str
    currency: str | None = None
    factor: float | None = None
    offset: float = 0.0
    base: str | None = None


@cache
def known_units() -> dict[str, KnownUnit]:
    """By canonical name."""
    made: dict[str, KnownUnit] = {}
    with (LANGUAGE / "figures" / "tables" / "units.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            factor = float(row["factor"]) if row["factor"] else None
            unit = KnownUnit(row["quantity_type"], None, factor, float(row["offset"] or 0), row["base"] or None)
            made.setdefault(row["name"], unit)
    with (LANGUAGE / "figures" / "tables" / "currencies.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            made.setdefault(row["name"], KnownUnit("money", row["code"]))
    return made
