"""Figures: where they are; sentences of our own."""

import pytest

from pipeline import language
from pipeline.language.records import Context
from tests.language.test_figures import run, said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # names of buildings and sites, whatever their type
        ("Some 40 boats were shown at the Orlon Convention Centre.", "Orlon Convention Centre"),
        ("Guards turned 40 people away at Venn Airport.", "Venn Airport"),
        ("About 300 fans slept in Marl Stadium.", "Marl Stadium"),
        # nouns that say where, with the name that they hold
        ("The fire destroyed 200 huts in a slum in Nairobi.", "slum in Nairobi"),
        ("Divers found 40 wrecks off the coast of Fiji.", "coast of Fiji"),
        ("Four were hurt at a children's home in Lyon.", "children's home in Lyon"),
        ("Some 9 clerks were held at Lisbon police headquarters.", "Lisbon police headquarters"),
        ("Roughly 40 species live in the rainforest.", "rainforest"),
        # no places: names that end so, parts of years
        ("Wales won 40 caps in the Six Nations.", None),
        ("Profits fell 3 percent in the fourth quarter.", None),
        # a word that says how, not where
        ("She was given 40 years in prison.", None),
        ("The crew spent 40 days at sea.", None),
        # whose clause it is
        ("The accident in Bremen killed eleven.", "Bremen"),
        ("In Germany, a writer was sentenced to ten years in jail.", "Germany"),
        ("It was worse in Dayton, Ohio, where ten people died.", "Dayton"),
        ("The clerk told reporters in Paris that 40 boats sank.", None),
        ("She won 40 seats after she lost in Ohio.", None),
        ("The bakers who trained in Rome sold 40 loaves.", None),
    ],
)
def test_where(nlp, text, place):
    assert said(text, run(nlp, text)[0].place) == place


def test_each_of_a_list_has_the_place_behind_it(nlp):
    text = "A report counted 21 injured people in Madrid, 36 in Lisbon and seven in Paris."
    assert [said(text, figure.place) for figure in run(nlp, text)] == ["Madrid", "Lisbon", "Paris"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The fire destroyed 200 huts in a slum in Nairobi.", "Nairobi"),
        ("Some 9 clerks were held at Lisbon police headquarters.", "Lisbon"),
        ("Some 40 mills closed in the north of France.", "France"),
        ("Some 40 mills closed in the valley.", None),
    ],
)
def test_the_entity_of_a_place_is_the_name_in_it(nlp, text, name):
    doc = nlp(language.make_doc(nlp, text, Context()))
    found = doc._.figures[0].place_mention
    assert (None if found is None else doc._.mentions[found].start_char) == (None if name is None else text.index(name))
