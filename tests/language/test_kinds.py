"""Kinds of lines, on texts of our own."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.kinds.lines import classify, is_boilerplate
from pipeline.language.records import Context, Slice

BODY = "The council of Tarn voted on Monday to close the old bridge over the river for good."
LINES = [
    ("Load More", "button"), ("Share on Facebook", "button"), ("Print", "button"), ("In Other News", "links"),
    ("Shop our favourite boots here: https://shop.example/boots", "prompt"), ("Buy tickets here", "prompt"),
    ("Don't miss: Ten boats you must see", "links"), ("Related story: Ferry sinks off Tarn", "links"),
    ("Like her brother, Marden sang on Channel 4 and posted it on Facebook.", "prose"),
    ("Like Otto Brandt, she follows the club on Twitter.", "prose"), ("Like the Courier on Facebook.", "prompt"),
    ("Order was restored here.", "prose"),
    ("Follow Ann Marl on Twitter @annmarl.", "prompt"), ("Sign up for our weekly newsletter here.", "prompt"),
    ("Watch the whole debate here.", "prompt"),
    ("By Ann Marl", "byline"), ("By ANN MARL and Joe Fenn | May 4, 2020", "byline"),
    ("Monday, May 4, 2020", "dateline"), ("Updated: May 4, 2020 10:15 a.m.", "dateline"),
    ("Photo by Joe Fenn", "credit"), ("© 2020 Tarn Herald. All rights reserved.", "credit"),
    ("Ann Marl in Tarnby contributed to this report.", "credit"),
    ("Contributing: Ann Marl and Joe Fenn", "credit"), ("Contributing: Ann Marl.", "credit"),
    ("Marl reported from Tarnby.", "credit"), ("Ann Marl and Joe Fenn contributed from Arden.", "credit"),
    ("Marl reported from Tarnby, and Fenn from Arden, Ohio.", "credit"), ("[Tarn Herald]", "credit"),
    ("(h/t Tarn Herald)", "credit"),
    ("Show More Comments", "button"), ("LikeReplyShare", "button"), ("Continue reading the main story", "button"),
    ("Privacy Policy", "button"), ("MORE: Fenn wins the race", "links"), ("READ: Marl opens a shop", "links"),
    ("Listen to the whole debate, embedded below:", "prompt"), ("Watch the video above.", "prompt"),
    ("8:45 p.m.", "dateline"), ("Fri 4 May 2020 18.05 BST", "dateline"), ("TARNBY, May 4, 2020", "dateline"),
    ("As published in the Tarn Herald.", "credit"), ("This story first appeared on Tarn News.", "credit"),
    ("Getty.", "credit"), ("Ann Marl contributed.", "credit"), ("Podcast produced by Ann Marl.", "credit"),
    ("[Herald, Tarn News/Fenn Poll]", "credit"), ("h/t: Tarn Herald.", "credit"),
    ("Reprinted with permission of Fenn Books.", "credit"), ("CORRECTION APPENDED.", "correction"),
    ("* * *", "button"), ("___.", "button"), ("<img src='a.jpg'> <br>", "button"), (".bio {", "button"),
    ("font-size:15px;", "button"), ("Also on Tarn News:", "links"), ("https://tarn.example/bridge", "links"),
    ("Send tips and photos to Ann Marl, tips@tarn.example.", "prompt"), ("-Marl leads Fenn in Arden.", "list"),
    ("4.", "list"), ("Ann Marl, 62", "heading"),
    ("Correction: The bridge is 90 years old.", "correction"),
    ("File photo of the bridge. Image: Joe Fenn.", "caption"), ("- two boats", "list"), ("ANN MARL:", "speaker"),
    ("What comes next", "heading"), ("#3: Dry the cups", "list"),
    ("Last updated: 3:42pm BST", "dateline"), ("Updated at 2.59pm BST", "dateline"),
    ("Tarnby, Thursday, May 6, 2021", "dateline"), ("@annmarl_", "byline"), ("Twitter: @annmarl.", "links"),
    ("Translated by Ann Marl.", "credit"), ("Source: Tarn Water Board", "credit"),
    ("Joe Fenn via Getty Images", "credit"), ("Ann Marl contributed reporting.", "credit"),
    ("Was this article helpful?", "prompt"), ("Enter your email address:", "prompt"), ("Yes No", "button"),
    ("This is a developing story and will be updated.", "prompt"),
    ("View all results: https://tarn.example/poll", "prompt"), ("The full poll can be found here.", "prompt"),
    ("For more information, visit www.tarn.example.", "prompt"),
    ("You can reach Ann Marl at marl@tarn.example.", "prompt"),
]  # fmt: skip
NEWS = [
    "Follow the money, the mayor told reporters on Twitter's new street in Tarn.",
    "Share prices fell.", "Get out of here.",
    "Call the men who stay here.",
    "He was here.", "Watch prices, she said below.", "She looked at the river below.",
    "The herald reported from Tarnby that the river had fallen.", "Marl contributed 30 marks.",
    "Contributing to the fall were dry winds.", "More: that is what the mayor wants.",
    "Contact with the boat was lost.", "Marl reported from Tarnby on Monday that the river fell.",
    "Fenn then asked, “Who pays?”", "Nov. 4, 2014 was the day it fell.", "Online: that is where they met.",
    "Marl asked on May 4, 2020.", "Previously:", "The map was made by Fenn in May.", "Published in May, it sold well.",
    "This story was published by Marl, who said so in court.",
    "Highlights:", "Yes, no one came.", "The full cost can be seen here in Tarn.", "@Tarn it rained all of Monday.",
    "Source after source ran dry.", "Find your way to the web, wrote the mayor.", "At 3.42 it fell, as had been said.",
    "More than 30 people read it.", "By Friday the river had fallen by a metre.",
    "Photographs by the dozen hung on the wall of the mayor's office.", "“Sign up for our newsletter,” he joked.",
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_line(line, kind):
    got = classify(f"Tarn closes bridge\n\n{BODY}\n\n{line}\n\n{BODY}\n")
    assert [x.kind for x in got] == ["headline", "prose", kind, "prose"]


_, MARKED, KEPT = re.split(r"^# .*\n", (Path(__file__).parent / "lines_of_sites.txt").read_text(), flags=re.M)


@pytest.mark.parametrize(("lines", "marked"), [(MARKED, True), (KEPT, False)])
def test_lines_between_the_paragraphs_of_a_story(lines, marked):
    kinds = {line: classify(f"{BODY}\n\n{line}\n\n{BODY}")[1].kind for line in lines.splitlines()}
    assert [
        line for line, kind in kinds.items() if is_boilerplate(kind) != marked or not (marked or kind == "prose")
    ] == []


@pytest.mark.parametrize("line", NEWS)
def test_news_is_not_marked(line):
    assert classify(f"{BODY}\n\n{line}")[-1].kind == "prose"


def test_story_list_below_the_last_paragraph():
    got = classify(f"{BODY}\n\nRelated Stories\nFenn wins the race\nMarl opens a shop\nLoad More")
    assert [x.kind for x in got] == ["prose", "links", "links", "links", "button"]


def test_headlines_below_the_last_paragraph():
    got = classify(f"{BODY}\n\nFenn Wins the Long Race Along the River\n\nAnn Marl, Tarnby")
    assert [x.kind for x in got] == ["prose", "links", "prose"]
    assert classify(f"{BODY}\n\nSenator Fenn (Tarn) — Announced May 3, 2020")[1].kind == "prose"
    assert classify(f"{BODY}\n\nFenn Wins the Long Race\n\n{BODY}")[1].kind == "heading"


def test_repeated_line_is_marked_only_at_the_edge():
    text = f"{BODY}\n\nAll the tides of Tarn, every day"
    start = text.index("All")
    assert classify(text)[-1].kind == "prose"
    assert classify(text, Context(repeated=(Slice(start, len(text)),)))[-1].kind == "prompt"


@pytest.mark.parametrize(
    ("line", "kind"),
    [("It takes nine votes to close a bridge.", "prose"), ("Economic Scene.", "prompt"), ("LETTERS", "prompt"),
     ("We want to hear what you think.", "prompt"), ("He is not alone.", "prose"), ("of.", "prose")],
)  # fmt: skip
def test_repeated_news_is_not_marked(line, kind):
    text = f"{BODY}\n\n{line}"
    assert classify(text, Context(repeated=(Slice(text.index(line), len(text)),)))[-1].kind == kind


def test_title_as_given():
    assert classify(f"Bridge closed.\n{BODY}", Context(title="Bridge closed"))[0].kind == "headline"
    long = "The old bridge of Tarn has been closed to the carts of the valley for good."
    assert [x.kind for x in classify(f"{long}\n\n{BODY}", Context(title=long[:-1]))] == ["headline", "prose"]
    assert [x.kind for x in classify(f"{BODY}\n\n{long}", Context(title=long[:-1]))] == ["prose", "prose"]


def test_headline_without_a_title():
    """Bylines and dates above it do not hide the headline; a question in capitals is one; a first sentence is not."""
    kinds = [x.kind for x in classify(f"By Ann Marl\nMonday, May 4, 2020\nBridge to close for good\n\n{BODY}")]
    assert kinds == ["byline", "dateline", "headline", "prose"]
    title = "Will the Old Bridge of Tarn Ever Be Opened to the Carts of the Valley Again?"
    assert [x.kind for x in classify(f"{title}\n\n{BODY}")] == ["headline", "prose"]
    asked = "Will the old bridge of Tarn ever be opened to the carts of the valley again?"
    assert [x.kind for x in classify(f"{asked}\n\n{BODY}")] == ["prose", "prose"]
    assert [x.kind for x in classify(f"{BODY}\n\n{BODY}")] == ["prose", "prose"]


def test_headlines_that_end_in_a_mark():
    low = "Toll to rise by a third on the ferries of the whole of the northern coast;\nBoard sees no other way to pay."
    assert [x.kind for x in classify(f"{low}\n\n{BODY}")] == ["headline", "headline", "prose"]
    capitals = "Tarn Council Will Close the Old Bridge Over the River."
    assert [x.kind for x in classify(f"{capitals}\n\n{BODY}")] == ["headline", "prose"]
    assert classify(f"President Ann Marl on Monday named Joe Fenn Treasurer.\n\n{BODY}")[0].kind == "prose"


def test_quoted_label_is_no_caption():
    assert classify(f"{BODY}\n\n“VIDEO: that is all they had,” Marl said.")[-1].kind == "prose"


def test_component(nlp):
    rows = nlp(f"Tarn closes bridge\n\n{BODY} Follow Ann Marl on Twitter.\n\nLoad More")._.sentences
    assert [(r.kind, r.paragraph_index, r.is_boilerplate) for r in rows] == [
        ("headline", 0, False), ("prose", 1, False), ("prompt", 1, True), ("button", 2, True)
    ]  # fmt: skip


@given(st.text())
def test_any_text(text):
    assert "".join("".join(text[x.start : x.end] for x in classify(text)).split()) == "".join(text.split())
