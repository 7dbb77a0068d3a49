"""Articles that ``decisions.toml`` purged leave the index and the buckets, and their inputs are read again."""

from __future__ import annotations

from contextlib import closing

from pipeline.dataset.remove.purged import Purged, read_purged
from pipeline.settings import Settings

from .committing import commit
from .copies import compare
from .index import Index
from .report import IngestReport
from .sources import SourceMissing, inputs


def drop_purged(index: Index, purged: Purged) -> None:
    """If what is purged changed: it leaves the index; inputs that gave it, or would have, are read again."""
    digest = purged.digest()
    if index.fact("purged") != digest:
        with index:
            index.forget(index.drop(purged) | index.rejected("purged"))
            index.set_fact("purged", digest)


def take_out(settings: Settings) -> list[str]:
    """The same for index and buckets, at once and without reading any input; returns the inputs that gave what is
    purged and are still there. The caller holds the data folder's lock."""
    purged = read_purged(settings.decisions)
    with closing(Index(settings.work / "ingest.sqlite")) as index:
        index.db.execute("pragma secure_delete = on")
        uris = index.delivering(purged)
        drop_purged(index, purged)
        compare(index)
        commit(settings, index, IngestReport())
        index.db.execute("vacuum")
        index.db.execute("pragma wal_checkpoint(truncate)")
    there = []
    for source in settings.sources:
        try:
            there += [entry.path for entry in inputs(source) if entry.uri in uris]
        except SourceMissing:
            continue
    return there
