"""Whether what a run made looks too wrong to publish."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.settings import Settings

from .report import IngestReport

ACCEPT = "If it is right, run again with NEWSLEDGER_HOLD_BACK__ACCEPT=true (or hold_back.accept in newsledger.toml)."


def hold_back(
    settings: Settings, report: IngestReport, previous: Mapping[str, int] | None, now: Mapping[str, int]
) -> str | None:
    """Why this run is not to be published, or None. ``previous`` and ``now`` are rows by table, before (None: there is
    no release yet) and after."""
    if settings.hold_back.accept:
        return None
    reasons = [*_rejected(settings, report), *(_jumps(settings, previous, now) if previous else ())]
    if not reasons:
        return None
    return f"Held back, the release before stays: {'; '.join(reasons)}. {ACCEPT}"


def _rejected(settings: Settings, report: IngestReport) -> list[str]:
    rejected, limit = report.rejected_total, settings.hold_back.max_rejected_share
    share = rejected / max(1, rejected + report.articles)
    if rejected + report.articles < settings.hold_back.min_articles or share <= limit:
        return []
    worst = max(report.rejected, key=lambda reason: report.rejected[reason])
    return [
        f"{share:.0%} of what came in was rejected, mostly as {worst} (hold_back.max_rejected_share is {limit:.0%}; "
        "python -m pipeline rejects lists them)"
    ]


def _jumps(settings: Settings, previous: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """Numbers that grew or shrank by more than the factor allowed."""
    before, after = previous.get("articles", 0), now.get("articles", 0)
    if before < settings.hold_back.min_articles:
        return []
    reasons = []
    if _jumped(settings, before, after):
        reasons.append(f"there are {after:,} articles where there were {before:,}{_limit(settings)}")
    if after >= settings.hold_back.min_articles:
        for table in ("quotes", "figures"):
            was, is_ = previous.get(table, 0) / before, now.get(table, 0) / after
            if _jumped(settings, was, is_):
                reasons.append(f"there are {is_:.2f} {table} an article where there were {was:.2f}{_limit(settings)}")
    return reasons


def _jumped(settings: Settings, before: float, after: float) -> bool:
    small, large = sorted((before, after))
    return large > 0 and large > settings.hold_back.max_jump_factor * small


def _limit(settings: Settings) -> str:
    return f" (hold_back.max_jump_factor is {settings.hold_back.max_jump_factor:g})"
