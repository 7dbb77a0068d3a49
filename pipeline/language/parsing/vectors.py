"""From tokens to vectors (spaCy's ``Tok2Vec.v2`` of ``MultiHashEmbed`` and ``MaxoutWindowEncoder``), for prediction.

What the embedding makes of a token depends on some of its attributes and is kept by them. The encoder takes one text
at a time, which fits the processor's cache where a batch does not, and long ones in pieces that overlap by as much as a
vector sees, so that memory is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc
from thinc.api import Model

KEPT = 1 << 15  # embeddings; when there is no more room all are forgotten
PIECE = 2048  # tokens
RESIDUAL = "residual(expand_window>>maxout>>layernorm>>dropout)"
TINY = 1e-8  # what thinc adds to a variance


def keep_vectors(model: Model) -> None:
    """Let every tok2vec in a model that is built as above predict in the quick way; training it is no longer possible.

    A listener takes what another component computed, and has none.
    """
    for layer in list(model.walk()):
        if {"embed", "encode"} <= set(layer.ref_names):
            embed, encode = layer.get_ref("embed"), layer.get_ref("encode")
            if _is_hashed(embed) and (layers := _layers(encode)):
                layer._func = _Forward(_Embedding(embed), _Encoder(layers, encode.attrs["pad"]))


class _Forward:
    def __init__(self, embedding: _Embedding, encoder: _Encoder):
        self.embedding, self.encoder = embedding, encoder

    def __call__(self, model: Model, docs: list[Doc], is_train: bool):
        if is_train:
            raise RuntimeError("This model was loaded to predict; load it with spacy.load to train it.")
        return [self.encoder(self.embedding(doc)) for doc in docs], None


def _is_hashed(embed: Model) -> bool:
    names = [layer.name.split("(")[0] for layer in embed.layers]
    return names == ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


class _Embedding:
    """Vectors of tokens without their context, by the attributes that the model looks at."""

    def __init__(self, embed: Model):
        features, _, hashed, mixed, _ = embed.layers
        self.attributes, self.hashed, self.mixed = features.attrs["columns"], hashed, mixed
        self.places: dict[tuple[int, ...], int] = {}
        self.vectors = np.empty((KEPT, mixed.get_dim("nO")), np.float32)

    def __call__(self, doc: Doc) -> np.ndarray:
        keys = list(map(tuple, doc.to_array(self.attributes).tolist()))
        new = [key for key in dict.fromkeys(keys) if key not in self.places]
        if len(self.places) + len(new) > len(self.vectors):
            self.places.clear()
            new = list(dict.fromkeys(keys))
            if len(new) > len(self.vectors):
                return self._embedded(keys)
        if new:
            first = len(self.places)
            self.vectors[first : first + len(new)] = self._embedded(new)
            self.places.update(zip(new, range(first, first + len(new)), strict=True))
        return self.vectors[[self.places[key] for key in keys]]

    def _embedded(self, keys: list[tuple[int, ...]]) -> np.ndarray:
        array = np.array(keys, dtype=np.uint64).reshape(-1, len(self.attributes))
        return self.mixed.predict(self.hashed.predict(array))


@dataclass(frozen=True, slots=True)
class _Layer:
    """``weights`` (window of inputs, pieces x outputs), ``bias``; ``scale`` and ``shift`` of the normalization."""

    pieces: int
    weights: np.ndarray
    bias: np.ndarray
    scale: np.ndarray
    shift: np.ndarray


def _layers(encode: Model) -> list[_Layer]:
    """Of an encoder of residual convolutions over a token and its neighbours; none if it is another one."""
    inside = encode.layers[0] if encode.layers else encode
    residuals = inside.layers if ">>residual(" in inside.name else [inside]
    made = []
    for residual in residuals:
        nodes = {node.name: node for node in residual.walk() if not node.layers}
        if residual.name != RESIDUAL or nodes["expand_window"].attrs["window_size"] != 1:
            return []
        maxout, norm = nodes["maxout"], nodes["layernorm"]
        outputs, pieces, inputs = maxout.get_param("W").shape
        weights = maxout.get_param("W").transpose(2, 1, 0).reshape(inputs, pieces * outputs)
        bias = np.ascontiguousarray(maxout.get_param("b").T).reshape(-1)
        made.append(_Layer(pieces, np.ascontiguousarray(weights), bias, norm.get_param("G"), norm.get_param("b")))
    return made


class _Encoder:
    def __init__(self, layers: list[_Layer], pad: int):
        self.layers, self.pad = layers, pad

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        length, width = vectors.shape
        empty = np.zeros((self.pad, width), vectors.dtype)
        padded = np.concatenate([empty, vectors, empty])
        if length <= PIECE:
            return self._encoded(padded)
        pieces = [padded[start : start + PIECE + 2 * self.pad] for start in range(0, length, PIECE)]
        return np.concatenate([self._encoded(piece) for piece in pieces])

    def _encoded(self, padded: np.ndarray) -> np.ndarray:
        """Vectors in their context, of all rows but those of the padding."""
        rows, width = padded.shape
        window = np.zeros((rows, 3 * width), padded.dtype)
        for layer in self.layers:
            window[1:, :width] = padded[:-1]
            window[:, width : 2 * width] = padded
            window[:-1, 2 * width :] = padded[1:]
            product = (window @ layer.weights + layer.bias).reshape(rows, layer.pieces, width)
            padded = padded + _normalized(product.max(axis=1), layer)
        return padded[self.pad : rows - self.pad]


def _normalized(values: np.ndarray, layer: _Layer) -> np.ndarray:
    deviation = values - values.mean(axis=1, keepdims=True)
    variance = (deviation * deviation).mean(axis=1, keepdims=True) + TINY
    return deviation * variance ** np.float32(-0.5) * layer.scale + layer.shift
