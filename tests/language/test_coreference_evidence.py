"""What the text says a name is, who holds an office, and who writes in the first person."""

import pytest
from test_coreference import group_of, read
from test_coreference_names import found

from pipeline import language
from pipeline.language.records import Context


@pytest.mark.parametrize(
    "text, name, label, kind",
    [
        ("Odo Varn, the leader of the party, spoke.", "Odo Varn", "ORG", "PERSON"),
        ("They sang with Zorvane, 34, in Leeds.", "Zorvane", "GPE", "PERSON"),
        ("She met Zorvane, who had written to her.", "Zorvane", "ORG", "PERSON"),
        ("It was bought by the software firm Zorvane in May.", "Zorvane", "PERSON", "ORG"),
        ("He works for Zorvane, a security company in Leeds.", "Zorvane", "PERSON", "ORG"),
        ("He wrote the browser Zorvane in a week.", "Zorvane", "PERSON", "PRODUCT"),
        ("Fans loved Zorvane, a sitcom about a ferry.", "Zorvane", "GPE", "WORK_OF_ART"),
        ("She sang hits such as Zorvane in Leeds.", "Zorvane", "GPE", "WORK_OF_ART"),
        ("The cyclone Zorvane killed nobody.", "Zorvane", "PERSON", "EVENT"),
        ("It was made at Zorvane, Ohio, in May.", "Zorvane", "PERSON", "GPE"),
        ("Fans of the Zorvane striker sang in Leeds.", "Zorvane", "PERSON", "ORG"),
        ("The Zorvane Mazes awards were given in Leeds.", "Zorvane Mazes", "PERSON", "EVENT"),
        ("They dug up tombs in Zorvane in May.", "Zorvane", "PERSON", "GPE"),
        ("Ancient Egyptians caught the birds.", "Ancient Egyptians", "ORG", "NORP"),
        ("The Duke of Torrin spoke in Leeds.", "Duke of Torrin", "ORG", "PERSON"),
        ("They fly with Air Zorvane to Leeds.", "Air Zorvane", "PERSON", "ORG"),
        ("Alistair Zorvini won the race.", "Alistair Zorvini", "ORG", "PERSON"),
        ("They heard the Alistair Zorvini in Leeds.", "Alistair Zorvini", "ORG", "ORG"),
    ],
)  # fmt: skip
def test_what_the_text_says_a_name_is(nlp, text, name, label, kind):
    assert found(nlp, text, (name, label))[name] == kind


def test_what_is_said_once_holds_for_the_whole_text(nlp):
    text = "Zorvane fell by a tenth. Analysts praised Zorvane, a security company in Leeds."
    doc = read(nlp, text)
    assert {entity.entity_type for entity in doc._.entities if entity.name == "Zorvane"} <= {"ORG"}


def test_a_line_in_capitals_has_no_names_of_its_own(nlp):
    text = "TORVANE WIRELESS DETAILS MERGER OF UNITS IN LEEDS\n\nTorvane Wireless Plc will merge two units in Leeds."
    names = {entity.name.lower() for entity in read(nlp, text)._.entities}
    assert "leeds" in names and not any("merger" in name or "units" in name for name in names)


@pytest.mark.parametrize(
    "words", ["Home Affairs spokesman", "Constitutional Affairs Minister", "Trade and Industry Secretary"]
)
def test_a_minister_s_portfolio_is_no_organization(nlp, words):
    doc = read(nlp, f"The plan was praised by {words} Odo Varn in Leeds.")
    assert {entity.name for entity in doc._.entities} == {"Odo Varn", "Leeds"}


@pytest.mark.parametrize(
    "text, phrase, name",
    [
        ("Odo Varn, the leader of the Tories, spoke. Hilda Dorn, the Labour leader, listened. “Taxes will fall,” the "
         "Tory leader said.", "the Tory leader", "Odo Varn"),
        ("Everton manager Carl Mossby met Arsenal manager Gustav Renn. “We were poor,” the Everton boss said.",
         "the Everton boss", "Carl Mossby"),
        ("France's president, Odo Varn, met the German chancellor, Hilda Dorn. The French president said it was good.",
         "The French president", "Odo Varn"),
        ("Sirin Ardal is the deputy leader of the Taliban. The Taliban's deputy leader wrote an essay.",
         "The Taliban's deputy leader", "Sirin Ardal"),
        ("Vice President Gustav Renn spoke. President Odo Varn listened. “We agree,” the vice president said.",
         "the vice president", "Gustav Renn"),
        ("“It was superb,” the Everton boss said. Everton manager Gustav Renn praised Carl Mossby.",
         "the Everton boss", "Gustav Renn"),
    ],
)  # fmt: skip
def test_who_holds_an_office_of_what(nlp, text, phrase, name):
    assert phrase in group_of(read(nlp, text), name)


def test_an_office_of_another_body_is_nobody_s(nlp):
    text = "Everton manager Carl Mossby won. Arsenal manager Gustav Renn lost. “We were poor,” the Chelsea boss said."
    assert not any("the Chelsea boss" in group for group in map(set, _groups(read(nlp, text))))
    text = "Sirin Ardal is the deputy leader of the Taliban. The Taliban leader wrote an essay."
    assert "The Taliban leader" not in group_of(read(nlp, text), "Sirin Ardal")


def _groups(doc):
    return [
        [doc.text[m.start_char : m.end_char] for m in doc._.mentions if m.entity == at]
        for at in range(len(doc._.entities))
    ]


LETTER = (
    "Dear Hilda,\n\nI was glad to read your note. The bridge is closed.\n\nI hope you will come to Leeds.\n\nYours,\n\n"
)


def test_a_letter_is_its_signer_s_and_goes_to_whom_it_names(nlp):
    doc = read(nlp, LETTER + "Gustav Renn")
    assert group_of(doc, "Gustav Renn") == ["I", "I", "Gustav Renn"]
    assert group_of(doc, "Hilda") == ["Hilda", "your", "you"]


@pytest.mark.parametrize("opening", ["By Gustav Renn\n\n", "My name is Gustav Renn. "])
def test_an_essay_is_its_author_s(nlp, opening):
    doc = read(
        nlp, "The old bridge\n\n" + opening + "I walked to the bridge on Monday. It was closed, and I went home."
    )
    assert group_of(doc, "Gustav Renn").count("I") == 2


def test_a_byline_that_is_known_tells_the_author(nlp):
    text = "I met Gustav Renn's mother in Leeds. I was late."
    doc = nlp(language.make_doc(nlp, text, Context(byline="Gustav Renn")))
    assert group_of(doc, "Gustav Renn").count("I") == 2


def test_an_i_in_a_report_is_nobody_s_without_an_author(nlp):
    doc = read(nlp, "Gustav Renn came to Leeds. The sign said that I must wait.")
    assert group_of(doc, "Gustav Renn") == ["Gustav Renn"]


def test_the_first_word_of_an_organization_is_that_one(nlp):
    text = "Zorvane Finance Group bought it. Nobody knew Zorvane before. It had cost Zorvane a lot."
    assert {entity.entity_type for entity in read(nlp, text)._.entities} == {"ORG"}


def test_a_town_is_no_person_of_its_name(nlp):
    doc = read(nlp, "Greg Allen spoke on Monday. It was cold in Allen, Texas. Allen then left.")
    assert group_of(doc, "Greg Allen") == ["Greg Allen", "Allen"]


@pytest.mark.parametrize(
    "text, name",
    [
        ("The Greens met in Leeds on Monday. They pledged to cut fares.", "Greens"),
        ("Labour lost ten seats. They blamed the Lib Dems.", "Labour"),
        ("Everton won on Sunday. They play again in May.", "Everton"),
    ],
)
def test_they_are_the_body_of_the_sentence_before(nlp, text, name):
    assert "They" in group_of(read(nlp, text), name)


def test_they_are_nobody_s_where_others_may_be_meant(nlp):
    doc = read(nlp, "Velm Airways fired many pilots on Monday. They pledged to sue.")
    assert not any("They" in group for group in _groups(doc))


@pytest.mark.parametrize("who", ["a farmer", "the farmer", "a passenger"])
def test_he_who_goes_on_speaking_without_a_name_is_nobody_named(nlp, who):
    text = f"Gustav Renn was ill. “I saw it,” {who} said. It was a cold night. “Go home,” he said."
    assert "he" not in group_of(read(nlp, text), "Gustav Renn")


def test_a_storm_has_one_name_whatever_its_rank(nlp):
    text = "Tropical Storm Orla grew on Monday. Hurricane Orla hit Leeds on Friday."
    assert len([entity for entity in read(nlp, text)._.entities if "Orla" in entity.name]) == 1


@pytest.mark.parametrize("title", ["Gen", "Ms", "Prof"])
def test_a_title_inside_a_name_makes_it_a_person_s(nlp, title):
    text = f"They met {title} Zorvane in Leeds."
    assert found(nlp, text, (f"{title} Zorvane", "ORG"))["Zorvane"] == "PERSON"


LEADS = [
    ("The deputy leader of the Taliban said that talks would go on.\n\n“We are ready,” Peter Okafor wrote.",
     "The deputy leader"),
    ("The mayor of Leeds warned of floods on Friday.\n\nMargaret Dunmore said the river was high.", "The mayor"),
    ("Ferries will stop, the head of Velm Airways said.\n\n“It is too cold,” William Harcourt said.", "the head"),
]  # fmt: skip


@pytest.mark.parametrize("text, phrase", LEADS)
def test_the_lead_names_an_office_and_the_paragraph_behind_who_holds_it(nlp, text, phrase):
    group = next(group for group in _groups(read(nlp, text)) if phrase in group)
    assert len(group) > 1


def test_who_is_named_behind_the_lead_with_another_role_is_another(nlp):
    text = (
        "The mayor of Leeds warned of floods on Friday.\n\nMargaret Dunmore, the owner of the mill, said it was high."
    )
    assert "The mayor" not in group_of(read(nlp, text), "Margaret Dunmore")
