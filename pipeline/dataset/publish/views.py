"""The tables for readers, from the other tables of a bucket: columns are looked up, no row is made one by one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.extract.rows import make_id
from pipeline.dataset.schema import TABLES

NAMES = {
    "statements": {"via_name": "via_entity_id"},
    "facts": {"subject_name": "subject_entity_id", "place_name": "place_entity_id"},
}
OF = {"statements": "quotes", "facts": "figures"}


def views_of(tables: Mapping[str, pa.Table], names: pa.Table) -> dict[str, pa.Table]:
    """``statements``, ``facts`` and ``about`` of some articles, from their rows in the other tables; ``names`` has
    columns entity_id and name."""
    made = {view: _view(view, tables, names) for view in OF}
    return made | {"about": _about(tables["quotes"], tables["mentions"])}


def _view(view: str, tables: Mapping[str, pa.Table], names: pa.Table) -> pa.Table:
    rows = tables[OF[view]]
    columns = {name: rows[name] for name in rows.column_names}
    columns["sentence"] = _looked_up(tables["sentences"], "sentence_id", "text", rows["sentence_id"])
    if view == "facts":
        columns["quote"] = _looked_up(tables["quotes"], "quote_id", "content", rows["quote_id"])
    for name, key in NAMES[view].items():
        columns[name] = _looked_up(names, "entity_id", "name", rows[key])
    articles = tables["articles"]
    place = pc.index_in(rows["article_id"], value_set=articles["article_id"].combine_chunks())
    for name in articles.column_names:
        if name not in ("article_id", "text"):
            columns.setdefault(name, articles[name].take(place))
    return pa.table({column.name: columns[column.name] for column in TABLES[view].columns})


def _looked_up(table: pa.Table, key: str, column: str, keys: pa.ChunkedArray) -> pa.ChunkedArray:
    return table[column].take(pc.index_in(keys, value_set=table[key].combine_chunks()))


def _about(quotes: pa.Table, mentions: pa.Table) -> pa.Table:
    """Mentions that lie within a span of a quote, by binary search among those of its article."""
    spoken = quotes.filter(pc.not_equal(quotes["quote_type"].cast(pa.string()), "scare"))
    spans = spoken["spans"].combine_chunks()
    quote = pc.list_parent_indices(spans).to_numpy()
    flat = spans.flatten()
    articles = pc.unique(pa.chunked_array([*spoken["article_id"].chunks, *mentions["article_id"].chunks], pa.string()))
    of_quote = pc.index_in(spoken["article_id"], value_set=articles).to_numpy()
    start, end = (_at(of_quote[quote], flat.field(name).to_numpy()) for name in ("start", "end"))
    of_mention = pc.index_in(mentions["article_id"], value_set=articles).to_numpy()
    first, last = (_at(of_mention, mentions[name].to_numpy()) for name in ("start_char", "end_char"))
    order = np.argsort(first, kind="stable")
    low, high = np.searchsorted(first[order], start), np.searchsorted(first[order], end)
    span = np.repeat(np.arange(len(start)), high - low)
    mention = order[np.arange(len(span)) - np.repeat(np.cumsum(high - low) - high, high - low)]
    inside = last[mention] <= end[span]
    pairs = pa.table(
        {
            "quote_id": spoken["quote_id"].take(pa.array(quote[span[inside]])),
            **{
                name: mentions[name].take(pa.array(mention[inside]))
                for name in ("mention_id", "entity_id", "article_id")
            },
        }
    )
    ids = map(make_id, pairs["quote_id"].to_pylist(), pairs["mention_id"].to_pylist())
    pairs = pairs.append_column("about_id", pa.array(list(ids), pa.string()))
    return pairs.sort_by([(name, "ascending") for name in TABLES["about"].order])


def _at(articles: np.ndarray, places: np.ndarray) -> np.ndarray:
    """One number for a place in an article."""
    return articles.astype(np.int64) << 32 | places.astype(np.int64)
