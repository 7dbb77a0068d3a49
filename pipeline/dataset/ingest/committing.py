"""Writing the buckets of articles that changed, and the rejects."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.schema import TABLES
from pipeline.dataset.schema.columns import SPANS
from pipeline.dataset.store.files import replacing
from pipeline.dataset.store.hash_buckets import BucketFolder, Memo, bucket_count
from pipeline.settings import Settings

from .index import Index
from .report import Change, IngestReport
from .signatures import repeated_spans

LOGGER = logging.getLogger(__name__)
FINGERPRINT = "articles 1"
DAYS = ("published_on", "reference_on")


def work_schema() -> pa.Schema:
    """Columns of the articles table, and ``repeated``: the slices of lines that many articles of the publisher hold."""
    schema = TABLES["articles"].working.arrow_schema()
    note = {"description": "Lines that stand in several articles of the publisher, as offsets."}
    return schema.append(pa.field("repeated", SPANS, False, metadata=note))


def commit(settings: Settings, index: Index, report: IngestReport) -> list[str]:
    """Write every bucket with a changed article; returns articles that a damaged bucket lost."""
    folder = BucketFolder(settings.work / "articles")
    lost = _missing_buckets(folder, index)
    count = _rebucket(folder, index)
    per_bucket = 0x10000 // count
    wanted = {int(key[:4], 16) // per_bucket for (key,) in index.db.execute("select article_id from dirty")}
    for bucket in sorted(wanted):
        first, last = f"{bucket * per_bucket:04x}", f"{(bucket + 1) * per_bucket - 1:04x}g"
        lost += _commit_bucket(folder, bucket, count, first, last, index, report)
    _tell_renamed(index, report)
    return lost


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"


def _missing_buckets(folder: BucketFolder, index: Index) -> list[str]:
    """Articles of buckets that are not as they were left; buckets that are whole all the same are left alone."""
    counts = folder.counts()
    count = counts[-1] if counts else int(index.fact("buckets") or 0)
    lost: list[str] = []
    for number, stamp in index.db.execute("select number, stamp from buckets").fetchall():
        path = folder.path(number, count)
        try:
            if _stamp(path) == stamp and folder.stamp(number, count):  # that of another version of ours cannot be read
                continue
        except OSError:
            pass
        found = folder.read(number, count, ["article_id"])
        per_bucket = 0x10000 // count
        first, last = f"{number * per_bucket:04x}", f"{(number + 1) * per_bucket - 1:04x}g"
        query = "select article_id from articles where article_id between ? and ? and bucket_digest is not null"
        held = set(found.table["article_id"].to_pylist()) if found else set()
        missing = [key for (key,) in index.db.execute(query, (first, last)) if key not in held]
        with index:
            index.mark_lost(missing)
            index.soil(missing)
            if found:
                index.db.execute("insert or replace into buckets values (?, ?)", (number, _stamp(path)))
            else:
                index.db.execute("delete from buckets where number = ?", (number,))
        lost += missing
    return lost


def _rebucket(folder: BucketFolder, index: Index) -> int:
    """Number of buckets: grows with the articles, and shrinks only when it is four times too large."""
    counts = folder.counts()
    wanted = bucket_count(index.count("articles"))
    if counts and not wanted > counts[-1] and not wanted * 4 <= counts[-1]:
        wanted = counts[-1]
    if counts != [wanted] and counts:
        with index:
            index.db.execute("delete from buckets")
        folder.rebucket(wanted)
    if index.fact("buckets") != str(wanted) or counts != [wanted]:
        with index:
            index.set_fact("buckets", str(wanted))
            index.db.execute("delete from buckets")
            for path in folder.paths():
                index.db.execute("insert into buckets values (?, ?)", (int(path.stem), _stamp(path)))
    return wanted


def _commit_bucket(
    folder: BucketFolder, bucket: int, count: int, first: str, last: str, index: Index, report: IngestReport
) -> list[str]:
    query = (
        "select article_id, source, source_uri, row_digest, content, duplicate_of, repeated, bucket_digest, "
        "bucket_content from articles where article_id between ? and ? order by article_id"
    )
    articles = index.db.execute(query, (first, last)).fetchall()
    waiting = index.waiting(first, last)
    stored = folder.read(bucket, count)
    old = {row["article_id"]: row for row in stored.table.to_pylist()} if stored else {}
    rows, digests, lost, changes = [], {}, [], []
    for article_id, source, uri, row_digest, content, duplicate_of, repeated, digest_before, content_before in articles:
        row = _row(waiting[article_id]) if article_id in waiting else old.get(article_id)
        if row is None:
            lost.append(article_id)
            continue
        hashes = np.frombuffer(repeated or b"", dtype="<u8").tolist()
        row |= {
            "article_id": article_id,
            "duplicate_of": duplicate_of,
            "repeated": repeated_spans(row["text"], hashes),
        }
        digest = hashlib.sha256(f"{row_digest} {duplicate_of} {hashes}".encode()).hexdigest()
        rows.append(row)
        digests[article_id] = digest
        if digest != digest_before:
            what = "added" if content_before is None else "changed" if article_id in waiting else "marked"
            changes.append((Change(article_id, source, uri, what), digest, content))
    table = pa.Table.from_pylist(rows, schema=work_schema())
    if stored is None or digests != stored.memo.articles or not table.equals(stored.table):
        folder.write(bucket, count, table, Memo(FINGERPRINT, digests))
    _note(index, folder.path(bucket, count), bucket, first, last, changes, report, lost)
    return lost


def _note(
    index: Index, path: Path, bucket: int, first: str, last: str, changes: list, report: IngestReport, lost: list[str]
) -> None:
    """The bucket is written: nothing waits for it any more."""
    for change, _, _ in changes:
        _count(report, change)
    for key, source, uri, _ in _gone(index, first, last):
        if key not in {change.article_id for change, _, _ in changes}:
            _count(report, Change(key, source, uri, "withdrawn"))
    with index:
        for change, digest, content in changes:
            index.db.execute(
                "update articles set bucket_digest = ?, bucket_content = ? where article_id = ?",
                (digest, content, change.article_id),
            )
        index.mark_lost(lost)
        for table in ("waiting", "dirty"):
            index.db.execute(f"delete from {table} where article_id between ? and ?", (first, last))
        index.db.execute("insert or replace into buckets values (?, ?)", (bucket, _stamp(path)))
        index.soil(lost)


def _gone(index: Index, first: str, last: str) -> list[tuple[str, str, str, str]]:
    query = "select article_id, source, source_uri, content from gone where article_id between ? and ?"
    return index.db.execute(query, (first, last)).fetchall()


def _count(report: IngestReport, change: Change) -> None:
    report.changes.append(change)
    setattr(report, change.change, getattr(report, change.change) + 1)
    counts = report.sources.get(change.source)
    if counts is not None:
        setattr(counts, change.change, getattr(counts, change.change) + 1)


def _tell_renamed(index: Index, report: IngestReport) -> None:
    """An article that came with the text of one that went was moved: it is counted once more, as renamed."""
    gone: dict[str, list[str]] = {}
    for key, content in index.db.execute("select article_id, content from gone order by article_id"):
        gone.setdefault(content, []).append(key)
    if gone:
        for change in [change for change in report.changes if change.change == "added"]:
            query = "select content from articles where article_id = ?"
            row = index.db.execute(query, (change.article_id,)).fetchone()
            if row and gone.get(row[0]):
                before = gone[row[0]].pop(0)
                _count(report, Change(change.article_id, change.source, change.source_uri, "renamed", before))
        with index:
            index.db.execute("delete from gone")


def _row(waiting: dict[str, Any]) -> dict[str, Any]:
    return waiting | {name: waiting[name] and datetime.fromisoformat(waiting[name]) for name in DAYS}


def write_rejects(settings: Settings, index: Index, report: IngestReport) -> None:
    """``work/rejects.parquet``; left alone if nothing changed."""
    schema = TABLES["rejects"].arrow_schema()
    names = ("source_uri", "reject_id", "member", "reason", "message", "bytes")
    rows = [dict(zip(names, row, strict=True)) | {"member": row[2] or None} for row in index.rejects()]
    rows.sort(key=lambda row: (row["source_uri"], row["reject_id"]))
    digest = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    path = settings.work / "rejects.parquet"
    if path.exists() and index.fact("rejects") == f"{digest} {_stamp(path)}":
        return
    with replacing(path) as hidden:
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), hidden, compression="zstd")
    with index:
        index.set_fact("rejects", f"{digest} {_stamp(path)}")
    for reason, count in Counter(row["reason"] for row in rows).items():
        LOGGER.warning("%d rejected: %s", count, reason)
