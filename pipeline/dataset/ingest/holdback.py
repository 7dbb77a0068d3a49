"""Whether what a run made looks too wrong to publish."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.schema.sources import MARKS
from pipeline.settings import Settings

from .report import IngestReport

COMPARED = ["article_id", "source_uri", "content_sha256"]
KIND = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,5})$")
ACCEPT = "If it is right, run again with NEWSLEDGER_HOLD_BACK__ACCEPT=true (or hold_back.accept in newsledger.toml)."


def hold_back(
    settings: Settings,
    report: IngestReport,
    previous: Mapping[str, int] | None,
    now: Mapping[str, int],
    before: pa.Table | None = None,
    after: pa.Table | None = None,
) -> str | None:
    """Why this run is not to be published, or None. ``previous`` and ``now`` are rows by table, before (None: there is
    no release yet) and after; ``before`` and ``after`` are the columns COMPARED of ``articles``."""
    if settings.hold_back.accept:
        return None
    reasons = [*_rejected(settings, report), *(_jumps(settings, previous, now) if previous else ())]
    if before is not None and after is not None:
        reasons += _withdrawals(settings, before, after)
    if not reasons:
        return None
    return f"Held back, the release before stays: {'; '.join(reasons)}. {ACCEPT}"


def _rejected(settings: Settings, report: IngestReport) -> list[str]:
    rejected = sum(count for reason, count in report.rejected.items() if reason not in MARKS)
    limit = settings.hold_back.max_rejected_share
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


def _withdrawals(settings: Settings, before: pa.Table, after: pa.Table) -> list[str]:
    """A folder that was emptied or is not mounted looks like articles that are withdrawn, however few there are."""
    gone = before.filter(pc.invert(pc.is_in(before["article_id"], after["article_id"].combine_chunks())))
    if not gone.num_rows:
        return []
    if not after.num_rows:
        return [f"there are no articles where there were {before.num_rows:,}"]
    lost = _groups(settings, gone)
    for group in _groups(settings, after):
        lost.pop(group, None)
    reasons = [f"all {count:,} articles {group} are gone" for group, count in sorted(lost.items())]
    is_new = any(
        not pc.all(pc.is_in(after[name], before[name].combine_chunks())).as_py()
        for name in ("article_id", "content_sha256")
    )
    if not reasons and not is_new and not settings.hold_back.allow_withdrawals:
        reasons.append(
            f"{gone.num_rows:,} of {before.num_rows:,} articles are gone, and nothing else is new "
            "(hold_back.allow_withdrawals)"
        )
    return reasons


def _groups(settings: Settings, articles: pa.Table) -> Counter[str]:
    """How many articles there are from each source that is named, and from each kind of file or archive."""
    names = [source.name for source in settings.sources]
    groups: Counter[str] = Counter()
    for uri in articles["source_uri"].to_pylist():
        groups.update(_groups_of(uri, names))
    return groups


def _groups_of(uri: str, names: list[str]) -> Iterator[str]:
    yield from (f"of the source {name}" for name in names if uri.startswith(f"{name}/"))
    path = uri.partition("#")[0]
    yield from {f"from files .{kind[1].lower()}" for part in path.split("/") if (kind := KIND.search(part))}
