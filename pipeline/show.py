"""An article with its rows marked in the text, for a person who checks: in the terminal, or as one HTML file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dataset.load import load_tables

if TYPE_CHECKING:
    import pandas as pd

MARKS = {"mentions": "[{}]", "quotes": "«{}»", "figures": "{{{}}}"}
COLUMNS = {
    "quotes": ["quote_type", "speaker_name", "cue_text", "content"],
    "figures": ["text", "value", "unit", "modifier", "item_text", "period_start"],
}
LISTED = 20


def show(wanted: str, html: Path | None = None) -> int:
    """Print the article that is meant, or write it to ``html``; returns 1 if there is none, or several are meant."""
    try:
        tables = load_tables("articles", *MARKS)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    found = matches(tables["articles"], wanted)
    if found.empty:
        print(f"No article has this id, or these words in its source or title: {wanted}", file=sys.stderr)
        return 1
    if len(found) > 1:
        print("Which of these? Give its id, or more of its source or title.", file=sys.stderr)
        for article in found.head(LISTED).itertuples():
            print(f"  {article.article_id}  {article.source_uri}  {article.title or ''}", file=sys.stderr)
        if len(found) > LISTED:
            print(f"  and {len(found) - LISTED} more", file=sys.stderr)
        return 1
    article = found.iloc[0]
    if html is not None:
        return _write(article.article_id, html)
    print("\n".join(_lines(article, tables)))
    return 0


def matches(articles: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """The articles meant, by the closest way in which any is: the id; the whole source or title; words at the
    beginning of the source's name; words in the source or the title. Of an article and its copies the original."""
    source, title = articles.source_uri.str.casefold(), articles.title.fillna("").str.casefold()
    words = wanted.casefold().strip()
    name = source.str.rsplit("/", n=1).str[-1]
    ways = (
        articles.article_id == wanted,
        (source == words) | (title == words) | (name == words) | (name.str.rsplit(".", n=1).str[0] == words),
        name.str.startswith(words),
        source.str.contains(words, regex=False) | title.str.contains(words, regex=False),
    )
    for number, way in enumerate(ways):
        if way.any():
            found = articles[way]
            return found if number == 0 else _originals(articles, found)
    return articles[:0]


def _originals(articles: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    keys = found.duplicate_of.fillna(found.article_id)
    return articles[articles.article_id.isin(keys)]


def _lines(article, tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    key = article.article_id
    if isinstance(article.duplicate_of, str):
        yield f"This is a copy; what was found stands at the original, {article.duplicate_of}, and is shown from there."
        articles = tables["articles"]
        article = articles[articles.article_id == article.duplicate_of].iloc[0]
        key = article.article_id
    rows = {name: found[found.article_id == key] for name, found in tables.items()}
    yield f"{key}  {article.source_uri}\n[mention] «quote» {{figure}}\n"
    yield marked(article.text, rows)
    for name, columns in COLUMNS.items():
        shown = rows[name][columns].to_string(index=False, max_colwidth=60) if len(rows[name]) else "none"
        yield f"\n{name}\n{shown}"


def _write(article_id: str, html: Path) -> int:
    from pipeline.explore.mailed import article_file
    from pipeline.settings import load_settings

    settings = load_settings()
    try:
        html.write_text(article_file(settings, article_id), encoding="utf-8")
    except OSError as error:
        print(f"{html} cannot be written: {error}", file=sys.stderr)
        return 1
    print(f"{html}: one file, to be opened in any browser")
    return 0


def marked(text: str, tables: dict) -> str:
    """The text with marks around its rows; where rows overlap, marks nest or cross as the rows do."""
    cuts: list[tuple[int, int, str]] = []
    for name, mark in MARKS.items():
        before, after = mark.format("\0").split("\0")
        for start, end in zip(tables[name].start_char, tables[name].end_char, strict=True):
            cuts += [(start, 1, before), (end, 0, after)]
    made, last = [], 0
    for place, _, mark in sorted(cuts):
        made += [text[last:place], mark]
        last = place
    return "".join([*made, text[last:]])
