"""The table ``rejects``: what ingestion rejected, and the articles on which extraction failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from .extract.rows import make_id
from .schema import TABLES
from .store.files import read_parquet, table_of
from .store.working_tables import folder, working_schema

KEPT = "The article is kept without what was being extracted."


@dataclass(frozen=True, slots=True)
class RejectsReport:
    """Number of rejects, how many for each reason, and the rows themselves (the first of them)."""

    total: int = 0
    by_reason: dict[str, int] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)


def rejects_report(work: Path, most: int = 100) -> RejectsReport:
    """Of what ingestion and extraction last did; ``most`` rows are given."""
    table = reject_rows(work)
    reasons = Counter(table["reason"].to_pylist())
    return RejectsReport(table.num_rows, dict(reasons.most_common()), table.slice(0, most).to_pylist())


def reject_rows(work: Path) -> pa.Table:
    """Sorted as published."""
    path = work / "rejects.parquet"
    rows = read_parquet(path).to_pylist() if path.exists() else []
    failed = {row["article_id"]: row for part in folder(work, "failures").stream() for row in part.to_pylist()}
    for row in _sources(work, set(failed)):
        failure = failed[row["article_id"]]
        reason = failure.get("reason", "extraction_failed")  # files of earlier versions tell none
        rows.append({
            "reject_id": make_id("reject", row["source_uri"], row["article_id"], reason),
            "source_uri": row["source_uri"], "member": None, "reason": reason,
            "message": f"{KEPT} {failure['message']}", "bytes": -1})  # fmt: skip
    rows.sort(key=lambda row: tuple(row[name] for name in TABLES["rejects"].order))
    return table_of(rows, working_schema("rejects"))


def _sources(work: Path, article_ids: set[str]) -> Iterator[dict[str, str]]:
    for part in folder(work, "articles").stream(["article_id", "source_uri"]) if article_ids else ():
        yield from (row for row in part.to_pylist() if row["article_id"] in article_ids)
