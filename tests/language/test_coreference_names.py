"""Names repaired, found and typed: what must be a name of which type, and what must not."""

import pytest
from spacy.tokens import Span
from test_coreference import groups, read

from pipeline import language
from pipeline.language.coreference import lexicon
from pipeline.language.coreference.names.found import find_names
from pipeline.language.coreference.text import Text
from pipeline.language.records import ENTITY_TYPES


def found(nlp, text, *ents):
    """Names of a text with (words, label) in place of the model's."""
    with nlp.select_pipes(disable=["ner", "coreference", "figures"]):
        doc = nlp(language.make_doc(nlp, text))
    spans = []
    for words, label in ents:
        start = text.index(words)
        spans.append(doc.char_span(start, start + len(words), label=label))
    doc.ents = [span for span in spans if isinstance(span, Span)]
    tokens = Text(doc)
    return {tokens.slice(name.start, name.end): name.kind for name in find_names(tokens)}


def test_every_known_name_has_a_type_and_stands_once():
    rows = [line.split(",", 1) for line in lexicon.lines("known_names.csv")]
    assert {kind for kind, _ in rows} <= set(ENTITY_TYPES)
    folded = [lexicon.fold(name) for _, name in rows]
    assert len(folded) == len(set(folded))
    assert not set(folded) & (set(lexicon.countries()) | set(lexicon.states()))


def test_a_known_name_is_read_whole_over_a_part_of_it(nlp):
    names = found(nlp, "Children dressed as Captain America waved in Leeds.", ("America", "GPE"), ("Leeds", "GPE"))
    assert names == {"Captain America": "PERSON", "Leeds": "GPE"}


def test_a_longer_name_is_not_cut_down_to_a_known_one(nlp):
    names = found(nlp, "The Harold Star Trek Society met on Monday.", ("Harold Star Trek Society", "ORG"))
    assert names == {"Harold Star Trek Society": "ORG"}


def test_a_surname_of_the_text_is_no_known_name(nlp):
    names = found(nlp, "Joan Disney sang in Leeds. Disney then left.", ("Joan Disney", "PERSON"), ("Leeds", "GPE"))
    assert names["Disney"] == "PERSON"


@pytest.mark.parametrize("label", ["ORG", "GPE", "FAC"])
def test_who_stands_behind_an_office_is_a_person(nlp, label):
    names = found(nlp, "She met the players Orla Venn and Pia Dahl, and the designer Zorvane.", ("Zorvane", label))
    assert names["Zorvane"] == "PERSON"


def test_a_place_behind_an_office_stays_a_place(nlp):
    assert found(nlp, "He met the governor Ohio elected.", ("Ohio", "GPE")) == {"Ohio": "GPE"}


def test_what_has_a_plural_is_a_kind_of_thing(nlp):
    text = "He liked the Kestrel camera. Two old Kestrels hang on his wall."
    assert found(nlp, text, ("Kestrel", "ORG"))["Kestrel"] == "PRODUCT"


def test_an_organization_without_plural_stays_one(nlp):
    assert found(nlp, "He wrote to Kestrel in May.", ("Kestrel", "ORG")) == {"Kestrel": "ORG"}


def test_what_a_minister_is_for_is_no_organization(nlp):
    names = found(nlp, "Shadow Health Secretary Orla Venn spoke.", ("Shadow Health", "ORG"), ("Orla Venn", "PERSON"))
    assert names == {"Orla Venn": "PERSON"}


def test_a_department_before_secretary_is_one(nlp):
    names = found(nlp, "Homeland Security Secretary Orla Venn spoke.", ("Homeland Security", "ORG"))
    assert names["Homeland Security"] == "ORG"


def test_a_username_is_no_organization(nlp):
    assert found(nlp, "She wrote to @orlavenn on Monday.", ("@orlavenn", "ORG")) == {}


def test_a_person_of_an_organization_read_as_one_work_is_two_names(nlp):
    names = found(nlp, "Mario Venn of Velm Gaming spoke.", ("Mario Venn of Velm Gaming", "WORK_OF_ART"))
    assert names == {"Mario Venn": "PERSON", "Velm Gaming": "ORG"}


def test_a_name_with_a_capital_inside_is_found_again_whatever_its_part_of_speech(nlp):
    text = "Visitors to veloHow pay nothing. Then veloHow grew. Oddly veloHow is free."
    assert found(nlp, text, ("veloHow", "ORG")) == {"veloHow": "ORG"}


def test_a_team_in_the_plural_is_an_organization_a_plural_without_article_is_not(nlp):
    team = found(nlp, "Fans love the Gullets. The Gullets won on Sunday, and the Gullets are proud.")
    assert team == {"Gullets": "ORG"}
    assert found(nlp, "Gullets are birds. Most Gullets sing, and the Gullets are loud.") == {}


def test_a_president_s_white_house_is_two_names(nlp):
    text = "Ann Orskin lost. Officials of the Orskin White House spoke."
    names = found(nlp, text, ("Ann Orskin", "PERSON"), ("Orskin White House", "PERSON"))
    assert names == {"Ann Orskin": "PERSON", "Orskin": "PERSON", "White House": "ORG"}


@pytest.mark.parametrize("word", ["Super", "PAC", "State"])
def test_words_of_politics_are_no_names_alone(nlp, word):
    assert found(nlp, f"They gave money to {word} groups.", (word, "ORG")) == {}


def test_the_house_is_no_short_form_of_another_house(nlp):
    doc = read(nlp, "The White House denied it on Monday. The House voted on Tuesday.")
    assert not any(group.count("House") and "White House" in group for group in groups(doc))


def test_states_in_a_list_do_not_lie_in_each_other(nlp):
    doc = read(nlp, "They won in Florida, Ohio and Iowa. Others came from Dayton, Ohio.")
    within = {entity.name: entity.within for entity in doc._.entities}
    assert within["Florida"] == () and within["Dayton"] == ("Ohio",)


def test_the_fullest_name_is_the_entity_s(nlp):
    doc = read(
        nlp,
        "Deborah Marnov Colequist spoke in Leeds. Marnov Colequist said no. Marnov Colequist then left.",
    )
    person = next(entity for entity in doc._.entities if entity.entity_type == "PERSON")
    assert person.name == "Deborah Marnov Colequist"


def test_a_known_name_is_found_whatever_its_part_of_speech(nlp):
    assert found(nlp, "Facebook founder Orla Venn spoke.", ("Orla Venn", "PERSON"))["Facebook"] == "ORG"
    assert "Safari" not in found(nlp, "Safari means journey, and a safari is one.")


@pytest.mark.parametrize(
    ("name", "kind"), [("Orskin Station", "FAC"), ("Orskin Bridge", "FAC"), ("Orskin Policy Center", "ORG")]
)
def test_what_ends_like_a_building_is_one_and_a_center_an_organization(nlp, name, kind):
    assert found(nlp, f"Visitors walked to the {name} on Monday.")[name] == kind


def test_two_persons_read_as_one_are_two(nlp):
    text = "Ann Orskin and Odo Varnholt met. Orskin and Varnholt spoke."
    names = found(nlp, text, ("Ann Orskin", "PERSON"), ("Odo Varnholt", "PERSON"), ("Orskin and Varnholt", "PERSON"))
    assert names == {"Ann Orskin": "PERSON", "Odo Varnholt": "PERSON", "Orskin": "PERSON", "Varnholt": "PERSON"}


@pytest.mark.parametrize("word", ["pro-Orskin", "anti-Orskin"])
def test_whom_one_is_for_or_against_is_no_organization(nlp, word):
    assert word not in found(nlp, f"A {word} group met on Monday.", (word, "ORG"))


def test_whose_administration_it_is_is_a_person(nlp):
    text = "The Orskin administration waited. Orskin said no."
    assert found(nlp, text, ("Orskin", "PERSON")) == {"Orskin": "PERSON"}


def test_what_deals_like_a_firm_is_one_and_what_only_is_a_thing(nlp):
    text = "The Zorvane deal failed. Zorvane agreed to pay, and Zorvane sold its mines."
    assert found(nlp, text, ("Zorvane", "PERSON")) == {"Zorvane": "ORG"}
    assert found(nlp, "The Zorvane camera failed.", ("Zorvane", "PERSON")) == {"Zorvane": "PRODUCT"}


def test_a_place_that_speaks_and_is_not_listed_is_a_person(nlp):
    text = "Zorvane went to Leeds. “No,” Zorvane said."
    assert found(nlp, text, ("Zorvane", "GPE"), ("Leeds", "GPE")) == {"Zorvane": "PERSON", "Leeds": "GPE"}
    assert found(nlp, "Leeds said no.", ("Leeds", "GPE")) == {"Leeds": "GPE"}


def test_whose_it_is_and_what_are_two_names(nlp):
    text = "Ann Orskin left. Orskin's Fisheries Department and Ohio's Supreme Court waited for Emily's List."
    ents = [("Ann Orskin", "PERSON"), ("Orskin's Fisheries Department", "ORG")]
    names = found(nlp, text, *ents, ("Ohio's Supreme Court", "ORG"), ("Emily's List", "ORG"))
    assert names == {
        "Ann Orskin": "PERSON",
        "Orskin": "PERSON",
        "Fisheries Department": "ORG",
        "Ohio": "GPE",
        "Supreme Court": "ORG",
        "Emily's List": "ORG",
    }


def test_a_clause_read_as_a_name_is_cut_at_its_verb(nlp):
    text = "Ann Orskin told Velm Airways of it."
    assert found(nlp, text, ("Ann Orskin told Velm Airways", "WORK_OF_ART")) == {
        "Ann Orskin": "PERSON",
        "Velm Airways": "ORG",
    }
    headline = "Orskin Claims Victory in Leeds\n\nAnn Orskin spoke."
    assert "Orskin" in found(nlp, headline, ("Orskin Claims Victory", "PERSON"), ("Ann Orskin", "PERSON"))


def test_a_center_of_common_words_is_a_name(nlp):
    text = "They pay a tax. It is the policy of the town center. The Tax Policy Center estimates that it pays."
    assert found(nlp, text) == {"Tax Policy Center": "ORG"}


def test_a_known_name_is_not_short_for_a_longer_one_unless_a_country_s(nlp):
    doc = read(nlp, "The United Nations Security Council met. The United Nations waited for the U.S. Supreme Court. ")
    assert not any("United Nations" in group and len(group) > 1 for group in groups(doc))
    doc = read(nlp, "The U.S. Supreme Court met on Monday. Lawyers of the Supreme Court waited.")
    assert ["U.S. Supreme Court", "Supreme Court"] in groups(doc)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Winter Carnival of Lights", "EVENT"),
        ("Treaty of Orskin", "LAW"),
        ("Orskin Winterfest", "EVENT"),
        ("Conference of Orskin Mayors", "ORG"),
    ],
)
def test_the_noun_before_of_says_what_it_is(nlp, name, kind):
    assert found(nlp, f"They spoke of the {name} on Monday.", (name, "ORG")) == {name: kind}


def test_every_known_name_of_several_words_can_be_read(nlp):
    """Whatever marks stand in it, and however the tokenizer parts it."""
    for start in range(0, len(lexicon.known_names()), 100):
        rows = [line.split(",", 1)[1] for line in lexicon.lines("known_names.csv")[start : start + 100]]
        doc = nlp.make_doc(" . ".join(f"The {name}" for name in rows))
        read_names = find_names(Text(nlp.get_pipe("sentences")(doc)))
        assert all(name.kind in ENTITY_TYPES for name in read_names)
