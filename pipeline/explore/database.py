"""One SQLite file of a release, for Datasette and for our pages: keys, indexes, full text, and what pages count.

Days are texts (``2026-01-31``), lists are JSON, truth is 0 and 1; all else is as published. Tables whose names begin
with ``explorer_`` hold what pages would else have to count each time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.publish.datapackage import FILE
from pipeline.dataset.publish.release_folders import current_release
from pipeline.dataset.schema import TABLES, Column
from pipeline.dataset.store.files import replacing
from pipeline.explore.revisions import keep_revisions
from pipeline.settings import EXPLORER_FILE

BATCH = 10_000
TOKENS = "porter unicode61 remove_diacritics 2"
# Long texts are found by their words as they stand: to look through each for what the index cannot tell takes too long.
EXACT = {"articles": "unicode61 remove_diacritics 0"}
# Copied from the article to what was found in it, so that lists of one table can be filtered and sorted by index.
OF_ARTICLE = ("published_on", "publisher")
WITH_ARTICLE = ("quotes", "figures")
INDEXES = {
    "articles": [["published_on"], ["publisher"], ["duplicate_of"], ["story_id"]],
    "about": [["entity_id", "quote_id"], ["quote_id"]],
    "sentences": [["article_id", "start_char"]],
    "mentions": [["article_id", "start_char"], ["entity_id", "article_id"]],
    "entities": [["name"], ["entity_type"]],
    "quotes": [
        ["article_id", "start_char"],
        ["speaker_entity_id", "published_on"],
        ["via_entity_id"],
        ["published_on desc", "article_id", "start_char"],
        ["confidence", "article_id", "start_char"],
        ["speaker_name", "published_on"],
    ],
    "figures": [
        ["article_id", "start_char"],
        ["source_entity_id", "published_on"],
        ["subject_entity_id"],
        ["place_entity_id"],
        ["quote_id"],
        ["published_on desc", "article_id", "start_char"],
        ["unit", "published_on"],
        ["value", "article_id", "start_char"],
        ["confidence", "article_id", "start_char"],
        ["source_name"],
        ["series_id"],
    ],
    "history": [["article_id", "revision"]],
    "series": [["story_id"], ["state", "source_count"], ["article_count"], ["last_on"]],
}
SEARCHED = {
    "articles": ["title", "text"],
    "sentences": ["text"],
    "entities": ["name", "aliases"],
    "quotes": ["content", "speaker_name"],
    "figures": ["text", "unit", "item_text", "concept_text", "subject_text", "place_text", "source_name"],
}
COUNTED = """
create table explorer_entities (entity_id text primary key references entities(entity_id), statements integer,
    spoken_of integer, figures integer);
insert into explorer_entities
select entity_id, sum(s), sum(a), sum(f) from (
    select speaker_entity_id as entity_id, count(*) as s, 0 as a, 0 as f from quotes where speaker_entity_id is not null
        and quote_type <> 'scare' group by 1
    union all select entity_id, 0, count(distinct quote_id), 0 from about group by 1
    union all select entity_id, 0, 0, count(distinct figure_id) from (
        select subject_entity_id as entity_id, figure_id from figures where subject_entity_id is not null
        union all select source_entity_id, figure_id from figures where source_entity_id is not null
        union all select place_entity_id, figure_id from figures where place_entity_id is not null) group by 1
) group by entity_id;
create index explorer_entities_by_statements on explorer_entities (statements desc);
create table explorer_articles as
select a.article_id, (select count(*) from quotes q where q.article_id = a.article_id) as statements,
    (select count(*) from figures f where f.article_id = a.article_id) as figures from articles a;
create unique index explorer_articles_by_id on explorer_articles (article_id);
create table explorer_choices (name text primary key, choices text);
insert into explorer_choices select 'publisher', group_concat(publisher, char(10)) from (
    select publisher from articles where publisher is not null group by 1 order by count(*) desc, 1 limit 200);
insert into explorer_choices select 'unit', group_concat(unit, char(10)) from (
    select unit from figures group by 1 order by count(*) desc, 1 limit 200);
"""


@dataclass(frozen=True, slots=True)
class ExplorerReport:
    """``made`` is whether the file was made anew; ``rows`` by table."""

    path: Path
    release: int
    made: bool
    rows: dict[str, int]
    seconds: float
    version: str


def explorer_path(data: Path) -> Path:
    return data / EXPLORER_FILE


def update_explorer(data: Path) -> ExplorerReport:
    """Make the file of the current release, unless it is made of it; in one rename, so that readers see a whole one.

    Raises FileNotFoundError when nothing is published.
    """
    started = time.monotonic()
    release, target = current_release(data), explorer_path(data)
    if release is None:
        raise FileNotFoundError(f"Nothing is published in {data} yet: make run publishes.")
    version = version_of(release)
    known = stored(target)
    if made := known is None or known["version"] != version:
        with replacing(target, durable=False) as hidden:
            known = _build(release, hidden, version)
    return ExplorerReport(target, known["release"], made, known["rows"], time.monotonic() - started, version)


def version_of(release: Path) -> str:
    """What the file of this release must say it was made from: the release, and the code."""
    package = json.loads((release / FILE).read_text(encoding="utf-8"))
    code = b"".join(Path(__file__).with_name(f"{name}.py").read_bytes() for name in ("database", "revisions"))
    made_by = hashlib.sha256(code).hexdigest()[:16]
    return f"{release.name} {package['version']} {made_by}"


def stored(path: Path) -> dict | None:
    """What a file says of itself; None when there is none that can be read."""
    if not path.exists():
        return None
    try:
        with closing(connect(path)) as connection:
            return json.loads(connection.execute("select value from explorer_about").fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError):
        return None


def connect(path: Path) -> sqlite3.Connection:
    """For reading only."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)


def _build(release: Path, path: Path, version: str) -> dict:
    from sqlite_utils import Database
    from sqlite_utils.db import DescIndex

    db = Database(path)
    try:
        for setting in ("journal_mode = off", "synchronous = off", "cache_size = -200000", "temp_store = memory"):
            db.conn.execute(f"pragma {setting}")
        names = [name for name, table in TABLES.items() if not table.is_view]
        for name in names:
            _create(db, name)
        db.add_foreign_keys([key for name in names for key in _references(name, names)])
        days = _days(release)
        rows = {name: _fill(db.conn, name, release / f"{name}.parquet", days) for name in names}
        for table, indexes in INDEXES.items():
            for columns in indexes:
                names = [DescIndex(name[:-5]) if name.endswith(" desc") else name for name in columns]
                db[table].create_index(names)
        _script(db.conn, COUNTED)
        keep_revisions(db.conn, release)
        for name in (name for name in TABLES if TABLES[name].is_view):
            db.create_view(name, _view(name))
        for name, columns in SEARCHED.items():
            db[name].enable_fts(columns, fts_version="FTS5", tokenize=EXACT.get(name, TOKENS))
        known = {"version": version, "release": int(release.name), "rows": rows}
        db["explorer_about"].insert({"value": json.dumps(known)})
        db.conn.commit()
        db.conn.execute("analyze")
        db.conn.commit()
    finally:
        db.conn.close()
    return known


def _script(connection: sqlite3.Connection, statements: str) -> None:
    """All statements in one transaction (``executescript`` would commit each)."""
    for statement in filter(str.strip, statements.split(";")):
        connection.execute(statement)


def _create(db, name: str) -> None:
    table = TABLES[name]
    columns = {column.name: _kind(column) for column in table.columns}
    if name in WITH_ARTICLE:
        columns |= {extra: str for extra in OF_ARTICLE if extra not in columns}
    db[name].create(columns, pk=table.key, not_null=[c.name for c in table.columns if not c.nullable])


def _kind(column: Column) -> type:
    if pa.types.is_floating(column.type):
        return float
    return int if pa.types.is_integer(column.type) or pa.types.is_boolean(column.type) else str


def _view(name: str) -> str:
    """The view for readers, over the tables that it was made of."""
    of = {"statements": "quotes", "facts": "figures"}[name]
    looked_up = {
        "sentence": "(select text from sentences s where s.sentence_id = r.sentence_id)",
        "quote": "(select content from quotes q where q.quote_id = r.quote_id)",
    }
    for part in ("via", "subject", "place"):
        looked_up[f"{part}_name"] = f"(select name from entities e where e.entity_id = r.{part}_entity_id)"
    own = {column.name for column in TABLES[of].columns} | set(OF_ARTICLE)
    looked_up |= {column: f"r.{column}" for column in own}
    names = [column.name for column in TABLES[name].columns]
    columns = [f"{looked_up.get(column, f'a.{column}')} as {column}" for column in names]
    return f"select {', '.join(columns)} from {of} r join articles a on a.article_id = r.article_id"


def _references(name: str, names: list[str]) -> Iterator[tuple[str, str, str, str]]:
    for column in TABLES[name].columns:
        if column.references in names:
            yield name, column.name, column.references, TABLES[column.references].key


def _days(release: Path) -> pa.Table:
    with pq.ParquetFile(release / "articles.parquet") as file:
        return file.read(["article_id", *OF_ARTICLE])


def _fill(connection: sqlite3.Connection, name: str, path: Path, articles: pa.Table) -> int:
    if not path.exists():  # a release of a version that did not have the table yet
        return 0
    count, keys = 0, articles["article_id"].combine_chunks()
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH if name != "articles" else 1000):
            columns = dict(zip(batch.schema.names, batch.columns, strict=True))
            if name in WITH_ARTICLE:
                places = pc.index_in(batch["article_id"], value_set=keys)
                columns = {extra: articles[extra].take(places) for extra in OF_ARTICLE} | columns
            marks = ", ".join("?" * len(columns))
            statement = f"insert into [{name}] ({', '.join(f'[{column}]' for column in columns)}) values ({marks})"
            connection.executemany(statement, zip(*map(_plain, columns.values()), strict=True))
            count += batch.num_rows
    return count


def _plain(values: pa.Array | pa.ChunkedArray) -> list:
    """Values as SQLite keeps them."""
    kind = values.type
    if pa.types.is_timestamp(kind):
        return pc.strftime(values, format="%Y-%m-%d" if kind.tz is None else "%Y-%m-%dT%H:%M:%SZ").to_pylist()
    if pa.types.is_boolean(kind):
        return values.cast(pa.int8()).to_pylist()
    if pa.types.is_list(kind):
        return [None if value is None else json.dumps(value, ensure_ascii=False) for value in values.to_pylist()]
    return values.to_pylist()


def stamp(path: Path) -> tuple[int, int] | None:
    """Changes whenever the file is another one."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns
