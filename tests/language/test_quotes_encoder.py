"""The transformer at run time: the extra ``[encoder]``, ``quotes_model = "encoder"``."""

import builtins

import numpy as np
import pytest

from pipeline import language
from pipeline.language.quotes.model.arrays import arrays_of
from pipeline.language.quotes.model.encoder import FOLDER, Encoder

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

TEXT = """The council’s budget is “a gift to speculators”, Ilse Marden-Özer told Radio Tarn.

Otto Brandt cannot agree: he wouldn't sell the mill, his lawyer said on Monday, although Tarn Roads had asked him to.
"""


@pytest.fixture(scope="module")
def encoder():
    return Encoder()


@pytest.fixture(scope="module")
def with_encoder():
    return language.load(extractors=("kinds", "quotes"), quotes_model="encoder")


def test_it_is_small_enough_to_ship():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 25_000_000


def test_it_finds_who_says_what_once_per_text(with_encoder, monkeypatch):
    seen = []
    real = Encoder.vectors
    monkeypatch.setattr(Encoder, "vectors", lambda self, arrays: (seen.append(arrays.text), real(self, arrays))[1])
    doc = with_encoder(TEXT)
    found = {TEXT[q.speaker.start : q.speaker.end]: q for q in doc._.quotes if q.speaker is not None}
    assert {"Ilse Marden-Özer", "his lawyer"} <= found.keys() and found["Ilse Marden-Özer"].quote_type == "mixed"
    assert seen == [TEXT]


def test_every_token_has_the_piece_that_begins_in_it(nlp, encoder):
    from pipeline.language.quotes.model.pieces import pieces_of

    arrays = arrays_of(nlp(TEXT))
    pieces = pieces_of(encoder.tokenizer, arrays)
    ids = pieces.ids.reshape(-1)[pieces.of_token]
    for token, number in zip(arrays.doc, ids.tolist(), strict=True):
        piece = encoder.tokenizer.id_to_token(number).removeprefix("##")
        if token.is_alpha and token.text.isascii() and token.text not in ("not",):  # "cannot" is one piece
            assert token.lower_.startswith(piece) or piece.startswith(token.lower_), (token.text, piece)


def test_a_long_text_is_read_in_parts_that_end_with_sentences(nlp, encoder):
    from pipeline.language.quotes.model.pieces import LONGEST, pieces_of

    arrays = arrays_of(nlp("\n\n".join([TEXT] * 12)))
    pieces = pieces_of(encoder.tokenizer, arrays)
    assert pieces.mask.sum(axis=1).max() <= LONGEST + 2 and len(pieces.ids) > 1
    part = pieces.of_token // pieces.ids.shape[1]
    cuts = np.flatnonzero(np.diff(part)) + 1
    assert all(arrays.sent[at] != arrays.sent[at - 1] or arrays.space[at] for at in cuts.tolist())
    assert encoder.vectors(arrays).shape[0] == len(arrays.doc)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "日本語だけ。", "a" * 4000, "? " * 700])
def test_odd_texts_are_read_too(with_encoder, text):
    assert all(text[s.start : s.end] for q in with_encoder(text)._.quotes for s in q.spans)


def test_missing_libraries_are_told_with_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "onnxruntime":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"pip install 'newsledger\[encoder\]'"):
        Encoder()


def test_an_unknown_model_is_refused():
    with pytest.raises(ValueError, match="'network' or 'encoder' only"):
        language.load(extractors=("kinds", "quotes"), quotes_model="large")
