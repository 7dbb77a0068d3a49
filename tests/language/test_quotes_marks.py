"""Pairing of quotation marks: straight, curly, single, guillemets, doubled, nested, unbalanced."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.quotes.rules.marks import quotations

CASES = {
    "an unclosed mark ends with its paragraph": (
        "“We will go on.\n\n“And we will win,” she said.",
        ["We will go on.", "And we will win,"],
    ),
    "an unclosed straight mark ends where the next one opens": (
        '"We will go on. "And we will win," she said.',
        ["We will go on. ", "And we will win,"],
    ),
    "a quotation that lost its opening mark begins with its paragraph": (
        'We will go on," she said. "And we will win."',
        ["We will go on,", "And we will win."],
    ),
    "a lost opening mark before a cue, with stray spaces": (
        'Gulls circle over the quay, " the old captain said on Monday.',
        ["Gulls circle over the quay, "],
    ),
    "a closing mark at the end of a paragraph ends a speech that goes on": (
        "“We came in spring.\n\nWe stayed for a year.”",
        ["We came in spring.", "We stayed for a year."],
    ),
    "apostrophes open nothing": ("The girls' coach didn't say it was the players' fault.", []),
    "clipped words and decades open nothing": ("In the ‘90s, 'til dawn, they sang rock 'n' roll.", []),
    "British single marks around apostrophes": (
        "‘We don’t know what the girls’ coach did,’ he said. ‘It’s a mess’, he added.",
        ["We don’t know what the girls’ coach did,", "It’s a mess"],
    ),
    "the plural's apostrophe closes where nothing else does": (
        "The ‘bosses’ and the ‘owners’ met about the players’ pay.",
        ["bosses", "owners"],
    ),
    "a paragraph that opens with a single mark and goes on": (
        "‘We stay, and we don’t move.\n\n‘We never will,’ she said.",
        ["We stay, and we don’t move.", "We never will,"],
    ),
    "doubled apostrophes and grave accents": (
        "''It stays shut,'' she said. ``We agreed,'' he said. `We did not,' said Ann.",
        ["It stays shut,", "We agreed,", "We did not,"],
    ),
    "guillemets and low marks, both ways round": (
        "«Il reste fermé», she said. »Es bleibt zu«, he said. „Es bleibt zu“, he said. « Fermé », they said.",
        ["Il reste fermé", "Es bleibt zu", "Es bleibt zu", " Fermé "],
    ),
    "curly marks turned the wrong way": ("”We stay,” she said. “We stay,“ he said.", ["We stay,", "We stay,"]),
    "single marks within double ones": (
        "“He told me ‘never again’ and left,” she said.",
        ["He told me ‘never again’ and left,"],
    ),
    "double marks within single ones": ("'He said \"no\" twice,' she told us.", ['He said "no" twice,']),
    "double marks within double ones": (
        '"He called it "a gift" yesterday," she said. "No."',
        ['He called it "a gift" yesterday,', "No."],
    ),
    "no blanks around the marks": ('She said:"We stay."He left.', ["We stay."]),
    "dashes within and beside the marks": (
        '"I never—" he began. "You—you lied." (Called "light".)',
        ["I never—", "You—you lied.", "light"],
    ),
    "feet and inches": ('He is 6\'2" tall and said "never" to a 2"x4" board.', ["never"]),
    "a paragraph wrapped at a column is one": (
        "Ilse Marden, the mayor of Tarn, told the council on Monday that “the bridge\n"
        "will stay closed until the piers have been mended, and not one day longer\n"
        "than that” and left the hall by the back door, as she had come that morning\n"
        "with two of her aides and a dog.",
        [
            "the bridge\nwill stay closed until the piers have been mended, and not one day longer\nthan that",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_pairs(name):
    text, expected = CASES[name]
    assert [text[a:b] for a, b in quotations(text)] == expected


@given(st.lists(st.sampled_from([*"“”„«»‹›\"'‘’`", "''", "``", " ", "\n", ".", ",", "s", "B", "7", "said", "—", "("])))
def test_any_marks_give_disjoint_slices_in_order(pieces):
    text = "".join(pieces)
    found = quotations(text)
    assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
