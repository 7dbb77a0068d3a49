"""A run that looks wrong is not published, and the message says why and what to do."""

from __future__ import annotations

import pytest

from pipeline.dataset.ingest import IngestReport, hold_back
from pipeline.settings import HoldBack, load_settings

BEFORE = {"articles": 100, "quotes": 500, "figures": 400}


def judge(now=BEFORE, previous=BEFORE, rejected=0, **settings):
    report = IngestReport(articles=now["articles"], rejected={"empty": rejected} if rejected else {})
    return hold_back(load_settings(hold_back=HoldBack(**settings)), report, previous, now)


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
