"""What must stay away: the ``[[purged]]`` lines of ``decisions.toml``, which ``python -m pipeline purge`` writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.decisions.decisions_file import read_file
from pipeline.dataset.store.files import replacing

MESSAGE = (
    "It was purged, and is kept out by a [[purged]] line of decisions.toml. Remove it from the source too; to take it "
    "in again, remove the line."
)


@dataclass(frozen=True, slots=True)
class Purged:
    """Articles by id, and texts by SHA-256: the same text must not come back under another name."""

    articles: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    def holds(self, article_id: str, content_sha256: str | None) -> bool:
        return article_id in self.articles or content_sha256 in self.texts

    def digest(self) -> str:
        known = " ".join([*sorted(self.articles), *sorted(self.texts)])
        return hashlib.sha256(known.encode()).hexdigest() if known else ""


def read_purged(path: Path) -> Purged:
    """Raises ValueError when the file is no TOML or holds what nothing reads, or a line lacks what it must say."""
    rows = read_file(path).get("purged", [])
    for row in rows:
        texts = row.get("content_sha256", [])
        if not isinstance(row.get("article_id"), str) or not isinstance(texts, list):
            raise ValueError(f'{path.name}: [[purged]] needs article_id = "..." (and content_sha256 = [...]): {row}')
    texts = (text for row in rows for text in row.get("content_sha256", []))
    return Purged(frozenset(row["article_id"] for row in rows), frozenset(texts))


def add_purged(path: Path, article_id: str, texts: Iterable[str]) -> None:
    """Append a line, unless it stands there."""
    texts = sorted(texts)
    known = read_purged(path)
    if article_id in known.articles and known.texts.issuperset(texts):
        return
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    listed = ", ".join(f'"{text}"' for text in texts)
    line = f'\n[[purged]]\narticle_id = "{article_id}"\ncontent_sha256 = [{listed}]\n'
    with replacing(path) as hidden:
        hidden.write_text(before + line, encoding="utf-8")
