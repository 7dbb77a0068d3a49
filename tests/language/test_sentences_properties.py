"""What holds for any text: its sentences cover every character but white space once, in order, whatever was done to it.

Texts are news of our own, damaged as copies are (marks dropped or doubled, spaces lost, lines broken or glued), and
arbitrary Unicode.
"""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.language.kinds.lines import classify
from pipeline.language.records import SENTENCE_KINDS
from pipeline.language.sentences.boundaries import starts
from pipeline.language.sentences.lines import logical_lines

ARTICLE = """Tarn closes its old bridge

By Ann Marl
TARN, May 4, 2020 — “We lost,” Dr. J. K. Ferrow said. “We will be back ... soon.”

The council (it met at 5 p.m.) moved 1,200.75 marks to the U.S. Tarn Service; nobody asked why. 'Who pays?' Fenn asked!
- two boats
- see a.b@tarn.example, tarnbooks.com or @annmarl 🎉
Contributing: Joe Fenn. Follow Ann Marl on Twitter.

In Other News
Load More"""
MARKS = ".!?…,;:'\"“”‘’()[]-–—\n\t "
STRANGE = "\u200b\u200d\ufeff\u00ad\u2028\u2029\x85\x0b\x1c\x00\u3000\u0301\U0001f468\ud7ff\u202e\xa0。！¿"
anything = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from(MARKS + STRANGE)), max_size=80)


@st.composite
def damaged(draw):
    """The article with up to twelve of its marks or spaces dropped, doubled or replaced, and any text put in."""
    characters = list(ARTICLE)
    places = [i for i, c in enumerate(characters) if c in MARKS]
    for i in draw(st.lists(st.sampled_from(places), max_size=12, unique=True)):
        characters[i] = draw(st.sampled_from(["", characters[i] * 2, " ", "\n", "\r\n", *STRANGE, *'."”(']))
    at = draw(st.integers(0, len(characters)))
    return "".join([*characters[:at], draw(anything), *characters[at:]])


@st.composite
def glued(draw):
    """Lines of the article in any order, put together by line breaks of any kind, by a space or by nothing."""
    lines = draw(st.lists(st.sampled_from(ARTICLE.splitlines()), max_size=12))
    return "".join(line + draw(st.sampled_from(["", " ", "\n", "\r", "\r\n", "\n\n", "\u2028"])) for line in lines)


texts = st.one_of(damaged(), glued(), anything)


def assert_covers(text, spans):
    """Spans are in order, do not overlap, have no white space at their ends, and leave out nothing but white space."""
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(text[start:end] and text[start:end] == text[start:end].strip() for start, end in spans)
    edges = [0, *itertools.chain.from_iterable(spans), len(text)]
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


@settings(deadline=None, max_examples=400)
@given(texts)
def test_lines_cover_the_text(text):
    assert_covers(text, logical_lines(text))
    lines = classify(text)
    assert_covers(text, [(line.start, line.end) for line in lines])
    assert {line.kind for line in lines} <= set(SENTENCE_KINDS)


@settings(deadline=None, max_examples=400)
@given(texts)
def test_starts_are_in_order_at_characters_and_at_every_line(text):
    sure, possible = starts(text)
    for offsets in (sure, possible):
        assert offsets == sorted(set(offsets))
        assert all(not text[i].isspace() for i in offsets)
    assert not set(sure) & set(possible)
    assert {start for start, _ in logical_lines(text)} <= set(sure)


@pytest.fixture(scope="module")
def rows_of(nlp):
    """The rows of a text, without the components that no row of ``sentences`` depends on."""
    with nlp.select_pipes(enable=[n for n in nlp.pipe_names if n in ("sentences", "tok2vec", "parser", "kinds")]):
        yield lambda text: nlp(text)._.sentences


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_rows_cover_the_text(rows_of, text):
    rows = rows_of(text)
    assert_covers(text, [(row.start_char, row.end_char) for row in rows])
    assert [row.paragraph_index for row in rows] == sorted(row.paragraph_index for row in rows)


def test_lone_surrogates_and_nothing_at_all(rows_of):
    assert rows_of("") == rows_of(" \n\t\u2028") == ()
    assert_covers("a\ud800.\nB.", logical_lines("a\ud800.\nB."))
