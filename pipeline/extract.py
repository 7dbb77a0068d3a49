"""The language layer alone: text files or JSON lines in, JSON lines out, one per article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from pipeline import language
from pipeline.dataset.ingest import dates
from pipeline.dataset.rows import article_rows
from pipeline.language.records import Context


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


def extract(source: Path, target: TextIO, model: str = language.DEFAULT_MODEL) -> int:
    """Write one line per article; returns their number."""
    nlp = language.load(model)
    docs = ((language.make_doc(nlp, text, context), name) for name, text, context in inputs(source))
    made = 0
    for doc, name in nlp.pipe(docs, as_tuples=True, batch_size=16):
        target.write(json.dumps({"id": name} | article_rows(doc, name), ensure_ascii=False, default=str) + "\n")
        made += 1
    return made
