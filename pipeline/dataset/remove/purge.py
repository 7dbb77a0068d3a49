"""Purging: an article leaves the working files, the parse store and every release, and does not come back.

The line in ``decisions.toml`` comes first; whatever stops a purge after that, purging again finishes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.extract.process_bucket import STEPS
from pipeline.dataset.ingest.recording import forget
from pipeline.dataset.publish.release_folders import release_folders
from pipeline.dataset.store.files import sweep
from pipeline.dataset.store.hash_buckets import BucketFolder, Memo, bucket_of
from pipeline.dataset.store.lock import writing
from pipeline.dataset.store.working_tables import folder
from pipeline.dataset.whole.entities import canonical_path
from pipeline.dataset.whole.tables import across_path
from pipeline.settings import Settings

from .erase import publish_without, rewrite_without
from .purged import Purged, add_purged

WORKING = ("articles", *(table for step in STEPS for table in step.tables), "entity_ids", "story_words",
           "stories_ids", "series_ids", "failures")  # fmt: skip
MADE_ACROSS = ("stories", "series")


@dataclass(slots=True)
class PurgeReport:
    """``gone`` and ``near`` are ``article_id -> source_uri``: what was removed (the article, and those with the same
    text to the letter), and near copies, which stay. ``releases`` were rewritten, ``published`` is new. ``sources``
    are the inputs that gave it and are still there."""

    gone: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)
    releases: list[int] = field(default_factory=list)
    published: int | None = None
    sources: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For a person."""
        made = [f"Purged {key}  {uri}" for key, uri in sorted(self.gone.items())]
        rewritten = ", ".join(map(str, self.releases)) or "none"
        made.append(
            f"Releases rewritten without it: {rewritten}" + (f"; {self.published} is new" * bool(self.published))
        )
        made.append("decisions.toml keeps it out from now on; to take it in again, remove its [[purged]] line.")
        made += [f"Still in the sources, remove it there yourself: {path}" for path in self.sources]
        made += [
            f"A near copy stays: {uri}  (python -m pipeline purge {key})" for key, uri in sorted(self.near.items())
        ]
        return made


def find(settings: Settings, wanted: str) -> dict[str, str]:
    """``article_id -> source_uri`` of the articles, now or in any release, with this id or these letters in the URI."""
    found: dict[str, str] = {}
    for rows in _everywhere(settings, ["article_id", "source_uri"]):
        uris = zip(rows["article_id"].to_pylist(), rows["source_uri"].to_pylist(), strict=True)
        found |= {key: uri for key, uri in uris if key == wanted or wanted in uri}
    return {wanted: found[wanted]} if wanted in found else found


def purge(settings: Settings, article_id: str) -> PurgeReport:
    """Remove an article, and all whose text is the same to the letter.

    Raises Busy, and OSError when something cannot be written.
    """
    from pipeline.dataset.ingest.purging import take_out

    with writing(settings.data, settings.lock_timeout_seconds):
        purged = Purged(frozenset({article_id}), _texts(settings, article_id))
        report = _what_goes(settings, purged)
        add_purged(settings.decisions, article_id, purged.texts)
        report.sources = take_out(settings)
        _leave_work(settings.work, report.gone.keys() | {article_id})
        _leave_parses(settings.work / "parses", purged.texts)
        settings.explorer.unlink(missing_ok=True)  # made again from the release without it
        report.published = publish_without(settings, purged)
        for release in release_folders(settings.data):
            if int(release.name) != report.published and rewrite_without(release, purged):
                report.releases.append(int(release.name))
        return report


def _everywhere(settings: Settings, columns: list[str]) -> Iterator[pa.Table]:
    """These columns of all articles: of every release, and of the working files."""
    for release in release_folders(settings.data):
        try:
            yield pq.read_table(release / "articles.parquet", columns=columns)
        except (OSError, pa.ArrowException):
            continue  # damaged: nobody can read it
    yield from folder(settings.work, "articles").stream(columns)


def _texts(settings: Settings, article_id: str) -> frozenset[str]:
    """Hashes of every text that the article ever had."""
    known: set[str] = set()
    for rows in _everywhere(settings, ["article_id", "content_sha256"]):
        known.update(rows.filter(pc.equal(rows["article_id"], article_id))["content_sha256"].to_pylist())
    return frozenset(known)


def _what_goes(settings: Settings, purged: Purged) -> PurgeReport:
    report, near = PurgeReport(), {}
    for rows in _everywhere(settings, ["article_id", "content_sha256", "source_uri", "duplicate_of"]):
        for key, text, uri, original in zip(*(column.to_pylist() for column in rows.columns), strict=True):
            if purged.holds(key, text):
                report.gone[key] = uri
            elif original in purged.articles:
                near[key] = uri
    report.near = {key: uri for key, uri in near.items() if key not in report.gone}
    return report


def _leave_work(work: Path, article_ids: set[str]) -> None:
    """Rows of these articles leave the buckets; what is made across articles is made again by the next run."""
    for table in WORKING:
        files = folder(work, table)
        for count in files.counts():
            for key in article_ids:
                _leave_bucket(files, key, count)
    canonical_path(work).unlink(missing_ok=True)
    for name in MADE_ACROSS:
        across_path(work, name).unlink(missing_ok=True)
    forget(work, article_ids)
    sweep(work)


def _leave_bucket(files: BucketFolder, article_id: str, count: int) -> None:
    bucket = bucket_of(article_id, count)
    found = files.read(bucket, count)
    if found is None:
        return
    rows = found.table.filter(pc.not_equal(found.table["article_id"], article_id))
    if article_id in found.memo.articles or rows.num_rows < found.table.num_rows:
        others = {key: digest for key, digest in found.memo.articles.items() if key != article_id}
        files.write(bucket, count, rows, Memo(found.memo.fingerprint, others))


def _leave_parses(store: Path, texts: frozenset[str]) -> None:
    for text in texts:
        for path in store.glob(f"*/{text[:2]}/{text}.spacy"):
            path.unlink()
