"""Estimate the teacher, a transformer fine-tuned together with its network:

``python -m pipeline.language.quotes.training.teach ARTICLES.jsonl --vectors MODEL --transformer FOLDER
--target FOLDER``.

ARTICLES and MODEL as for ``train.py``; the transformer's folder holds the weights and the tokenizer of a BERT such as
all-MiniLM-L6-v2. A checkpoint is written after every pass. Every tenth article is not learned from.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from . import fit, train, transformer

THREADS = 1


def teach(articles: Path, vectors: str, folder: Path, docs: Path | None, target: Path, passes: int) -> None:
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    target.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    vocabulary, given, pairs = train.prepared(articles, vectors, docs)
    examples = [fit.Example(vocabulary, *pair) for number, pair in enumerate(pairs, 1) if number % train.HELD_OUT]
    lessons = transformer.lessons_of(folder, examples)
    model = transformer.transformer_in(folder)
    for number, (network, state) in enumerate(transformer.tuned(model, vocabulary, lessons, given, passes), 1):
        with (target / f"network-{number}.npz").open("wb") as file:
            np.savez_compressed(file, **train.stored(vocabulary, network))
        torch.save(state, target / f"transformer-{number}.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--vectors", required=True, help="a spaCy model with word vectors: package or folder")
    parser.add_argument("--transformer", required=True, type=Path, help="a folder with weights and tokenizer.json")
    parser.add_argument("--docs", type=Path, help="parses of the same articles, as a DocBin")
    parser.add_argument("--target", required=True, type=Path, help="a folder for what each pass gives")
    parser.add_argument("--passes", type=int, default=transformer.PASSES)
    given = parser.parse_args()
    teach(given.articles, given.vectors, given.transformer, given.docs, given.target, given.passes)
