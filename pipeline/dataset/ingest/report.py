"""What a run of ingestion did, as counts and as a table with one row per article that came, changed or went."""

from __future__ import annotations

from dataclasses import dataclass, field

CHANGES = ("added", "changed", "withdrawn", "renamed", "marked")


@dataclass(frozen=True, slots=True)
class Change:
    """``marked``: only what other articles decide changed (a copy of which, repeated lines).
    ``renamed``: came under a new id with the text of one that went (``before``)."""

    article_id: str
    source: str
    source_uri: str
    change: str
    before: str | None = None


@dataclass(slots=True)
class SourceCounts:
    """As in IngestReport, of one source; ``missing`` inputs went since the last run, ``articles`` is the number now,
    ``problem`` says why it could not be listed."""

    inputs: int = 0
    read: int = 0
    missing: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    renamed: int = 0
    marked: int = 0
    articles: int = 0
    rejected: int = 0
    problem: str | None = None


@dataclass(slots=True)
class IngestReport:
    """Counts are of articles, but for ``inputs``, ``read`` (inputs opened by a reader) and ``rejected`` (rows).

    ``articles`` is the number after the run; ``renamed`` ones are also among added and withdrawn. ``missing`` says why
    sources that are to be on this machine could not be listed.
    """

    inputs: int = 0
    read: int = 0
    articles: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    renamed: int = 0
    marked: int = 0
    unchanged: int = 0
    superseded: int = 0
    duplicates: int = 0
    other_language: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    sources: dict[str, SourceCounts] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def rejected_total(self) -> int:
        return sum(self.rejected.values())

    def lines(self) -> list[str]:
        """For a person."""
        made = [
            f"{self.articles:,} articles from {self.inputs:,} inputs ({self.read:,} read)",
            f"{self.added:,} added, {self.changed:,} changed, {self.withdrawn:,} withdrawn "
            f"({self.renamed:,} of them only renamed), {self.unchanged:,} unchanged",
            f"{self.duplicates:,} copies, {self.other_language:,} not in English, {self.rejected_total:,} rejects",
        ]
        made += [f"rejected, {reason}: {count:,}" for reason, count in sorted(self.rejected.items())]
        if len(self.sources) > 1:
            made += [
                f"  {name}: {counts.articles:,} articles from {counts.inputs:,} inputs ({counts.read:,} read), "
                f"{counts.added:,} added, {counts.changed:,} changed, {counts.withdrawn:,} withdrawn, "
                f"{counts.rejected:,} rejects"
                for name, counts in self.sources.items()
            ]
        return made + [f"warning: {warning}" for warning in self.warnings]
