"""Pages of news sites through the reader and the kinds of lines: all of the story is left, and next to nothing else."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from news_pages import PAGES, TITLE

from pipeline.dataset.ingest.clean import clean
from pipeline.dataset.ingest.readers.html import page
from pipeline.language.kinds.lines import classify, is_boilerplate
from pipeline.language.records import Context

# What of a page is no story and no boilerplate either; it reaches columns of its own.
ABOVE = ("headline", "byline", "dateline")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("name", PAGES)
def test_the_story_is_kept_and_little_else(name):
    markup, story = PAGES[name]
    article = page(markup)
    text = clean(article.text)
    lines = classify(text, Context(title=article.title, byline=article.byline))
    kept = words("\n".join(text[x.start : x.end] for x in lines if x.kind not in ABOVE and not is_boilerplate(x.kind)))
    wanted = words("\n".join(story))
    both = (kept & wanted).total()
    assert both >= 0.99 * wanted.total(), wanted - kept
    assert both >= 0.98 * kept.total(), kept - wanted
    assert article.title == TITLE
