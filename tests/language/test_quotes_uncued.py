"""Quotations, turns, headlines and phrases that have no cue verb, on texts written for them."""

import pytest

from pipeline.language.quotes.model.arrays import arrays_of
from pipeline.language.quotes.rules.checks import checked
from pipeline.language.quotes.rules.spans import Page
from pipeline.language.quotes.rules.vetoes import attributes
from pipeline.language.records import Quote, Slice


def rows(nlp, text):
    """(type, rule, speaker, via, spans) of every quote."""
    doc = nlp(text)
    cut = lambda s: None if s is None else doc.text[s.start : s.end]  # noqa: E731
    return [(q.quote_type, q.rule, cut(q.speaker), cut(q.via), [cut(span) for span in q.spans]) for q in doc._.quotes]


def row_of(nlp, text, content):
    """The only row one of whose spans is this content."""
    (row,) = [row for row in rows(nlp, text) if content in row[4]]
    return row


SPEECH = """“The bridge stays shut,” Mayor Ilse Marden said on Monday. “The piers are cracked.

“We will mend them in spring.

“Nobody should cross it before that.”

Otto Brandt has run the ferry since 1990.
"""


def test_paragraphs_of_one_speech_are_rows_of_one_speaker(nlp):
    found = rows(nlp, SPEECH)
    assert [(row[1], row[2]) for row in found[1:]] == [("continued", "Mayor Ilse Marden")] * 2
    assert found[0][4] == ["The bridge stays shut", "The piers are cracked."]
    assert [row[4] for row in found[1:]] == [["We will mend them in spring."], ["Nobody should cross it before that."]]


def test_a_speech_whose_speaker_is_named_at_its_end(nlp):
    text = "“The piers are cracked all the way down to the river.\n\n“We will mend them,” Ilse Marden said."
    assert row_of(nlp, text, "The piers are cracked all the way down to the river.")[:3] == (
        "direct",
        "continued",
        "Ilse Marden",
    )


FLOATING = [
    ("Ilse Marden was blunt. “It stays shut.”", "It stays shut.", "Ilse Marden"),
    ("The mayor came out of the hall. “It stays shut.”", "It stays shut.", "The mayor"),
    ("Otto Brandt's answer was short. “I will not cross it.”", "I will not cross it.", "Otto Brandt"),
    ("Ilse Marden met Otto Brandt on Monday. “It stays shut.”", "It stays shut.", None),
    ("The bridge is old. “It stays shut.”", "It stays shut.", None),
    ("Ilse Marden said the bridge would stay shut.\n\n“It is not safe.”", "It is not safe.", "Ilse Marden"),
    ("“It is shut,” Ilse Marden said. Otto Brandt disagreed. “It is open!”", "It is open!", "Otto Brandt"),
    ("The engineer's report put it this way: “The deck is rotten.”", "The deck is rotten.", "The engineer's report"),
    ("It rained. Mayor Ilse Marden: “The deck is rotten.”", "The deck is rotten.", "Mayor Ilse Marden"),
    ("Otto Brandt's tweet: “The deck is rotten.”", "The deck is rotten.", "Otto Brandt"),
    ("“Is it safe?” Otto Brandt asked.\n\n“It is not safe.”", "It is not safe.", None),
    ("Continued Brandt: “The deck is rotten.”", "The deck is rotten.", "Brandt"),
    ("Otto Brandt tweeted from his boat:\n\n“The deck is rotten.”", "The deck is rotten.", "Otto Brandt"),
    ("Otto Brandt stated,\n\n“The deck is rotten.”", "The deck is rotten.", "Otto Brandt"),
    ("“The deck is rotten.” — Otto Brandt, ferryman", "The deck is rotten.", "Otto Brandt, ferryman"),
    ("The ferry sails.\n\n“The deck is rotten.”\n\n- Brandt.", "The deck is rotten.", "Brandt"),
]


@pytest.mark.parametrize(("text", "content", "speaker"), FLOATING)
def test_whole_sentences_in_marks(nlp, text, content, speaker):
    kind, _, found, _, _ = row_of(nlp, text, content)
    assert (kind, found) == ("direct", speaker)


def test_a_split_quotation_goes_on_after_a_comma(nlp):
    text = '"I never said that", Ilse Marden insisted, "and I never will".'
    assert row_of(nlp, text, "I never said that")[4] == ["I never said that", "and I never will"]


def test_a_quotation_goes_on_with_an_indirect_one(nlp):
    kind, _, speaker, _, spans = row_of(nlp, "The ferry will sail, Ilse Marden said. “It is safe.”", "It is safe.")
    assert (kind, speaker, spans) == ("mixed", "Ilse Marden", ["The ferry will sail", "It is safe."])


def test_a_quotation_goes_on_in_its_paragraph(nlp):
    text = "“We waited for hours,” Anna Velt said on Monday. “Nobody came to help us.” The river rose. “We swam.”"
    assert row_of(nlp, text, "We swam.")[4] == ["We waited for hours", "Nobody came to help us.", "We swam."]


@pytest.mark.parametrize(
    "text",
    [
        "The committee met for a “stress test” in the old mill on Monday.",
        "The band played “Long River” at the opening of the hall.",
        "The film “The Long Way Down to the Sea” opens on Friday.",
    ],
)
def test_terms_and_titles_are_nobodys_words(nlp, text):
    assert [(row[0], row[2]) for row in rows(nlp, text)] == [("scare", None)]


TURNS = """Ilse Marden, the mayor of Tarn, met the Courier on Monday for a talk about the old bridge.

Courier: Why is the bridge closed?

Ilse Marden: The piers are cracked. It will take a year.

There is also the deck.

Courier: Who pays?

Marden: The county does.

The bridge was built in 1890.
"""


def test_turns_of_a_transcript(nlp):
    found = [(row[2], row[4][0]) for row in rows(nlp, TURNS) if row[1] == "turn"]
    assert found == [
        ("Courier", "Why is the bridge closed?"),
        ("Ilse Marden", "The piers are cracked. It will take a year."),
        ("Ilse Marden", "There is also the deck."),
        ("Courier", "Who pays?"),
        ("Marden", "The county does."),
    ]


@pytest.mark.parametrize("label", ["{}: ", "{}. ", "{}.\n\n", "{}:\n\n"])
def test_questions_and_answers(nlp, label):
    told = [("Q", "Why is it shut?"), ("A", "The piers are cracked."), ("Q", "Who pays?"), ("A", "The county does.")]
    text = "The mayor spoke with us on Monday about the bridge.\n\n"
    text += "\n\n".join(label.format(who) + what for who, what in told)
    assert [(row[2], row[4][0]) for row in rows(nlp, text) if row[1] == "turn"] == told


BRIEFING = """REMARKS BY GOVERNOR MARDEN AT THE OPENING OF THE BRIDGE

GOVERNOR MARDEN: Good morning. We had a long winter.

The piers were cracked.

It took us a year.

Our grandparents built it with their hands.

They had no cranes.

They had mules, and they had one another.

Q    Governor, will the toll rise?

GOVERNOR MARDEN: No, it will not rise.

(Applause.)

Q    Who pays?
"""


def test_speeches_and_briefings(nlp):
    """Labels in capitals carry a speech over many paragraphs; "Q" and "((IM))" need no colon."""
    found = [row[2] for row in rows(nlp, BRIEFING) if row[1] == "turn"]
    assert found == ["GOVERNOR MARDEN"] * 6 + ["Q", "GOVERNOR MARDEN", "Q"]
    told = "Courier: Why is it shut?\n\nBrandt: The piers are cracked.\n\n((TC)) Who pays?\n\n((OB)) The county does."
    assert [row[2] for row in rows(nlp, told) if row[1] == "turn"] == ["Courier", "Brandt", "TC", "OB"]


def test_the_article_between_two_turns(nlp):
    text = TURNS.replace("There is also the deck.", "On Sunday, Marden said that the deck was rotten, too.")
    assert [row[2] for row in rows(nlp, text) if row[1] == "turn"] == ["Courier", "Ilse Marden", "Courier", "Marden"]


def test_initials_stand_for_the_names_before_them(nlp):
    text = "Courier: Why is it shut?\n\nBrandt: The piers are cracked.\n\nCO: Who pays?\n\nOB: The county does."
    assert [row[2] for row in rows(nlp, text) if row[1] == "turn"] == ["Courier", "Brandt", "CO", "OB"]


def test_labelled_lists_are_no_turns(nlp):
    text = "The walk is open to all.\n\nWhere: The old bridge.\n\nPrice: Five crowns.\n\nNote: Bring a coat.\n"
    assert not [row for row in rows(nlp, text) if row[1] == "turn"]


BODY = "\n\nThe council of Tarn met on Monday with Ilse Marden and voted about the old bridge over the river."


@pytest.mark.parametrize(
    ("headline", "speaker", "content"),
    [
        ("Ilse Marden: Bridge to stay shut until May", "Ilse Marden", "Bridge to stay shut until May"),
        ("Bridge to stay shut until May: Ilse Marden", "Ilse Marden", "Bridge to stay shut until May"),
        ("Bridge to stay shut until May, says Marden", "Marden", "Bridge to stay shut until May"),
        ("Bridge to stay shut until May, mayor says", "mayor", "Bridge to stay shut until May"),
    ],
)
def test_headlines(nlp, headline, speaker, content):
    kind, rule, found, _, _ = row_of(nlp, headline + BODY, content)
    assert (kind, rule, found) == ("indirect", "headline", speaker)


@pytest.mark.parametrize("headline", ["Opinion: The bridge must reopen now", "Ilse Marden: a life on the river"])
def test_headlines_that_name_no_source(nlp, headline):
    assert not [row for row in rows(nlp, headline + BODY) if row[1] == "headline"]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The piers are cracked, per the county engineer.", "the county engineer", ["The piers are cracked"]),
        ("In Marden's words, the deck is “a danger to all”.", "Marden", ["the deck is “a danger to all”"]),
        ("The deck, in the words of Otto Brandt, is rotten.", "Otto Brandt", ["The deck", "is rotten"]),
        ("The piers are cracked, according to Otto Brandt.", "Otto Brandt", ["The piers are cracked"]),
        ("By her own account, she drew nothing but boats.", "her", ["she drew nothing but boats"]),
        ("The bank lost the letters, by its chairman's admission.", "its chairman", ["The bank lost the letters"]),
        ("The council is weighing a toll, according to Brandt.", "Brandt", ["The council is weighing a toll"]),
    ],
)
def test_phrases_that_name_a_source(nlp, text, speaker, content):
    ((_, _, found, medium, spans),) = rows(nlp, text)
    assert (found, medium, spans) == (speaker, None, content)


@pytest.mark.parametrize("text", ["Tickets cost five crowns per person.", "In other words, the deck is rotten."])
def test_phrases_that_name_none(nlp, text):
    assert rows(nlp, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is unsafe,” a spokesman said, according to the Tarn Courier.",
        "According to the Tarn Courier, a spokesman said the bridge was unsafe.",
    ],
)
def test_who_is_accorded_with_passed_on_what_another_said(nlp, text):
    ((_, _, speaker, medium, _),) = rows(nlp, text)
    assert (speaker, medium) == ("a spokesman", "the Tarn Courier")


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("According to the clerk, Tarn, who ran the mill, is ill.", "the clerk", "Tarn, who ran the mill, is ill"),
        (
            "According to the agency, Orsk, which owns the yard, was warned in May.",
            "the agency",
            "Orsk, which owns the yard, was warned in May",
        ),
        ("According to Otto Brandt, a clerk, the mill is shut.", "Otto Brandt, a clerk", "the mill is shut"),
    ],
)
def test_a_subject_behind_the_source_is_no_part_of_it(nlp, text, speaker, content):
    found = row_of(nlp, text, content)
    assert found[2] == speaker


@pytest.mark.parametrize("adverb", ["Additionally", "Meanwhile", "However"])
def test_an_adverb_that_opens_the_sentence_is_the_writer_s(nlp, adverb):
    text = f"{adverb}, Marden said that the deck is rotten."
    page = Page(arrays_of(nlp(text)))
    spans = (Slice(0, len(adverb)), Slice(text.index("that"), len(text) - 1))
    cue = Slice(text.index("said"), text.index("said") + 4)
    assert checked(page, Quote("indirect", "speech", spans, "test", 1.0, cue=cue)).spans == spans[1:]


@pytest.mark.parametrize(("confidence", "kept"), [(0.4, False), (0.8, True)])
def test_a_thing_tells_only_where_the_model_is_sure(nlp, confidence, kept):
    text = "The fourth slide mentions the closing of the mill."
    page = Page(arrays_of(nlp(text)))
    cut = lambda words: Slice(text.index(words), text.index(words) + len(words))  # noqa: E731
    speaker, cue, content = cut("The fourth slide"), cut("mentions"), cut("the closing of the mill")
    quote = Quote("indirect", "speech", (content,), "cue_verb", confidence, speaker, cue=cue, cue_lemma="mention")
    assert attributes(page, quote) is kept
