"""The start, and one search over people, statements, figures and articles."""

from __future__ import annotations

import json
import re
import sqlite3

from pipeline.explore.asking import Ask, Page, Row, has_table, one, rows
from pipeline.explore.filters import common_words

LOOKED_THROUGH = 3000  # of so many hits the best are shown: to rank all of a frequent word would take too long
SEARCHES = {
    "people": """select e.*, x.statements, x.spoken_of, x.figures from found
        join entities e on e.rowid = found.rowid left join explorer_entities x using (entity_id)
        order by coalesce(x.statements, 0) + coalesce(x.spoken_of, 0) desc, e.mention_count desc limit :limit""",
    "statements": """select q.*, a.title from found join quotes q on q.rowid = found.rowid
        join articles a using (article_id) where q.quote_type <> 'scare' order by found.rank limit :limit""",
    "figures": """select f.*, a.title, s.text as sentence from found join figures f on f.rowid = found.rowid
        join articles a using (article_id) join sentences s using (sentence_id) order by found.rank limit :limit""",
    "articles": """select a.*, substr(a.text, 1, 400) as beginning from found join articles a on a.rowid = found.rowid
        order by found.rank limit :limit""",
}
TABLES = {"people": "entities", "statements": "quotes", "figures": "figures", "articles": "articles"}


def start(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/``: what is in here."""
    about = json.loads(one(connection, "select value from explorer_about")["value"])
    days = one(connection, "select min(published_on) as first, max(published_on) as last from articles")
    return Page("start.html", {
        "about": about,
        "days": days,
        "publishers": rows(connection, """select publisher, count(*) as articles from articles
            where publisher is not null group by 1 order by 2 desc, 1 limit 12"""),
        "publisher_count": one(connection, "select count(distinct publisher) as n from articles")["n"],
        "quoted": rows(connection, """select e.*, x.statements, x.spoken_of from explorer_entities x
            join entities e using (entity_id) where x.statements > 0 order by x.statements desc, e.name limit 12"""),
        "spoken_of": rows(connection, """select e.*, x.spoken_of from explorer_entities x join entities e
            using (entity_id) where x.spoken_of > 0 and e.entity_type in ('PERSON', 'ORG')
            order by x.spoken_of desc, e.name limit 12"""),
        "newest": rows(connection, """select a.*, x.statements, x.figures from articles a
            join explorer_articles x using (article_id) where a.duplicate_of is null
            order by a.published_on desc, a.title limit 8"""),
        "lead": lead(connection),
        "series": _series(connection),
    })  # fmt: skip


def lead(connection: sqlite3.Connection) -> Row | None:
    """A statement of the newest day to begin with: in marks, sure, by a known speaker, short enough to be read."""
    return one(connection, """select q.*, a.title from quotes q join articles a using (article_id)
        where q.quote_type = 'direct' and q.speaker_entity_id is not null and length(q.content) between 50 and 220
        and q.published_on > (select date(max(published_on), '-30 days') from articles)
        order by q.confidence desc, q.published_on desc, q.quote_id limit 1""")  # fmt: skip


def _series(connection: sqlite3.Connection) -> list[Row]:
    if not has_table(connection, "series"):
        return []
    return rows(connection, """select * from series where state in ('conflict', 'moved')
        order by state = 'conflict' desc, source_count desc, article_count desc, last_on desc limit 8""")  # fmt: skip


def search(connection: sqlite3.Connection, ask: Ask) -> Page:
    """``/search?q=``: the best of each kind."""
    words = ask.get("q")
    query = match(words)
    found = {name: _search(connection, name, query, 8) for name in SEARCHES} if query else {}
    return Page("search.html", {"words": words, "found": found, "any": any(hits for hits, _ in found.values())})


def match(words: str) -> str:
    """What full text is asked for: every word (frequent ones only if there are no others), the last one as a prefix."""
    tokens = re.findall(r"\w+", words)[:12]
    rare = [token for token in tokens if token.lower() not in common_words()] or tokens
    return " ".join(f'"{token}"' for token in rare) + ("*" if rare and not words.endswith(" ") else "")


def _search(connection: sqlite3.Connection, name: str, query: str, limit: int) -> tuple[list[Row], int]:
    """The best hits, and how many were looked through."""
    index = f"{TABLES[name]}_fts"
    within = f"select rowid, rank from {index} where {index} match :query limit {LOOKED_THROUGH}"
    hits = rows(connection, f"with found as ({within}) {SEARCHES[name]}", {"query": query, "limit": limit})
    count = one(connection, f"select count(*) as n from ({within})", {"query": query})["n"]
    return hits, count
