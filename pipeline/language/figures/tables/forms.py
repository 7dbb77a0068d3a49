"""The tables that make_tables.py writes: forms of units and of currencies, and the record of one that was met."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Unit:
    """``value_base`` is value * factor + offset in ``base``; ``scale`` turns the number as written into ``name``."""

    name: str
    kind: str
    start: int = -1
    end: int = -1
    currency: str | None = None
    scale: float = 1.0
    factor: float | None = None
    offset: float = 0.0
    base: str | None = None
    per: str | None = None


def normal(form: str) -> str:
    """As words are looked up: without capitals, dots and hyphens."""
    return re.sub(r"[-‑\s\u00a0]+", " ", form.lower().replace(".", ""))


@cache
def units() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Words (looked up as ``normal``) and symbols (as they stand)."""
    words, symbols = {}, {}
    with (HERE / "units.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            factor = float(row["factor"]) if row["factor"] else None
            offset, base = float(row["offset"] or 0), row["base"] or None
            unit = Unit(
                row["name"], row["quantity_type"], factor=factor, offset=offset, base=base, per=row["per"] or None
            )
            if row["exact"] == "1":
                symbols[row["form"]] = unit
            else:
                words[normal(row["form"])] = unit
    return words, symbols


@cache
def currencies() -> dict[str, dict[str, Unit]]:
    """By where a form stands: ``word`` (looked up as ``normal``), ``sign``, ``letters`` (with their sign), ``code``."""
    made: dict[str, dict[str, Unit]] = {"word": {}, "sign": {}, "letters": {}, "code": {}}
    with (HERE / "currencies.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            scale = float(row["factor"])
            unit = Unit(row["name"], "money", currency=row["code"] or None, scale=scale)
            made[row["where"]][row["form"]] = unit
    return made
