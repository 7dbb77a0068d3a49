"""The quick parse says what spaCy's own says, token by token."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG

from pipeline import language
from pipeline.language.parsing import attributes, vectors
from pipeline.language.parsing.arithmetic import ROWS, NumpyProducts

SEEDS = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))
ATTRIBUTES = [ORTH, TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE, SENT_START]
# What the ruler has patterns for, over one token and over several, some of which share a token.
PATTERNS = """\
"Let's go," Ilse Marden said. "There's a ferry, and there are two more. It ain't gonna wait."
Y'all got ta see it; c'mon, the harbour's got 'em all.  There was that, but nothin' else is what they'd said she'd do.
Once he had gotten it, she gets what you have, does she not? They do. I'll, we've, you're, it's, don't, won't,
shan't, ca n't.

	Mixed   spaces   and	tabs , and – dashes … 12,000 of the 30.5m. ½ of it; 1/2 of them. 日本語 καλημέρα émigré 🙂

let let's let 's gon na gonna there's there are is expl
"""


@pytest.fixture(scope="module")
def slow():
    nlp = spacy.load(language.find_model(language.DEFAULT_MODEL), exclude=["senter"])
    nlp.add_pipe("sentences", first=True)
    return nlp


@pytest.fixture
def quick():
    return language.load(extractors=())


def annotations(nlp, texts, **options):
    return [doc.to_array(ATTRIBUTES) for doc in nlp.pipe(texts, **options)]


def texts():
    seeds = [path.read_text(encoding="utf-8", errors="replace") for path in SEEDS]
    return [*seeds[:6], PATTERNS, "", "One", "\n", "Two words"]


def assert_equal(made, wanted):
    assert len(made) == len(wanted)
    for one, other in zip(made, wanted, strict=True):
        np.testing.assert_array_equal(one, other)


def test_every_annotation_is_spacys(slow, quick):
    assert quick.pipe_names == ["sentences", "tok2vec", "tagger", "parser", "attributes", "ner"]
    assert_equal(annotations(quick, texts()), annotations(slow, texts()))


def test_it_does_not_matter_what_was_parsed_before_or_beside(quick):
    alone = [annotations(quick, [text])[0] for text in texts()]
    assert_equal(annotations(language.load(extractors=()), texts()[::-1], batch_size=3)[::-1], alone)


def test_long_texts_in_pieces_and_full_tables_give_the_same(slow, quick, monkeypatch):
    """Longer than a piece, with more words than the tables are let keep."""
    text = "\n\n".join(texts()[:3])
    assert len(quick.make_doc(text)) > 500
    monkeypatch.setattr(vectors, "PIECE", 200)
    monkeypatch.setattr(vectors, "KEPT", 256)
    monkeypatch.setattr(attributes, "KEPT", 256)
    assert_equal(
        annotations(language.load(extractors=()), [text, *texts()[6:]]), annotations(slow, [text, *texts()[6:]])
    )


def test_a_ruler_that_reads_more_than_the_table_is_kept():
    """A pattern that looks at names, or one with an operator, is no function of word, tag and dependency."""
    for pattern in ([{"ENT_TYPE": "ORG"}], [{"LOWER": "very", "OP": "+"}, {"TAG": "JJ"}], [{"IS_SENT_START": True}]):
        nlp = spacy.load(language.find_model(language.DEFAULT_MODEL), exclude=["senter"])
        nlp.get_pipe("attribute_ruler").add([pattern], {"POS": "X"})
        attributes.add_attributes(nlp)
        assert "attribute_ruler" in nlp.pipe_names and "lemmatizer" in nlp.pipe_names


def test_a_model_loaded_to_predict_says_so_when_it_is_trained(quick):
    with pytest.raises(RuntimeError, match=r"spacy\.load"):
        quick.get_pipe("tok2vec").model.begin_update([quick.make_doc("A word.")])


def test_rows_of_a_product_do_not_depend_on_each_other():
    ops, random = NumpyProducts(), np.random.default_rng(20261129)
    left, right = (random.standard_normal(shape, dtype=np.float32) for shape in ((5 * ROWS, 96), (96, 96)))
    whole = ops.gemm(left, right, trans2=True)
    np.testing.assert_allclose(whole, left @ right.T, rtol=1e-4, atol=1e-4)
    for rows in (1, 2, ROWS - 1, ROWS, ROWS + 1):
        np.testing.assert_array_equal(ops.gemm(left[:rows], right, trans2=True), whole[:rows])
        out = np.empty((rows, 96), np.float32)
        assert ops.gemm(left[:rows], right, out=out, trans2=True) is out
        np.testing.assert_array_equal(out, whole[:rows])
