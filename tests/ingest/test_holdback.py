"""A run that looks wrong is not published, and the message says why and what to do."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipeline.dataset.ingest import IngestReport, hold_back
from pipeline.dataset.ingest.holdback import COMPARED
from pipeline.settings import HoldBack, Source, load_settings

BEFORE = {"articles": 100, "quotes": 500, "figures": 400}


def judge(now=BEFORE, previous=BEFORE, rejected=0, **settings):
    report = IngestReport(articles=now["articles"], rejected={"empty": rejected} if rejected else {})
    return hold_back(load_settings(hold_back=HoldBack(**settings)), report, previous, now)


def table(*uris, text="x"):
    rows = [{"article_id": uri, "source_uri": uri, "content_sha256": f"{text} {uri}"} for uri in uris]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in COMPARED]))


def withdrawn(before, after, **settings):
    few = (
        {"articles": before.num_rows, "quotes": 5, "figures": 5},
        {"articles": after.num_rows, "quotes": 5, "figures": 5},
    )
    made = load_settings(
        hold_back=HoldBack(**settings), sources=[Source(name="seeds", uri="s"), Source(name="wire", uri="w")]
    )
    return hold_back(made, IngestReport(articles=after.num_rows), *few, before, after)


@pytest.mark.parametrize(
    "before, after, words",
    [
        (["a.txt", "b.txt"], [], "no articles where there were 2"),
        (["a.txt"], [], "no articles where there were 1"),
        (["a.txt", "b.txt", "c.html"], ["a.txt", "b.txt", "n.txt"], "all 1 articles from files .html are gone"),
        (["a.txt", "old.zip/b.txt"], ["a.txt", "n.txt"], "all 1 articles from files .zip are gone"),
        (["a.txt", "x.jsonl#1", "x.jsonl#2"], ["a.txt", "n.txt"], "all 2 articles from files .jsonl are gone"),
        (["a.txt", "wire/b.txt", "wire/c.txt"], ["a.txt", "n.txt"], "all 2 articles of the source wire are gone"),
        (["a.txt", "b.txt", "c.txt"], ["a.txt", "b.txt"], "1 of 3 articles are gone, and nothing else is new"),
    ],
)
def test_what_is_gone_is_held_back_whatever_the_size(before, after, words):
    told = withdrawn(table(*before), table(*after))
    assert words in told and "HOLD_BACK__ACCEPT" in told
    assert withdrawn(table(*before), table(*after), accept=True) is None


def test_what_goes_while_other_things_come_is_ordinary():
    assert withdrawn(table("a.txt", "b.txt", "c.txt"), table("a.txt", "b.txt", "n.txt")) is None
    assert withdrawn(table("a.txt", "b.txt"), table("a.txt", text="revised")) is None
    assert withdrawn(table("a.txt", "b.txt"), table("a.txt", "b.txt")) is None
    assert withdrawn(table("a.txt", "b.txt"), table("a.txt", "moved/b.txt")) is None
    assert withdrawn(table("a.txt", "b.txt"), table("a.txt"), allow_withdrawals=True) is None


def test_an_ordinary_run_is_published():
    assert judge() is None
    assert judge(previous=None) is None
    assert judge(now={"articles": 130, "quotes": 600, "figures": 700}, rejected=20) is None


@pytest.mark.parametrize(
    "now, words",
    [
        ({"articles": 20, "quotes": 100, "figures": 80}, "20 articles where there were 100"),
        ({"articles": 400, "quotes": 2000, "figures": 1600}, "400 articles where there were 100"),
        ({"articles": 100, "quotes": 100, "figures": 400}, "1.00 quotes an article where there were 5.00"),
        ({"articles": 100, "quotes": 500, "figures": 0}, "0.00 figures an article"),
    ],
)
def test_a_jump_is_held_back_unless_accepted(now, words):
    assert words in judge(now)
    assert "HOLD_BACK__ACCEPT" in judge(now)
    assert judge(now, accept=True) is None
    assert judge(now, max_jump_factor=1e9) is None or now["figures"] == 0


def test_many_rejects_are_held_back():
    assert "60% of what came in was rejected, mostly as empty" in judge(rejected=150)
    assert judge(rejected=150, max_rejected_share=0.7) is None


def test_small_numbers_jump_freely():
    assert judge(now={"articles": 90, "quotes": 9, "figures": 9}, previous={"articles": 5, "quotes": 50}) is None
    assert judge(now={"articles": 3, "quotes": 9, "figures": 9}, previous=None, rejected=9) is None
