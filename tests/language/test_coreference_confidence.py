"""How sure the link from a speaker's words to a person is."""

from test_coreference import read

from pipeline.language.coreference.links.confidence import COUNTED


def sure(nlp, text):
    """Speaker's words and the confidence of their link, in order."""
    doc = read(nlp, text)
    return [
        (doc.text[q.speaker.start : q.speaker.end] if q.speaker else None, q.speaker_confidence)
        for q in doc._.quotes
        if q.quote_type == "direct"
    ]


def test_a_full_name_is_surer_than_a_pronoun_and_a_pronoun_than_a_description(nlp):
    text = (
        "“I am glad,” Margaret Dunmore said on Monday.\n\n“I am late,” she said.\n\n"
        "Margaret Dunmore is the mayor of Leeds. “We are tired,” the mayor said."
    )
    name, pronoun, description = [confidence for _, confidence in sure(nlp, text)]
    assert 1 > name > pronoun > description > 0.5


def test_nobody_linked_has_no_confidence(nlp):
    assert sure(nlp, "“We waited for hours,” officials said on Monday.") == [("officials", None)]


def test_two_persons_near_make_a_pronoun_less_sure(nlp):
    clear = sure(nlp, "Gustav Renn came late. “I am sorry,” he said.")
    doubtful = sure(nlp, "Gustav Renn met William Harcourt and Peter Okafor in Leeds. “I am sorry,” he said.")
    assert clear[0][1] > doubtful[0][1]


def test_counts_are_shares():
    assert all(0 <= right <= of for right, of in COUNTED.values())
