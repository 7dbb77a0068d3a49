"""The rows that README.md shows, taken from the tables of the sample articles.

After `make run`: ``.venv/bin/python docs/readme_rows.py``. A test holds README.md to what this writes.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

README = Path(__file__).resolve().parent.parent / "README.md"
SHOWN = 60  # characters of a text
QUOTES = ("quote_type", "speaker_name", "speaker_role", "cue_lemma", "content")
FIGURES = ("text", "value", "value_low", "value_high", "modifier", "change", "role", "unit", "concept_text")
FIGURES += ("period_start", "source_name")
# Words of the content, and what a figure's text and the sentence it stands in hold; the first row that fits is shown.
QUOTES_WITH = (
    "I have to be honest with the families",
    "her ministry had fined Aldany Lines twice",
    "No such license was ever issued",
    "Three quarters of the improvement comes from steel",
    "had hedged roughly 60% of its steel",
    "disruptive groups",
    "the trial period would start on Feb. 21",
)
FIGURES_WITH = (
    ("13,000", "13,000"),
    ("$5 million", "$5 million"),
    ("415", "415"),
    ("150 basis points", "150 basis points"),
    ("€0.74 million", "€0.74 million"),
    ("€0.71 million", "€0.71 million"),
    ("38%", "38%"),
)


def with_rows(readme: str, tables: Path) -> str:
    """The text of README.md with its two tables of rows made anew; raises LookupError where a row is gone."""
    quotes = pq.read_table(tables / "quotes.parquet").to_pylist()
    figures = pq.read_table(tables / "figures.parquet").to_pylist()
    sentences = {row["sentence_id"]: row["text"] for row in pq.read_table(tables / "sentences.parquet").to_pylist()}
    shown = [_first(quotes, words, lambda row, words=words: words in row["content"]) for words in QUOTES_WITH]
    readme = _replaced(readme, "quotes", _table(shown, QUOTES))
    shown = [
        _first(figures, text, lambda row, t=text, s=near: t in row["text"] and s in sentences[row["sentence_id"]])
        for text, near in FIGURES_WITH
    ]
    return _replaced(readme, "figures", _table(shown, FIGURES))


def _first(rows: list[dict[str, Any]], words: str, fits) -> dict[str, Any]:
    for row in rows:
        if fits(row):
            return row
    raise LookupError(f"No row with {words!r}: choose another for README.md in {Path(__file__).name}.")


def _replaced(readme: str, name: str, rows: str) -> str:
    begin, end = f"<!-- rows of {name} -->\n", f"<!-- end of {name} -->\n"
    made, count = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: begin + rows + end, readme, flags=re.S)
    if count != 1:
        raise LookupError(f"README.md has no place for rows of {name}.")
    return made


def _table(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> str:
    lines = [columns, ("---",) * len(columns), *(tuple(_cell(row[name]) for name in columns) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "date"):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:.12g}"
    return textwrap.shorten(str(value), SHOWN, placeholder=" […]").replace("|", "\\|")


if __name__ == "__main__":
    from pipeline.settings import load_settings

    README.write_text(with_rows(README.read_text(encoding="utf-8"), load_settings().tables), encoding="utf-8")
