"""What is too long for a sentence is cut, at a mark where there is one; ordinary sentences are left alone."""

import pytest

from pipeline.language.sentences import LONGEST

TREES = {
    "half of": "half of " * 2000,
    "numbers": "12 " * 2000,
    "names": "The council thanked " + "Ann Marl, " * 600 + "and nobody else.",
    "clauses": "The mayor said that the road was shut; " * 100 + "nobody came.",
}


@pytest.mark.parametrize("name", TREES)
def test_no_sentence_is_longer_than_a_tree_may_be(nlp, name):
    doc = nlp("Odd line\n\n" + TREES[name] + "\n\nThe fair drew 700 visitors.")
    lengths = [len(sentence) for sentence in doc.sents]
    assert max(lengths) <= LONGEST and max(lengths) > LONGEST // 2
    assert [figure.value for figure in doc._.figures][-1] == 700


def test_the_cut_is_at_the_strongest_mark(nlp):
    doc = nlp.make_doc(TREES["clauses"])
    doc = nlp.get_pipe("sentences")(doc)
    starts = [token for token in doc if token.is_sent_start and token.i]
    assert starts and all(doc[token.i - 1].text == ";" for token in starts)


def test_a_long_ordinary_sentence_stays_whole(nlp):
    listed = ", ".join(f"the town of number {n}" for n in range(40))
    doc = nlp(f"The minister visited {listed}, and then went home.")
    assert len(list(doc.sents)) == 1 and 200 < len(doc) <= LONGEST
