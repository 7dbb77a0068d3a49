"""Texts cut where rows begin and end: nothing lost, nothing doubled, every row where it stands."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.explore.marks import Mark, marks_of, paragraphs
from pipeline.explore.rendering import marked


@st.composite
def texts_with_marks(draw):
    text = draw(st.text(alphabet="ab <&é\n\U0001f600", min_size=1, max_size=60))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    marks = [
        Mark(min(a, b), max(a, b), f"figure-{i}", "f", draw(st.booleans()))
        for i, (a, b) in enumerate(draw(st.lists(places, max_size=8)))
    ]
    return text, marks


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(texts_with_marks())
def test_overlapping_and_nested_marks_leave_the_text_as_it_is(drawn):
    text, marks = drawn
    made = paragraphs(text, [], marks)
    for paragraph in made:
        whole = "".join(segment.text for segment in paragraph.segments)
        assert text[paragraph.start : paragraph.start + len(whole)] == whole and "\n" not in whole
        place = paragraph.start
        for segment in paragraph.segments:
            wanted = {m.row for m in marks if place < m.end and m.start < min(m.end, place + len(segment.text))}
            assert set(segment.rows) | set(segment.parts) == wanted
            place += len(segment.text)
    shown = "".join(text[p.start : p.start + sum(len(s.text) for s in p.segments)] for p in made)
    assert [c for c in shown if not c.isspace()] == [c for c in text if not c.isspace()]


def test_the_shortest_row_comes_first_and_each_has_its_address_once():
    text = "He said 12 of 30 men left"
    marks = [Mark(8, 25, "quote-a", "q"), Mark(8, 10, "figure-b", "f"), Mark(3, 7, "quote-a", "cu", True)]
    (line,) = paragraphs(text, [], marks)
    html = "".join(marked(line))
    assert [segment.rows for segment in line.segments if segment.text == "12"] == [["figure-b", "quote-a"]]
    assert html.count('id="quote-a"') == html.count('id="figure-b"') == 1


def test_a_row_over_two_lines_has_one_address():
    text = "one two\n\nthree four"
    made = paragraphs(text, [], [Mark(4, 14, "quote-a", "q")])
    assert "".join("".join(marked(line)) for line in made).count('id="quote-a"') == 1


def test_a_doubtful_row_can_be_told_apart():
    row = {"figure_id": "x", "start_char": 0, "end_char": 3, "confidence": 0.2}
    row |= {f"{part}_{end}_char": -1 for part in ("unit", "item", "concept", "subject", "time", "place", "source")
            for end in ("start", "end")}  # fmt: skip
    assert [mark.doubtful for mark in marks_of("figure", row)] == [True]
    assert [mark.doubtful for mark in marks_of("figure", row | {"confidence": 0.9})] == [False]
