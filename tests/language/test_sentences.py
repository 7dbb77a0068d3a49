"""Sentence boundaries: each phenomenon on sentences of our own."""

import textwrap

import pytest

from pipeline.language.sentences.boundaries import starts
from pipeline.language.sentences.lines import logical_lines

SPLITS = [
    "“We lost.”| Nobody cheered.",
    "He met Mr. Alder of Tarn Co. for tea.| They talked.",
    "Dr. J. K. Ferrow left at 5 p.m. sharp.| The rest stayed.",
    "It moved to the U.S. in 2003.| It grew by 3.5 percent to 1,200.75 marks.",
    "They chose plan B.| The mayor agreed.",
    "“Who pays?” Marl asked.| Nobody knew.",
    "See tarnbooks.com or write to a.b@tarn.example today.| It is free.",
    "On Feb. 3 the fair opened.| No. 5 won.",
    "Nice work! 🎉| Next year again.",
    "(The hall was full.)| She left.",
    "It was late.|They left.",
    "She paused ... and went on.| Then rain fell.",
    "1. Open the lid.| Wait.",
    "Step 12. Open the lid.| Then wait for step 2.| It is short.",
    "THE HALL BURNED.| NOBODY WAS HURT.",
    "He fell.| eFlora bought it.",
    "The herring went to St. Anne and to Main St.| The rest went to J.K. Ferrow, J. Marl and George H.W. Alder.",
    "It opens at 5 p.m. Monday and shuts at 9 p.m. EST.| It cost 5 ft. of rope.| Marl did 30 reps.| Fenn fell ill.",
    "TARN, Ohio, and ARDEN, Pa. (Herald) fought.| The bus left for the U.S.| (It was full.)",
    "It is plan B.| Marl agreed, as C.L. “Hook” Ferrow did.",
    "Two things: 1. Boats leave early.| The S.&P. 500 fell to 14.| Three rose.",
    "“We won!” Marl went on, as if deaf.| “How so?” Ann Fenn, R-Pa., asked them.| “Who?” Dr. J. Alder pressed.",
    "Q. What happened next?| A. The boat left.[2]| We love Yahoo!| It won.",
    "“Who won?”| Nobody knew.",
    "“We lost.” Marl said.| “We lost.”| Marl said that it hurt.",
    "“I don’t ...” Marl said.| The fair closed. …| Marl left.| He said “... Nora knows” and fell. . . .| Marl wept.",
    "It is like the hare.| ... love and rain and all of that.",
    "It closed in the US.| (tarn.example/map).| Fenn Tarn.Com grew in 2016.| It was Marl.|It was late.",
    "1.) Lift the lid| 2.) Wait for Marl| 3.) Close it",
    "1) Lift the lid.| Wait.| 2) Close it.",
    "a. boats and oars| b. nets| c. rope of the old kind",
    "• 7. Boats leave early| • 8. Trains leave late",
    "Two things: 1. Boats leave early.| 2. They are slow.",
    "She ran at 9 A.M. and he left at 6 P.M.| Mr. Marl slept.| At 5 a.m. Dr. Fenn woke.",
    "It was bought by Fenn Inc.| Ms. Alder agreed.",
    "Turn to N°. 17 or to nº. 20 of the list.| It is short.",
    "The rules, she wrote, “will seem less odd. . . .”",
    "They sold either 1) a boat or 2) two oars, and left.",
    "A headline about tarns\n\n|Monday, May 4, 2020\n|The fair opened.",
]


@pytest.mark.parametrize("marked", SPLITS)
def test_sure_starts(marked):
    text = marked.replace("|", "")
    want, seen = [0], 0
    for part in marked.split("|")[:-1]:
        seen += len(part)
        want.append(seen + len(text[seen:]) - len(text[seen:].lstrip()))
    assert starts(text)[0] == want


def test_the_parser_decides_what_the_words_leave_open():
    text = "He worked for the U.S. Tarn Service."
    assert starts(text) == ([0], [text.index("Tarn")])


PROSE = "The council of Tarn voted on Monday to close the old bridge over the river and to build a wider one. " * 3


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We just ... I do not know.", "I do"),
        ("Ann Marl (D-Pa.) Monday met them.", "Monday"),
        ("It was wrong…There was more.", "There"),
    ],
)
def test_what_may_start(text, word):
    assert starts(text) == ([0], [text.index(word)])


def test_marks_alone_are_no_sentence():
    for text in (
        "They see that. “",
        "They see that. (*)",
        "It was late. ...",
        "“… Nora knows,” he said.",
        "It is so. ….",
        '". . . Nora knows," he said.',
    ):
        assert starts(text) == ([0], [])


def test_wrapped_lines_are_joined():
    assert len(logical_lines(textwrap.fill(PROSE, 72))) == 1
    dashed = "By Friday the council of Tarn had voted - by nine to two - to close the bridge. By May it was gone. " * 9
    assert all(len(logical_lines(textwrap.fill(dashed, width))) == 1 for width in range(50, 99))
    assert len(logical_lines(textwrap.fill(PROSE, 72) + "\nBy Ann Marl\n- two boats\n- a cart")) == 4
    assert (
        len(logical_lines(f"{PROSE}\n\nThe council of Tarn voted on Monday to close the bridge\nover the river.")) == 2
    )
    assert (
        len(logical_lines(f"{PROSE}\nto close the old bridge of Tarn over the river for good\nto build a wider one"))
        == 3
    )
    assert len(logical_lines("Eggs\nmilk and butter\nbread")) == 3
