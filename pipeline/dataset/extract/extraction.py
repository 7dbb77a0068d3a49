"""From articles to parsed documents and rows, bucket by bucket, on all cores."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from dataclasses import dataclass, field

from pipeline.dataset.progress import Progress, Report, silent
from pipeline.dataset.store.fingerprints import parse_fingerprint
from pipeline.dataset.store.lock import writing
from pipeline.dataset.store.parse_store import ParseStore
from pipeline.dataset.store.working_tables import bucket_layout, folder
from pipeline.settings import Settings

from .process_bucket import Job, is_done
from .processes import run_buckets

STEPS_FOR = {"parsed_documents": 0, "sentences": 1, "mentions": 2, "quotes": 2, "figures": 3}
FOLLOWERS = ("sentences", "mentions", "entities", "quotes", "figures", "failures")


@dataclass(slots=True)
class ExtractionReport:
    """Counts of articles, but for ``words``; ``reused`` ones needed nothing. ``components`` are the seconds that each
    of our components took, added up over the processes."""

    articles: int = 0
    parsed: int = 0
    extracted: int = 0
    reused: int = 0
    failed: int = 0
    words: int = 0
    seconds: float = 0.0
    components: Counter[str] = field(default_factory=Counter)


def extract_tables(settings: Settings, tables: set[str], report: Report = silent) -> ExtractionReport:
    """Bring the named tables, and what they are made from, up to date; every bucket is committed when it is done."""
    with writing(settings.data, settings.lock_timeout_seconds):
        count = bucket_layout(settings.work)
        for table in FOLLOWERS:
            folder(settings.work, table).rebucket(count)
        return _extract(settings, max(STEPS_FOR[table] for table in tables), count, report)


def _extract(settings: Settings, steps: int, count: int, report: Report) -> ExtractionReport:
    started = time.monotonic()
    limit = settings.limits.max_extraction_seconds
    common = (steps, settings.model, settings.batch_size, limit, settings.quotes_model)
    jobs = [Job(settings.work, at, count, *common) for at in range(count)]
    sizes = {job.bucket: _articles(job) for job in jobs}
    todo = sorted((job for job in jobs if not is_done(job)), key=_bytes, reverse=True)  # so that all cores end at once
    made = ExtractionReport(articles=sum(sizes.values()))
    total, done, needed = sum(sizes[job.bucket] for job in todo), 0, 0
    if settings.engine == "ray" and todo:
        from .on_ray import run_on_ray

        results = run_on_ray(todo)
    else:
        results = run_buckets(todo, settings.processes)
    for job, counts in results:
        done += sizes[job.bucket]
        made.parsed += counts.parsed
        made.extracted += counts.extracted
        made.failed += counts.failed
        needed += counts.needed
        made.words += counts.words
        made.components.update(counts.seconds)
        made.seconds = time.monotonic() - started
        report(Progress("extracting", done, total, made.words, made.seconds))
    made.reused = made.articles - needed
    made.seconds = time.monotonic() - started
    shutil.rmtree(settings.work / "attempts", ignore_errors=True)
    if made.parsed:
        _collect(settings)
    return made


def _collect(settings: Settings) -> None:
    """Remove parses that no article refers to any more, and those of other models."""
    wanted: set[str] = set()
    for part in folder(settings.work, "articles").stream(["content_sha256"]):
        wanted.update(part["content_sha256"].to_pylist())
    ParseStore(settings.work / "parses", parse_fingerprint(settings.model)).collect(wanted)


def _articles(job: Job) -> int:
    stamp = folder(job.work, "articles").stamp(job.bucket, job.count)
    return stamp.rows if stamp else 0


def _bytes(job: Job) -> int:
    path = folder(job.work, "articles").path(job.bucket, job.count)
    return path.stat().st_size if path.exists() else 0
