"""The assets, one for each box of the design; each calls one function of the dataset layer and reports on it."""

import hashlib
import logging
import time
from collections.abc import Iterator

import dagster as dg

from pipeline.dataset import inspect
from pipeline.dataset.accuracy import AccuracyReport, gold_folder, lines, measure_gold
from pipeline.dataset.accuracy import accuracy as known_accuracy
from pipeline.dataset.extract.extraction import ExtractionReport, extract_tables
from pipeline.dataset.ingest import IngestReport, update_articles
from pipeline.dataset.progress import Progress
from pipeline.dataset.publish.release import PublishReport, publish
from pipeline.dataset.rejects import RejectsReport, rejects_report
from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.fingerprints import fingerprint
from pipeline.dataset.whole.entities import EntitiesReport, update_entities
from pipeline.dataset.whole.series import SeriesReport, update_series
from pipeline.dataset.whole.stories import StoriesReport, update_stories
from pipeline.explore.database import ExplorerReport, update_explorer
from pipeline.settings import EXPLORER_PORT

from .metadata import as_table, described, measured, recorded
from .project import Project

OWNERS = ["team:newsledger"]
ACROSS = ["stories", "series", "rejects", "accuracy"]  # made of what all articles gave
EXTRACTED = {
    "parsed_documents": (["articles"], "Every text parsed once by the spaCy model, kept by content."),
    "sentences": (["parsed_documents"], TABLES["sentences"].description),
    "mentions": (["parsed_documents", "sentences"], TABLES["mentions"].description),
    "quotes": (["parsed_documents", "sentences"], TABLES["quotes"].description),
    "figures": (["parsed_documents", "sentences", "mentions", "quotes"], TABLES["figures"].description),
}


def _told(log: logging.Logger, project: Project):
    """A report that goes to whoever started the run, or to its log every few seconds."""
    last = [0.0]

    def report(progress: Progress) -> None:
        if project.listener is not None:
            project.listener(progress)
        elif time.monotonic() - last[0] > 5 or progress.done == progress.total:
            last[0] = time.monotonic()
            log.info(
                f"{progress.stage}: {progress.done:,} of {progress.total:,} articles, "
                f"{progress.words_per_second:,.0f} words/s, {progress.seconds_left:,.0f} s left"
            )

    return report


UNPUBLISHED = "not by this run: readers see these rows after 'dataset' is materialized too (or all assets)"


def _publishes(context: dg.AssetExecutionContext) -> dict[str, str]:
    """Metadata that says, of a run without ``dataset``, that readers do not see what it made."""
    if dg.AssetKey("dataset") in context.job_def.asset_layer.executable_asset_keys:  # of those selected
        return {}
    context.log.warning(f"Published {UNPUBLISHED}.")
    return {"published": UNPUBLISHED}


def _version(project: Project, table: str) -> dg.DataVersion:
    return dg.DataVersion(inspect.content_digest(project.settings, table)[:16])


@dg.asset(
    group_name="sources",
    kinds={"python", "parquet"},
    owners=OWNERS,
    description=TABLES["articles"].description,
    metadata=described("articles"),
)
def articles(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    report: IngestReport = update_articles(project.settings, _told(context.log, project))
    project.reports["ingest"] = report
    for line in report.warnings:
        context.log.warning(line)
    counts = {
        name: getattr(report, name)
        for name in ("inputs", "read", "added", "changed", "withdrawn", "renamed", "unchanged", "duplicates")
    }
    return dg.MaterializeResult(
        metadata=measured(project.settings, "articles")
        | _publishes(context)
        | recorded(project.settings, report)
        | counts
        | {"other language": report.other_language, "rejected": report.rejected_total},
        data_version=_version(project, "articles"),
    )


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            deps=deps,
            description=description,
            group_name="language",
            kinds={"spacy", "python"} if name == "parsed_documents" else {"spacy", "parquet"},
            owners=OWNERS,
            metadata=described(name),
            code_version=fingerprint(name),
            skippable=False,
        )
        for name, (deps, description) in EXTRACTED.items()
    ],
    can_subset=True,
)
def language(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> Iterator[dg.MaterializeResult]:
    """One pass over the documents makes all that is selected: each is parsed once and loaded once."""
    selected = {key.to_user_string() for key in context.selected_asset_keys}
    report: ExtractionReport = extract_tables(project.settings, selected, _told(context.log, project))
    project.reports["extraction"] = report
    if report.failed:
        context.log.warning(f"Extraction failed on {report.failed} articles; they will be in the table rejects.")
    counts = {name: getattr(report, name) for name in ("parsed", "extracted", "reused", "failed", "words")}
    publishes = _publishes(context)
    for name in EXTRACTED:
        if name in selected:
            yield dg.MaterializeResult(
                asset_key=name,
                metadata=measured(project.settings, name) | counts | publishes | {"seconds": round(report.seconds, 1)},
                data_version=_version(project, name),
            )


@dg.asset(
    group_name="dataset",
    kinds={"python", "parquet"},
    owners=OWNERS,
    deps=["articles", "figures"],
    description=TABLES["rejects"].description,
    metadata=described("rejects"),
)
def rejects(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    """The run's page says how many: in its tags, and in its log which."""
    report: RejectsReport = rejects_report(project.settings.work)
    if report.total:
        lines = (f"{row['source_uri']}: {row['message']}" for row in report.rows)
        context.log.warning("\n".join([f"{report.total:,} rejects:", *lines]))
    context.instance.add_run_tags(context.run_id, {"rejects": str(report.total)})
    shown = [{name: row[name] for name in TABLES["rejects"].preview} for row in report.rows]
    counts = {"dagster/row_count": report.total} | report.by_reason
    return dg.MaterializeResult(
        metadata={"preview": as_table(shown)} | counts | _publishes(context),
        data_version=_version(project, "rejects"),
    )


@dg.asset(
    group_name="dataset",
    kinds={"python"},
    owners=OWNERS,
    deps=["quotes", "figures"],
    description="How many rows are right and how many of those wanted are there: by texts of our own whose rows are "
    "known (gold/), and by the rows that a person judged in decisions.toml.",
)
def accuracy(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    """Gold is measured anew where this asset alone is asked for; else what was last measured is told."""
    report: AccuracyReport = known_accuracy(project.settings)
    is_alone = context.job_def.asset_layer.executable_asset_keys == {context.asset_key}
    if is_alone and report.is_current is False:
        measure_gold(gold_folder(), project.settings.model)
        report = known_accuracy(project.settings)
    current = {} if report.is_current is None else {"gold is of this version": report.is_current}
    text = "\n".join(lines(report))
    told = {"known": dg.MetadataValue.md(f"```\n{text}\n```")}
    return dg.MaterializeResult(
        metadata=report.told() | current | told | _publishes(context),
        data_version=dg.DataVersion(hashlib.sha256(text.encode()).hexdigest()[:16]),
    )


@dg.asset(
    group_name="dataset",
    kinds={"python", "parquet"},
    owners=OWNERS,
    deps=["mentions", "articles"],
    description=TABLES["entities"].description,
    metadata=described("entities"),
)
def entities(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    report: EntitiesReport = update_entities(project.settings)
    project.reports["entities"] = report
    for line in report.conflicts:
        context.log.warning(f"decisions.toml: {line}")
    return dg.MaterializeResult(
        metadata=measured(project.settings, "entities")
        | _publishes(context)
        | {"entities of single articles": report.local},
        data_version=_version(project, "entities"),
    )


@dg.asset(
    group_name="dataset",
    kinds={"scikitlearn", "parquet"},
    owners=OWNERS,
    deps=["articles", "entities"],
    description=TABLES["stories"].description,
    metadata=described("stories"),
)
def stories(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    report: StoriesReport = update_stories(project.settings)
    project.reports["stories"] = report
    return dg.MaterializeResult(
        metadata=measured(project.settings, "stories") | _publishes(context) | {"articles in stories": report.articles},
        data_version=_version(project, "stories"),
    )


@dg.asset(
    group_name="dataset",
    kinds={"scikitlearn", "parquet"},
    owners=OWNERS,
    deps=["stories", "entities", "figures"],
    description=TABLES["series"].description,
    metadata=described("series"),
)
def series(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    report: SeriesReport = update_series(project.settings)
    project.reports["series"] = report
    states = {f"state {state}": count for state, count in report.states.items()}
    return dg.MaterializeResult(
        metadata=measured(project.settings, "series")
        | _publishes(context)
        | {"figures in series": report.figures}
        | states,
        data_version=_version(project, "series"),
    )


@dg.asset(
    group_name="dataset",
    kinds={"parquet"},
    owners=OWNERS,
    deps=["articles", "sentences", "mentions", "entities", "quotes", "figures", *ACROSS],
    description="All tables of one release, checked row by row and published as a whole in data/tables.",
)
def dataset(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    report: PublishReport = publish(project.settings)
    project.reports["publish"] = report
    for line in report.warnings:
        context.log.warning(line)
    context.log.info(f"Release {report.number} {'published' if report.changed else 'is still current'}: {report.path}")
    return dg.MaterializeResult(
        metadata={
            "release": report.number,
            "is new": report.changed,
            "path": dg.MetadataValue.path(str(report.path)),
            **{f"rows of {table}": rows for table, rows in report.rows.items()},
        },
        data_version=dg.DataVersion(report.digest[:16]),
    )


@dg.asset(
    group_name="dataset",
    kinds={"sqlite"},
    owners=OWNERS,
    deps=["dataset"],
    description="The release as one SQLite file with keys, indexes and full text: what `make explore` shows.",
)
def explorer(context: dg.AssetExecutionContext, project: dg.ResourceParam[Project]) -> dg.MaterializeResult:
    report: ExplorerReport = update_explorer(project.settings.data)
    project.reports["explorer"] = report
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": report.rows["articles"],
            "address": dg.MetadataValue.url(f"http://127.0.0.1:{EXPLORER_PORT}"),
            "shown by": "make explore",
            "release": report.release,
            "is new": report.made,
            "path": dg.MetadataValue.path(str(report.path)),
            "megabytes": round(report.path.stat().st_size / 1e6, 1),
            "seconds": round(report.seconds, 1),
        },
        data_version=dg.DataVersion(report.version),
    )


ASSETS = [articles, language, entities, stories, series, rejects, accuracy, dataset, explorer]
