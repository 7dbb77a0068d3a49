"""The annotated stories of gold/stories: articles with their days, and figures marked with what they measure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

GOLD = Path(__file__).parent.parent.parent / "gold" / "stories"
MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


@dataclass(frozen=True)
class Annotated:
    """An article's name (story/number), what its file holds, and its marks: offsets into the text -> measured thing."""

    name: str
    story: str
    title: str
    day: str
    publisher: str
    text: str
    marks: dict[tuple[int, int], str]


def annotated(folder: Path = GOLD) -> list[Annotated]:
    return [article for path in sorted(folder.glob("*.txt")) for article in _articles(path)]


def _articles(path: Path) -> Iterator[Annotated]:
    parts = re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for number, part in enumerate(parts):
        title, line, body = part.split("\n", 2)
        day, publisher = line.split(" ", 1)
        whole, text, marks, last = f"{title}\n\n{body.strip()}\n", "", {}, 0
        for mark in MARK.finditer(whole):
            text += whole[last : mark.start()]
            marks[len(text), len(text) + len(mark[1])] = mark[2]
            text += mark[1]
            last = mark.end()
        text += whole[last:]
        yield Annotated(f"{path.stem}-{number}", path.stem, text.split("\n")[0], day, publisher, text, marks)


def write(articles: list[Annotated], folder: Path) -> None:
    """As sources: a text and what is known of it."""
    for article in articles:
        (folder / f"{article.name}.txt").write_text(article.text, encoding="utf-8")
        known = {"title": article.title, "published_on": article.day, "publisher": article.publisher}
        (folder / f"{article.name}.txt.meta.json").write_text(json.dumps(known), encoding="utf-8")


@dataclass(frozen=True)
class Score:
    """``right`` pairs of those ``found`` and of those ``wanted``."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.wanted)


def pairs_score(found: dict, wanted: dict) -> tuple[Score, set, set]:
    """Pairs of things in one group; a thing that is in no group is in none with another. Also the wrong and missed."""
    pairs = [
        {frozenset((a, b)) for a, b in combinations(sorted(groups), 2) if groups[a] and groups[a] == groups[b]}
        for groups in (found, wanted)
    ]
    return Score(len(pairs[0] & pairs[1]), len(pairs[0]), len(pairs[1])), pairs[0] - pairs[1], pairs[1] - pairs[0]


def scored(tables: dict, articles: list[Annotated]):
    """Pairs of figures in one series; pairs of articles in one story."""
    rows = tables["articles"]
    ids = {row.source_uri.removesuffix(".txt"): row.article_id for row in rows.itertuples()}
    stories = {row.source_uri.removesuffix(".txt"): _none(row.story_id) for row in rows.itertuples()}
    found, wanted, said = {}, {}, {}
    for article in articles:
        figures = tables["figures"][tables["figures"].article_id == ids[article.name]]
        spans = {(row.start_char, row.end_char): _none(row.series_id) for row in figures.itertuples()}
        met = set()
        for (start, end), thing in article.marks.items():
            key = (article.name, start)
            wanted[key] = (article.story, thing)
            said[key] = article.text[max(0, start - 40) : end + 40].replace("\n", " ")
            touching = [span for span in spans if span[0] < end and start < span[1]]
            best = max(touching, key=lambda span: min(end, span[1]) - max(start, span[0]), default=None)
            found[key] = spans[best] if best else None
            met.add(best)
        for span, series in spans.items():
            if span not in met:
                key = (article.name, span[0])
                if key not in found:
                    found[key], wanted[key] = series, None
                    said[key] = article.text[max(0, span[0] - 40) : span[1] + 40].replace("\n", " ")
    return pairs_score(found, wanted), pairs_score(stories, {a.name: a.story for a in articles}), said, found


def _none(value):
    return value if isinstance(value, str) else None
