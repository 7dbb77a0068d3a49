"""Time grows with the length of a text and not with its square, for each component and texts that no person writes.

Parses are joined from one of the piece's, so that what is timed is the component alone.
"""

from __future__ import annotations

import gc
import time

import pytest
from spacy.tokens import Doc

from pipeline.dataset.extract.rows import article_rows
from pipeline.language import EXTRACTORS
from tests.language.odd_texts import PIECES, odd_text

PARSED = 750  # characters that are parsed; joined ones look like a longer parse
SIZES = (6_000, 12_000)
CHEAP_SIZES = (15_000, 30_000)
FACTOR = 2.6  # for twice the length; the square is 4
NOTHING = 0.3  # seconds of the longer text that are too few to judge: at worst 84 for the longest article
TRIES = 3


def joined(nlp, piece, length):
    """A parsed text of about this length."""
    parsed = nlp(odd_text(piece, PARSED))
    return Doc.from_docs([parsed] * (length // PARSED), ensure_whitespace=False)


def check(work, make, sizes):
    """Processor time of ``work(make(size))`` by size: the best of some tries, as many as it takes."""
    best = dict.fromkeys(sizes, float("inf"))
    for _ in range(TRIES):
        for size in sizes:
            given = make(size)
            gc.collect()
            started = time.process_time()
            work(given)
            best[size] = min(best[size], time.process_time() - started)
        short, long = best.values()
        if long < NOTHING or long < FACTOR * short:
            return
    pytest.fail(f"{sizes[0]:,} characters take {short:.2f} s, {sizes[1]:,} {long:.2f} s")


@pytest.fixture(scope="module")
def bare(nlp):
    """Tokens, sentences and parse alone."""
    with nlp.select_pipes(disable=list(EXTRACTORS)):
        yield nlp


@pytest.mark.parametrize("name", PIECES)
def test_tokens_and_sentence_starts(nlp, name):
    sentences = nlp.get_pipe("sentences")
    check(lambda text: sentences(nlp.make_doc(text)), lambda size: odd_text(PIECES[name], size), CHEAP_SIZES)


@pytest.mark.parametrize("name", PIECES)
def test_components(bare, name):
    docs = {size: joined(bare, PIECES[name], size) for size in SIZES}
    for component in EXTRACTORS:
        try:
            check(bare.get_pipe(component), docs.get, SIZES)
        except pytest.fail.Exception as failure:
            pytest.fail(f"{component}: {failure.msg}")
    check(lambda doc: article_rows(doc, "a"), docs.get, SIZES)
