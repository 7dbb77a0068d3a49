"""Estimate the parameters:

``python -m pipeline.language.quotes.training.train ARTICLES.jsonl --vectors MODEL [--docs PARSES.spacy]
[--target FILE]``.

ARTICLES has a line per article: ``{"text", "quotes": [{"content", "speaker", "cue": [[start, end], ...]}]}``; MODEL is
a spaCy model with word vectors, which tell which lemmas are alike. Every tenth article is not learned from: on these
the confidence is calibrated. Same articles, parses and libraries, one thread: the same bits.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline import language
from pipeline.language.quotes.model.arrays import Arrays, arrays_of
from pipeline.language.quotes.model.calibrate import calibration
from pipeline.language.quotes.model.inputs import Names, Vocabulary
from pipeline.language.quotes.model.labels import EVIDENCE, FILE, WEIGHT, Model

from . import fit, gold

FREQUENT = 8  # occurrences of a lemma that has a vector of its own
HELD_OUT = 10  # every how manieth article


def parsed(nlp: Language, rows: list[dict[str, Any]], docs: Path | None) -> list[Doc]:
    if docs is not None:
        return list(DocBin().from_disk(docs).get_docs(nlp.vocab))
    return list(nlp.pipe((row["text"] for row in rows), batch_size=16))


def vocabulary_of(nlp: Language, docs: list[Doc], vectors: str) -> tuple[Vocabulary, np.ndarray]:
    """What has a code, and the vectors of the groups of lemmas (group 0, of unknown ones, has zeros)."""
    counts: Counter[int] = Counter()
    for doc in docs:
        counts.update(token.lemma for token in doc if token.pos_ != "PROPN" and not token.like_num)
    frequent = sorted(lemma for lemma, count in counts.items() if count >= FREQUENT)
    given = spacy.load(language.find_model(vectors), exclude=["tok2vec", "tagger", "parser", "senter", "ner"]).vocab
    listed = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    words = {word for part in listed for word in listed[part] if word.isalpha()}
    words |= {nlp.vocab.strings[lemma] for lemma in frequent}
    row_of = given.vectors.key2row
    general = {spacy.strings.get_string_id(word): row_of.get(given.strings[word], -1) for word in words}
    hashes = np.array(sorted(lemma for lemma, row in general.items() if row >= 0), dtype=np.uint64)
    rows, group = np.unique([general[lemma] for lemma in hashes.tolist()], return_inverse=True)
    names = [
        Names(np.unique(np.concatenate([np.unique(doc.to_array([name])) for doc in docs])).astype(np.uint64))
        for name in ("TAG", "DEP", "ENT_TYPE")
    ]
    vocabulary = Vocabulary(*names, np.array(frequent, np.uint64), hashes, (group + 1).astype(np.uint16))
    return vocabulary, np.concatenate([np.zeros((1, given.vectors.shape[1]), np.float32), given.vectors.data[rows]])


def stored(vocabulary: Vocabulary, weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The arrays of the file: weights as 16-bit floats, those of groups as 8-bit integers with a scale per column."""
    scale = np.abs(weights["group"]).max(axis=0) / 127
    made = {WEIGHT + name: weight.astype(np.float16) for name, weight in weights.items() if name != "group"}
    made |= {WEIGHT + "group": np.rint(weights["group"] / scale).astype(np.int8), "group_scale": scale}
    made |= {name: getattr(vocabulary, name).known for name in ("tags", "deps", "ents")}
    return made | {"frequent": vocabulary.frequent, "general": vocabulary.general, "group_of": vocabulary.group}


def prepared(
    articles: Path, vectors: str, docs: Path | None
) -> tuple[Vocabulary, np.ndarray, list[tuple[Arrays, list[gold.Attribution]]]]:
    """The vocabulary, vectors of its groups of lemmas, and each article's tokens with its attributions."""
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    nlp = language.load(extractors=())
    parses = parsed(nlp, rows, docs)
    vocabulary, given = vocabulary_of(nlp, parses, vectors)
    arrays = [arrays_of(doc) for doc in parses]
    found = [gold.attributions(a, row["quotes"]) for a, row in zip(arrays, rows, strict=True)]
    print(f"{len(rows)} articles, {sum(map(len, found))} attributions, {len(vocabulary.frequent)} lemmas", flush=True)
    return vocabulary, given, list(zip(arrays, found, strict=True))


def train(articles: Path, vectors: str, docs: Path | None, target: Path, epochs: int = fit.EPOCHS) -> None:
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    vocabulary, given, pairs = prepared(articles, vectors, docs)
    held_out = pairs[HELD_OUT - 1 :: HELD_OUT]
    learned = [fit.Example(vocabulary, *pair) for number, pair in enumerate(pairs, 1) if number % HELD_OUT]
    weights = fit.fit(vocabulary, learned, given, epochs)
    made = stored(vocabulary, weights)
    weights = {name: weight.astype(np.float16).astype(np.float32) for name, weight in weights.items()}
    model = Model(vocabulary, weights, np.zeros(EVIDENCE))
    made["calibration"] = calibration(model, held_out)
    print("calibration", made["calibration"], flush=True)
    with target.open("wb") as file:
        np.savez_compressed(file, **made)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--vectors", required=True, help="a spaCy model with word vectors: package or folder")
    parser.add_argument("--docs", type=Path, help="parses of the same articles, as a DocBin")
    parser.add_argument("--target", type=Path, default=FILE)
    parser.add_argument("--epochs", type=int, default=fit.EPOCHS)
    given = parser.parse_args()
    train(given.articles, given.vectors, given.docs, given.target, given.epochs)
