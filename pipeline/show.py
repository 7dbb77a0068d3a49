"""An article with its rows marked in the text, for a person who checks."""

from __future__ import annotations

import sys

from pipeline.dataset.load import load_tables

MARKS = {"mentions": "[{}]", "quotes": "«{}»", "figures": "{{{}}}"}


def show(wanted: str) -> int:
    """Print the article whose id this is, or whose source holds it; returns 1 if there is none."""
    try:
        tables = load_tables("articles", *MARKS)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    articles = tables["articles"]
    found = articles[(articles.article_id == wanted) | articles.source_uri.str.contains(wanted, regex=False)]
    if found.empty:
        print(f"No article has this id, or a source with these letters: {wanted}", file=sys.stderr)
        return 1
    article = found.iloc[0]
    print(f"{article.article_id}  {article.source_uri}\n[mention] «quote» {{figure}}\n")
    print(marked(article.text, {name: rows[rows.article_id == article.article_id] for name, rows in tables.items()}))
    for name in ("quotes", "figures"):
        rows = tables[name][tables[name].article_id == article.article_id]
        columns = {"quotes": ["quote_type", "speaker_name", "cue_text", "content"],
                   "figures": ["text", "value", "unit", "modifier", "item_text", "period_start"]}[name]  # fmt: skip
        print(f"\n{name}\n{rows[columns].to_string(index=False, max_colwidth=60)}")
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
