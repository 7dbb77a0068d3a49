"""What the parse tells of a cue, whatever proposed it: its source, who passed it on, its kind, whether it is denied."""

import pytest

from pipeline.language.quotes.model.arrays import arrays_of
from pipeline.language.quotes.rules.grammar import attribution_kind, is_negated, speaker_of
from pipeline.language.quotes.rules.spans import Page
from pipeline.language.quotes.rules.via import via


def parts(nlp, text, cue, content):
    """The page, the position of the cue's word, and the tokens of the content."""
    doc = nlp(text)
    head = next(token.i for token in doc if token.text == cue)
    start = text.index(content)
    return Page(arrays_of(doc)), head, {t.i for t in doc if start <= t.idx < start + len(content)}


SPEAKERS = [
    ("“It stays shut,” said Ilse Marden.", "said", "It stays shut", "Ilse Marden"),
    ("The bridge was unsafe, Marden said, adding that it would stay closed.", "adding", "that it would", "Marden"),
    ("Marden said it was unsafe and added that it would stay closed.", "added", "that it would stay", "Marden"),
    ("Marden, who told reporters that the piers were cracked, left.", "told", "that the piers were cracked", "who"),
    ("The plan was condemned by the county engineer as wasteful.", "condemned", "The plan", "the county engineer"),
    ("It was reported that the bridge would reopen.", "reported", "that the bridge would reopen", None),
    ("Asked whether the bridge would reopen, Marden laughed.", "Asked", "whether the bridge would reopen", None),
    ("She was arrested twice and refused to pay the fine.", "refused", "to pay the fine", "She"),
    ("Marden declined to say whether the bridge was safe.", "say", "whether the bridge was safe", "Marden"),
    ("The council asked Brandt to explain why the ferry was late.", "explain", "why the ferry was late", "Brandt"),
    ("Marden's claim that the piers are cracked is false.", "claim", "that the piers are cracked", "Marden"),
    ("A warning by the engineers that the deck is rotten was ignored.", "warning", "that the deck", "the engineers"),
    ("The council issued a warning that the deck is rotten.", "warning", "that the deck is rotten", "The council"),
    ("The council ignored a warning that the deck is rotten.", "warning", "that the deck is rotten", None),
    ("Brandt is sure that the ferry will sail.", "sure", "that the ferry will sail", "Brandt"),
    ("Officials said that the ferry will sail.", "said", "that the ferry will sail", "Officials"),
]


@pytest.mark.parametrize(("text", "cue", "content", "speaker"), SPEAKERS)
def test_speaker_by_grammar(nlp, text, cue, content, speaker):
    page, head, taken = parts(nlp, text, cue, content)
    found = speaker_of(page, head, {*taken, head})
    assert (None if found is None else text[found.start : found.end]) == speaker


CARRIED = [
    ("Marden told the Tarn Courier that the bridge was unsafe.", "told", "that the bridge", "the Tarn Courier"),
    ("Marden told the newspaper that the bridge was unsafe.", "told", "that the bridge was unsafe", "the newspaper"),
    ("Marden told reporters that the bridge was unsafe.", "told", "that the bridge was unsafe", None),
    ("Marden told Otto Brandt that the bridge was unsafe.", "told", "that the bridge was unsafe", None),
    ("The bridge is unsafe, Marden said in an interview with Reuters on Monday.", "said", "The bridge is", "Reuters"),
    ("The bridge is unsafe, Marden said in a statement to Reuters.", "said", "The bridge is unsafe", "Reuters"),
    ("The bridge is unsafe, Marden wrote in an op-ed for the Tarn Times Monday.", "wrote", "The", "the Tarn Times"),
    ("Speaking to the Tarn Courier, Marden said the bridge was unsafe.", "said", "the bridge", "the Tarn Courier"),
    ("Marden told the broadcaster TTV that it was unsafe.", "told", "that it was unsafe", "the broadcaster TTV"),
    ("Marden told Radio Tarn she was tired.", "told", "she was tired", "Radio Tarn"),
    ("Marden wrote on Twitter that the bridge was unsafe.", "wrote", "that the bridge was unsafe", "Twitter"),
    ("Marden said in a letter to her brother that the bridge was unsafe.", "said", "that the bridge", None),
    ("Marden criticized the Tarn Courier for its report.", "criticized", "for its report", None),
]


@pytest.mark.parametrize(("text", "cue", "content", "medium"), CARRIED)
def test_via(nlp, text, cue, content, medium):
    page, head, taken = parts(nlp, text, cue, content)
    found = via(page, head, taken)
    assert (None if found is None else text[found.start : found.end]) == medium


DENIED = [
    ("Marden did not say whether the bridge would reopen.", "say", True),
    ("Marden never said that the bridge would reopen.", "said", True),
    ("Nobody said that the bridge would reopen.", "said", True),
    ("Neither Marden nor Brandt said that the bridge would reopen.", "said", True),
    ("No engineer has warned that the bridge is unsafe.", "warned", True),
    ("Marden said nothing about the ferry.", "said", True),
    ("Marden declined to say whether the bridge would reopen.", "say", True),
    ("Marden declined to say whether the bridge would reopen.", "declined", True),
    ("Marden did not confirm or deny that the bridge would reopen.", "deny", True),
    ("If Marden says the bridge is safe, the council will vote.", "says", True),
    ("Marden is not sure that the bridge is safe.", "sure", True),
    ("Marden said that the bridge would not reopen.", "said", False),
    ("Marden did not stop; she said the bridge was safe.", "said", False),
    ("Marden wanted to say that the bridge was safe.", "say", False),
]


@pytest.mark.parametrize(("text", "cue", "denied"), DENIED)
def test_negated_and_supposed(nlp, text, cue, denied):
    page, head, _ = parts(nlp, text, cue, cue)
    assert is_negated(page, head) is denied


KINDS = [
    ("Marden said the bridge was shut.", "said", "the", "speech"),
    ("Marden wrote that the bridge was shut.", "wrote", "that", "writing"),
    ("Marden said in a letter that the bridge was shut.", "said", "that", "writing"),
    ("Marden fears the bridge will fall.", "fears", "the", "thought"),
    ("Her fear that the bridge will fall is old.", "fear", "that", "thought"),
    ("Brandt is convinced that the bridge will fall.", "convinced", "that", "thought"),
    ("Marden vowed to mend the bridge.", "vowed", "to", "intention"),
    ("Her promise to mend the bridge is old.", "promise", "to", "intention"),
    ("Marden agreed to mend the bridge.", "agreed", "to", "intention"),
    ("Marden agreed that the bridge was unsafe.", "agreed", "that", "speech"),
    ("Marden agreed: “It is unsafe.”", "agreed", "It", "speech"),
    ("Marden opposes the bridge.", "opposes", "the bridge", "stance"),
]


@pytest.mark.parametrize(("text", "cue", "content", "kind"), KINDS)
def test_kind_by_the_cue(nlp, text, cue, content, kind):
    page, head, taken = parts(nlp, text, cue, content)
    assert attribution_kind(page, head, min(taken)) == kind
