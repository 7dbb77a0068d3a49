"""Copies and repeated lines across the whole dataset: pure functions of what the index knows of all articles.

Made again in whole, with arrays, whenever an article came, changed or went, so that the result never depends on the
order in which articles arrived (10,000 articles: well under a second).
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .index import Index

BANDS, ROWS = 16, 4  # of 64 permutations: two texts of likeness 0.8 share a band with 0.9998, of 0.3 with 0.12
ALIKE = 0.7
MAX_ALIKE = 16  # compared with one article: a form letter sent 1,000 times is not compared a million times
REPEATED_IN = 3


def compare(index: Index) -> None:
    """Find copies and repeated lines among all articles, if any changed since that was last done."""
    if index.count("dirty") or index.fact("compared") != "yes":
        with index:
            index.set_fact("compared", "no")
        with index:
            mark_copies(index)
            mark_repeated(index)
            index.set_fact("compared", "yes")


def mark_copies(index: Index) -> None:
    """Set ``duplicate_of`` of every article; those it changed are dirty."""
    order = "coalesce(first, '9999'), source_uri, article_id"
    rows = index.db.execute(f"select article_id, content, duplicate_of from articles order by {order}").fetchall()
    copies = _same_text(rows)
    _add_near(index, order, copies)
    _change(index, "duplicate_of", [(copies.get(key), key) for key, _, before in rows if copies.get(key) != before])


def _same_text(rows: list[tuple]) -> dict[str, str]:
    originals: dict[str, str] = {}
    return {key: first for key, content, _ in rows if (first := originals.setdefault(content, key)) != key}


def _add_near(index: Index, order: str, copies: dict[str, str]) -> None:
    """Near copies: alike by their word triples, and with no number that the original has not.

    A later version of a story with a new toll is no copy: it says something that the earlier one does not.
    """
    query = f"select article_id, signature from articles where signature <> x'' order by {order}"
    kept = [(key, signature) for key, signature in index.db.execute(query) if key not in copies]
    if len(kept) < 2:
        return
    keys = [key for key, _ in kept]
    matrix = np.frombuffer(b"".join(signature for _, signature in kept), dtype="<u4").reshape(len(kept), -1)
    numbers: dict[int, frozenset[str]] = {}

    def numbers_of(position: int) -> frozenset[str]:
        if position not in numbers:
            found = index.db.execute("select numbers from articles where article_id = ?", (keys[position],)).fetchone()
            numbers[position] = frozenset(found[0].split())
        return numbers[position]

    for later, earlier in sorted(_candidates(matrix).items()):
        near = sorted(earlier)[:MAX_ALIKE]
        likeness = (matrix[near] == matrix[later]).mean(axis=1)
        for first in (near[i] for i in np.flatnonzero(likeness >= ALIKE)):
            if keys[first] not in copies and numbers_of(later) <= numbers_of(first):
                copies[keys[later]] = keys[first]
                break
    for key, first in copies.items():
        copies[key] = copies.get(first, first)  # an exact copy of a near copy


def _candidates(matrix: np.ndarray) -> dict[int, set[int]]:
    """For each row the earlier rows that share a band with it."""
    found: dict[int, set[int]] = defaultdict(set)
    for band in range(BANDS):
        part = np.ascontiguousarray(matrix[:, band * ROWS : (band + 1) * ROWS]).view(f"V{4 * ROWS}").ravel()
        hashed = part.view("<u8").reshape(-1, 2)
        values = hashed[:, 0] ^ (hashed[:, 1] * np.uint64(0x9E3779B97F4A7C15))
        ordered = np.argsort(values, kind="stable")
        same = np.flatnonzero(np.diff(values[ordered]) == 0)
        for group in np.split(same, np.flatnonzero(np.diff(same) > 1) + 1) if len(same) else ():
            members = ordered[group[0] : group[-1] + 2].tolist()
            for position, later in enumerate(members[1:], 1):
                found[later].update(members[: min(position, MAX_ALIKE)])
    return found


def mark_repeated(index: Index) -> None:
    """Set the hashes of each article's lines that stand in at least REPEATED_IN articles of its publisher.

    Copies do not count, so that a story that came twice is not taken for boilerplate.
    """
    changed: list[tuple[bytes, str]] = []
    groups = index.db.execute("select distinct coalesce(publisher, '\n' || source) from articles").fetchall()
    for (group,) in groups:
        query = (
            "select article_id, lines, repeated, duplicate_of is null from articles "
            "where coalesce(publisher, '\n' || source) = ?"
        )
        rows = index.db.execute(query, (group,)).fetchall()
        lines = np.frombuffer(b"".join(row[1] for row in rows if row[3]), dtype="<u8")
        hashes, counts = np.unique(lines, return_counts=True)
        repeated = hashes[counts >= REPEATED_IN]
        for key, own, before, _ in rows:
            own = np.frombuffer(own, dtype="<u8")
            now = own[np.isin(own, repeated, assume_unique=True)].tobytes() if len(repeated) else b""
            if now != (before or b""):
                changed.append((now, key))
    _change(index, "repeated", changed)


def _change(index: Index, column: str, changed: list[tuple]) -> None:
    index.db.executemany(f"update articles set {column} = ? where article_id = ?", changed)
    index.soil(key for _, key in changed)
