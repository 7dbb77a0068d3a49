"""What a run did, for the person who started it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.settings import Settings


def lines(settings: Settings, reports: dict[str, Any]) -> list[str]:
    """A short table, where the tables lie, and how to load them."""
    made: list[str] = []
    if ingest := reports.get("ingest"):
        made += ["", *ingest.lines()]
    if extraction := reports.get("extraction"):
        speed = extraction.words / extraction.seconds if extraction.seconds else 0
        made.append(
            f"{extraction.parsed:,} parsed, {extraction.extracted:,} extracted, {extraction.reused:,} reused, "
            f"{extraction.failed:,} failed; {extraction.seconds:.1f} s ({speed:,.0f} words/s)"
        )
    if reports and "publish" not in reports:
        made += ["", "Nothing was published: readers see this after `dataset` is materialized too (or all assets)."]
    if entities := reports.get("entities"):
        made += [f"error: decisions.toml: {line}" for line in entities.conflicts]
    if publish := reports.get("publish"):
        made += ["", f"Release {publish.number} {'published' if publish.changed else 'is unchanged'}"]
        made += [f"warning: {line}" for line in publish.warnings]
        made += [f"  {table:<10} {rows:>10,} rows" for table, rows in publish.rows.items()]
        tables = _shown(settings.tables if settings.tables.is_symlink() else publish.path)
        made += [
            "",
            f"The tables lie in {tables}:",
            "  import pandas as pd",
            f'  quotes = pd.read_parquet("{tables}/quotes.parquet")',
            '  quotes.groupby("speaker_name").size().sort_values(ascending=False)',
        ]
    return made


def _shown(folder: Path) -> Path:
    """As one would type it: relative to the working folder if it lies inside, else absolute."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
