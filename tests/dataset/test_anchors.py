"""Judgements are found again by their words and neighbours, or said to be lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.dataset.decisions.anchors import make_anchor, read_anchor

TEXT = "The mayor said 12 of the 30 cables had failed. Later the mayor said 12 of the 30 pumps had failed too."


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab .\n", max_size=30), st.data())
def test_in_an_unchanged_text_the_place_is_the_same_or_told_to_be_unclear(text, data):
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = make_anchor("a", text, start, end).place(text)
    assert found in ((start, end), None) or text[slice(*found)] == text[start:end]


@pytest.mark.parametrize("start", [TEXT.index("12"), TEXT.rindex("12")])
def test_of_two_places_alike_the_neighbours_tell(start):
    anchor = make_anchor("a", TEXT, start, start + 2)
    assert anchor.place(TEXT) == (start, start + 2)
    moved = "A new first sentence, with 12 other things.\n\n" + TEXT
    assert anchor.place(moved) == (start + 45, start + 47)


def test_words_with_other_neighbours_are_not_the_same_words():
    anchor = make_anchor("a", TEXT, TEXT.index("12"), TEXT.index("12") + 2)
    assert anchor.place("Rain fell on 12 days.") is None
    assert anchor.place("The mayor said nothing.") is None


def test_a_whole_statement_is_found_wherever_it_stands():
    words = "the bridge stays shut until every cable is sound"
    anchor = make_anchor("a", f"He said {words}.", 8, 8 + len(words))
    assert anchor.place(f"“{words},” she wrote") == (1, 1 + len(words))


@pytest.mark.parametrize(
    "at",
    [{}, {"article_id": "a"}, {"article_id": "a", "text": "x", "where": "here"}, "a", {"article_id": "a", "text": 3}],
)
def test_an_anchor_that_says_too_little_is_refused(at):
    with pytest.raises(ValueError, match="at needs"):
        read_anchor(at)
