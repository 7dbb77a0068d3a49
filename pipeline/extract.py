"""The language layer alone: text files or JSON lines in, JSON lines out, one per article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from pipeline import language
from pipeline.dataset.rows import article_rows
from pipeline.language.records import Context


def inputs(source: Path) -> Iterator[tuple[str, str, Context]]:
    """``(id, text, context)`` of each article in a text file, a folder of them, or a JSON lines file."""
    if source.suffix == ".jsonl":
        with source.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    article = json.loads(line)
                    published = date.fromisoformat(article["published_on"]) if article.get("published_on") else None
                    context = Context(article.get("title"), article.get("byline"), published, published)
                    yield str(article["id"]), article["text"], context
        return
    for path in sorted(source.rglob("*.txt")) if source.is_dir() else [source]:
        yield path.name, path.read_text(encoding="utf-8"), Context()


def extract(source: Path, target: TextIO, model: str = language.DEFAULT_MODEL) -> int:
    """Write one line per article; returns their number."""
    nlp = language.load(model)
    made = 0
    ids = []

    def docs():
        for name, text, context in inputs(source):
            ids.append(name)
            yield language.make_doc(nlp, text, context)

    for doc in nlp.pipe(docs(), batch_size=16):
        name = ids[made]
        target.write(json.dumps({"id": name} | article_rows(doc, name), ensure_ascii=False, default=str) + "\n")
        made += 1
    return made
