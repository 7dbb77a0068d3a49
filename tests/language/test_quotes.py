"""Quotes, one phenomenon a test, on sentences written for them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.language.quotes.marks import quotations


def quotes(nlp, text):
    doc = nlp(text)
    cut = lambda s: None if s is None else doc.text[s.start : s.end]  # noqa: E731
    return [(q.quote_type, cut(q.speaker), cut(q.cue), [cut(span) for span in q.spans]) for q in doc._.quotes]


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "content"),
    [
        ("“The bridge will stay closed,” Mayor Ilse Marden said.", "direct", "Marden", "The bridge will stay closed"),
        ('"The bridge will stay closed," said Ilse Marden.', "direct", "Marden", "The bridge will stay closed"),
        ("Ilse Marden said: “The bridge will stay closed.”", "direct", "Marden", "The bridge will stay closed"),
        ("Ilse Marden said that the bridge would stay closed.", "indirect", "Marden", "the bridge would stay closed"),
        ("Ilse Marden told reporters the bridge was unsafe.", "indirect", "Marden", "the bridge was unsafe"),
        ("The bridge is unsafe, according to the harbour board.", "indirect", "board", "The bridge is unsafe"),
        ("She said the plan was “a gift to speculators” and unlawful.", "mixed", "She", "a gift to speculators"),
    ],
)
def test_content_and_speaker(nlp, text, kind, speaker, content):
    found = [q for q in quotes(nlp, text) if q[0] == kind]
    assert any(speaker in (q[1] or "") and any(content in span for span in q[3]) for q in found), quotes(nlp, text)


def test_split_quotation_is_one_row(nlp):
    found = quotes(nlp, "“We waited for hours,” Anna Velt said. “Nobody came to help us that night.”")
    assert [len(q[3]) for q in found if q[0] == "direct"] == [2]


def test_marks_around_a_term_are_nobodys_words(nlp):
    found = quotes(nlp, "The committee met for a “stress test” in the old mill on Monday.")
    assert [q[0] for q in found] == ["scare"]


def test_an_unclosed_mark_ends_with_its_paragraph():
    text = "“We will go on.\n\n“And we will win,” she said."
    assert [text[a:b] for a, b in quotations(text)] == ["We will go on.", "And we will win,"]


def test_apostrophes_open_nothing():
    assert quotations("The girls' coach didn't say it was the players' fault.") == []


PIECES = st.lists(
    st.sampled_from(["“", "”", '"', "'", "«", "\n\n", "she said ", "Jan Okke told them ", "that rain fell. ", "12 "])
    | st.text(max_size=6),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
def test_any_text_gives_slices_within_it(nlp, pieces):
    doc = nlp("".join(pieces))
    for quote in doc._.quotes:
        for part in (*quote.spans, quote.speaker, quote.cue, quote.via):
            assert part is None or 0 <= part.start < part.end <= len(doc.text)
