"""Process one bucket, return counts: the unit of work, the same on one machine and on many.

Every step (kinds; quotes with coreference; figures) does the articles whose text, context, model or code changed since
the rows in its files were made, and keeps the other rows. A process that dies here loses this bucket's step only.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import language
from pipeline.dataset.store.fingerprints import fingerprint, parse_fingerprint
from pipeline.dataset.store.hash_buckets import Memo
from pipeline.dataset.store.parse_store import ParseStore
from pipeline.dataset.store.working_tables import folder, in_order, to_arrow
from pipeline.language.records import Context, Slice

from .attempts import Attempts, Failure, OutOfTime, took_too_long
from .restore import restore_attribution, restore_sentences
from .rows import article_rows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LOGGER = logging.getLogger(__name__)
CONTEXT = ("title", "byline", "published_on", "reference_on", "repeated")
LONG_ARTICLE = 200_000  # characters for which an article's whole time may be needed
SMALL = ["article_id", *CONTEXT, "content_sha256", "language", "duplicate_of"]


@dataclass(frozen=True, slots=True)
class Step:
    """Components that run together, the tables they fill, and the published table that gives their version."""

    components: tuple[str, ...]
    tables: tuple[str, ...]
    version_of: str


STEPS = (
    Step(("kinds",), ("sentences",), "sentences"),
    Step(("quotes", "coreference"), ("mentions", "entities", "quotes"), "mentions"),
    Step(("figures",), ("figures",), "figures"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """One bucket of ``count``; ``steps`` is how many of STEPS to bring up to date (0: parses only); ``max_seconds`` is
    for one article."""

    work: Path
    bucket: int
    count: int
    steps: int
    model: str
    batch_size: int
    max_seconds: float = 120.0
    quotes_model: str = "network"


@dataclass(slots=True)
class Counts:
    """Articles in the bucket that are extracted from; that needed something; parsed and extracted now, and failed;
    words done now; seconds that each of our components took."""

    articles: int = 0
    needed: int = 0
    parsed: int = 0
    extracted: int = 0
    failed: int = 0
    words: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _load(model: str, quotes_model: str) -> Language:
    return language.load(model, quotes_model=quotes_model)


def inputs(articles: pa.Table) -> dict[str, str]:
    """Digest of what extraction reads of each article: its text by hash, what is known of it, and whether it is to be
    extracted from at all (English, and no copy)."""
    digests = {}
    for row in articles.select(SMALL).to_pylist():
        values = [str(row[name]) for name in ("content_sha256", *CONTEXT)]
        wanted = is_extracted(row)
        digests[row["article_id"]] = hashlib.sha256(json.dumps([wanted, *values]).encode()).hexdigest()[:32]
    return digests


def is_extracted(row: dict[str, Any]) -> bool:
    """English, and no copy."""
    return row["language"] in (None, "en") and row["duplicate_of"] is None


def stale(job: Job, step: Step, digests: dict[str, str]) -> set[str]:
    """Articles of a bucket whose rows of a step are missing or were made from something else."""
    memos = [folder(job.work, table).memo(job.bucket, job.count) for table in step.tables]
    current = fingerprint(step.version_of, job.model, job.quotes_model)
    if any(memo is None or memo.fingerprint != current for memo in memos):
        return set(digests)
    changed = {key for key, digest in digests.items() if any(memo.articles.get(key) != digest for memo in memos)}
    return changed | (_given_more_time(job) & digests.keys())


def _given_more_time(job: Job) -> set[str]:
    """Articles that took too long when the limit was lower than it is now."""
    failures = folder(job.work, "failures")
    stamp = failures.stamp(job.bucket, job.count)
    found = failures.read(job.bucket, job.count) if stamp and stamp.rows else None
    rows = found.table.to_pylist() if found else []
    return {row["article_id"] for row in rows if 0 < (row.get("seconds") or 0) < job.max_seconds}


def is_done(job: Job) -> bool:
    """Whether there is nothing to do, from the files' metadata alone."""
    articles = folder(job.work, "articles").stamp(job.bucket, job.count)
    if articles is None:
        return not any(folder(job.work, table).path(job.bucket, job.count).exists() for table in _tables())
    if not job.steps:
        store = ParseStore(job.work / "parses", parse_fingerprint(job.model))
        found = folder(job.work, "articles").read(job.bucket, job.count, SMALL)
        return found is not None and all(
            row["content_sha256"] in store for row in found.table.to_pylist() if is_extracted(row)
        )
    for step in STEPS[: job.steps]:
        current = fingerprint(step.version_of, job.model, job.quotes_model)
        stamps = [folder(job.work, table).stamp(job.bucket, job.count) for table in step.tables]
        if not all(stamp and stamp.is_made_from(articles, current) for stamp in stamps):
            return False
    return not _given_more_time(job)


def _tables() -> list[str]:
    return [table for step in STEPS for table in step.tables]


def process_bucket(job: Job, expendable: bool = False) -> Counts:
    """Bring one bucket's rows up to date and commit them; safe to repeat, safe to kill.

    In an ``expendable`` process what cannot be stopped otherwise ends with the process.
    """
    found = folder(job.work, "articles").read(job.bucket, job.count)
    if found is None:
        for table in _tables():
            folder(job.work, table).path(job.bucket, job.count).unlink(missing_ok=True)
        return Counts()
    source = folder(job.work, "articles").stamp(job.bucket, job.count)
    with Attempts(attempts_path(job), job.max_seconds, expendable) as attempts:
        return _Bucket(job, found.table, source.content if source else "", attempts).run()


def attempts_path(job: Job) -> Path:
    return job.work / "attempts" / f"{job.bucket:04d}-of-{job.count:04d}"


class _Bucket:
    def __init__(self, job: Job, articles: pa.Table, source: str, attempts: Attempts):
        self.job, self.source, self.attempts = job, source, attempts
        self.steps = STEPS[: job.steps]
        self.digests = inputs(articles)
        self.wanted = {row["article_id"]: row for row in articles.to_pylist() if is_extracted(row)}
        self.todo = {step: stale(job, step, self.digests) for step in self.steps}
        self.store = ParseStore(job.work / "parses", parse_fingerprint(job.model))
        self.kept = {table: self._kept(table, step) for step in self.steps for table in step.tables}
        self.made: dict[str, list[dict[str, Any]]] = {table: [] for table in self.kept}
        self.failures: dict[str, Failure] = {}
        self.counts = Counts(articles=len(self.wanted))

    def _kept(self, table: str, step: Step) -> pa.Table | None:
        """Rows that stay: of articles that are still there and up to date."""
        if self.todo[step] >= self.digests.keys():
            return None
        stays = pa.array(sorted(self.digests.keys() - self.todo[step]), pa.string())
        rows = folder(self.job.work, table).read(self.job.bucket, self.job.count).table
        return rows.filter(pc.is_in(rows["article_id"], stays))

    def run(self) -> Counts:
        for key, doc in self._docs():
            self.counts.words += len(doc)
            if self.steps:
                self._extract(key, doc)
        for step in self.steps:
            for table in step.tables:
                self._commit(table, step)
        if self.steps:
            self._commit_failures()
        return self.counts

    def _needed(self) -> list[str]:
        if not self.steps:
            return [key for key, row in self.wanted.items() if row["content_sha256"] not in self.store]
        return sorted(set().union(*self.todo.values()) & self.wanted.keys())

    def _docs(self) -> Iterator[tuple[str, Doc]]:
        """Parsed documents of the articles to do: from the store, else parsed and stored."""
        needed = self._needed()
        self.counts.needed = len(needed)
        if not needed:
            return
        nlp = _load(self.job.model, self.job.quotes_model)
        unparsed = []
        for key in needed:
            if key in self.attempts.blamed:
                self._fail(key, self.attempts.blamed[key])
                continue
            row = self.wanted[key]
            doc = self.store.get(row["content_sha256"], row["text"], nlp.vocab)
            if doc is None:
                unparsed.append(key)
            else:
                doc._.context = _context(row)
                yield key, doc
        with nlp.select_pipes(disable=list(language.EXTRACTORS)):
            for key, doc in self._parse(nlp, unparsed):
                self.store.put(self.wanted[key]["content_sha256"], doc)
                self.counts.parsed += 1
                yield key, doc

    def _parse(self, nlp: Language, keys: list[str]) -> Iterator[tuple[str, Doc]]:
        suspects = [key for key in keys if key in self.attempts.suspects]
        others = [key for key in keys if key not in self.attempts.suspects]
        size = self.job.batch_size
        for batch in (*([key] for key in suspects), *(others[at : at + size] for at in range(0, len(others), size))):
            yield from self._parse_batch(nlp, batch)

    def _parse_batch(self, nlp: Language, keys: list[str]) -> Iterator[tuple[str, Doc]]:
        """One text that breaks a batch, or takes too long, is found by doing its texts one by one."""
        share = max(1.0, sum(len(self.wanted[key]["text"]) for key in keys) / LONG_ARTICLE)
        docs = []
        try:
            with self.attempts.at(keys, "parse", share):
                docs = list(nlp.pipe(self._new(nlp, key) for key in keys))
        except (Exception, OutOfTime) as error:
            if len(keys) == 1:
                self._fail(keys[0], self._failure("parse", error))
            else:
                for key in keys:
                    yield from self._parse_batch(nlp, [key])
            return
        yield from zip(keys, docs, strict=True)

    def _new(self, nlp: Language, key: str) -> Doc:
        return language.make_doc(nlp, self.wanted[key]["text"], _context(self.wanted[key]))

    def _failure(self, what: str, error: BaseException) -> Failure:
        if isinstance(error, OutOfTime):
            return took_too_long(what, self.job.max_seconds)
        LOGGER.warning("%s failed", what, exc_info=error)
        return Failure("extraction_failed", f"{what}: {type(error).__name__}: {error}")

    def _fail(self, key: str, failure: Failure) -> None:
        LOGGER.warning("Article %s: %s", key, failure.message)
        self.failures[key] = failure
        self.counts.failed += 1

    def _extract(self, key: str, doc: Doc) -> None:
        """Run the steps that are stale for this article; what the others made is restored from its rows. Where one
        fails, what the steps before it made is kept."""
        finished: list[Step] = []
        try:
            with self.attempts.at([key], "extraction"):
                for step in self.steps:
                    doc = self._run_step(key, doc, step)
                    finished.append(step)
                rows = article_rows(doc, key)
        except (Exception, OutOfTime) as error:
            self._fail(key, self._failure("extraction", error))
            if not finished or len(finished) == len(self.steps):
                return
            for step in self.steps[len(finished) :]:
                for table in step.tables:
                    doc._.set(table, ())
            rows = article_rows(doc, key)
        else:
            self.counts.extracted += 1
        for step in finished:
            if key in self.todo[step]:
                for table in step.tables:
                    self.made[table] += [row | {"article_id": key} for row in rows[table]]

    def _run_step(self, key: str, doc: Doc, step: Step) -> Doc:
        if key not in self.todo[step]:
            self._restore(key, doc, step)
            return doc
        for name in step.components:
            started = time.perf_counter()
            doc = _load(self.job.model, self.job.quotes_model).get_pipe(name)(doc)
            self.counts.seconds[name] = self.counts.seconds.get(name, 0.0) + time.perf_counter() - started
        return doc

    def _restore(self, key: str, doc: Doc, step: Step) -> None:
        rows = {
            table: self.kept[table].filter(pc.equal(self.kept[table]["article_id"], key)).to_pylist()
            for table in step.tables
        }
        if step.tables == ("sentences",):
            restore_sentences(doc, rows["sentences"])
        elif "quotes" in rows:
            restore_attribution(doc, rows["mentions"], rows["entities"], rows["quotes"])

    def _commit(self, table: str, step: Step) -> None:
        rows = to_arrow(table, self.made[table])
        kept = self.kept[table]
        rows = in_order(table, rows if kept is None else pa.concat_tables([kept.cast(rows.schema), rows]))
        memo = Memo(fingerprint(step.version_of, self.job.model, self.job.quotes_model), self.digests, self.source)
        target = folder(self.job.work, table)
        old = target.stamp(self.job.bucket, self.job.count)
        if self.todo[step] or old is None or old.source != memo.source:
            target.write(self.job.bucket, self.job.count, rows, memo)

    def _commit_failures(self) -> None:
        """What failed now, and what failed before in articles that were not done again."""
        target = folder(self.job.work, "failures")
        before = target.read(self.job.bucket, self.job.count)
        done = set().union(*self.todo.values())
        old = before.table.to_pylist() if before else []
        rows = [row for row in old if row["article_id"] in self.wanted.keys() - done]
        rows = [{"reason": "extraction_failed", "seconds": 0.0} | row for row in rows]
        rows += [
            {"article_id": key, "reason": why.reason, "message": why.message, "seconds": why.seconds}
            for key, why in self.failures.items()
        ]
        target.write(self.job.bucket, self.job.count, in_order("failures", to_arrow("failures", rows)), Memo())


def _context(row: dict[str, Any]) -> Context:
    """What the article's row says of it, for the language layer."""
    day = {name: row[name].date() if row[name] else None for name in ("published_on", "reference_on")}
    repeated = tuple(Slice(span["start"], span["end"]) for span in row["repeated"])
    return Context(row["title"], row["byline"], day["published_on"], day["reference_on"], repeated)
