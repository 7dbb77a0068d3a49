"""Precision and recall from verdicts, per table, by rule and by confidence, with Wilson's intervals of 95 percent."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

from pipeline.dataset.publish.datapackage import FILE
from pipeline.settings import Settings, project_root

from .gold import MEASURED, gold_version, measured_gold
from .judged import judged
from .verdicts import Verdict

ORIGINS = ("gold", "judged")
TABLES_JUDGED = ("quotes", "figures")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
Z = NormalDist().inv_cdf(0.975)
FALLEN = 0.02  # by which a share must be lower than in the release before to be a fall


@dataclass(frozen=True, slots=True)
class AccuracyReport:
    """``shares``: table -> origin (gold, judged) -> precision, recall, by rule, by confidence; ``is_current``: gold was
    measured with this version of the code (None: there is no gold)."""

    shares: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_current: bool | None = None

    def told(self) -> dict[str, float]:
        """Numbers by name, for a plot over time."""
        return {
            f"{table} {what} ({origin})": share["value"]
            for table, origins in self.shares.items()
            for origin, found in origins.items()
            for what, share in found.items()
            if what in ("precision", "recall") and share
        }


def gold_folder() -> Path:
    return project_root() / "gold"


def gold_digest() -> str:
    """Of what was measured, for a release that tells it."""
    path = gold_folder() / MEASURED
    return hashlib.sha256(path.read_bytes() if path.exists() else b"").hexdigest()


def of_release(release: Path) -> dict[str, Any]:
    """The shares that a release was published with; none of one of an earlier version."""
    return json.loads((release / FILE).read_text(encoding="utf-8")).get("accuracy", {})


def accuracy(settings: Settings) -> AccuracyReport:
    """Of what was last measured on gold, and of what a person judged. Raises ValueError for decisions that cannot be
    read."""
    found = measured_gold(gold_folder())
    verdicts = [*(found[0] if found else ()), *judged(settings.decisions, settings.work)]
    shares = {
        table: {
            origin: _shares([v for v in verdicts if (v.table, v.origin) == (table, origin)])
            for origin in ORIGINS
            if any((v.table, v.origin) == (table, origin) for v in verdicts)
        }
        for table in TABLES_JUDGED
    }
    return AccuracyReport(shares, found and found[1] == gold_version(settings.model))


def _shares(verdicts: list[Verdict]) -> dict[str, Any]:
    made = [v for v in verdicts if v.is_made and v.counts != "recall"]
    wanted = [v for v in verdicts if v.is_wanted and v.counts != "precision"]
    return {
        "precision": _share(v.is_wanted for v in made),
        "recall": _share(v.is_made for v in wanted),
        "by_rule": _by(made, lambda verdict: verdict.rule),
        "by_confidence": _by(made, lambda verdict: _bin(verdict.confidence)),
    }


def _by(verdicts: list[Verdict], name: Callable[[Verdict], str]) -> dict[str, Any]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        groups[name(verdict)].append(verdict.is_wanted)
    return {key: _share(groups[key]) for key in sorted(groups)}


def _bin(confidence: float) -> str:
    low = max(edge for edge in BINS[:-1] if confidence >= edge)
    return f"{low:.2f} to {BINS[BINS.index(low) + 1]:.2f}"


def _share(right: Iterable[bool]) -> dict[str, Any] | None:
    """Rows, those that are right, their share and its interval; None of no rows."""
    found = list(right)
    if not found:
        return None
    low, high = wilson(sum(found), len(found))
    return {
        "rows": len(found),
        "right": sum(found),
        "value": round(sum(found) / len(found), 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }


def wilson(right: int, rows: int) -> tuple[float, float]:
    """The interval of 95 percent of a share (Wilson 1927): as scipy's ``binomtest``, whose import takes a third of a
    run in which nothing is new."""
    middle = right + Z * Z / 2
    half = Z * sqrt(right * (rows - right) / rows + Z * Z / 4)
    return max(0.0, (middle - half) / (rows + Z * Z)), min(1.0, (middle + half) / (rows + Z * Z))


def fallen(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What is lower than it was, in words; both as ``AccuracyReport.shares``."""
    lines = []
    for table, origins in now.items():
        for origin, found in origins.items():
            for what in ("precision", "recall"):
                old, new = before.get(table, {}).get(origin, {}).get(what), found[what]
                if old and new and new["value"] < old["value"] - FALLEN:
                    lines.append(f"{what} of {table} ({origin}): {_told(new)}, before {_told(old)}")
    return lines


def _told(share: dict[str, Any] | None) -> str:
    if share is None:
        return "nothing known"
    return f"{share['value']:.1%} ({share['low']:.1%} to {share['high']:.1%}, {share['right']} of {share['rows']})"


def lines(report: AccuracyReport) -> list[str]:
    """For a person."""
    made = []
    for table, origins in report.shares.items():
        for origin, found in origins.items():
            made += [f"{table}, {origin}", *(f"  {what:<10} {_told(found[what])}" for what in ("precision", "recall"))]
            for what in ("by_rule", "by_confidence"):
                made += [f"    {name:<24} {_told(share)}" for name, share in found[what].items()]
    made += [] if made else ["Nothing is known: no gold was measured, and no row was judged."]
    if report.is_current is False:
        made.append("Gold was measured with another version of the rules: python -m pipeline accuracy --measure")
    return made
