"""What is known of every input and article between runs, in one SQLite file that is made again if it is lost.

Articles on their way into the buckets wait in ``waiting``; a run that is killed leaves them there for the next.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset.remove.purged import Purged

LOGGER = logging.getLogger(__name__)
VERSION = 1
TABLES = """
create table inputs (uri text primary key, source text, stamp text, fingerprint text)
  without rowid;
create index inputs_by_source on inputs (source);
create table rejects (uri text, reject_id text, member text, reason text, message text, bytes int,
  primary key (uri, reject_id)) without rowid;
create table deliveries (article_id text, uri text, place text, primary key (article_id, uri)) without rowid;
create index deliveries_by_uri on deliveries (uri);
create table articles (article_id text primary key, uri text, source text, source_uri text, publisher text, first text,
  content text, row_digest text, language text, numbers text, signature blob, lines blob, duplicate_of text,
  repeated blob, bucket_digest text, bucket_content text) without rowid;
create index articles_by_content on articles (content);
create table waiting (article_id text primary key, row blob) without rowid;
create table dirty (article_id text primary key) without rowid;
create table gone (article_id text primary key, source text, source_uri text, content text) without rowid;
create table buckets (number int primary key, stamp text);
create table facts (name text primary key, value text);
"""


@dataclass(frozen=True, slots=True)
class Known:
    stamp: str
    fingerprint: str


def remove(path: Path) -> None:
    """Remove the file and what stands beside it."""
    for left in (path, *path.parent.glob(path.name + "-*")):
        left.unlink(missing_ok=True)


class Index:
    """Typed access to the file; every method is one statement or a few, transactions are the caller's (``with``)."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.is_new = path, not path.exists()
        try:
            self.db = self._open()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            LOGGER.warning("%s cannot be read and is made again: %s", path, error)
            remove(path)
            self.is_new = True
            self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=30, check_same_thread=False)
        try:
            db.execute("pragma auto_vacuum = incremental")
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            version = db.execute("pragma user_version").fetchone()[0]
            if db.execute("select count(*) from sqlite_master").fetchone()[0] and version == VERSION:
                return db
            if version:
                raise sqlite3.DatabaseError(f"it is of version {version}, this code makes version {VERSION}")
            self.is_new = True
            db.executescript(f"begin; {TABLES} pragma user_version = {VERSION}; commit;")
        except BaseException:
            db.close()
            raise
        return db

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Index:
        self.db.execute("begin immediate")
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        if self.db.in_transaction:
            self.db.execute("rollback" if kind else "commit")

    # inputs

    def known(self, source: str) -> dict[str, Known]:
        rows = self.db.execute("select uri, stamp, fingerprint from inputs where source = ?", (source,))
        return {uri: Known(*rest) for uri, *rest in rows}

    def sources(self) -> set[str]:
        return {name for (name,) in self.db.execute("select distinct source from inputs")}

    def set_input(self, uri: str, source: str, stamp: str, fingerprint: str) -> None:
        self.db.execute("insert or replace into inputs values (?, ?, ?, ?)", (uri, source, stamp, fingerprint))

    def forget(self, uris: Iterable[str]) -> None:
        """Have these inputs read again."""
        self.db.executemany("update inputs set stamp = '' where uri = ?", ((uri,) for uri in uris))

    def remove_input(self, uri: str) -> None:
        for table in ("inputs", "rejects", "deliveries"):
            self.db.execute(f"delete from {table} where uri = ?", (uri,))

    def set_rejects(self, uri: str, rows: list[tuple[str, str, str, str, int]]) -> None:
        self.db.execute("delete from rejects where uri = ?", (uri,))
        self.db.executemany("insert or ignore into rejects values (?, ?, ?, ?, ?, ?)", ((uri, *row) for row in rows))

    def rejects(self) -> Iterator[tuple]:
        return self.db.execute(
            "select uri, reject_id, member, reason, message, bytes from rejects order by uri, reject_id"
        )

    # deliveries and articles

    def delivered_by(self, uri: str) -> dict[str, str]:
        return dict(self.db.execute("select article_id, place from deliveries where uri = ?", (uri,)))

    def deliver(self, article_id: str, uri: str, place: str) -> None:
        self.db.execute("insert or replace into deliveries values (?, ?, ?)", (article_id, uri, place))

    def undeliver(self, article_id: str, uri: str) -> None:
        self.db.execute("delete from deliveries where article_id = ? and uri = ?", (article_id, uri))

    def winner(self, article_id: str) -> tuple[str, str] | None:
        """``(uri, place)`` of the delivery that counts: the last in order of sources and paths."""
        query = "select uri, place from deliveries where article_id = ? order by place desc limit 1"
        return self.db.execute(query, (article_id,)).fetchone()

    def article(self, article_id: str) -> sqlite3.Row | None:
        query = "select uri, row_digest, source, source_uri, content from articles where article_id = ?"
        return self.db.execute(query, (article_id,)).fetchone()

    def set_article(self, article_id: str, values: dict[str, Any]) -> None:
        """Insert or update the columns given; the others stay."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        updates = ", ".join(f"{name} = excluded.{name}" for name in values)
        self.db.execute(
            f"insert into articles (article_id, {names}) values (?, {marks}) on conflict do update set {updates}",
            (article_id, *values.values()),
        )

    def wait(self, article_id: str, row: dict[str, Any]) -> None:
        packed = zlib.compress(json.dumps(row).encode(), 1)
        self.db.execute("insert or replace into waiting values (?, ?)", (article_id, packed))
        self.soil([article_id])

    def waiting(self, first: str, last: str) -> dict[str, dict[str, Any]]:
        rows = self.db.execute("select article_id, row from waiting where article_id between ? and ?", (first, last))
        return {article_id: json.loads(zlib.decompress(row)) for article_id, row in rows}

    def soil(self, article_ids: Iterable[str]) -> None:
        self.db.executemany("insert or ignore into dirty values (?)", ((article_id,) for article_id in article_ids))

    def drop_article(self, article_id: str) -> None:
        row = self.article(article_id)
        if row:
            self.db.execute("insert or replace into gone values (?, ?, ?, ?)", (article_id, row[2], row[3], row[4]))
        for table in ("articles", "waiting"):
            self.db.execute(f"delete from {table} where article_id = ?", (article_id,))
        self.soil([article_id])

    def held(self, purged: Purged) -> set[str]:
        """Ids of these, and of articles here with their texts."""
        rows = self.db.execute("select article_id, content from articles")
        return {article_id for article_id, content in rows if purged.holds(article_id, content)} | purged.articles

    def delivering(self, purged: Purged) -> set[str]:
        """Inputs that give these articles."""
        query = "select uri from deliveries where article_id = ?"
        return {uri for article_id in self.held(purged) for (uri,) in self.db.execute(query, (article_id,))}

    def drop(self, purged: Purged) -> set[str]:
        """Drop these articles, whoever delivers them; returns the inputs that did."""
        uris = self.delivering(purged)
        for article_id in self.held(purged):
            self.db.execute("delete from deliveries where article_id = ?", (article_id,))
            self.drop_article(article_id)
        return uris

    def rejected(self, reason: str) -> set[str]:
        return {uri for (uri,) in self.db.execute("select distinct uri from rejects where reason = ?", (reason,))}

    def mark_lost(self, article_ids: Iterable[str]) -> None:
        """No bucket holds these: their inputs are to be read again."""
        keys = ((article_id,) for article_id in article_ids)
        self.db.executemany("update articles set bucket_digest = null where article_id = ?", keys)

    def count(self, table: str, where: str = "1") -> int:
        return self.db.execute(f"select count(*) from {table} where {where}").fetchone()[0]

    # facts

    def fact(self, name: str) -> str:
        row = self.db.execute("select value from facts where name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set_fact(self, name: str, value: str) -> None:
        self.db.execute("insert or replace into facts values (?, ?)", (name, value))
