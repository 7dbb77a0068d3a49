"""Relatives, "we", what is said of "I", and descriptions that repeat a name's last word: right links and wrong ones."""

from test_coreference import group_of, read


def test_a_father_named_later_is_his_father_before(nlp):
    doc = read(
        nlp, "Police spoke to Tobias Renn and his mother on Friday. Carla Renn, his mother, cried. Renn's mother left."
    )
    assert group_of(doc, "Carla Renn") == ["his mother", "Carla Renn", "his mother", "Renn's mother"]


def test_kinship_goes_both_ways(nlp):
    doc = read(
        nlp,
        "Police arrested Tobias Renn on Friday. His father, Gustav Renn, spoke to the press. Gustav Renn said his son "
        "was innocent.",
    )
    assert "his son" in group_of(doc, "Tobias Renn")
    assert "His father" in group_of(doc, "Gustav Renn")


def test_another_person_s_relative_is_not_the_one_named(nlp):
    doc = read(
        nlp,
        "Tobias Renn came with his wife, Carla Renn. Emil Sand stood beside Renn. Sand's wife stayed at home.",
    )
    assert "Sand's wife" not in group_of(doc, "Carla Renn")


def test_two_sons_are_neither(nlp):
    doc = read(
        nlp,
        "Gustav Renn arrived with his son, Tobias Renn. His son, Oskar Renn, came later. Gustav Renn hugged his son.",
    )
    assert all(group.count("his son") < 2 for group in (group_of(doc, "Tobias Renn"), group_of(doc, "Oskar Renn")))


def test_we_of_a_spokeswoman_is_whom_she_speaks_for(nlp):
    doc = read(
        nlp, '"We regret the delay," Velm Airways spokeswoman Clara Dorn said. "I am sorry too," Dorn said in Oslo.'
    )
    assert group_of(doc, "Velm Airways") == ["We", "Velm Airways"]
    assert "I" in group_of(doc, "Clara Dorn")


def test_we_of_an_organization_is_the_organization(nlp):
    doc = read(nlp, 'In a statement, Velm Airways said: "We regret the delay. Our crews did well."')
    assert group_of(doc, "Velm Airways") == ["Velm Airways", "We", "Our"]


def test_we_of_anyone_else_is_nobody_s(nlp):
    doc = read(nlp, '"We waited for hours," Clara Dorn said. Velm Airways did not answer.')
    assert all("We" not in group for group in (group_of(doc, "Clara Dorn"), group_of(doc, "Velm Airways")))


def test_what_i_was_is_said_of_the_speaker(nlp):
    doc = read(nlp, '"I was a teacher for ten years," Clara Dorn said in Oslo.')
    assert "a teacher" in group_of(doc, "Clara Dorn")


def test_the_last_word_of_a_name_refers_back_to_it(nlp):
    doc = read(nlp, "The Harlow Memorial opened in Leeds in 1950. A gardener looks after the memorial.")
    assert group_of(doc, "Harlow Memorial") == ["Harlow Memorial", "the memorial"]


def test_a_name_and_what_it_is_are_one(nlp):
    doc = read(nlp, "Officials at Velm Airways denied it. Reporters called the Velm Airways group on Monday.")
    assert "the Velm Airways group" in group_of(doc, "Velm Airways")


def test_a_name_s_website_is_not_what_it_names(nlp):
    doc = read(nlp, "Officials at Velm Airways denied it. Reporters read the Velm Airways website on Monday.")
    assert "the Velm Airways website" not in group_of(doc, "Velm Airways")


def test_whoever_it_may_be_is_not_the_one_named(nlp):
    doc = read(nlp, "Tobias Renn spoke in Leeds. Nobody knows what a scientist keeps in his mind, Renn said.")
    assert "his" not in group_of(doc, "Tobias Renn")
    doc = read(nlp, "Tobias Renn spoke in Leeds. Anyone who wants to sell his house must wait.")
    assert "his" not in group_of(doc, "Tobias Renn")


def test_whom_a_lawyer_asks_is_another(nlp):
    doc = read(nlp, "Tobias Renn came to the court. There a lawyer questioned him for two hours.")
    assert "him" in group_of(doc, "Tobias Renn")
