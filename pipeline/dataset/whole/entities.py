"""Canonical entities across all articles, from the entities of each and the user's decisions.

Writes ``work/entity_ids/`` (buckets: local entity -> entity of the dataset, with its name) and
``work/canonical.parquet`` (rows of the table ``entities``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.files import replacing
from pipeline.dataset.store.fingerprints import LANGUAGE, folder_digest
from pipeline.dataset.store.hash_buckets import MEMO, Memo
from pipeline.dataset.store.lock import writing
from pipeline.dataset.store.working_tables import bucket_layout, content_of, folder
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.language.canonical import LocalEntity, Result

IDS = pa.schema(
    [("entity_id", pa.string()), ("article_id", pa.string()), ("canonical_id", pa.string()), ("name", pa.string())]
)


@dataclass(slots=True)
class EntitiesReport:
    """``rows``: entities of the dataset, made of ``local`` ones of single articles."""

    rows: int = 0
    local: int = 0
    changed: bool = False
    conflicts: list[str] = field(default_factory=list)
    suspicious: list[str] = field(default_factory=list)


def canonical_path(work: Path) -> Path:
    return work / "canonical.parquet"


def last_report(settings: Settings) -> EntitiesReport:
    """What the last ``update_entities`` found, from its file; raises FileNotFoundError before the first."""
    known = json.loads(pq.read_schema(canonical_path(settings.work)).metadata[MEMO])
    return EntitiesReport(**known["report"])


def update_entities(settings: Settings) -> EntitiesReport:
    """Join the articles' entities; nothing is done if neither they nor the decisions nor the code changed.

    Raises ValueError when the file of decisions cannot be read as such.
    """
    with writing(settings.data, settings.lock_timeout_seconds):
        decisions = settings.decisions.read_text(encoding="utf-8") if settings.decisions.exists() else ""
        digest = input_digest(settings.work, decisions)
        if stored := _stored(settings.work, digest):
            return stored
        from pipeline.language.canonical import canonicalize, read_decisions, suspicious  # imports spaCy

        local = list(_local_entities(settings.work))
        result = canonicalize(local, read_decisions(decisions))
        report = EntitiesReport(
            rows=len(result.entities),
            local=len(local),
            changed=True,
            conflicts=[conflict.message for conflict in result.conflicts],
            suspicious=[f"{entity.entity_id} {entity.name}: {why}" for entity, why in suspicious(result.entities)],
        )
        _write_ids(settings.work, result)
        _write_rows(settings.work, local, result, report, digest)
        return report


def input_digest(work: Path, decisions: str) -> str:
    """Of all that canonical entities depend on."""
    sha = hashlib.sha256(decisions.encode())
    for name in ("canonical", "coreference"):
        sha.update(folder_digest(LANGUAGE / name).encode())
    sha.update(folder_digest(Path(__file__)).encode())
    for table in ("entities", "articles"):
        sha.update(content_of(work, table).encode())
    return sha.hexdigest()


def _stored(work: Path, digest: str) -> EntitiesReport | None:
    try:
        known = json.loads(pq.read_schema(canonical_path(work)).metadata[MEMO])
    except (OSError, KeyError, pa.ArrowException, ValueError):
        return None
    layout = bucket_layout(work)
    ids = folder(work, "entity_ids")
    if known["digest"] != digest or ids.counts() not in ([layout], []) or not _ids_whole(work, layout):
        return None
    report = EntitiesReport(**known["report"])
    report.changed = False
    return report


def _ids_whole(work: Path, layout: int) -> bool:
    names = [path.name for path in folder(work, "entities").paths()]
    return all(folder(work, "entity_ids").stamp(int(name[:4]), layout) for name in names)


def _local_entities(work: Path) -> Iterator[LocalEntity]:
    """Entities of single articles, one bucket in memory at a time."""
    from pipeline.language.canonical import LocalEntity

    own = [field.name for field in fields(LocalEntity)]
    layout = bucket_layout(work)
    for bucket in range(layout):
        found = folder(work, "entities").read(bucket, layout)
        if found is None:
            continue
        articles = folder(work, "articles").read(bucket, layout, ["article_id", "published_on"]).table.to_pylist()
        days = {row["article_id"]: row["published_on"] and row["published_on"].date() for row in articles}
        for row in found.table.to_pylist():
            row |= {"local_id": row["entity_id"], "published_on": days.get(row["article_id"])}
            values = {name: tuple(row[name]) if isinstance(row[name], list) else row[name] for name in own}
            yield LocalEntity(**values)


def _write_ids(work: Path, result: Result) -> None:
    canonical = {member: (entity.entity_id, entity.name) for entity in result.entities for member in entity.members}
    layout = bucket_layout(work)
    target = folder(work, "entity_ids")
    target.rebucket(layout)
    for bucket in range(layout):
        if found := folder(work, "entities").read(bucket, layout, ["entity_id", "article_id"]):
            pairs = [canonical[key] for key in found.table["entity_id"].to_pylist()]
            columns = [
                found.table["entity_id"],
                found.table["article_id"],
                pa.array([pair[0] for pair in pairs], pa.string()),
                pa.array([pair[1] for pair in pairs], pa.string()),
            ]
            target.write(bucket, layout, pa.table(columns, schema=IDS), Memo())


def _write_rows(work: Path, local: list[LocalEntity], result: Result, report: EntitiesReport, digest: str) -> None:
    by_id = {entity.local_id: entity for entity in local}
    rows = []
    for entity in sorted(result.entities, key=lambda entity: entity.entity_id):
        members = [by_id[member] for member in entity.members]
        first = min(members, key=lambda member: (str(member.published_on or "9999"), member.article_id))
        rows.append(
            {
                "entity_id": entity.entity_id,
                "name": entity.name,
                "entity_type": entity.entity_type,
                "aliases": list(entity.aliases),
                "merge_rule": entity.merge_rule,
                "country_code": entity.country_code,
                "wikidata_id": entity.wikidata_id,
                "mention_count": sum(member.mention_count for member in members),
                "article_count": len({member.article_id for member in members}),
                "first_article_id": first.article_id,
            }
        )
    schema = pa.schema(
        [
            pa.field(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type)
            for f in TABLES["entities"].arrow_schema()
        ]
    )
    known = {"digest": digest, "report": {name: getattr(report, name) for name in EntitiesReport.__slots__}}
    table = pa.Table.from_pylist(rows, schema=schema).replace_schema_metadata({MEMO: json.dumps(known).encode()})
    with replacing(canonical_path(work)) as hidden:
        pq.write_table(table, hidden, compression="zstd")
