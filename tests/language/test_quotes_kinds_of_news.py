"""Kinds of attributions that news is full of and political news of one country is not: each on sentences of our own."""

import pytest

TRANSCRIPT = """Ferry strike enters third day

MIRA SANDE, ANCHOR: Good evening. The ferries stand still for a third day.

LEO LAN, CORRESPONDENT (voice-over): It is quiet here. Nobody has come to work since Monday.

(BEGIN VIDEO CLIP)

[02:50:05] TED GEBRE, DIRECTOR-GENERAL, HEALTH BOARD (ph): We need the boats for our patients.

(END VIDEO CLIP)

SANDE: How long can this last?

LAN (voice-over): The union wants six percent.
"""


def rows(nlp, text):
    """(speaker, via, content, quote) of every row but scare quotes."""
    doc = nlp(text)
    cut = lambda s: None if s is None else text[s.start : s.end]  # noqa: E731
    return [
        (cut(q.speaker), cut(q.via), " … ".join(map(cut, q.spans)), q) for q in doc._.quotes if q.quote_type != "scare"
    ]


def test_a_broadcast_has_speakers_roles_and_organizations(nlp):
    doc = nlp(TRANSCRIPT)
    turns = [quote for quote in doc._.quotes if quote.rule == "turn"]
    said = [(TRANSCRIPT[q.speaker.start : q.speaker.end], q.speaker_role) for q in turns]
    assert [name for name, _ in said] == ["MIRA SANDE", "LEO LAN", "TED GEBRE", "SANDE", "LAN"]
    assert dict(said)["TED GEBRE"] == "DIRECTOR-GENERAL, HEALTH BOARD" and dict(said)["MIRA SANDE"] == "ANCHOR"
    things = [doc._.entities[doc._.mentions[quote.speaker_mention].entity] for quote in turns]
    assert things[0] is things[3] and things[1] is things[4] and {thing.entity_type for thing in things} == {"PERSON"}
    assert any(e.name == "HEALTH BOARD" and e.entity_type == "ORG" for e in doc._.entities)


LISTS = [
    "MEMO: The fair opens.\n\nPRICE: It costs five crowns.\n\nPLACE: The fair is held at the quay.\n",
    "Marden, the mayor, said this: the bridge is shut.\n\nBrandt, who is ill, was told: stay at home.\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_headed_paragraphs_are_no_transcript(nlp, text):
    assert not [row for row in rows(nlp, text) if row[3].rule == "turn"]


SOURCES = [  # text, speaker, via, words of the content
    ("Reuters reported that the mill will close, according to a person close to the owner.",
     "a person close to the owner", "Reuters", "the mill will close"),
    ("The Tarn Courier reported on Monday that the mill is for sale, according to two people who know of it.",
     "two people who know of it", "The Tarn Courier", "the mill is for sale"),
    ("The yard will close in May, Bloomberg reported, citing Ms. Li.", "Ms. Li", "Bloomberg", "The yard will close"),
    ("“It holds,” said Per Aldany, head of Tarn Roads.", "Per Aldany, head of Tarn Roads", None, "It holds"),
    ("The bridge is safe, said Per Aldany, the chief executive.", "Per Aldany, the chief executive", None, "is safe"),
    ("Jane Early grows beets. Early says the county should pay.", "Early", None, "the county should pay"),
    ("Brannock (Herald) — The toll will rise next year, Otto Brandt said.", "Otto Brandt", None, "The toll will rise"),
    ("From the pen of Ilse Marden, chief analyst:\n\n“The river will rise. We all should stay at home.”",
     "Ilse Marden, chief analyst", None, "The river will rise."),
    ("Papers panned the opera as “four hours of fog”.", "Papers", None, "the opera"),
    ("Fears have been voiced by traders that the toll would kill the market.", "traders", None, "the toll would kill"),
    ("“Too long by half” was the verdict of Ada Lorn.", "Ada Lorn", None, "Too long by half"),
    ("We shall pay for nothing of it,\" Otto Brandt told the council.", "Otto Brandt", None, "We shall pay"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "via", "said"), SOURCES)
def test_who_says_it(nlp, text, speaker, via, said):
    found = [row for row in rows(nlp, text) if said in row[2]]
    assert [(row[0], row[1]) for row in found] == [(speaker, via)]
    assert "Herald)" not in found[0][2]


WHOLE = [  # text, the end of the content
    "Police said the man is wanted for two thefts, and is believed to have left the valley.",
    "The county said she is ill with a fever and has cancelled her trip to the coast.",
    "The Courier reported that the mayor has signed the paper and promised she would leave in May.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_the_second_clause_is_said_too(nlp, text):
    assert any(
        row[2].endswith(text.rsplit(" ", 2)[1] + " " + text.rsplit(" ", 1)[1].strip(".")) for row in rows(nlp, text)
    )


NONE = [
    "You know that the toll will rise.",
    "If you think the deck is safe, look again.",
    "She spearheaded the charge against the toll.",
    "The phone features an aluminum case.",
    "He was nominated for a prize.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_nobodys_statement(nlp, text):
    assert rows(nlp, text) == []


def test_you_in_quotations_speaks(nlp):
    found = rows(nlp, "“You know that the toll will rise,” Ilse Marden told Otto Brandt.")
    assert ("You", None) in [row[:2] for row in found]


def test_two_critics_in_a_paragraph_are_two(nlp):
    text = "“A bright, warm show. I loved it.” Otto Brandt disagreed. “It drags in the second half,” he wrote."
    found = {row[2]: row[0] for row in rows(nlp, text)}
    assert found["It drags in the second half"] == "he" and found["A bright, warm show. I loved it."] != "he"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Marden noted that it was late.", "speech"), ("“It is late,” Brandt noted.", "speech"),
     ("Marden said in a note that it was late.", "writing")],
)  # fmt: skip
def test_noting_is_speech_and_a_note_is_written(nlp, text, kind):
    assert [row[3].attribution_kind for row in rows(nlp, text)] == [kind]
