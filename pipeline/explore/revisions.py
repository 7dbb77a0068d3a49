"""What an article said before: the texts of earlier revisions that a kept release still holds, and what changed."""

from __future__ import annotations

import difflib
import re
import sqlite3
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.explore.asking import Row, rows

TABLE = """create table explorer_revisions (article_id text references articles(article_id), release integer,
    content_sha256 text, text text, figures text, primary key (article_id, content_sha256))"""
AROUND = 6  # words that are shown on either side of a change


def keep_revisions(connection: sqlite3.Connection, release: Path) -> None:
    """Fill ``explorer_revisions`` from the releases before this one, as long as they are kept."""
    connection.execute(TABLE)
    with pq.ParquetFile(release / "articles.parquet") as file:
        now = file.read(["article_id", "content_sha256"])
    earlier = [path for path in release.parent.iterdir() if path.name.isdigit() and int(path.name) < int(release.name)]
    for path in sorted(earlier, key=lambda path: int(path.name)):
        try:
            _keep(connection, path, now)
        except (OSError, pa.ArrowException, KeyError):
            continue  # damaged, or being removed: its revisions are not shown


def _keep(connection: sqlite3.Connection, release: Path, now: pa.Table) -> None:
    with pq.ParquetFile(release / "articles.parquet") as file:
        then = file.read(["article_id", "content_sha256"])
        place = pc.index_in(then["article_id"], value_set=now["article_id"].combine_chunks())
        same = pc.equal(then["content_sha256"], now["content_sha256"].take(place))
        changed = then.filter(pc.and_(pc.is_valid(place), pc.invert(same)))["article_id"]
        if not len(changed):
            return
        texts = file.read(["article_id", "content_sha256", "text"])
    texts = texts.filter(pc.is_in(texts["article_id"], changed.combine_chunks())).to_pylist()
    with pq.ParquetFile(release / "figures.parquet") as file:
        figures = file.read(["article_id", "text"])
    figures = figures.filter(pc.is_in(figures["article_id"], changed.combine_chunks())).to_pylist()
    for row in texts:
        said = "\n".join(figure["text"] for figure in figures if figure["article_id"] == row["article_id"])
        values = (row["article_id"], int(release.name), row["content_sha256"], row["text"], said)
        connection.execute("insert or ignore into explorer_revisions values (?, ?, ?, ?, ?)", values)


def revisions_of(connection: sqlite3.Connection, article: Row, figures: list[Row]) -> list[Row]:
    """Earlier texts of an article, the newest first, each with what differs from the one after it."""
    kept = rows(connection, "select * from explorer_revisions where article_id = ? order by release desc",
                (article["article_id"],))  # fmt: skip
    after, after_figures, made = article["text"], [figure["text"] for figure in figures], []
    for revision in kept:
        before_figures = revision["figures"].split("\n") if revision["figures"] else []
        made.append({
            "release": revision["release"],
            "changes": changes(revision["text"], after),
            "gone": _more(before_figures, after_figures),
            "new": _more(after_figures, before_figures),
        })  # fmt: skip
        after, after_figures = revision["text"], before_figures
    return made


def _more(some: list[str], others: list[str]) -> list[str]:
    """What stands in one list more often than in the other."""
    left = list(others)
    return [text for text in some if text not in left or left.remove(text)]


def changes(before: str, after: str) -> list[list[tuple[str, str]]]:
    """Changed passages: pieces that are ``same``, ``gone`` or ``new``, with some words on either side."""
    old, new = re.findall(r"\S+", before), re.findall(r"\S+", after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    made = []
    for group in matcher.get_grouped_opcodes(AROUND):
        pieces: list[tuple[str, str]] = []
        for kind, a, b, c, d in group:
            if kind == "equal":
                pieces.append(("same", " ".join(old[a:b])))
                continue
            pieces += [("gone", " ".join(old[a:b]))] if a < b else []
            pieces += [("new", " ".join(new[c:d]))] if c < d else []
        made.append(pieces)
    return made
