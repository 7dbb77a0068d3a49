"""Tables of what articles share: stories, and series of figures for the same thing."""

from __future__ import annotations

from pipeline.language.records import QUANTITY_TYPES
from pipeline.language.series.records import STATES

from .columns import Table, count, day, enum, foreign, key, number, text

STORIES = Table(
    "stories",
    "One row per event that two or more articles are about.",
    (
        key("story_id", "Hash of the story's first article, by day of publication, then id."),
        text("title", "Title of its first article that has one.", nullable=False),
        day("first_on", "Day of publication of its first article; null where no article tells."),
        day("last_on", "Day of publication of its last article; null where no article tells."),
        count("article_count", "Articles about it, copies included."),
    ),
    key="story_id",
    order=("story_id",),
    preview=("title", "first_on", "last_on", "article_count"),
)

SERIES = Table(
    "series",
    "One row per measured thing of a story ('people killed'), or named indicator of a place ('inflation rate').",
    (
        key("series_id", "Hash of the story or indicator, and of what is measured."),
        foreign("story_id", "stories", "The story; null for a named indicator.", nullable=True),
        text("label", "What is measured, in words.", nullable=False),
        enum("quantity_type", QUANTITY_TYPES, "What kind of quantity its figures are."),
        text("unit", "Canonical unit of its figures; of a count what is counted.", nullable=False),
        text("currency", "ISO 4217 code of money."),
        text("per_unit", "What stands below the line of a rate."),
        foreign(
            "place_entity_id", "entities", "The place it is measured at, where all that name one agree.", nullable=True
        ),
        foreign("subject_entity_id", "entities", "Who or what it is measured of, likewise.", nullable=True),
        count("value_count", "Its figures."),
        count("source_count", "Different sources that its figures name."),
        count("article_count", "Articles with a figure of it."),
        day("first_on", "First day its figures are of: their period's last day, else the article's day."),
        day("last_on", "Last such day."),
        number(
            "first_value", "Value of the first figure with one value; null if all are bounds or ranges.", nullable=True
        ),
        number("last_value", "Value of the last such figure.", nullable=True),
        number("lowest", "Lowest value or end of a range; null if none is stated.", nullable=True),
        number("highest", "Highest value or end of a range; null if none is stated.", nullable=True),
        enum(
            "state",
            STATES,
            "single: one figure; agree: all can be true at once; moved: values differ, but never at the same time; "
            "conflict: values that cannot both be true for the same time.",
        ),
    ),
    key="series_id",
    order=("series_id",),
    preview=("label", "state", "first_value", "last_value", "unit", "value_count", "article_count"),
)
