"""Quotes, one phenomenon a test, on sentences written for them; and what holds for any text."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.language.records import BOILERPLATE_KINDS


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


def test_an_act_is_no_speech(nlp):
    """Without a clause and without marks, by the cue's lemma."""
    text = "Senator Ilse Marden pushed for a toll on the bridge. Senator Otto Brandt called for a toll on the bridge."
    kinds = {text[quote.cue.start : quote.cue.end]: quote.attribution_kind for quote in nlp(text)._.quotes}
    assert kinds == {"pushed for": "stance", "called for": "speech"}


def test_split_quotation_is_one_row(nlp):
    found = quotes(nlp, "“We waited for hours,” Anna Velt said. “Nobody came to help us that night.”")
    assert [q[3] for q in found] == [["We waited for hours", "Nobody came to help us that night."]]


def test_marks_that_pair_within_the_content_stay(nlp):
    ((kind, _, _, spans),) = quotes(nlp, "Ilse Marden said the plan was “a gift to speculators.”")
    assert (kind, spans) == ("mixed", ["the plan was “a gift to speculators.”"])


def test_all_of_a_quotation_belongs_to_whoever_has_a_part(nlp):
    text = "“We waited. It rained. Nobody came. The river rose, and then the lamps went out,” Anna Velt said."
    assert quotes(nlp, text)[0][3] == ["We waited. It rained. Nobody came. The river rose, and then the lamps went out"]


NEWS = """Tarn closes its old bridge

TARN (TC) — “The bridge will stay closed,” Mayor Ilse Marden said on Monday. “The piers are cracked.

“We will mend them,” she told the Tarn Courier, adding that it would take a year.

'It's the players' fault,' said Otto Brandt, a ferryman. He called the plan "a gift to 'speculators'."

According to the county, 12 of the 30 piers are unsafe. The board's claim that "nobody" knew was denied.

Q: Who pays?

A: The county does. I asked them.

“Nobody crosses it.” — Ilse Marden

Follow us on Twitter for more.
"""
MARKS = "“”\"'‘’«»„`—"
DAMAGE = st.lists(
    st.tuples(
        st.integers(0, len(NEWS) - 1),
        st.sampled_from(["drop", "double", "swap", "glue", "put"]),
        st.sampled_from([*MARKS, "''", "``", "\n", "\n\n", " ", "\u2028", "\u200b", "é", "𝔸", "\ufeff", ": "]),
    ),
    max_size=12,
)


def damaged(places):
    """The article with characters dropped, doubled or swapped for others, and paragraphs glued."""
    text = NEWS
    for place, what, sign in places:
        at = place % max(1, len(text))
        near = next((i for i in range(at, min(at + 120, len(text))) if text[i] in MARKS), at)
        if what == "drop":
            text = text[:near] + text[near + 1 :]
        elif what == "double":
            text = text[: near + 1] + text[near:]
        elif what == "swap":
            text = text[:near] + sign + text[near + 1 :]
        elif what == "glue":
            text = text[:at] + text[at:].replace("\n\n", "", 1)
        else:
            text = text[:at] + sign + text[at:]
    return text


def check(doc):
    """What every row must hold."""
    text = doc.text
    boiler = [(s.start_char, s.end_char) for s in doc._.sentences if s.kind in BOILERPLATE_KINDS]
    for quote in doc._.quotes:
        assert quote.spans and all(0 <= span.start < span.end <= len(text) for span in quote.spans)
        assert all(a.end <= b.start for a, b in pairwise(quote.spans))
        for span in quote.spans:
            piece = text[span.start : span.end]
            assert piece == piece.strip() and any(map(str.isalnum, piece))
            assert not any(start < span.end and span.start < end for start, end in boiler)
            for part in (quote.speaker, quote.cue, quote.via):
                assert part is None or not (part.start < span.end and span.start < part.end)
        for part in (quote.speaker, quote.cue, quote.via):
            assert part is None or 0 <= part.start < part.end <= len(text)
        assert 0 <= quote.confidence <= 1


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAMAGE)
@example([(150, "double", "“"), (302, "swap", ": ")])  # “a gift to 'speculators: .”: two signs behind a term
def test_damaged_news(nlp, places):
    check(nlp(damaged(places)))


PIECES = st.lists(
    st.sampled_from(["“", "”", '"', "'", "«", "\n\n", "she said ", "Jan Okke told them ", "that rain fell. ", "12 "])
    | st.sampled_from(
        ["according to ", "Q: ", "A: ", "OKKE: ", " — Jan Okke", "per the mayor ", "Follow us on Twitter "]
    )
    | st.text(max_size=6),
    max_size=25,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
def test_any_text(nlp, pieces):
    check(nlp("".join(pieces)))
