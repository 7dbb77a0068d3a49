"""From rows of a bucket to the points that series are made of: figures with the words around them, whom and what they
name, their article's day and their story."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset.decisions.correcting import Correcting

from .canonical_rows import read_working, resolved

if TYPE_CHECKING:
    from pipeline.language.series import Indicator, Point

COLUMNS = [
    "figure_id", "article_id", "sentence_id", "start_char", "end_char", "value", "value_low", "value_high", "modifier",
    "is_approximate", "change", "role", "is_negated", "of_figure_id", "quantity_type", "unit", "currency", "per_unit",
    "item_text", "item_start_char", "item_end_char", "concept_text", "concept_start_char", "concept_end_char",
    "predicate", "subject_text", "subject_start_char", "subject_end_char", "place_entity_id", "source_text",
    "source_entity_id", "period_start", "period_end", "restates_figure_id",
]  # fmt: skip
AROUND = 160  # characters of the sentence on each side
MAIN_PLACE = 0.5  # share of an article's mentions of places that makes one what it is about
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """Places of the dataset: their names, and the country that is meant by a people ("French")."""

    names: dict[str, str] = field(default_factory=dict)
    of_people: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: list[Row]) -> Places:
        """From rows of ``entities``."""
        names = {row["entity_id"]: row["name"] for row in rows if row["entity_type"] == "GPE"}
        countries = {row["country_code"]: row["entity_id"] for row in rows
                     if row["country_code"] and row["entity_type"] == "GPE"}  # fmt: skip
        people = {row["entity_id"]: countries[row["country_code"]] for row in rows
                  if row["entity_type"] == "NORP" and row["country_code"] in countries}  # fmt: skip
        return cls(names, people)

    def meant(self, entity: str) -> str | None:
        return entity if entity in self.names else self.of_people.get(entity)


@dataclass(slots=True)
class _Mentions:
    """Of one article, in order."""

    starts: list[int] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[str]:
        return self.entities[bisect_left(self.starts, start) : bisect_left(self.starts, end)] if start >= 0 else []


def bucket_points(
    work: Path, bucket: int, correcting: Correcting, places: Places
) -> Iterator[tuple[str | None, Indicator | None, Point]]:
    """Figures of a bucket that are of a story or an indicator, with both."""
    from pipeline.language.series import as_earlier, indicator_of, is_earlier

    stories = _stories(work, bucket)
    articles = {row["article_id"]: row for row in _articles(work, bucket)}
    texts = _texts(work, bucket)
    mentions = _mentions(work, bucket, correcting)
    main = {article: _main_place(found, places) for article, found in mentions.items()}
    rows = resolved(work, "figures", bucket, correcting).select(COLUMNS).to_pylist()
    last, again, indicator = None, False, None
    for row in rows:
        article = row["article_id"]
        found = mentions.get(article, _Mentions())
        point = _point(row, articles[article], *texts[row["sentence_id"]], found)
        if is_earlier(point):
            point = replace(point, is_earlier=True)
            if last and (last.sentence, last.quantity_type) == (point.sentence, point.quantity_type):
                point, again = as_earlier(point, last), True
        own = _place(row, found, texts[row["sentence_id"]], places)
        if not again:
            indicator = indicator_of(point, own, main.get(article), places.names)
        last, again = point, False
        if indicator or stories.get(article):
            yield stories.get(article), indicator, point


def _stories(work: Path, bucket: int) -> dict[str, str | None]:
    rows = read_working(work, "stories_ids", bucket)
    return dict(zip(rows["article_id"].to_pylist(), rows["story_id"].to_pylist(), strict=True))


def _articles(work: Path, bucket: int) -> list[Row]:
    return read_working(work, "articles", bucket, ["article_id", "published_on", "reference_on"]).to_pylist()


def _texts(work: Path, bucket: int) -> dict[str, tuple[str, int]]:
    """Text and first character of each sentence."""
    rows = read_working(work, "sentences", bucket, ["sentence_id", "text", "start_char"])
    texts = zip(rows["text"].to_pylist(), rows["start_char"].to_pylist(), strict=True)
    return dict(zip(rows["sentence_id"].to_pylist(), texts, strict=True))


def _mentions(work: Path, bucket: int, correcting: Correcting) -> dict[str, _Mentions]:
    made: dict[str, _Mentions] = defaultdict(_Mentions)
    rows = resolved(work, "mentions", bucket, correcting)
    columns = (rows[name].to_pylist() for name in ("article_id", "start_char", "entity_id"))
    for article, start, entity in zip(*columns, strict=True):
        made[article].starts.append(start)
        made[article].entities.append(entity)
    return made


def _main_place(found: _Mentions, places: Places) -> str | None:
    """The place, most often a country, that an article is about, if one is named more than all others together."""
    counts = Counter(place for entity in found.entities if (place := places.meant(entity)))
    if not counts:
        return None
    first, count = min(counts.items(), key=lambda one: (-one[1], one[0]))
    return first if count > MAIN_PLACE * counts.total() else None


def _place(row: Row, found: _Mentions, sentence: tuple[str, int], places: Places) -> str | None:
    """The place that a figure's indicator is of: what its own words name, else the only one its sentence names."""
    if place := places.meant(row["place_entity_id"] or ""):
        return place
    for part in ("concept", "item", "subject"):
        for entity in found.within(row[f"{part}_start_char"], row[f"{part}_end_char"]):
            if place := places.meant(entity):
                return place
    text, start = sentence
    named = {place for entity in found.within(start, start + len(text)) if (place := places.meant(entity))}
    return named.pop() if len(named) == 1 else None


def _point(row: Row, article: Row, text: str, start: int, found: _Mentions) -> Point:
    from pipeline.language.series import Point

    named = [
        found.within(row[f"{part}_start_char"], row[f"{part}_end_char"]) for part in ("item", "concept", "subject")
    ]
    day = article["published_on"] or article["reference_on"]
    first, last = row["start_char"] - start, row["end_char"] - start
    return Point(
        figure_id=row["figure_id"],
        article_id=row["article_id"],
        order=row["start_char"],
        sentence=row["sentence_id"],
        value=row["value"],
        low=row["value_low"],
        high=row["value_high"],
        is_part=row["of_figure_id"] is not None,
        item=row["item_text"],
        concept=row["concept_text"],
        subject=row["subject_text"],
        before=text[max(0, first - AROUND) : first],
        after=text[last : last + AROUND],
        place=row["place_entity_id"],
        entities=frozenset(entity for part in named for entity in part),
        source=row["source_entity_id"] or row["source_text"],
        day=day and day.date(),
        period_start=row["period_start"] and row["period_start"].date(),
        period_end=row["period_end"] and row["period_end"].date(),
        **{name: row[name] for name in ("modifier", "is_approximate", "change", "role", "is_negated", "quantity_type",
                                        "unit", "currency", "per_unit", "predicate")},
    )  # fmt: skip
