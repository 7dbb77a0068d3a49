"""The language layer alone: text files or JSON lines in, JSON lines out, one per article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from spacy.tokens import Doc

from pipeline import language
from pipeline.dataset.ingest import dates
from pipeline.dataset.ingest.languages import ENGLISH, language_of
from pipeline.language.records import Context

from .dataset.extract.rows import article_rows


def inputs(source: Path) -> Iterator[tuple[str, str, Context]]:
    """``(id, text, context)`` of each article in a text file, a folder of them, or a JSON lines file."""
    if source.suffix == ".jsonl":
        with source.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        article = json.loads(line)
                        yield str(article["id"]), article["text"], context_of(article)
                    except (ValueError, KeyError, TypeError) as error:
                        raise ValueError(f'{source}:{number}: not {{"id": ..., "text": ...}}: {error!r}') from error
        return
    for path in sorted(source.rglob("*.txt")) if source.is_dir() else [source]:
        text = path.read_text(encoding="utf-8")
        yield path.name, text, context_of({"text": text})


def context_of(article: dict[str, Any]) -> Context:
    """What is known of a text; the days as ingestion tells them: stated, or from the address, the dateline, a line
    with a date; else None, and relative dates stay unresolved."""
    text = article["text"]
    published = dates.published_day(text, article.get("published_on"), article.get("url"))
    reference = dates.reference_day(text, published)
    return Context(article.get("title"), article.get("byline"), published.day, reference.day)


def extract(source: Path, target: TextIO, model: str = language.DEFAULT_MODEL, quotes_model: str = "network") -> int:
    """Write one line per article; returns their number. Of a text in another language than English no rows are made."""
    nlp = language.load(model, quotes_model=quotes_model)

    def docs() -> Iterator[tuple[Doc, dict[str, Any]]]:
        for name, text, context in inputs(source):
            told = language_of(text)
            read = text if told in (None, ENGLISH) else ""
            yield language.make_doc(nlp, read, context), {"id": name, "language": told}

    made = 0
    for doc, known in nlp.pipe(docs(), as_tuples=True, batch_size=16):
        row = known | article_rows(doc, known["id"])
        target.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        made += 1
    return made
