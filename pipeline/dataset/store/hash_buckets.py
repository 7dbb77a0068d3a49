"""Hash buckets: the working files, each with the rows of some articles and the memo of what they were made from.

An article falls into a bucket by the leading bits of its id, so buckets in order hold articles in order of id. A
bucket's rows and its memo are one Parquet file, hence one rename commits both. The number of buckets is a power of
two and follows the number of articles; when it changes, files are split or joined and nothing is made again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .files import read_parquet, replacing, sync_folder

LOGGER = logging.getLogger(__name__)
Made = TypeVar("Made")
ARTICLES_PER_BUCKET = 32
MAX_BUCKETS = 4096
MEMO, STAMP = b"newsledger.memo", b"newsledger.stamp"
STAMPS_IN_MEMORY = 1 << 15


def bucket_count(articles: int) -> int:
    """Power of two with about ARTICLES_PER_BUCKET articles in each bucket."""
    wanted = max(1, -(-articles // ARTICLES_PER_BUCKET))
    return min(MAX_BUCKETS, 1 << (wanted - 1).bit_length())


def bucket_of(article_id: str, buckets: int) -> int:
    """Bucket by the id's first four hexadecimal digits."""
    return int(article_id[:4], 16) * buckets >> 16


@dataclass(frozen=True, slots=True)
class Memo:
    """What a bucket's rows were made from: the code and model (``fingerprint``), each article's input digest, and the
    ``content`` of the bucket of articles (``source``)."""

    fingerprint: str = ""
    articles: dict[str, str] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The memo in short; ``content`` is a digest of the rows themselves."""

    fingerprint: str
    source: str
    content: str
    rows: int

    def is_made_from(self, articles: Stamp, fingerprint: str) -> bool:
        """Whether the rows are of exactly these articles, and of this code and model."""
        return (self.source, self.fingerprint) == (articles.content, fingerprint)


@dataclass(frozen=True, slots=True)
class Bucket:
    table: pa.Table
    memo: Memo


class BucketFolder:
    """The buckets of one table: ``<folder>/<number of buckets>/<bucket>.parquet``."""

    def __init__(self, folder: Path):
        self.folder = folder

    def counts(self) -> list[int]:
        """Numbers of buckets for which there are files (two only when a re-bucketing was interrupted)."""
        if not self.folder.is_dir():
            return []
        return sorted(int(inside.name) for inside in self.folder.iterdir() if inside.name.isdigit())

    def path(self, bucket: int, count: int) -> Path:
        return self.folder / f"{count:04d}" / f"{bucket:04d}.parquet"

    def paths(self) -> list[Path]:
        """Files of the current layout, in order of article ids."""
        counts = self.counts()
        return sorted((self.folder / f"{counts[-1]:04d}").glob("[0-9]*.parquet")) if counts else []

    def read(self, bucket: int, count: int, columns: list[str] | None = None) -> Bucket | None:
        """A bucket's rows and memo; None if there is none, or if it is corrupt (it is removed, to be made again)."""
        return self._unless_corrupt(self.path(bucket, count), lambda path: read_bucket(path, columns))

    def memo(self, bucket: int, count: int) -> Memo | None:
        """The memo alone, from the file's metadata; None as in ``read``."""
        return self._unless_corrupt(self.path(bucket, count), lambda path: _memo(pq.read_schema(path)))

    def stamp(self, bucket: int, count: int) -> Stamp | None:
        """The stamp alone, from the file's metadata; None as in ``read``."""
        return self._unless_corrupt(self.path(bucket, count), read_stamp)

    def stamps(self, count: int) -> Iterator[Stamp | None]:
        """Of each bucket in order."""
        return (self.stamp(bucket, count) for bucket in range(count))

    def _unless_corrupt(self, path: Path, read: Callable[[Path], Made]) -> Made | None:
        try:
            return read(path)
        except FileNotFoundError:
            return None
        except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
            LOGGER.warning("%s cannot be read and is made again: %s", path, error)
            path.unlink(missing_ok=True)
            return None

    def write(self, bucket: int, count: int, table: pa.Table, memo: Memo) -> None:
        """Commit a bucket in one rename."""
        stamp = [memo.fingerprint, memo.source, _content_digest(table)]
        metadata = {
            **(table.schema.metadata or {}),
            MEMO: json.dumps(memo.articles, sort_keys=True).encode(),
            STAMP: json.dumps(stamp).encode(),
        }
        with replacing(self.path(bucket, count)) as hidden:
            pq.write_table(
                table.replace_schema_metadata(metadata), hidden, compression="zstd", write_page_checksum=True
            )

    def rebucket(self, count: int) -> None:
        """Give the folder ``count`` buckets, keeping every row and memo."""
        counts = self.counts()
        if counts == [count] or not counts:
            return
        new = self.folder / f".{count:04d}.new"
        if count not in counts:
            shutil.rmtree(new, ignore_errors=True)
            self._split(counts[-1], count, BucketFolder(new))
            (new / f"{count:04d}").rename(self.folder / f"{count:04d}")
            sync_folder(self.folder)
        for old in (*(self.folder / f"{old:04d}" for old in counts if old != count), new):
            shutil.rmtree(old, ignore_errors=True)

    def _split(self, old: int, count: int, target: BucketFolder) -> None:
        (target.folder / f"{count:04d}").mkdir(parents=True)
        for bucket in range(count):
            sources = range(bucket * old // count, max(bucket * old // count + 1, (bucket + 1) * old // count))
            read = [found for source in sources if (found := self.read(source, old))]
            if not read:
                continue
            newest = read[0].memo.fingerprint
            same = [found for found in read if found.memo.fingerprint == newest]
            articles = {a: d for found in same for a, d in found.memo.articles.items() if bucket_of(a, count) == bucket}
            table = pa.concat_tables([found.table for found in same])
            mask = pc.is_in(table["article_id"], pa.array(list(articles), pa.string()))
            target.write(bucket, count, table.filter(mask), Memo(newest, articles))

    def stream(self, columns: list[str] | None = None) -> Iterator[pa.Table]:
        """Rows of all buckets in order, one bucket at a time."""
        for path in self.paths():
            yield read_parquet(path, columns)


def read_bucket(path: Path, columns: list[str] | None = None) -> Bucket:
    """Read one bucket file; raises what Arrow raises."""
    table = read_parquet(path, columns)
    return Bucket(table, _memo(table.schema))


def _memo(schema: pa.Schema) -> Memo:
    fingerprint, source, _ = json.loads(schema.metadata[STAMP])
    return Memo(fingerprint, json.loads(schema.metadata[MEMO]), source)


def read_stamp(path: Path) -> Stamp:
    """Kept in memory until the file changes: a run asks many times. Raises what Arrow raises."""
    status = path.stat()
    return _stamp_of(str(path), status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(STAMPS_IN_MEMORY)
def _stamp_of(path: str, *_: int) -> Stamp:
    footer = pq.read_metadata(path)
    return Stamp(*json.loads(footer.metadata[STAMP]), footer.num_rows)


def _content_digest(table: pa.Table) -> str:
    """SHA-256 of the rows as an Arrow stream; metadata does not count."""
    sink = pa.BufferOutputStream()
    plain = table.combine_chunks().replace_schema_metadata(None)
    with pa.ipc.new_stream(sink, plain.schema) as stream:
        stream.write_table(plain)
    return hashlib.sha256(sink.getvalue()).hexdigest()
