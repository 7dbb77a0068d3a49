"""Names completed by what stands beside them, and names of one person or organization that must not fall apart."""

import pytest
from test_coreference import read


def entity(nlp, text, name):
    """Type, names and mentions of the entity of this name."""
    doc = read(nlp, text)
    at = next(i for i, entity in enumerate(doc._.entities) if entity.name == name)
    found = doc._.entities[at]
    mentions = [doc.text[m.start_char : m.end_char] for m in doc._.mentions if m.entity == at]
    return found.entity_type, set(found.aliases), mentions


@pytest.mark.parametrize(
    "text, name",
    [
        ("Sales fell by a tenth. “We were slow,” said Per Aldany, the chief executive.", "Per Aldany"),
        ("The plan will fail, warned Velma Ostrik, who runs the yard.", "Velma Ostrik"),
        ("Svetlana Kuzmirova beat Marta Dolne on Friday. Kuzmirova laughed.", "Svetlana Kuzmirova"),
    ],
)
def test_a_given_name_before_a_name_belongs_to_it(nlp, text, name):
    kind, _, mentions = entity(nlp, text, name)
    assert kind == "PERSON" and name in mentions


def test_given_names_alone_do_not_cut_the_full_name(nlp):
    text = "Ana Maria Ferro won in Tolmar. Her friends call her Ana Maria. Ana Maria Ferro was born in 1970."
    kind, aliases, mentions = entity(nlp, text, "Ana Maria Ferro")
    assert kind == "PERSON" and aliases == {"Ana Maria"} and mentions.count("Ana Maria Ferro") == 2


def test_a_surname_with_particles_is_its_bearer(nlp):
    _, aliases, _ = entity(nlp, "Jan Van Der Beek signed it. Van Der Beek said he was glad.", "Jan Van Der Beek")
    assert aliases == {"Van Der Beek"}


def test_an_acronym_counts_the_legal_form(nlp):
    text = "Torvane Corporation (TC) makes ferries. TC said it would hire 30 welders."
    assert entity(nlp, text, "Torvane Corporation")[1] == {"TC"}


@pytest.mark.parametrize(
    "text, name, short",
    [
        ("The Tolmar Office for Roads, Rivers and Harbours (TORRH) closed. TORRH was old.",
         "Tolmar Office for Roads, Rivers and Harbours", "TORRH"),
        ("The Velm Commission on Ferry Safety (VCFS) met. The VCFS was silent.",
         "Velm Commission on Ferry Safety", "VCFS"),
        ("The Torvish Workers' Party (TKV) lost. The TKV is banned.", "Torvish Workers' Party", "TKV"),
    ],
)  # fmt: skip
def test_the_words_before_an_acronym_in_brackets_are_one_name(nlp, text, name, short):
    kind, aliases, _ = entity(nlp, text, name)
    assert kind == "ORG" and aliases == {short}


@pytest.mark.parametrize(
    "text",
    [
        "The sea surface height (SSH) rose by a metre. SSH is read by satellites.",
        "They use machine learning (ML) in Leeds. ML is slow.",
        "The consumer price index (CPI) fell in Oslo. The CPI had risen before.",
    ],
)
def test_an_acronym_of_small_words_is_no_name(nlp, text):
    names = {entity.name for entity in read(nlp, text)._.entities}
    assert names <= {"Leeds", "Oslo"}


def test_a_member_of_congress_keeps_the_given_name(nlp):
    text = "Reps. Ana Diaz, D-N.M., and Lou Tran, R-Utah, wrote the bill. Diaz said it would pass."
    assert entity(nlp, text, "Ana Diaz")[1] == {"Diaz"}


@pytest.mark.parametrize(
    "text", ["Bill and Hillary Stanton came to Leeds.", "The crew thanked Bill and Hillary Stanton in Leeds."]
)
def test_given_names_joined_by_and_share_the_surname(nlp, text):
    assert entity(nlp, text, "Bill Stanton")[1:] == ({"Bill"}, ["Bill"])


def test_a_surname_alone_before_and_is_not_given_the_next_one(nlp):
    names = {entity.name for entity in read(nlp, "Obama and Donald Trump met in Leeds.")._.entities}
    assert "Obama Trump" not in names


def test_a_person_called_law_or_day_is_a_person(nlp):
    for name in ("Denis Law", "Doris Day"):
        assert entity(nlp, f"{name} came to Leeds. She said {name} was late.", name)[0] == "PERSON"


def test_names_of_a_party_are_one_party_s(nlp):
    text = "The Tories lost ten seats. The Conservative Party blamed Labour, and the Labour Party the Conservatives."
    assert entity(nlp, text, "Conservative Party")[:2] == ("ORG", {"Tories", "Conservatives"})
    assert entity(nlp, text, "Labour Party")[1] == {"Labour"}


def test_conservatives_are_no_british_party_elsewhere(nlp):
    doc = read(nlp, "Many Conservatives in Texas voted for the bill.")
    assert "Conservative Party" not in {entity.name for entity in doc._.entities}


def test_an_interviewer_s_letter_is_no_name(nlp):
    text = "Q: How did you start in Leeds?\n\nA: My father had a shop.\n\nQ. And then?\n\nA. I moved to Oslo."
    assert {entity.name for entity in read(nlp, text)._.entities} == {"Leeds", "Oslo"}
