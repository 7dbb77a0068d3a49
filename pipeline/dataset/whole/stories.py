"""Stories across all articles: counts of words are kept by bucket (``work/story_words/``), the rest is made of all.

Memory: about one kilobyte an article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.extract.rows import make_id
from pipeline.dataset.store.fingerprints import LANGUAGE, folder_digest
from pipeline.dataset.store.hash_buckets import Memo
from pipeline.dataset.store.lock import writing
from pipeline.dataset.store.working_tables import bucket_layout, folder
from pipeline.settings import Settings

from .entities import input_digest
from .tables import stored, write_ids, write_table

if TYPE_CHECKING:
    from scipy import sparse

WORDS = pa.schema([("article_id", pa.string()), ("places", pa.list_(pa.int32())), ("counts", pa.list_(pa.float32()))])
FACTS = ["article_id", "title", "published_on", "duplicate_of", "language"]


@dataclass(slots=True)
class StoriesReport:
    """``rows``: stories; ``articles``: those that are in one."""

    rows: int = 0
    articles: int = 0
    changed: bool = False


def update_stories(settings: Settings) -> StoriesReport:
    """Group the articles by event; nothing is done if neither they nor their entities nor the code changed."""
    with writing(settings.data, settings.lock_timeout_seconds):
        work = settings.work
        digest = stories_digest(settings)
        if known := stored(work, "stories", "articles", digest):
            return StoriesReport(**known | {"changed": False})
        articles = _articles(work)
        ids = _grouped(work, articles)
        rows = _rows(articles, ids)
        report = StoriesReport(len(rows), len(ids), True)
        write_ids(work, "stories", "articles", "article_id", ids)
        write_table(work, "stories", rows, digest, asdict(report))
        return report


def stories_digest(settings: Settings) -> str:
    """Of all that stories depend on."""
    decisions = settings.decisions.read_text(encoding="utf-8") if settings.decisions.exists() else ""
    parts = (input_digest(settings.work, decisions), folder_digest(LANGUAGE / "stories"), folder_digest(Path(__file__)))
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def _articles(work: Path) -> list[dict[str, Any]]:
    parts = list(folder(work, "articles").stream(FACTS))
    return pa.concat_tables(parts).to_pylist() if parts else []


def _grouped(work: Path, articles: list[dict[str, Any]]) -> dict[str, str]:
    """``article_id -> story_id``; copies are in the story of their original, alone with it if need be."""
    from pipeline.language.stories import Likeness, group, words_and_names  # imports scikit-learn

    own = [row for row in articles if row["duplicate_of"] is None]
    place = {row["article_id"]: number for number, row in enumerate(own)}
    counted = list(_words(work)) if place else []
    order = np.argsort([place[key] for keys, _ in counted for key in keys])
    days = np.array([row["published_on"].toordinal() if row["published_on"] else np.nan for row in own])
    counts = words_and_names([part for _, part in counted], order, *_entities(work, place))
    likeness = Likeness(*counts, days)
    stories = [[own[number] for number in story] for story in group(likeness)]
    copies: dict[str, list[dict[str, Any]]] = {}
    for row in articles:
        if row["duplicate_of"] in place:
            copies.setdefault(row["duplicate_of"], []).append(row)
    told = {row["article_id"] for story in stories for row in story}
    stories += [[own[place[original]]] for original in sorted(copies) if original not in told]
    whole = [[*story, *(copy for row in story for copy in copies.get(row["article_id"], ()))] for story in stories]
    return {row["article_id"]: make_id("story", min(map(_order, story))[1]) for story in whole for row in story}


def _order(row: dict[str, Any]) -> tuple[str, str]:
    return str(row["published_on"] or "9999"), row["article_id"]


def _words(work: Path) -> Iterator[tuple[list[str], sparse.csr_matrix]]:
    """Keys and counts of words of the articles that are no copies, bucket by bucket; counted where they changed."""
    from scipy import sparse

    from pipeline.language.stories.vectors import FEATURES

    layout, target = bucket_layout(work), folder(work, "story_words")
    target.rebucket(layout)
    version = folder_digest(LANGUAGE / "stories" / "vectors.py")
    for bucket in range(layout):
        source = folder(work, "articles").stamp(bucket, layout)
        if source is None:
            continue
        stamp = target.stamp(bucket, layout)
        if stamp is None or not stamp.is_made_from(source, version):
            _count(work, bucket, layout, Memo(version, {}, source.content))
        found = target.read(bucket, layout).table
        places = found["places"].combine_chunks()
        shape = (found.num_rows, 2 * FEATURES)
        counts = found["counts"].combine_chunks().flatten().to_numpy()
        yield (
            found["article_id"].to_pylist(),
            sparse.csr_matrix(
                (counts, places.flatten().to_numpy(), places.offsets.to_numpy() - places.offsets[0].as_py()),
                shape=shape,
            ),
        )


def _count(work: Path, bucket: int, layout: int, memo: Memo) -> None:
    from pipeline.language.stories import text_counts

    rows = folder(work, "articles").read(bucket, layout, ["article_id", "text", "duplicate_of"]).table
    rows = rows.filter(pc.is_null(rows["duplicate_of"]))
    counts = text_counts(rows["text"].to_pylist())
    offsets = pa.array(counts.indptr, pa.int32())
    columns = [
        rows["article_id"].combine_chunks(),
        pa.ListArray.from_arrays(offsets, pa.array(counts.indices, pa.int32())),
        pa.ListArray.from_arrays(offsets, pa.array(counts.data, pa.float32())),
    ]
    folder(work, "story_words").write(bucket, layout, pa.Table.from_arrays(columns, schema=WORDS), memo)


def _entities(work: Path, place: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of articles and of entities, one pair for each mention that may tell an event."""
    from pipeline.language.stories.vectors import ENTITY_TYPES

    types, layout = pa.array(sorted(ENTITY_TYPES)), bucket_layout(work)
    parts: list[pa.Table] = []
    for bucket in range(layout):
        found = folder(work, "mentions").read(bucket, layout, ["article_id", "entity_id", "entity_type"])
        ids = folder(work, "entity_ids").read(bucket, layout)
        if found and ids:
            rows = found.table.filter(pc.is_in(found.table["entity_type"], types))
            at = pc.index_in(rows["entity_id"], value_set=ids.table["entity_id"].combine_chunks())
            canonical = ids.table["canonical_id"].take(at)
            parts.append(pa.table({"article": rows["article_id"], "entity": canonical}))
    if not parts:
        return np.zeros(0, int), np.zeros(0, int)
    pairs = pa.concat_tables(parts).combine_chunks()
    entity = pairs["entity"].combine_chunks().dictionary_encode().indices.to_numpy()
    article = pc.index_in(pairs["article"], value_set=pa.array(list(place))).combine_chunks()
    known = pc.is_valid(article).to_numpy(zero_copy_only=False)
    return article.drop_null().to_numpy(), entity[known]


def _rows(articles: list[dict[str, Any]], ids: dict[str, str]) -> list[dict[str, Any]]:
    stories: dict[str, list[dict[str, Any]]] = {}
    for row in articles:
        if row["article_id"] in ids:
            stories.setdefault(ids[row["article_id"]], []).append(row)
    made = []
    for key, members in sorted(stories.items()):
        days = sorted(row["published_on"] for row in members if row["published_on"])
        titled = sorted((row for row in members if row["title"]), key=_order)
        made.append(
            {
                "story_id": key,
                "title": titled[0]["title"] if titled else "Untitled",
                "first_on": days[0] if days else None,
                "last_on": days[-1] if days else None,
                "article_count": len(members),
            }
        )
    return made
