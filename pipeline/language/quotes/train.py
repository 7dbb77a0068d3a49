"""Estimate the parameters: ``python -m pipeline.language.quotes.train ARTICLES.jsonl [--docs PARSES.spacy]``.

ARTICLES has a line per article: ``{"text", "quotes": [{"content", "speaker", "cue": [[start, end], ...]}]}``. The cue
classifier is a logistic regression, the words around a cue are an averaged structured perceptron. Same articles, same
parses, same libraries: the same bits.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc, DocBin

from pipeline import language

from .arrays import Arrays, arrays_of
from .features import TABLE, cue_features, token_features, window
from .model import CONTENT, CUE, FILE, LABELS, SPEAKER, candidates, viterbi

EPOCHS = 7
MIN_CUES, MIN_SHARE = 2, 0.01


def parsed(rows: list[dict[str, Any]], docs: Path | None) -> list[Doc]:
    nlp = language.load(extractors=())
    if docs is not None:
        return list(DocBin().from_disk(docs).get_docs(nlp.vocab))
    return list(nlp.pipe((row["text"] for row in rows), batch_size=16))


def tokens_of(arrays: Arrays, spans: list[list[int]] | None) -> np.ndarray:
    """Tokens, white space aside, that share a character with a span."""
    mask = np.zeros(len(arrays.head), dtype=bool)
    for start, end in spans or ():
        mask |= (arrays.start < end) & (arrays.end > start)
    return np.flatnonzero(mask & ~arrays.space)


def cue_head(arrays: Arrays, cue: np.ndarray) -> int | None:
    """The cue's token that depends on none of the others; of several the first verb, else the first."""
    inside = set(cue.tolist())
    tops = [at for at in cue.tolist() if int(arrays.head[at]) not in inside or arrays.head[at] == at]
    verbs = [at for at in tops if arrays.doc[at].pos_ == "VERB"]
    words = [at for at in tops if not arrays.doc[at].is_punct]
    return (verbs or words or tops or [None])[0]


def gold_labels(arrays: Arrays, quote: dict[str, Any], low: int, high: int) -> np.ndarray:
    labels = np.zeros(high - low, dtype=np.int64)
    for name, label in (("content", CONTENT), ("speaker", SPEAKER), ("cue", CUE)):
        tokens = tokens_of(arrays, quote.get(name))
        labels[tokens[(tokens >= low) & (tokens < high)] - low] = label
    return labels


def cue_lemmas(all_arrays: list[Arrays], heads: list[list[int]]) -> frozenset[int]:
    cues = Counter(int(a.lemma[at]) for a, found in zip(all_arrays, heads, strict=True) for at in found)
    total: Counter[int] = Counter()
    for a in all_arrays:
        total.update(a.lemma.tolist())
    return frozenset(k for k, n in cues.items() if n >= MIN_CUES and n / total[k] >= MIN_SHARE)


def train_cues(all_arrays: list[Arrays], heads: list[list[int]], lemmas: frozenset[int]) -> tuple[np.ndarray, float]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    columns, rows, wanted = [], [], []
    for a, found in zip(all_arrays, heads, strict=True):
        tokens = sorted(set(found).union(candidates(a, lemmas)))
        if tokens:
            features, owner = cue_features(a, np.array(tokens))
            columns.append(features)
            rows.append(owner + len(wanted))
            wanted += [token in set(found) for token in tokens]
    places = (np.concatenate(rows), np.concatenate(columns))
    matrix = csr_matrix((np.ones(len(places[0]), np.float32), places), shape=(len(wanted), TABLE))
    fitted = LogisticRegression(C=0.15, solver="liblinear", random_state=1).fit(matrix, np.array(wanted))
    return fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0])


def train_tokens(examples: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Averaged structured perceptron over (features, labels) of windows."""
    weights, total = np.zeros((TABLE, LABELS), np.float32), np.zeros((TABLE, LABELS), np.float64)
    steps, steps_total = np.zeros((LABELS, LABELS)), np.zeros((LABELS, LABELS))
    order, chance, time = list(range(len(examples))), random.Random(1), 1
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for number in order:
            features, gold = examples[number]
            guess = np.array(viterbi(weights[features].sum(axis=1).tolist(), steps.tolist()))
            wrong = np.flatnonzero(guess != gold)
            if len(wrong):
                flat = features[wrong].ravel()
                for labels, by in ((gold, 1.0), (guess, -1.0)):
                    each = np.repeat(labels[wrong], features.shape[1])
                    np.add.at(weights, (flat, each), by)
                    np.add.at(total, (flat, each), by * time)
                    np.add.at(steps, (labels[:-1], labels[1:]), by)
                    np.add.at(steps_total, (labels[:-1], labels[1:]), by * time)
            time += 1
    return (weights - total / time).astype(np.float32), steps - steps_total / time


def quantized(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Rows that are not all zero as 8-bit integers, their positions, and the scale."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    small = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    rows = np.flatnonzero(small.any(axis=1) if small.ndim == 2 else small)
    return small[rows], rows.astype(np.int32), scale


def train(articles: Path, docs: Path | None, target: Path = FILE) -> None:
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    all_arrays = [arrays_of(doc) for doc in parsed(rows, docs)]
    heads, examples = [], []
    for a, row in zip(all_arrays, rows, strict=True):
        heads.append([])
        for quote in row["quotes"]:
            head = cue_head(a, tokens_of(a, quote["cue"]))
            if head is None:
                continue
            heads[-1].append(head)
            low, high = window(a, head)
            examples.append((token_features(a, head, low, high).astype(np.int32), gold_labels(a, quote, low, high)))
    lemmas = cue_lemmas(all_arrays, heads)
    print(f"{len(rows)} articles, {len(examples)} attributions, {len(lemmas)} lemmas of cues")
    cue, bias = train_cues(all_arrays, heads, lemmas)
    token, transition = train_tokens(examples)
    token_weights, token_rows, token_scale = quantized(token)
    cue_weights, cue_rows, cue_scale = quantized(cue)
    with target.open("wb") as file:
        np.savez_compressed(
            file, lemmas=np.array(sorted(lemmas), np.uint64), bias=bias, transition=transition,
            calibration=np.array([1.0, 0.0]), token_weights=token_weights, token_rows=token_rows,
            token_scale=token_scale, cue_weights=cue_weights, cue_rows=cue_rows, cue_scale=cue_scale,
        )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--docs", type=Path, help="parses of the same articles, as a DocBin")
    parsed_arguments = parser.parse_args()
    train(parsed_arguments.articles, parsed_arguments.docs)
