"""Releases without some of their articles: rewritten table by table, so that nothing of an article is left in any."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.publish.compare import changes_between, history_so_far, new_history
from pipeline.dataset.publish.datapackage import FILE, package_of, tables_in
from pipeline.dataset.publish.parquet_writer import TableWriter
from pipeline.dataset.publish.release import metadata_of
from pipeline.dataset.publish.release_folders import digest_of, install, new_folder, newest_whole
from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.files import replacing
from pipeline.dataset.whole.canonical_rows import NAMED
from pipeline.settings import Settings

from .purged import Purged

LOGGER = logging.getLogger(__name__)
NAMES_OF = {  # columns with the name of the entity in another column
    **{name: (pair,) for name, pair in NAMED.items()},
    "statements": (("speaker_name", "speaker_entity_id"), ("via_name", "via_entity_id")),
    "facts": (
        ("subject_name", "subject_entity_id"),
        ("place_name", "place_entity_id"),
        ("source_name", "source_entity_id"),
    ),
}
MADE_LATER = ("changes", "history")  # of a new release, from its other tables
Row = dict[str, Any]


def publish_without(settings: Settings, purged: Purged) -> int | None:
    """Publish the current release again, without the articles; returns its number, or None if it holds none of them.

    Neither held back nor made from the working files: what keeps a run from publishing must keep no article in.
    """
    current = newest_whole(settings.data)
    erasure = current and _erasure(current, purged)
    if not erasure:
        return None
    number, hidden = new_folder(settings)
    try:
        for name in TABLES.keys() - set(MADE_LATER):
            erasure.write(name, hidden / f"{name}.parquet")
        now = datetime.now(UTC)
        _write(hidden, "changes", changes_between(current, hidden), erasure.digest)
        _write(hidden, "history", new_history(history_so_far(settings.data), hidden, number, now), erasure.digest)
        _describe(hidden, erasure.digest)
        install(settings, hidden, number)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    return number


def rewrite_without(release: Path, purged: Purged) -> bool:
    """Rewrite an earlier release file by file, its data package last; returns whether that was needed.

    Killed in between it counts as damaged, until the same is done again. One that cannot be read is removed.
    """
    try:
        erasure = _erasure(release, purged)
        digest = erasure.digest if erasure else _digest_in(release)
        if erasure is None and digest == digest_of(release):
            return False
        for name in (*(name for name in TABLES if name != "articles"), "articles") if erasure else ():
            with replacing(release / f"{name}.parquet") as hidden:  # articles last: they tell what is to go
                erasure.write(name, hidden)
        _describe(release, digest)
    except (pa.ArrowException, FileNotFoundError, KeyError, ValueError) as error:
        LOGGER.warning("Release %s cannot be read and is removed: %s", release.name, error)
        shutil.rmtree(release, ignore_errors=True)
    return True


def _digest_in(release: Path) -> str:
    return pq.read_schema(release / "articles.parquet").metadata[b"release"].decode()


def _write(folder: Path, name: str, rows: pa.Table, digest: str) -> None:
    with TableWriter(TABLES[name], folder / f"{name}.parquet", metadata_of(digest)) as writer:
        writer.write(rows)


def _describe(folder: Path, digest: str) -> None:
    package = json.dumps(package_of(folder, digest), indent=1, ensure_ascii=False, sort_keys=True)
    with replacing(folder / FILE) as hidden:
        hidden.write_text(package + "\n", encoding="utf-8")


def _erasure(release: Path, purged: Purged) -> _Erasure | None:
    """What is to be done to a release; None if it holds none of the articles."""
    rows = pq.read_table(
        release / "articles.parquet", columns=["article_id", "content_sha256", "source_uri"]
    ).to_pylist()
    gone = [row for row in rows if purged.holds(row["article_id"], row["content_sha256"])]
    if not gone:
        return None
    ids = sorted(row["article_id"] for row in gone)
    digest = hashlib.sha256(f"{_digest_in(release)} without {' '.join(ids)}".encode()).hexdigest()
    return _Erasure(release, pa.array(ids), pa.array([row["source_uri"] for row in gone]), digest).prepared()


@dataclass(frozen=True, slots=True)
class _Erasure:
    """``entities`` are rows of entities with a mention in what goes, as they are without it (None: gone too);
    ``across`` are keys of the stories and series that it had a part in: they go, and the next run makes what is left.
    """

    release: Path
    gone: pa.Array
    uris: pa.Array
    digest: str
    entities: dict[str, Row | None] | None = None
    across: dict[str, pa.Array] | None = None

    def prepared(self) -> _Erasure:
        mentions = pq.read_table(self.release / "mentions.parquet", columns=["article_id", "entity_id"])
        met = mentions.filter(pc.is_in(mentions["article_id"], self.gone))["entity_id"].unique()
        said = pq.read_table(
            self.release / "mentions.parquet",
            columns=["article_id", "entity_id", "text", "mention_type"],
            filters=pc.field("entity_id").isin(met),
        )
        by_entity: dict[str, list[Row]] = defaultdict(list)
        for row in said.to_pylist():
            by_entity[row["entity_id"]].append(row)
        gone, days = set(self.gone.to_pylist()), self._days()
        rows = pq.read_table(self.release / "entities.parquet", filters=pc.field("entity_id").isin(met)).to_pylist()
        entities = {r["entity_id"]: _without(r, by_entity[r["entity_id"]], gone, days) for r in rows}
        return replace(self, entities=entities, across=self._parts())

    def _parts(self) -> dict[str, pa.Array]:
        if {"stories", "series"} - set(tables_in(self.release)):
            return {}  # of a version that had none
        stories = self._keys("articles", "story_id")
        rows = pq.read_table(self.release / "series.parquet", columns=["series_id", "story_id"])
        of_stories = rows.filter(pc.is_in(rows["story_id"], stories))["series_id"].combine_chunks()
        return {"stories": stories, "series": pa.concat_arrays([self._keys("figures", "series_id"), of_stories])}

    def _keys(self, name: str, column: str) -> pa.Array:
        rows = pq.read_table(self.release / f"{name}.parquet", columns=["article_id", column])
        return rows.filter(pc.is_in(rows["article_id"], self.gone))[column].drop_null().unique()

    def _days(self) -> dict[str, str]:
        rows = pq.read_table(self.release / "articles.parquet", columns=["article_id", "published_on"]).to_pylist()
        return {row["article_id"]: str(row["published_on"] or "9999") for row in rows}

    def write(self, name: str, path: Path) -> None:
        with TableWriter(TABLES[name], path, metadata_of(self.digest)) as writer:
            for rows in self._pieces(name):
                writer.write(rows)

    def _pieces(self, name: str) -> Iterator[pa.Table]:
        """Row groups without what goes; one at a time, since articles may be many."""
        if name not in tables_in(self.release):
            return
        file = pq.ParquetFile(self.release / f"{name}.parquet")
        for group in range(file.num_row_groups):
            rows = _with_all_columns(name, file.read_row_group(group))
            if name == "entities":
                yield self._other_entities(rows)
            elif name == "rejects":
                yield rows.filter(pc.invert(pc.is_in(rows["source_uri"], self.uris)))
            elif name in self.across:
                yield rows.filter(pc.invert(pc.is_in(rows[TABLES[name].key], self.across[name])))
            elif name in MADE_LATER:
                yield rows  # ids and counts only
            else:
                yield self._other_rows(name, rows.filter(pc.invert(pc.is_in(rows["article_id"], self.gone))))

    def _other_entities(self, rows: pa.Table) -> pa.Table:
        made = [self.entities.get(row["entity_id"], row) for row in rows.to_pylist()]
        return pa.Table.from_pylist([row for row in made if row is not None], schema=rows.schema)

    def _other_rows(self, name: str, rows: pa.Table) -> pa.Table:
        """Names of entities, originals of copies, stories and series may have come from what goes."""
        gone = {c.name: self.across[c.references] for c in TABLES[name].columns if c.references in self.across}
        for column, keys in (gone | ({"duplicate_of": self.gone} if name == "articles" else {})).items():
            kept = pc.if_else(pc.is_in(rows[column], keys), pa.scalar(None, pa.string()), rows[column])
            rows = rows.set_column(rows.schema.get_field_index(column), column, kept)
        for column, key in NAMES_OF.get(name, ()):
            names = {entity: row["name"] for entity, row in self.entities.items() if row is not None}
            pairs = zip(rows[column].to_pylist(), rows[key].to_pylist(), strict=True)
            named = pa.array([names.get(entity, said) for said, entity in pairs], pa.string())
            rows = rows.set_column(rows.schema.get_field_index(column), column, named)
        return rows


def _without(row: Row, mentions: list[Row], gone: set[str], days: dict[str, str]) -> Row | None:
    """An entity's row without some articles: counts, and names that only they gave, are of the others."""
    left = [mention for mention in mentions if mention["article_id"] not in gone]
    if not left:
        return None
    articles = {mention["article_id"] for mention in left}
    here = {mention["text"] for mention in left if mention["mention_type"] == "name"}
    there = {mention["text"] for mention in mentions if mention["article_id"] in gone}
    lost = [name for name in (row["name"], *row["aliases"]) if _is_said(name, there) and not _is_said(name, here)]
    aliases = [alias for alias in row["aliases"] if alias not in lost]
    name = row["name"]
    if name in lost:
        name = max([*aliases, *here, next(iter(left))["text"]], key=lambda text: (len(text), text))
    return row | {
        "name": name,
        "aliases": [alias for alias in aliases if alias != name],
        "mention_count": len(left),
        "article_count": len(articles),
        "first_article_id": min(articles, key=lambda article: (days[article], article)),
    }


def _with_all_columns(name: str, rows: pa.Table) -> pa.Table:
    """With nulls for the columns that the version which published them did not have."""
    for column in TABLES[name].columns:
        if column.name not in rows.column_names and column.nullable:
            rows = rows.append_column(column.name, pa.nulls(rows.num_rows, column.type))
    return rows


def _is_said(name: str, texts: set[str]) -> bool:
    return any(name.casefold() in text.casefold() for text in texts)
