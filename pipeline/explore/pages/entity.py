"""A person, an organization, a place: what it said, what was said of it, its figures, over time."""

from __future__ import annotations

import json
import sqlite3

from pipeline.explore import network
from pipeline.explore.asking import Ask, NotThere, Page, Row, one, rows
from pipeline.explore.charts import months_chart
from pipeline.explore.decide import ENTITY_TYPES

SHOWN = 12


ENTITY = """select e.*, coalesce(x.statements, 0) as statements, coalesce(x.spoken_of, 0) as spoken_of,
    coalesce(x.figures, 0) as figures from entities e left join explorer_entities x using (entity_id)
    where entity_id = ?"""


def entity(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/entity/ID``."""
    key = ask.parts["id"]
    found = one(connection, ENTITY, (key,))
    if found is None:
        raise NotThere(
            f"No entity has the key {key} in this release. Two may have become one, or one two: the table changes "
            "lists ids that became others. Search for the name."
        )
    found["aliases"] = json.loads(found["aliases"] or "[]")
    months = _months(connection, key)
    return Page("entity.html", {
        "entity": found,
        "roles": _roles(connection, key),
        "said": _said(connection, key),
        "of": _said_of(connection, key),
        "figures": _figures(connection, key),
        "articles": _articles(connection, key),
        "through": _through(connection, key),
        "together": _together(connection, key),
        "months": months,
        "network": network.of_entity(connection, key),
        "chart": months_chart(months) if len(months) > 1 else None,
        "alike": _alike(connection, found),
        "entity_types": ENTITY_TYPES,
        "done": ask.get("done"),
        "pending": [(kind, line) for kind, line in ask.judged.entities
                    if key in line.get("entities", [line.get("entity")])],
    })  # fmt: skip


def _roles(connection: sqlite3.Connection, key: str) -> list[Row]:
    return rows(connection, """select role, count(*) as n from mentions where entity_id = ? and role is not null
        group by role order by n desc, role limit 8""", (key,))  # fmt: skip


def _said(connection: sqlite3.Connection, key: str) -> list[Row]:
    return rows(connection, f"""select q.*, a.title from quotes q join articles a using (article_id)
        where q.speaker_entity_id = ? and q.quote_type <> 'scare'
        order by q.published_on desc, q.article_id, q.start_char limit {SHOWN}""", (key,))  # fmt: skip


def _said_of(connection: sqlite3.Connection, key: str) -> list[Row]:
    return rows(connection, f"""select q.*, a.title from (select distinct quote_id from about where entity_id = ?) b
        join quotes q using (quote_id) join articles a using (article_id)
        where q.speaker_entity_id is not ? order by q.published_on desc, q.article_id, q.start_char
        limit {SHOWN}""", (key, key))  # fmt: skip


def _figures(connection: sqlite3.Connection, key: str) -> list[Row]:
    columns = ("subject_entity_id", "source_entity_id", "place_entity_id")
    keys = " union ".join(f"select figure_id from figures where {column} = :key" for column in columns)
    return rows(connection, f"""select f.*, a.title, s.text as sentence from figures f
        join articles a using (article_id) join sentences s using (sentence_id) where f.figure_id in ({keys})
        order by f.published_on desc, f.article_id, f.start_char limit {SHOWN}""", {"key": key})  # fmt: skip


def _articles(connection: sqlite3.Connection, key: str) -> list[Row]:
    return rows(connection, f"""select a.article_id, a.title, a.publisher, a.published_on, a.source_uri, m.n from (
        select article_id, count(*) as n from mentions where entity_id = ? group by 1) m join articles a
        using (article_id) order by a.published_on desc, a.title limit {SHOWN}""", (key,))  # fmt: skip


def _through(connection: sqlite3.Connection, key: str) -> list[Row]:
    return rows(connection, """select e.entity_id, e.name, count(*) as n from quotes q
        join entities e on e.entity_id = q.via_entity_id where q.speaker_entity_id = ?
        group by 1 order by n desc, e.name limit 8""", (key,))  # fmt: skip


def _together(connection: sqlite3.Connection, key: str) -> list[Row]:
    """Who is quoted in the articles that quote it."""
    return rows(connection, """with here as (select distinct article_id from quotes where speaker_entity_id = :key)
        select e.entity_id, e.name, count(distinct q.article_id) as n from here
        join quotes q using (article_id) join entities e on e.entity_id = q.speaker_entity_id
        where q.speaker_entity_id <> :key group by 1 order by n desc, e.name limit 10""", {"key": key})  # fmt: skip


def _months(connection: sqlite3.Connection, key: str) -> list[Row]:
    return rows(connection, """select substr(published_on, 1, 7) as month, count(*) as statements from quotes
        where speaker_entity_id = ? and published_on is not null and quote_type <> 'scare' group by 1 order by 1
        """, (key,))  # fmt: skip


def _alike(connection: sqlite3.Connection, found: Row) -> list[Row]:
    """Others of its type that share the last word of its name: those that may be the same."""
    last = found["name"].split()[-1].replace('"', "")
    if found["entity_type"] not in ("PERSON", "ORG") or len(last) < 3 or not last.isalnum():
        return []
    return rows(connection, """select e.entity_id, e.name, e.article_count from entities_fts f
        join entities e on e.rowid = f.rowid where entities_fts match ? and e.entity_id <> ? and e.entity_type = ?
        order by e.article_count desc limit 6""",
        (f'name : "{last}"', found["entity_id"], found["entity_type"]))  # fmt: skip
