"""Tokens: as spaCy makes them for what people write, and in linear time for anything."""

import time

import pytest

from pipeline.language.tokens import LONGEST, BoundedTokenizer, cuts
from tests.language.odd_texts import PIECES, odd_text

ADDRESS = "https://archive.example.org/2021/05/05/news/" + "a-very-long-headline-" * 8 + "end.html?from=front&page=2"
ORDINARY = [
    "The mayor didn't say (on Monday) that “12 of the 30 crates” were empty; she'd said so in 2019–20.",
    f"It is told at {ADDRESS} and elsewhere.",
    "Line one\n\nLine two   with spaces\t and a U.S.-led, state-of-the-art thing.",
]


@pytest.fixture(scope="module")
def tokenizer(nlp):
    return nlp.tokenizer


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_have_spacys_own_tokens(tokenizer, text):
    assert isinstance(tokenizer, BoundedTokenizer)
    tokens = [(token.text, token.whitespace_, token.norm_) for token in tokenizer(text)]
    assert tokens == [(token.text, token.whitespace_, token.norm_) for token in tokenizer.tokenizer(text)]


def test_a_long_address_in_brackets_of_text_stays_whole(tokenizer):
    assert len(ADDRESS) > LONGEST
    assert ADDRESS in [token.text for token in tokenizer(f"See {ADDRESS} now. " + "$" * 500)]


@pytest.mark.parametrize("name", PIECES)
def test_tokens_give_back_the_text(tokenizer, name):
    for text in (odd_text(PIECES[name], 3000), f"We didn't go. {odd_text(PIECES[name], 700)} They didn't. "):
        doc = tokenizer(text)
        assert doc.text == text
        assert [token.norm_ for token in doc].count("not") >= text.count("didn't")


def test_words_are_not_cut_where_a_mark_stands_near():
    text = "well-known-" * 50
    assert {text[at] for at in cuts(text)} <= {"w", "k", "-"}


def test_marks_take_time_linear_in_their_number(tokenizer):
    times = {}
    for length in (20_000, 80_000):
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            tokenizer("$" * length)
            best = min(best, time.process_time() - started)
        times[length] = best
    assert times[80_000] < 8 * times[20_000]  # 16 times if it were their square; spaCy's own takes hours
