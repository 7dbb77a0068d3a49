"""Whose words: links from a speaker's words to the one who speaks, and links that must not be."""

from test_coreference import group_of, groups, read

from pipeline import language
from pipeline.language.coreference.resolve import resolve
from pipeline.language.records import Quote, Slice


def speaker(nlp, text, words):
    """The name of the entity that the speaker's words of one quote are linked to; None if they are not."""
    doc = nlp(language.make_doc(nlp, text))
    start = text.index(words)
    doc._.quotes = (Quote("indirect", "speech", (Slice(0, 1),), "test", 1.0, Slice(start, start + len(words))),)
    mentions, entities, (quote,) = resolve(doc)
    return None if quote.speaker_mention is None else entities[mentions[quote.speaker_mention].entity].name


def test_a_name_in_a_speaker_s_words_is_the_speaker_unless_it_modifies(nlp):
    text = "Hilda Marn spoke in Leeds. Marn supporters said no. Marn's aides said so. Marn, 45, said yes."
    assert speaker(nlp, text, "Marn supporters") is None
    assert speaker(nlp, text, "Marn's aides") is None
    assert speaker(nlp, text, "Marn, 45,") == "Hilda Marn"


def test_mister_is_not_the_only_woman_of_that_surname(nlp):
    doc = read(nlp, "Mr. Orskin spoke on Monday. Hilda Orskin stood beside him. Mr. Orskin then left for Leeds.")
    assert group_of(doc, "Hilda Orskin") == ["Hilda Orskin"]
    assert "him" in next(group for group in groups(doc) if group.count("Orskin") == 2)


def test_mister_is_the_man_of_that_surname(nlp):
    doc = read(nlp, "Peter Orskin spoke on Monday. Mr. Orskin then left for Leeds.")
    assert group_of(doc, "Peter Orskin") == ["Peter Orskin", "Orskin"]


def test_the_president_is_not_the_vice_president(nlp):
    doc = read(
        nlp,
        "President Peter Orskin spoke on Monday. Vice President Odo Varn stood beside Orskin. Varn laughed. "
        "The president then left for Leeds.",
    )
    assert "The president" in group_of(doc, "Peter Orskin")
    assert "The president" not in group_of(doc, "Odo Varn")


def test_he_is_the_unnamed_one_spoken_of_last(nlp):
    doc = read(nlp, "Peter Varn lost the vote. A spokesman declined to comment. He said the count goes on.")
    assert "He" not in group_of(doc, "Peter Varn")
    doc = read(nlp, "Peter Varn lost the vote. A spokeswoman declined to comment. He said the count goes on.")
    assert "He" in group_of(doc, "Peter Varn")


def test_who_says_a_quotation_is_not_whom_it_names(nlp):
    text = "Peter Orskin met Gustav Renn. “Renn was right about it,” he said."
    doc = nlp(language.make_doc(nlp, text))
    he, spans = text.index("he said"), (Slice(text.index("Renn was"), text.index(",”") + 1),)
    doc._.quotes = (Quote("direct", "speech", spans, "test", 1.0, speaker=Slice(he, he + 2)),)
    mentions, entities, (quote,) = resolve(doc)
    assert entities[mentions[quote.speaker_mention].entity].name == "Peter Orskin"


def said_by(nlp, text, words, content):
    """The name of whom the speaker's words of an indirect quote stand for."""
    doc = nlp(language.make_doc(nlp, text))
    at, start = text.index(words), text.index(content)
    spans = (Slice(start, start + len(content)),)
    doc._.quotes = (Quote("indirect", "speech", spans, "test", 1.0, speaker=Slice(at, at + 2)),)
    mentions, entities, (quote,) = resolve(doc)
    return entities[mentions[quote.speaker_mention].entity].name


def test_a_pronoun_that_says_a_clause_is_none_of_those_named_in_it(nlp):
    text = "Gustav Renn was fined. Renn spoke to Peter Orskin. He said Renn was late."
    assert said_by(nlp, text, "He said", "Renn was late") == "Peter Orskin"
    text = "Gustav Renn spoke on Monday. Renn was late, he said."
    assert said_by(nlp, text, "he said", "Renn was late") == "Gustav Renn"


def test_who_is_the_last_of_several(nlp):
    text = "The mayor met Gustav Renn, Peter Orskin and Clara Dorn, who said the bridge was safe."
    assert speaker(nlp, text, "who") == "Clara Dorn"


def test_a_dateline_does_not_speak(nlp):
    assert (
        speaker(nlp, "LEEDS -- Mayor Clara Dorn said the bridge was safe.", "LEEDS -- Mayor Clara Dorn") == "Clara Dorn"
    )


def test_a_dash_within_who_speaks_is_no_dateline(nlp):
    words = "Clara Dorn, the head of Velm Media -- the firm behind it -- and its founder,"
    assert speaker(nlp, f"On Monday {words} said no.", words) == "Clara Dorn"


def test_a_longer_description_is_whoever_was_called_all_of_it(nlp):
    text = (
        "Republican presidential nominee Peter Orskin met Democratic presidential nominee Clara Dorn. "
        "The Republican presidential nominee laughed. The independent presidential nominee stayed away."
    )
    doc = read(nlp, text)
    assert "The Republican presidential nominee" in group_of(doc, "Peter Orskin")
    assert not any("The independent presidential nominee" in group for group in groups(doc))
