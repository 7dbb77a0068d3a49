"""Plain texts of many shapes: headline, byline and day reach ``articles``, and none of their lines is called prose."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.language.kinds.lines import classify
from pipeline.language.records import Context

PROSE = (
    "The harbor board of {place} voted on Monday to raise the ferry toll by a third.",
    "“We have no other way to pay for the new pier,” said Ada Perrin, who leads the board. “It is old.”",
    "About {number} people had come to the meeting in {place}. The toll was last raised in 1998.",
)
TITLE = "Ferry toll to rise by a third"
# What stands above the story, what is known of it, and the kinds of its lines.
SHAPES = {
    "headline": ("Ferry toll to rise by a third\n\n", TITLE, None, None, "headline"),
    "headline and byline": (
        "Ferry toll to rise by a third\nBy Inga Marlowe\n\n",
        TITLE,
        "Inga Marlowe",
        None,
        "headline byline",
    ),
    "byline in capitals": (
        "Ferry toll to rise by a third\n\nBY INGA MARLOWE\n\n",
        TITLE,
        "INGA MARLOWE",
        None,
        "headline byline",
    ),
    "two writers": (
        "Ferry toll to rise by a third\n\nBy Inga Marlowe and Milo Strand\n\n",
        TITLE,
        "Inga Marlowe and Milo Strand",
        None,
        "headline byline",
    ),
    "byline with a role": (
        "Ferry toll to rise by a third\n\nBy Inga Marlowe, Staff Writer\n\n",
        TITLE,
        "Inga Marlowe",
        None,
        "headline byline",
    ),
    "byline with a day": (
        "Ferry toll to rise by a third\n\nBy Inga Marlowe | Oct. 22, 2021\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "headline byline",
    ),
    "day below": (
        "Ferry toll to rise by a third\n\nBy Inga Marlowe\n\nOctober 22, 2021\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "headline byline dateline",
    ),
    "day above": (
        "October 22, 2021\n\nFerry toll to rise by a third\n\nBy Inga Marlowe\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "dateline headline byline",
    ),
    "British day": (
        "Ferry toll to rise by a third\n\nInga Marlowe\n\nFri 22 Oct 2021 18.05 BST\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "headline byline dateline",
    ),
    "updated": (
        "Ferry toll to rise by a third\n\nPublished October 22, 2021 at 6 PM\nUpdated October 23, 2021 at 9:10 AM EDT"
        "\n\n",
        TITLE,
        None,
        "2021-10-22",
        "headline dateline dateline",
    ),
    "weekday and clock": (
        "Ferry toll to rise by a third\n\nUpdated 6:05 PM ET, Fri October 22, 2021\n\n",
        TITLE,
        None,
        "2021-10-22",
        "headline dateline",
    ),
    "standfirst": (
        "Ferry toll to rise by a third\n\nBoard says there is no other way to pay for a pier\n\nInga Marlowe\n\n",
        TITLE,
        "Inga Marlowe",
        None,
        "headline headline byline",
    ),
    "section above": (
        "LOCAL NEWS\n\nFerry toll to rise by a third\n\nBy Inga Marlowe\n\n",
        TITLE,
        "Inga Marlowe",
        None,
        "headline headline byline",
    ),
    "question": (
        "Will the Ferry Toll Rise by a Third?\n\nBy Inga Marlowe\n\n",
        "Will the Ferry Toll Rise by a Third?",
        "Inga Marlowe",
        None,
        "headline byline",
    ),
    "quotation": (
        "‘No other way’: ferry toll to rise by a third\n\nBy Inga Marlowe\n\n",
        "‘No other way’: ferry toll to rise by a third",
        "Inga Marlowe",
        None,
        "headline byline",
    ),
    "header lines": (
        "Title: Ferry toll to rise by a third\nAuthor: Inga Marlowe\nDate: 2021-10-22\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "headline",
    ),
    "share bar": (
        "Ferry toll to rise by a third\n\nBy Inga Marlowe\n\nShare on Facebook\nTweet\nPrint\n\n",
        TITLE,
        "Inga Marlowe",
        None,
        "headline byline button button button",
    ),
    "caption and credit": (
        "Ferry toll to rise by a third\n\nThe Petrel at berth. (Photo: M. Strand)\n\nBy Inga Marlowe, Coast Press\n\n",
        TITLE,
        "Inga Marlowe",
        None,
        "headline caption byline",
    ),
    "agency as writer": (
        "Ferry toll to rise by a third\n\nBy The Coast Press\n\n",
        TITLE,
        "The Coast Press",
        None,
        "headline byline",
    ),
    "writer and paper": (
        "Ferry toll to rise by a third\n\nInga Marlowe\nHollin Bay Gazette\nOct. 22, 2021\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "headline byline byline dateline",
    ),
    "Written by": (
        "Ferry toll to rise by a third\n\nWritten by: Inga Marlowe\nPosted on 22 October 2021\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "headline byline dateline",
    ),
    "minutes": (
        "Ferry toll to rise by a third\n\nby Inga Marlowe • October 22, 2021 • 3 min read\n\n",
        TITLE,
        "Inga Marlowe",
        "2021-10-22",
        "headline byline",
    ),
    "dateline of an agency": (
        "Ferry toll to rise by a third\n\nHOLLIN BAY, Oct. 22, 2021 (Coast Press) — ",
        TITLE,
        None,
        "2021-10-22",
        "headline",
    ),
}


def shape(number: int, head: str) -> str:
    place = ("Hollin", "Marsh", "Quill", "Sorrel", "Vander", "Pell", "Orrin")[number % 7] + ("port", "ton", "by")[
        number % 3
    ]
    return head + "\n\n".join(PROSE).format(place=place, number=40 + number) + "\n"


@pytest.fixture
def articles(project):
    for number, (name, (head, *_)) in enumerate(SHAPES.items()):
        project.write(f"{name}.txt", shape(number, head))
    project.update()
    return project.articles()


def test_what_stands_above_reaches_the_article(articles):
    found = {
        name: (
            row.title,
            None if pd.isna(row.byline) else row.byline,
            None if pd.isna(row.published_on) else str(row.published_on.date()),
        )
        for name, row in ((uri.removesuffix(".txt"), row) for uri, row in articles.iterrows())
    }
    wanted = {name: (title, byline, day) for name, (_, title, byline, day, _) in SHAPES.items()}
    assert {name: (row, wanted[name]) for name, row in found.items() if row != wanted[name]} == {}


@pytest.mark.parametrize("name", SHAPES)
def test_nothing_above_the_story_is_prose(name):
    head, title, byline, _, kinds = SHAPES[name]
    text = shape(0, head)
    for context in (Context(), Context(title=title, byline=byline)):
        got = [line.kind for line in classify(text, context)]
        if name == "header lines":
            continue
        assert got == [*kinds.split(), "prose", "prose", "prose"]
