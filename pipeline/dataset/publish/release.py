"""Publishing: all tables of one release, built beside the current one, checked, then switched to in one rename."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.accuracy import accuracy, gold_digest
from pipeline.dataset.decisions.correcting import correcting_of
from pipeline.dataset.rejects import reject_rows
from pipeline.dataset.schema import SCHEMA_VERSION, TABLES
from pipeline.dataset.store.files import read_parquet
from pipeline.dataset.store.fingerprints import LANGUAGE, PACKAGE, fingerprint, folder_digest
from pipeline.dataset.store.lock import writing
from pipeline.dataset.store.working_tables import EXTRACTED, bucket_layout, content_of, folder
from pipeline.dataset.whole.canonical_rows import read_working, resolved
from pipeline.dataset.whole.entities import canonical_path, input_digest
from pipeline.dataset.whole.series import update_series
from pipeline.dataset.whole.tables import across_path
from pipeline.settings import Settings

from .checks import Problem, repeated_keys, row_problems
from .compare import changes_between, history_so_far, new_history
from .datapackage import damage, package_of, tables_in
from .parquet_writer import TableWriter
from .release_folders import clean, digest_of, install, new_folder, newest_whole, went_back
from .views import views_of

VIEWS = ("statements", "facts", "about")
ACROSS = {"articles": "stories", "figures": "series"}  # tables with keys of those that all articles make
ROOMS = ("decisions", "extract", "publish", "store", "whole")  # whose code decides what a release holds


class Invalid(RuntimeError):
    """The release would break a promise of the schema; the one before stays."""


class HeldBack(RuntimeError):
    """The release looks too different from the one before; that one stays."""


@dataclass(slots=True)
class PublishReport:
    number: int
    digest: str
    changed: bool
    path: Path
    rows: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def publish(settings: Settings) -> PublishReport:
    """Publish the working files as a release, unless the current one was made from the same.

    Raises Invalid or HeldBack, ValueError for a correction that no row can have, and RuntimeError when a table is not
    up to date with the articles.
    """
    with writing(settings.data, settings.lock_timeout_seconds):
        digest = release_digest(settings)
        update_series(settings)  # and stories; nothing to do after a run of their assets
        current = newest_whole(settings.data)
        if current and digest in (digest_of(current), _left_behind(settings)):
            clean(settings, int(current.name))
            return PublishReport(int(current.name), digest_of(current), False, current, _row_counts(current))
        history = history_so_far(settings.data)  # before what is damaged goes
        clean(settings, int(current.name) if current else 0)
        number, hidden = new_folder(settings)
        try:
            build = _Build(settings, hidden, digest, number, current, history)
            rows = build.run()
            _hold_back(settings, current, hidden, rows)
            final = install(settings, hidden, number)
        finally:
            shutil.rmtree(hidden, ignore_errors=True)
        clean(settings, number)
        return PublishReport(number, digest, True, final, rows, build.correcting.all_problems())


def _left_behind(settings: Settings) -> str | None:
    """Digest of the release that a person went back from: it is not published again."""
    back = went_back(settings.data)
    release = back and settings.releases / str(back[1])
    return digest_of(release) if release and not damage(release) else None


def metadata_of(digest: str) -> dict[str, str]:
    """What every file of a release says of it."""
    return {"release": digest, "schema_version": SCHEMA_VERSION}


def release_digest(settings: Settings) -> str:
    """Of all that a release is made from; raises RuntimeError when a table waits for extraction."""
    work, layout = settings.work, bucket_layout(settings.work)
    decisions = settings.decisions.read_text(encoding="utf-8") if settings.decisions.exists() else ""
    code = "".join(folder_digest(PACKAGE / "dataset" / room) for room in ROOMS)
    sha = hashlib.sha256(f"{SCHEMA_VERSION} {code}".encode())
    sha.update(input_digest(work, decisions).encode())
    sha.update(gold_digest().encode())
    for name in ACROSS.values():
        sha.update(folder_digest(LANGUAGE / name).encode())
    for table in EXTRACTED:
        print_ = fingerprint(table, settings.model, settings.quotes_model)
        sha.update(print_.encode())
        pairs = zip(folder(work, "articles").stamps(layout), folder(work, table).stamps(layout), strict=True)
        if any(articles and not (made and made.is_made_from(articles, print_)) for articles, made in pairs):
            raise RuntimeError(f"{table} is not up to date with the articles: materialize it first.")
        sha.update(content_of(work, table).encode())
    sha.update(content_of(work, "failures").encode())
    rejects = work / "rejects.parquet"
    sha.update(rejects.read_bytes() if rejects.exists() else b"")
    return sha.hexdigest()


def _row_counts(release: Path) -> dict[str, int]:
    return {table: pq.read_metadata(release / f"{table}.parquet").num_rows for table in tables_in(release)}


def _hold_back(settings: Settings, current: Path | None, made: Path, rows: dict[str, int]) -> None:
    from pipeline.dataset.ingest import IngestReport, hold_back
    from pipeline.dataset.ingest.holdback import COMPARED

    reasons = read_parquet(settings.work / "rejects.parquet", ["reason"])["reason"].value_counts().to_pylist()
    rejected = {entry["values"]: entry["counts"] for entry in reasons}
    report = IngestReport(articles=rows["articles"], rejected=rejected)
    previous = _row_counts(current) if current else None
    before = read_parquet(current / "articles.parquet", COMPARED) if current else None
    after = read_parquet(made / "articles.parquet", COMPARED)
    if message := hold_back(settings, report, previous, rows, before, after):
        raise HeldBack(message)


class _Build:
    """Writes the files of one release into a hidden folder, bucket by bucket, and checks every row on the way."""

    def __init__(
        self, settings: Settings, target: Path, digest: str, number: int, before: Path | None, history: list[dict]
    ):
        self.settings, self.work, self.target = settings, settings.work, target
        self.digest, self.number, self.before, self.history = digest, number, before, history
        self.layout = bucket_layout(self.work)
        self.metadata = metadata_of(digest)
        self.problems: list[Problem] = []
        self.correcting = correcting_of(settings)
        self.entity_keys = read_parquet(canonical_path(self.work), ["entity_id"])["entity_id"].combine_chunks()
        self.article_keys = self._article_keys()
        self.across_keys = {
            name: read_parquet(across_path(self.work, name), [TABLES[name].key])[TABLES[name].key].combine_chunks()
            for name in ACROSS.values()
        }

    def _article_keys(self) -> pa.Array:
        parts = list(folder(self.work, "articles").stream(["article_id"]))
        return pa.concat_tables(parts)["article_id"].combine_chunks() if parts else pa.array([], pa.string())

    def run(self) -> dict[str, int]:
        writers = {name: self._writer(name) for name in ("articles", *EXTRACTED, *VIEWS)}
        try:
            for bucket in range(self.layout):
                self._bucket(bucket, writers)
        finally:
            for writer in writers.values():
                writer.close()
        self._table("entities", read_parquet(canonical_path(self.work)), {"articles": self.article_keys})
        keys = {"entities": self.entity_keys} | self.across_keys
        for name in ACROSS.values():
            self._table(name, read_parquet(across_path(self.work, name)), keys)
        self._table("rejects", reject_rows(self.work), {})
        self._table("changes", changes_between(self.before, self.target), {})
        now = datetime.now(UTC)
        self._table("history", new_history(self.history, self.target, self.number, now), {})
        self._check_whole_files()
        if self.problems:
            raise Invalid(" ".join(problem.message for problem in self.problems))
        known = package_of(self.target, self.digest, accuracy(self.settings).shares)
        package = json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True)
        (self.target / "datapackage.json").write_text(package + "\n", encoding="utf-8")
        if wrong := damage(self.target):
            raise Invalid(f"The data package does not describe its files: {wrong}")
        return _row_counts(self.target)

    def _writer(self, name: str) -> TableWriter:
        return TableWriter(TABLES[name], self.target / f"{name}.parquet", self.metadata)

    def _table(self, name: str, rows: pa.Table, keys: dict[str, pa.Array]) -> None:
        with self._writer(name) as writer:
            written = writer.write(rows)
        self.problems += row_problems(TABLES[name], written, {}, keys)

    def _bucket(self, bucket: int, writers: dict[str, TableWriter]) -> None:
        articles = folder(self.work, "articles").read(bucket, self.layout)
        if articles is None:
            return
        texts = dict(zip(articles.table["article_id"].to_pylist(), articles.table["text"].to_pylist(), strict=True))
        tables = {"articles": articles.table}
        tables |= {name: resolved(self.work, name, bucket, self.correcting) for name in EXTRACTED}
        for name, across in ACROSS.items():
            tables[name] = self._across(name, tables[name], across, bucket)
        ids = read_working(self.work, "entity_ids", bucket)
        names = pa.table({"entity_id": ids["canonical_id"], "name": ids["name"]})
        keys = {name: table[TABLES[name].key].combine_chunks() for name, table in tables.items()}
        tables |= views_of(tables, names)
        keys |= {"entities": self.entity_keys, "articles": self.article_keys} | self.across_keys
        for name, table in tables.items():
            self.problems += row_problems(TABLES[name], writers[name].write(table), texts, keys)

    def _across(self, name: str, rows: pa.Table, across: str, bucket: int) -> pa.Table:
        """Rows with the key of the story or series that each is of."""
        key, column = TABLES[name].key, TABLES[across].key
        ids = read_working(self.work, f"{across}_ids", bucket)
        place = pc.index_in(rows[key], value_set=ids[key].combine_chunks())
        return rows.append_column(column, ids[column].take(place))

    def _check_whole_files(self) -> None:
        """Keys are unique over all buckets."""
        for name, table in TABLES.items():
            if twice := repeated_keys(self.target / f"{name}.parquet", table.key):
                self.problems.append(Problem("keys_unique", name, twice, f"{twice} rows of {name} share their key."))
