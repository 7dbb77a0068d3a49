"""Coreference within one article: what is found, what is linked, and what must not be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import language
from pipeline.language.records import Context, Quote, Slice


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


def test_the_last_word_of_a_name_behind_the_article_is_that_one(nlp):
    doc = read(nlp, "The Dayton Dragons won in Ohio on Sunday. Fans cheered. The Dragons play again on Friday.")
    assert "Dragons" in group_of(doc, "Dayton Dragons")


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


def test_we_and_you_are_told_by_the_turns_of_an_interview(nlp):
    text = (
        "Interview with Harborline Group founder Laura Whitfield\n\n"
        "Laura Whitfield is the founder of Harborline Group.\n\n"
        "Why did you start the company?\n\n"
        "I wanted cheaper tickets. I had no money, and my brother lent me some. We opened in Boston.\n\n"
        "What do you plan next?\n\n"
        "I plan to rest."
    )
    doc = read(nlp, text, "Interview with Harborline Group founder Laura Whitfield")
    person, company = group_of(doc, "Laura Whitfield"), group_of(doc, "Harborline Group")
    assert person.count("I") == 3 and person.count("you") == 2 and "my" in person
    assert "We" in company and "We" not in person


def test_questions_and_answers_are_told_by_their_labels(nlp):
    text = (
        "Laura Whitfield spoke to the Daily Chronicle about her map.\n\nQ: Did you expect letters?\n\n"
        "A: I did. I was glad.\n\nQ: What will you do?\n\nA: I will rest. I need it."
    )
    person = group_of(read(nlp, text), "Laura Whitfield")
    assert person.count("I") == 4 and person.count("you") == 2


def test_he_is_not_a_woman_and_him_not_the_subject(nlp):
    doc = read(nlp, "Susan Dunmore met Robert Okafor on Monday. She praised him. He thanked her.")
    assert group_of(doc, "Susan Dunmore") == ["Susan Dunmore", "She", "her"]
    assert group_of(doc, "Robert Okafor") == ["Robert Okafor", "him", "He"]


def test_the_company_is_the_one_spoken_of(nlp):
    doc = read(nlp, "Microsoft opened an office in Madrid. The company hired ten people there.")
    assert "The company" in group_of(doc, "Microsoft")


def test_expletive_it_is_nobody(nlp):
    doc = read(nlp, "Microsoft opened an office. It is clear that it was too late to stop.")
    assert group_of(doc, "Microsoft") == ["Microsoft"]


def test_bush_father_and_son_stay_apart(nlp):
    doc = read(nlp, "George H. W. Dunmore spoke first. George W. Dunmore spoke later.")
    assert len([entity for entity in doc._.entities if entity.entity_type == "PERSON"]) == 2


def test_a_son_of_the_same_name_stays_apart(nlp):
    doc = read(nlp, "Robert Dunmore spoke in Leeds. Robert Dunmore Jr. spoke in York.")
    assert len([entity for entity in doc._.entities if entity.entity_type == "PERSON"]) == 2


def test_the_network_of_that_name_is_no_person(nlp):
    doc = read(nlp, "Karim Haddadi fled. Officials said Haddadi led the Haddadi network for years.")
    assert "Haddadi network" in group_of(doc, "Haddadi network")
    assert "Haddadi network" not in group_of(doc, "Karim Haddadi")


def test_a_speaker_is_found_through_a_pronoun(nlp):
    text = "Margaret Dunmore opened the bridge. “I am glad,” she said."
    doc = nlp(text)
    she = text.index("she said")
    spans = (Slice(text.index("I am"), text.index(",”") + 1),)
    doc._.quotes = (Quote("direct", "speech", spans, "test", 1.0, speaker=Slice(she, she + 3)),)
    doc = nlp.get_pipe("coreference")(doc)
    (quote,) = doc._.quotes
    assert doc._.entities[doc._.mentions[quote.speaker_mention].entity].name == "Margaret Dunmore"
    assert group_of(doc, "Margaret Dunmore") == ["Margaret Dunmore", "I", "she"]


def test_a_spokesman_for_a_company_is_not_the_company(nlp):
    text = "A spokesman for Microsoft said that sales fell."
    doc = nlp(text)
    speaker = Slice(0, text.index(" said"))
    doc._.quotes = (
        Quote("indirect", "speech", (Slice(text.index("that"), len(text) - 1),), "test", 1.0, speaker=speaker),
    )
    doc = nlp.get_pipe("coreference")(doc)
    assert doc._.quotes[0].speaker_mention is None


def test_running_again_gives_the_same(nlp):
    doc = read(nlp, "Margaret Dunmore of the National Weather Service (NWS) said she would go. The NWS agreed.")
    before = (doc._.mentions, doc._.entities)
    doc = nlp.get_pipe("coreference")(doc)
    assert (doc._.mentions, doc._.entities) == before


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
