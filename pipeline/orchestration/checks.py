"""Asset checks: blocking ones on every table, warnings on what a person should look at."""

from collections.abc import Iterator

import dagster as dg

from pipeline.dataset.accuracy import accuracy, fallen, of_release
from pipeline.dataset.publish.checks import CHECKS, check_table
from pipeline.dataset.publish.release_folders import current_release
from pipeline.dataset.rejects import rejects_report
from pipeline.dataset.store.files import read_parquet
from pipeline.dataset.whole.entities import last_report

from .project import Project

CHECKED = ("articles", "sentences", "mentions", "entities", "quotes", "figures", "stories", "series")
SHOWN = 20  # rejects in the check; the asset has more
DESCRIPTIONS = {
    "keys_unique": "No two rows share their key.",
    "references_exist": "Every foreign key has its row.",
    "text_is_slice": "Every text is the slice of the article that its offsets say.",
    "enumerations_closed": "Every enumeration holds values of its closed list.",
    "required_present": "No required value is missing.",
}


def _table_checks(table: str) -> dg.AssetChecksDefinition:
    specs = [dg.AssetCheckSpec(name, asset=table, blocking=True, description=DESCRIPTIONS[name]) for name in CHECKS]

    @dg.multi_asset_check(specs=specs, name=f"{table}_checks")
    def checks(project: dg.ResourceParam[Project]) -> Iterator[dg.AssetCheckResult]:
        problems = check_table(project.settings, table)
        for name in CHECKS:
            found = [problem for problem in problems if problem.check == name]
            yield dg.AssetCheckResult(
                check_name=name,
                asset_key=table,
                passed=not found,
                description=f"{sum(p.count for p in found):,} bad rows",
                metadata={"problems": "\n".join(p.message for p in found)} if found else {},
            )

    return checks


@dg.asset_check(asset="rejects", description="Everything that came in gave an article, and every article its rows.")
def nothing_rejected(project: dg.ResourceParam[Project]) -> dg.AssetCheckResult:
    report = rejects_report(project.settings.work, SHOWN)
    told = [f"{row['source_uri']}: {row['reason']}" for row in report.rows]
    more = [f"and {report.total - len(told):,} more"] if report.total > len(told) else []
    return dg.AssetCheckResult(
        passed=not report.total,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{report.total:,} rejects",
        metadata=report.by_reason | ({"rejected": "\n".join(told + more)} if told else {}),
    )


@dg.asset_check(asset="articles", description="Every source that the settings name could be listed.")
def sources_are_there(project: dg.ResourceParam[Project]) -> dg.AssetCheckResult:
    path = project.settings.work / "rejects.parquet"
    rows = read_parquet(path, ["source_uri", "message"]).to_pylist() if path.exists() else []
    named = {f"source {source.name}" for source in project.settings.sources}
    missing = [f"{row['source_uri']}: {row['message']}" for row in rows if row["source_uri"] in named]
    return dg.AssetCheckResult(passed=not missing, metadata={"missing": "\n".join(missing)} if missing else {})


@dg.asset_check(asset="accuracy", description="No share of right rows is lower than in the release before.")
def accuracy_has_not_fallen(project: dg.ResourceParam[Project]) -> dg.AssetCheckResult:
    current = current_release(project.settings.data)
    before = of_release(current) if current else {}
    found = fallen(before, accuracy(project.settings).shares)
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(found)} shares fell",
        metadata={"fell": "\n".join(found)} if found else {},
    )


@dg.asset_check(asset="entities", description="Entities that may be two, and decisions that contradict each other.")
def nothing_suspicious(project: dg.ResourceParam[Project]) -> dg.AssetCheckResult:
    report = last_report(project.settings)
    found = [*report.suspicious, *report.conflicts]
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"count": len(found), "first": "\n".join(found[:20])},
    )


OTHERS = [nothing_rejected, sources_are_there, accuracy_has_not_fallen, nothing_suspicious]
ASSET_CHECKS = [*(_table_checks(table) for table in CHECKED), *OTHERS]
