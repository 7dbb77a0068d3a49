"""Coreference within one article: what is found, what is linked, and what must not be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import language
from pipeline.language.records import Context


def read(nlp, text, title=None):
    return nlp(language.make_doc(nlp, text, Context(title=title)))


def groups(doc):
    """Per entity its mentions' texts in order."""
    out = [[] for _ in doc._.entities]
    for mention in doc._.mentions:
        out[mention.entity].append(doc.text[mention.start_char : mention.end_char])
    return out


def group_of(doc, text):
    return next((group for group in groups(doc) if text in group), None)


def test_full_name_surname_and_pronoun_are_one_person(nlp):
    doc = read(nlp, "Margaret Dunmore opened the bridge on Monday. She thanked the crew. Dunmore then left for Oslo.")
    assert group_of(doc, "Margaret Dunmore") == ["Margaret Dunmore", "She", "Dunmore"]


def test_two_people_who_share_a_surname_stay_apart(nlp):
    doc = read(nlp, "Robert Dunmore and Margaret Dunmore voted. Margaret Dunmore said she was glad.")
    assert group_of(doc, "Robert Dunmore") == ["Robert Dunmore"]
    assert group_of(doc, "Margaret Dunmore") == ["Margaret Dunmore", "Margaret Dunmore", "she"]


def test_a_short_form_of_the_given_name_is_the_same_person(nlp):
    doc = read(nlp, "William Harcourt ran for mayor in Leeds. Bill Harcourt lost by ten votes.")
    assert group_of(doc, "Bill Harcourt") == ["William Harcourt", "Bill Harcourt"]


def test_an_acronym_is_what_it_was_spelled_as(nlp):
    doc = read(nlp, "The National Weather Service (NWS) warned of storms. The NWS said the storms would last.")
    assert group_of(doc, "NWS") == ["National Weather Service", "NWS", "NWS"]


def test_names_of_the_united_states_are_one_and_americans_another(nlp):
    doc = read(nlp, "The United States signed. The U.S. had waited. Many Americans cheered the deal.")
    country = next(entity for entity in doc._.entities if entity.entity_type == "GPE")
    assert (country.country_code, country.name) == ("US", "United States")
    assert group_of(doc, "U.S.") == ["United States", "U.S."]
    assert "Americans" not in group_of(doc, "U.S.")


def test_a_title_is_a_role_and_no_part_of_the_name(nlp):
    doc = read(nlp, "Secretary of Agriculture Linda Harwell resigned. Palace spokesman Peter Okafor confirmed it.")
    roles = {doc.text[m.start_char : m.end_char]: m.role for m in doc._.mentions}
    assert roles["Linda Harwell"] == "Secretary of Agriculture"
    assert roles["Peter Okafor"] == "Palace spokesman"


def test_an_apposition_and_a_copula_give_roles(nlp):
    doc = read(nlp, "Linda Harwell, the director of the museum, spoke. Peter Okafor is a former teacher.")
    roles = {doc.text[m.start_char : m.end_char]: m.role for m in doc._.mentions}
    assert roles["Linda Harwell"] == "director of the museum"
    assert roles["Peter Okafor"] == "former teacher"


def test_a_place_inside_an_organization_is_a_mention_and_a_person_is_not(nlp):
    doc = read(nlp, "The University of Nevada hired Peter Okafor last year.")
    texts = [doc.text[m.start_char : m.end_char] for m in doc._.mentions]
    assert "University of Nevada" in texts and "Nevada" in texts


def test_officials_are_no_row(nlp):
    doc = read(nlp, "Officials said on Friday that the road would stay closed.")
    assert doc._.mentions == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann Cole",
                "she",
                "said",
                "“I",
                "the company",
                "Velm Group",
                "\n\n",
                "'s",
                "(",
                ")",
                ",",
                ".",
                "?",
                "U.S.",
                "he",
                "  ",
                "his",
                "President",
                "\u200b",
                "é",
                "😀",
                "NASA",
                "of",
                ":",
                "Mr.",
                "-",
                "\t",
            ]
        ),
        max_size=40,
    )
)
def test_any_text_gives_offsets_that_fit(nlp, words):
    doc = read(nlp, " ".join(words))
    used = {mention.entity for mention in doc._.mentions}
    assert used == set(range(len(doc._.entities)))
    for mention in doc._.mentions:
        assert 0 <= mention.start_char < mention.end_char <= len(doc.text)
        assert doc.text[mention.start_char : mention.end_char].strip()
