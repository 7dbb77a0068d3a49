"""Lines of dialogue and cues beside quotations: pure rules, without any learned row."""

import pytest

from pipeline.language.quotes.model.arrays import arrays_of
from pipeline.language.quotes.rules.spans import Page
from pipeline.language.quotes.rules.uncued import with_statements
from pipeline.language.records import Quote, Slice


def said(nlp, text, made=()):
    """Speaker and content of every row, given those of ``made``: (content, cue, speaker), by their words."""
    page = Page(arrays_of(nlp(text)))
    place = lambda words: Slice(text.index(words), text.index(words) + len(words))  # noqa: E731
    rows = [
        Quote("direct", "speech", (place(content),), "cue_verb", 0.9, place(speaker), cue=place(cue), cue_lemma="say")
        for content, cue, speaker in made
    ]
    cut = lambda piece: None if piece is None else text[piece.start : piece.end]  # noqa: E731
    return [(cut(row.speaker), " … ".join(map(cut, row.spans))) for row in with_statements(page, rows)]


DIALOGUE = """“You are late,” said Ilse.

“The road was under water,” said Otto.

“Again?”

“Again.” He put his hat on the table. “It always is.”

“Sit down.”
"""


def test_speakers_take_turns(nlp):
    made = [("You are late", "said Ilse", "Ilse"), ("The road was under water", "said Otto", "Otto")]
    assert said(nlp, DIALOGUE, made) == [
        ("Ilse", "You are late"), ("Otto", "The road was under water"), ("Ilse", "Again?"),
        ("He", "Again. … It always is."), (None, "Sit down."),
    ]  # fmt: skip


def test_news_at_length_is_one_persons(nlp):
    """Long paragraphs in marks go on with their speaker, closed or not."""
    long = "the bridge has to stay shut until all of its piers are mended and the county has found the means for it"
    text = "\n\n".join([f"“I say that {long},” said Ilse.", f"“And then {long}.”", f"“But {long}.”"])
    made = [(f"I say that {long}", "said Ilse", "Ilse")]
    assert [speaker for speaker, _ in said(nlp, text, made)] == ["Ilse"] * 3


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“I will go, then,” he muttered, and put on his hat.", "he", "I will go, then"),
        ("“Go!” gasped the old ferryman.", "the old ferryman", "Go!"),
        ("My father texted me: “Come home.”", "My father", "Come home."),
        ("He goes, “Thinking is free.”", "He", "Thinking is free."),
        ("She was like “we are all tired”.", "She", "we are all tired"),
        ("Brandt was like, “Who needs a bridge?”", "Brandt", "Who needs a bridge?"),
    ],
)
def test_any_verb_beside_a_quotation_tells_who_speaks(nlp, text, speaker, content):
    assert (speaker, content) in said(nlp, text)


def test_titles_with_where_they_appeared_are_no_statements(nlp):
    assert said(nlp, "Sources\n\n“Ferry sinks off Tarn” — Tarn Courier, May 4, 2020") == []
    assert said(nlp, "“The ferry sank.” — Otto Brandt, on the night of May 4")[0][0] == "Otto Brandt"


def test_a_colon_of_somebody_else(nlp):
    """The clause before a colon is about somebody: the quote before it does not tell who speaks."""
    made = [("It is shut", "said", "Ilse")]
    text = "“It is shut,” said Ilse. The future of the ferry seems clear to Brandt: “It will go on.”"
    assert said(nlp, text, made)[1][0] != "Ilse"
    assert said(nlp, "“It is shut,” said Ilse. And then: “It will go on.”", made)[1][0] == "Ilse"


@pytest.mark.parametrize("text", ["On “Morning Hour,” Brandt thanked her.", "“Long River” made him rich."])
def test_titles_are_nobodys_words(nlp, text):
    assert all(speaker is None for speaker, _ in said(nlp, text))


def test_a_quotation_that_another_verb_leads_in(nlp):
    """It is no part of the sentence that follows: the learned row is cut, see test_quotes_repairs."""
    text = "My father texted me: “Come home.” I replied that I would."
    assert ("My father", "Come home.") in said(nlp, text, [("that I would", "replied", "I replied"[:1])])
