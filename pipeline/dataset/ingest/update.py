"""Bring the articles in ``work/articles`` and ``work/rejects.parquet`` up to date with the sources.

In three steps, each of which a killed run may leave at any point: inputs that are new or changed are read, and their
articles wait in the index; copies and repeated lines are found among all; the buckets of the articles that changed are
written. What a run did not finish is finished by the next.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.dataset.extract.rows import make_id
from pipeline.dataset.progress import Progress, Report, silent
from pipeline.dataset.remove.purged import MESSAGE, read_purged
from pipeline.dataset.store.lock import writing
from pipeline.settings import Settings, Source

from . import copies
from .committing import commit, write_rejects
from .guard import Guard
from .headings import GIVEN_NAMES
from .index import Index, Known, remove
from .purging import drop_purged
from .recording import record
from .report import IngestReport, SourceCounts
from .sources import Input, SourceMissing, inputs, is_remote

LOGGER = logging.getLogger(__name__)
PACKAGES = ("charset-normalizer", "ftfy", "trafilatura", "feedparser", "fastwarc", "py3langid", "rensa", "lxml")
TRANSIENT = frozenset({"unreadable"})  # what was read of it before stays
BATCH_SECONDS = 2.0
JUST_WRITTEN_NS = 2_000_000_000  # a file changed so lately may change again without its stat telling
ROUNDS = 3


def update_articles(settings: Settings, report: Report = silent) -> IngestReport:
    """Read what is new, replace what changed, withdraw what is gone, under the data folder's lock.

    Raises Busy when another run holds it for too long, OSError when the data folder cannot be written, SourceMissing
    when not one source is there; bad input never raises.
    """
    with writing(settings.data, settings.lock_timeout_seconds):
        made = _update(settings, report)
    if made.missing and len(made.missing) == len(settings.sources):
        raise SourceMissing(f"{' '.join(made.missing)} Nothing was withdrawn or published.")
    return made


def _update(settings: Settings, report: Report) -> IngestReport:
    path = settings.work / "ingest.sqlite"
    try:
        with closing(Index(path)) as index:
            return _Update(settings, index, report).run()
    except sqlite3.OperationalError as error:  # disk full, folder read-only, file locked
        raise OSError(f"{path} cannot be written: {error}") from error
    except sqlite3.DatabaseError as error:
        LOGGER.warning("%s is damaged and is made again: %s", path, error)
        remove(path)
    with closing(Index(path)) as index:
        return _Update(settings, index, report).run()


@lru_cache
def code_fingerprint() -> str:
    """Digest of this folder's code, of the names it reads and of its libraries' versions."""
    sha = hashlib.sha256(GIVEN_NAMES.read_bytes())
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".txt"):
            sha.update(path.read_bytes())
    for package in PACKAGES:
        try:
            sha.update(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            sha.update(f"{package} missing".encode())
    return sha.hexdigest()


def fingerprint(settings: Settings, source: Source, position: int) -> str:
    """Of all that decides what a source's inputs give, but for the inputs."""
    limits = settings.limits.model_dump(mode="json", exclude={"max_extraction_seconds"})
    known = [code_fingerprint(), limits, source.name, source.publisher, source.fields]
    return hashlib.sha256(json.dumps([*known, position], sort_keys=True).encode()).hexdigest()


class _Update:
    def __init__(self, settings: Settings, index: Index, report: Report):
        names = [source.name for source in settings.sources]
        if len(set(names)) < len(names):
            raise ValueError(f"Sources need different names; these are given: {', '.join(names)}.")
        self.settings, self.index, self.tell = settings, index, report
        self.report, self.began = IngestReport(), datetime.now(UTC)
        self.again: set[str] = set()
        self.purged = read_purged(settings.decisions)

    def run(self) -> IngestReport:
        drop_purged(self.index, self.purged)
        if self.index.is_new:
            self.report.warnings += ["The index was lost: every input is read again."] * self._has_buckets()
        for round_ in range(ROUNDS):
            self._read_all(first=round_ == 0)
            copies.compare(self.index)
            lost = set(commit(self.settings, self.index, self.report))
            if not lost and not self.again:
                break
            if lost:
                self.report.warnings.append(f"{len(lost):,} articles were lost in a damaged bucket and are read again.")
            with self.index:
                uris = {winner[0] for key in lost if (winner := self.index.winner(key))}
                self.index.forget(uris | self.again)
            self.again = set()
        write_rejects(self.settings, self.index, self.report)
        self.index.db.execute("pragma incremental_vacuum")
        self._counts()
        record(self.settings, self.report, self.began)
        return self.report

    def _has_buckets(self) -> bool:
        return (self.settings.work / "articles").is_dir()

    def _read_all(self, first: bool) -> None:
        with Guard(self.settings.limits) as guard:
            for position, source in enumerate(self.settings.sources):
                counts = self.report.sources.setdefault(source.name, SourceCounts())
                try:
                    entries = list(inputs(source))
                except SourceMissing as missing:
                    self._source_missing(source, str(missing), first)
                    continue
                if first:
                    counts.inputs = len(entries)
                    self.report.inputs += len(entries)
                with self.index:
                    self.index.db.execute("delete from rejects where uri = ?", (f"source {source.name}",))
                self._read_source(guard, source, position, entries, counts)
        self._remove_sources()

    def _source_missing(self, source: Source, message: str, first: bool) -> None:
        """Nothing of a source that cannot be listed is withdrawn: it may be back in an hour."""
        self.report.sources[source.name].problem = message
        if first:
            self.report.missing += [f"Source {source.name}: {message}"] * (not is_remote(source))
            self.report.warnings.append(f"Source {source.name}: {message} Its articles are kept as they are.")
        with self.index:
            uri = f"source {source.name}"
            row = (make_id("reject", uri, "", "unreadable"), "", "unreadable", message, -1)
            self.index.set_rejects(uri, [row])

    def _remove_sources(self) -> None:
        """Sources that the settings no longer name are withdrawn."""
        for name in self.index.sources() - {source.name for source in self.settings.sources}:
            self.report.sources[name] = SourceCounts(problem="The settings no longer name it.")
            with self.index:
                for uri in self.index.known(name):
                    self._withdraw_input(uri)
                self.index.db.execute("delete from rejects where uri = ?", (f"source {name}",))

    def _read_source(
        self, guard: Guard, source: Source, position: int, entries: list[Input], counts: SourceCounts
    ) -> None:
        known = self.index.known(source.name)
        print_ = fingerprint(self.settings, source, position)
        todo = [entry for entry in entries if not _is_known(entry, known.get(entry.uri), print_)]
        counts.read += len(todo)
        started, words, last = time.monotonic(), 0, 0.0
        batch = _Batch(self.index)
        for done, entry in enumerate(todo):
            before = known.get(entry.uri)
            words += self._read_input(guard, source, position, entry, before, print_)
            batch.maybe_commit()
            if (now := time.monotonic()) - last > 0.5 or done + 1 == len(todo):
                self.tell(Progress(f"reading {source.name}", done + 1, len(todo), words, now - started))
                last = now
        gone = known.keys() - {entry.uri for entry in entries}
        counts.missing = len(gone)
        if self.settings.on_missing == "withdraw":
            for uri in gone:
                batch.begin()
                self._withdraw_input(uri)
        batch.commit()
        self.report.read += len(todo)

    def _read_input(
        self, guard: Guard, source: Source, position: int, entry: Input, before: Known | None, print_: str
    ) -> int:
        """Read one input into the index; returns the number of words."""
        rejects, rows, seen = [], {}, Counter()
        if entry.problem is not None:
            rejects.append(
                {"reason": entry.problem.reason, "message": entry.problem.message, "member": "", "bytes": -1}
            )
        else:
            for message in _messages(guard, source, entry, self.settings):
                if "problem" in message:
                    rejects.append(message["problem"])
                elif "row" in message:
                    row = message["row"]
                    seen[row["member"]] += 1
                    row["member"] += f" ({seen[row['member']]})" * (seen[row["member"]] > 1)  # two records of one name
                    article_id = _article_id(entry.uri, row)
                    if self.purged.holds(article_id, row["content_sha256"]):
                        rejects.append({"reason": "purged", "message": MESSAGE, "member": row["member"], "bytes": -1})
                    else:
                        rows[article_id] = (len(rows), row)
            if problem := _changed_meanwhile(entry):
                rejects, rows = [problem], {}
        kept = not rows and any(reject["reason"] in TRANSIENT for reject in rejects)
        if not rows and not rejects:
            rejects.append(
                {"reason": "missing_text", "message": "It holds no article.", "member": "", "bytes": entry.size}
            )
        _Batch.begin_on(self.index)
        self._set_rejects(entry, rejects, kept and before is not None)
        stamp = "" if kept else _trusted(entry)
        self.index.set_input(entry.uri, source.name, stamp, print_)
        if not kept:
            self._replace(source, position, entry, rows)
        return sum(row["text"].count(" ") + 1 for _, row in rows.values())

    def _set_rejects(self, entry: Input, rejects: list[dict[str, Any]], kept: bool) -> None:
        rows = []
        for reject in rejects:
            message = _printable(reject["message"] + (" What was read of it before is kept." if kept else ""))
            size = reject["bytes"] if reject["bytes"] >= 0 or reject["member"] else entry.size
            member = _printable(reject["member"])
            reject_id = make_id("reject", entry.uri, member, reject["reason"])
            rows.append((reject_id, member, reject["reason"], message, size))
        self.index.set_rejects(entry.uri, rows)

    def _replace(self, source: Source, position: int, entry: Input, rows: dict[str, tuple[int, dict]]) -> None:
        for article_id in self.index.delivered_by(entry.uri).keys() - rows.keys():
            self._undeliver(article_id, entry.uri)
        for article_id, (number, row) in rows.items():
            place = f"{position:04d}\x1f{entry.uri}\x1f{number:09d}"
            self.index.deliver(article_id, entry.uri, place)
            if self.index.winner(article_id)[0] == entry.uri:
                self._take(article_id, source, entry, row)
            else:
                self.report.superseded += 1

    def _take(self, article_id: str, source: Source, entry: Input, row: dict[str, Any]) -> None:
        member = row.pop("member")
        row["source_uri"] = _member_uri(entry.uri, member)
        digest = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
        values = {
            "uri": entry.uri,
            "source": source.name,
            "source_uri": row["source_uri"],
            "publisher": row["publisher"],
            "first": row["published_on"],
            "content": row["content_sha256"],
            "row_digest": digest,
            "language": row["language"],
            "numbers": row["numbers"],
            "signature": base64.b64decode(row.pop("signature")),
            "lines": base64.b64decode(row.pop("lines")),
        }
        before = self.index.article(article_id)
        if before is None or before[1] != digest or entry.uri in self.again or self._is_lost(article_id):
            for name in ("numbers", "guid"):
                row.pop(name)
            self.index.wait(article_id, row)
        self.index.set_article(article_id, values)

    def _is_lost(self, article_id: str) -> bool:
        query = "select bucket_digest is null from articles where article_id = ?"
        found = self.index.db.execute(query, (article_id,)).fetchone()
        return bool(found and found[0])

    def _withdraw_input(self, uri: str) -> None:
        for article_id in self.index.delivered_by(uri):
            self._undeliver(article_id, uri)
        self.index.remove_input(uri)

    def _undeliver(self, article_id: str, uri: str) -> None:
        """Drop an article, or let the delivery that stands behind take its place."""
        self.index.undeliver(article_id, uri)
        row = self.index.article(article_id)
        if winner := self.index.winner(article_id):
            if row and row[0] == uri:
                self.index.mark_lost([article_id])
                self.again.add(winner[0])
        else:
            self.index.drop_article(article_id)

    def _counts(self) -> None:
        report, index = self.report, self.index
        report.articles = index.count("articles")
        report.duplicates = index.count("articles", "duplicate_of is not null")
        report.other_language = index.count("articles", "language <> 'en'")
        report.unchanged = report.articles - report.added - report.changed - report.marked
        query = "select reason, count(*) from rejects group by reason order by reason"
        report.rejected = dict(index.db.execute(query).fetchall())
        for column, table in (("rejected", "rejects join inputs using (uri)"), ("articles", "articles")):
            for name, count in index.db.execute(f"select source, count(*) from {table} group by source"):
                if name in report.sources:
                    setattr(report.sources[name], column, count)


class _Batch:
    """A transaction of a few seconds' work."""

    def __init__(self, index: Index):
        self.index, self.since = index, time.monotonic()

    @staticmethod
    def begin_on(index: Index) -> None:
        if not index.db.in_transaction:
            index.db.execute("begin immediate")

    def begin(self) -> None:
        self.begin_on(self.index)

    def maybe_commit(self) -> None:
        if time.monotonic() - self.since > BATCH_SECONDS:
            self.commit()

    def commit(self) -> None:
        if self.index.db.in_transaction:
            self.index.db.execute("commit")
        self.since = time.monotonic()


def _is_known(entry: Input, known: Known | None, print_: str) -> bool:
    return known is not None and bool(entry.stamp) and known.stamp == entry.stamp and known.fingerprint == print_


def _trusted(entry: Input) -> str:
    """The stamp, unless the file was changed so lately that the next change might leave the stamp as it is."""
    if entry.problem is not None or (entry.newest and time.time_ns() - entry.newest < JUST_WRITTEN_NS):
        return ""
    return entry.stamp


def _messages(guard: Guard, source: Source, entry: Input, settings: Settings) -> Iterator[dict[str, Any]]:
    if not entry.is_remote:
        yield from guard.read(entry, source)
        return
    from .remote import fetched

    with fetched(source, entry, settings) as local:
        yield from guard.read(local, source)


def _changed_meanwhile(entry: Input) -> dict[str, Any] | None:
    """A file that was being written while it was read waits for the next run."""
    if entry.is_remote:
        return None
    try:
        status = Path(entry.path).stat()
        same = entry.stamp.startswith(f"{status.st_size}:{status.st_mtime_ns}:")
    except OSError:
        same = False
    if same:
        return None
    message = "It was changed or removed while it was being read; the next run reads it again."
    return {"reason": "unreadable", "message": message, "member": "", "bytes": entry.size}


def _member_uri(uri: str, member: str) -> str:
    if not member:
        return uri
    return _printable(uri + member if member.startswith("#") else f"{uri}/{member}")


def _printable(written: str) -> str:
    """File names need not be Unicode."""
    return written.encode("utf-8", "backslashreplace").decode()


def _article_id(uri: str, row: dict[str, Any]) -> str:
    return make_id("article", row["url"] or row["guid"] or _member_uri(uri, row["member"]))
