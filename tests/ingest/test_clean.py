"""Cleaning, dates and headings, on lines and on anything."""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset.ingest.article_columns import finish
from pipeline.dataset.ingest.clean import clean, unwrap
from pipeline.dataset.ingest.dates import parse_day, published_day, reference_day, url_day
from pipeline.dataset.ingest.decode import decode
from pipeline.dataset.ingest.headings import byline_in, find_heading
from pipeline.dataset.ingest.records import Delivered, Origin, Problem, Rejected

TODAY = date(2021, 6, 1)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    "raw, cleaned",
    [
        ("so\u00adft hy\u00adphen", "soft hyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\u202eb\u202c", "ab"),
        ("no\u00a0break\u2009thin", "no break thin"),
        ("one\r\ntwo\rthree\u2028four\u2029five", "one\ntwo\nthree\nfour\n\nfive"),
        ("a \t b  \n\n\n\n c", "a b\n\nc"),
        ("Cafe\u0301", "Café"),
        ("It&#8217;s AT&amp;T &c; &nbsp;x", "It’s AT&T &c; x"),
        ("â€œQuoteâ€\x9d", "“Quote”"),
        ("naïve “quotes” — kept… ‘so’", "naïve “quotes” — kept… ‘so’"),
        ("family 👩\u200d👩\u200d👧", "family 👩\u200d👩\u200d👧"),
        ("bell\x07 esc\x1b[0m", "bell esc[0m"),
    ],
)
def test_clean(raw, cleaned):
    assert clean(raw) == cleaned


@given(ANYTHING)
@settings(deadline=None)
def test_any_text_is_cleaned_to_something_plain(raw):
    text = clean(raw)
    assert text == text.strip() and "\n\n\n" not in text and "  " not in text
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in text)
    text.encode("utf-8")


@given(ANYTHING, st.sampled_from([True, False]))
@settings(max_examples=50, deadline=None)
def test_any_article_has_a_row_or_a_reason(raw, is_plain):
    for made in finish(Delivered(raw, title=raw[:20], is_plain=is_plain), Origin("a.txt"), TODAY):
        if isinstance(made, Problem):
            assert made.reason in ("empty", "missing_text", "only_boilerplate")
        else:
            assert made["text"] and made["text"] == made["text"].strip()


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_rejected(raw):
    try:
        assert isinstance(decode(raw), str)
    except Rejected as rejected:
        assert rejected.reason in ("not_text", "undecodable")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "mac_roman"])
def test_encodings_of_news(encoding):
    text = "The mayor said: “We can’t wait – not a day.” Café owners don’t agree. " * 5
    assert decode(text.encode(encoding)) == text


def test_lines_wrapped_at_a_column_are_joined_and_short_ones_are_not():
    wrapped = "\n".join(["The mayor said that the bridge would have to be closed for the winter"] * 6)
    assert "\n" not in unwrap(wrapped)
    poem = "\n".join(["The bridge is gone,", "the river stays,", "and so do we."] * 5)
    assert unwrap(poem) == poem
    assert unwrap(f"{wrapped}\na well-\nknown man").endswith("a well-\nknown man")


@pytest.mark.parametrize(
    "written, day",
    [
        ("2021-03-04", date(2021, 3, 4)), ("2021-03-04T23:30:00-05:00", date(2021, 3, 4)),
        ("20210304", date(2021, 3, 4)),
        ("Thu, 04 Mar 2021 23:10:00 GMT", date(2021, 3, 4)), ("March 4th, 2021", date(2021, 3, 4)),
        ("4 March 2021", date(2021, 3, 4)), ("1614900000", date(2021, 3, 4)), ("1614900000000", date(2021, 3, 4)),
        ("3/14/2021", date(2021, 3, 14)), ("14.3.2021", date(2021, 3, 14)), ("3/4/2021", None), ("0000-01-01", None),
        ("9999-12-31", None), ("2087-01-01", None), ("2021-02-31", None), ("soon", None), (None, None), ("", None),
        ("1442-07-20", None), ("2021-06-05", date(2021, 6, 5)), ("2021-06-20", None),
    ],
)  # fmt: skip
def test_parse_day(written, day):
    assert parse_day(written, TODAY) == day


@given(ANYTHING)
@settings(deadline=None)
def test_no_text_is_a_date_by_raising(raw):
    (
        parse_day(raw, TODAY),
        url_day(raw, TODAY),
        published_day(raw, raw, raw, raw, TODAY),
        reference_day(raw, None, TODAY),
    )


@pytest.mark.parametrize(
    "text, day, source",
    [
        ("ARDMOOR, March 4, 2021 (Wire) -- The mayor said on Monday.", date(2021, 3, 4), "dateline"),
        ("Headline\n\nARDMOOR, Kest Islands, 4 March 2021 — It rained.", date(2021, 3, 4), "dateline"),
        ("Headline\nBy Ida Lund | March 4, 2021\n\nIt rained.", date(2021, 3, 4), "text"),
        ("Headline\n\nPublished Thursday, March 4, 2021 at 9:14 a.m. EST\n\nIt rained.", date(2021, 3, 4), "text"),
        ("Headline\n\nHe was born on March 4, 1921, in a small town.", None, None),
        ("ARDMOOR, March 4 (Wire) -- The mayor said.", None, None),
        ("ARDMOOR — March 4, 2021 — It rained — again.", date(2021, 3, 4), "dateline"),
        ("Mar 4, 2021 | By Ida Lund\n\nIt rained.", date(2021, 3, 4), "text"),
        ("ARDMOOR (Wire) — It rained on March 4, 2021 — again.", None, None),
    ],
)
def test_published_day_from_the_text(text, day, source):
    found = published_day(text, today=TODAY)
    assert (found.day, found.source) == (day, source)


def test_the_dateline_near_the_day_of_publication_is_what_thursday_is_counted_from():
    text = "ARDMOOR, March 3 (Wire) -- The mayor said on Monday."
    assert reference_day(text, date(2021, 3, 4), TODAY).day == date(2021, 3, 3)
    assert reference_day(text, date(2021, 3, 4), TODAY).source == "dateline"
    assert reference_day(text.replace("March 3", "Dec. 31"), date(2021, 1, 1), TODAY).day == date(2020, 12, 31)
    assert reference_day("It rained.", date(2021, 3, 4), TODAY).source == "metadata"
    assert reference_day("It rained.", None, TODAY).day is None


@pytest.mark.parametrize("line", ["AB " * 70, "A.-' " * 40, "AB, " * 50, "By " + "Aa " * 60, "A" * 200])
def test_lines_made_to_be_slow_are_not(line):
    started = time.process_time()
    reference_day(line, date(2021, 3, 4), TODAY), published_day(line + "1"), byline_in(line[:119]), find_heading(line)
    assert time.process_time() - started < 0.1


def test_day_in_an_address():
    assert url_day("https://x.example/news/2021/03/04/bridge", TODAY) == date(2021, 3, 4)
    assert url_day("https://x.example/bridge-20210304.html", TODAY) == date(2021, 3, 4)
    assert url_day("https://x.example/2021/mar/04/bridge", TODAY) == date(2021, 3, 4)
    assert url_day("https://x.example/article-12345678", TODAY) is None


@pytest.mark.parametrize(
    "line, names",
    [
        ("By Ida Lund", "Ida Lund"), ("By Ida Lund and Per de Rask", "Ida Lund and Per de Rask"),
        ("BY IDA LUND", "IDA LUND"), ("By Ida Lund, Ardmoor Wire", "Ida Lund"),
        ("By Ida Lund, Ada Rask", "Ida Lund, Ada Rask"),
        ("By the time it rained", None),
        ("By Monday it had rained for three days.", None), ("By Casey Dunmore | Feb. 13, 2021", "Casey Dunmore"),
    ],
)  # fmt: skip
def test_byline(line, names):
    assert byline_in(line) == names


def test_a_first_sentence_is_no_headline():
    _, heading = find_heading("The mayor said that it would rain.\n\nIt did.")
    assert heading.title is None
    assert find_heading("Updated 3:14 PM EST, Thu March 4, 2021\n\nIt rained.")[1].title is None
    _, heading = find_heading("It will rain\n\nThe mayor said that it would.")
    assert heading.title == "It will rain"
