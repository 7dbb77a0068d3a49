"""A measured thing over time, who says which; and the story it belongs to."""

from __future__ import annotations

import sqlite3

from pipeline.explore import network
from pipeline.explore.asking import Ask, NotThere, Page, Row, has_table, one, rows
from pipeline.explore.charts import series_chart

POINTS = """select f.*, a.title, a.source_uri, s.text as sentence,
    coalesce(f.period_end, f.period_start, a.published_on) as day
    from figures f join (select article_id, title, source_uri from articles) b using (article_id)
    join articles a using (article_id) join sentences s using (sentence_id)
    where f.series_id = ? order by day, a.published_on, f.article_id, f.start_char limit 500"""


def series(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/series/ID``."""
    key = ask.parts["id"]
    found = has_table(connection, "series") and one(connection, "select * from series where series_id = ?", (key,))
    if not found:
        raise NotThere(f"No series has the key {key} in this release. Look for it in the list of series.")
    points = rows(connection, POINTS, (key,))
    dated = [point for point in points if point["day"]]
    return Page("series.html", {
        "series": found,
        "points": points,
        "chart": series_chart([_point(point) for point in dated]) if len(dated) > 1 else None,
        "story": _one(connection, "stories", "story_id", found["story_id"]),
        "place": _one(connection, "entities", "entity_id", found["place_entity_id"]),
        "subject": _one(connection, "entities", "entity_id", found["subject_entity_id"]),
        "beside": rows(connection, """select * from series where story_id = ? and series_id <> ? and value_count > 1
            order by article_count desc, label limit 10""", (found["story_id"], key)),
    })  # fmt: skip


def _one(connection: sqlite3.Connection, table: str, column: str, key: str | None) -> Row | None:
    return key and one(connection, f"select * from {table} where {column} = ?", (key,))


def _point(point: Row) -> Row:
    """What the chart draws: a value, or the ends of what the text allows; bounds point to the side that is open."""
    low, high, bound = point["value_low"], point["value_high"], "value"
    if (low is None) != (high is None):
        bound = "at least" if high is None else "at most"
    ends = [end for end in (low, high) if end is not None]
    middle = point["value"] if point["value"] is not None or not ends else sum(ends) / len(ends)
    spread = low is not None and high is not None and low != high
    return {
        "day": point["day"], "value": middle, "low": low if spread else None, "high": high if spread else None,
        "bound": bound, "source": point["source_name"] or point["source_text"] or point["publisher"] or "not said",
    }  # fmt: skip


def story(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/story/ID``."""
    key = ask.parts["id"]
    found = has_table(connection, "stories") and one(connection, "select * from stories where story_id = ?", (key,))
    if not found:
        raise NotThere(f"No story has the key {key} in this release: its articles may have changed.")
    return Page("story.html", {
        "story": found,
        "articles": rows(connection, """select a.*, x.statements, x.figures from articles a
            join explorer_articles x using (article_id) where a.story_id = ?
            order by a.published_on, a.duplicate_of is not null, a.title limit 60""", (key,)),
        "series": rows(connection, """select * from series where story_id = ? and value_count > 1
            order by state = 'conflict' desc, state = 'moved' desc, article_count desc, label limit 30""", (key,)),
        "quoted": rows(connection, """select e.entity_id, e.name, count(*) as statements from quotes q
            join entities e on e.entity_id = q.speaker_entity_id
            where q.article_id in (select article_id from articles where story_id = ?) and q.quote_type <> 'scare'
            group by 1 order by 3 desc, 2 limit 12""", (key,)),
        "network": network.of_story(connection, key),
    })  # fmt: skip
