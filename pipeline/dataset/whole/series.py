"""Series across all articles, from the figures as they are published, the stories and the code that matches them.

Stories are done some at a time, so that memory is bounded; what is kept of each figure is its key and its series'.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.decisions.correcting import Correcting, correcting_of
from pipeline.dataset.extract.rows import make_id
from pipeline.dataset.store.files import read_parquet
from pipeline.dataset.store.fingerprints import LANGUAGE, PACKAGE, folder_digest
from pipeline.dataset.store.lock import writing
from pipeline.dataset.store.working_tables import bucket_layout, content_of, folder
from pipeline.settings import Settings

from .entities import canonical_path
from .points import Places, bucket_points
from .stories import stories_digest, update_stories
from .tables import across_path, stored, write_ids, write_table

if TYPE_CHECKING:
    from pipeline.language.series import Indicator, Point, Series

FIGURES_AT_ONCE = 300_000


@dataclass(slots=True)
class SeriesReport:
    """``rows``: series; ``figures``: those that are in one; ``states``: series by state."""

    rows: int = 0
    figures: int = 0
    states: dict[str, int] = field(default_factory=dict)
    changed: bool = False


def update_series(settings: Settings) -> SeriesReport:
    """Join the figures that measure the same thing; nothing is done if nothing that they depend on changed.

    Raises ValueError for a correction that no row can have.
    """
    with writing(settings.data, settings.lock_timeout_seconds):
        update_stories(settings)
        work = settings.work
        digest = series_digest(settings)
        if known := stored(work, "series", "figures", digest):
            return SeriesReport(**known | {"changed": False})
        correcting = correcting_of(settings)
        rows: list[dict[str, Any]] = []
        ids: dict[str, str] = {}
        parts = 1 + _figures(work) // FIGURES_AT_ONCE
        for part in range(parts):
            for story, series in _made(work, correcting, part, parts):
                key = make_id("series", story or "", *series.key)
                rows.append(_row(key, story, series))
                ids.update(dict.fromkeys(series.points, key))
        rows.sort(key=lambda row: row["series_id"])
        states: dict[str, int] = defaultdict(int)
        for row in rows:
            states[row["state"]] += 1
        report = SeriesReport(len(rows), len(ids), dict(sorted(states.items())), True)
        write_ids(work, "series", "figures", "figure_id", ids)
        write_table(work, "series", rows, digest, asdict(report))
        return report


def series_digest(settings: Settings) -> str:
    """Of all that series depend on."""
    sha = hashlib.sha256(stories_digest(settings).encode())
    for table in ("figures", "sentences", "mentions"):
        sha.update(content_of(settings.work, table).encode())
    sha.update(folder_digest(LANGUAGE / "series").encode())
    for room in ("whole", "decisions"):
        sha.update(folder_digest(PACKAGE / "dataset" / room).encode())
    return sha.hexdigest()


def _figures(work: Path) -> int:
    return sum(stamp.rows for stamp in folder(work, "figures").stamps(bucket_layout(work)) if stamp)


def _made(work: Path, correcting: Correcting, part: int, parts: int) -> Iterator[tuple[str | None, Series]]:
    """Series of the stories and indicators that fall into a part, each with its story."""
    from pipeline.language.series import indicator_series, story_series

    stories: dict[str, list[Point]] = defaultdict(list)
    indicators: list[tuple[Indicator, Point]] = []
    places = _places(work)
    for bucket in range(bucket_layout(work)):
        if folder(work, "articles").stamp(bucket, bucket_layout(work)) is None:
            continue
        for story, indicator, point in bucket_points(work, bucket, correcting, places):
            owner = "".join(indicator.key) if indicator else story
            if parts == 1 or int(make_id(owner)[:8], 16) % parts == part:
                if indicator:
                    indicators.append((indicator, point))
                else:
                    stories[story].append(point)
    for story in sorted(stories):
        yield from ((story, series) for series in story_series(stories[story]))
    yield from ((None, series) for series in indicator_series(indicators))


def _places(work: Path) -> Places:
    """Canonical places by id and by the country they are or whose people are named."""
    rows = read_parquet(canonical_path(work), ["entity_id", "name", "entity_type", "country_code"])
    rows = rows.filter(pc.is_in(rows["entity_type"], pa.array(["GPE", "LOC", "NORP"])))
    return Places.of(rows.to_pylist())


def _row(key: str, story: str | None, series: Series) -> dict[str, Any]:
    same = ("label", "quantity_type", "unit", "currency", "per_unit", "source_count", "article_count", "first_value",
            "last_value", "lowest", "highest",
            "state")  # fmt: skip
    return {
        "series_id": key,
        "story_id": story,
        "place_entity_id": series.place,
        "subject_entity_id": series.subject,
        "value_count": len(series.points),
        **{name: getattr(series, name) for name in same},
        **{name: _instant(getattr(series, name)) for name in ("first_on", "last_on")},
    }


def _instant(day: date | None) -> datetime | None:
    return day and datetime.combine(day, time())


__all__ = ["SeriesReport", "across_path", "series_digest", "update_series"]
