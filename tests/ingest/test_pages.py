"""What is read from pages in several styles: the story, all of it and little else, and what the page says of itself."""

from __future__ import annotations

import pytest
from pages import JUNK, PAGES, STORY, TITLE

from pipeline.dataset.ingest.article_columns import finish
from pipeline.dataset.ingest.dates import parse_day
from pipeline.dataset.ingest.headings import boilerplate_line
from pipeline.dataset.ingest.readers.html import page
from pipeline.dataset.ingest.records import Origin, Rejected


@pytest.mark.parametrize("expected", PAGES, ids=lambda expected: expected.name)
def test_page(expected):
    [row] = finish(page(expected.markup), Origin("a.html"))
    text = " ".join(row["text"].split())
    assert [paragraph[:40] for paragraph in STORY if paragraph not in text] == []
    marked = [line for line in row["text"].split("\n") if line and boilerplate_line().fullmatch(line)]
    assert [
        line for line in JUNK if line in text and line not in marked
    ] == []  # kept, if at all, as lines of their own
    assert row["title"] == TITLE and row["text"].startswith(TITLE) and row["text"].count(TITLE) == 1
    assert (row["byline"], row["publisher"], row["url"]) == (expected.byline, expected.publisher, expected.url)
    assert (parse_day(row["published_on"]) and row["published_on"]) == expected.day


def test_nothing_in_a_page_is_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words of the page")
    markup = (
        PAGES[0]
        .markup.replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>')
        .replace(
            STORY[0], f"{STORY[0]} &x; <script>document.write('written')</script><object data='{secret.as_uri()}'>"
        )
    )
    text = page(markup).text
    assert "secret words" not in text and "written" not in text


def test_a_page_nested_too_deep_is_rejected():
    with pytest.raises(Rejected) as caught:
        page("<html><body>" + "<div>" * 50_000 + "<p>text</p>")
    assert caught.value.reason == "too_deep"
