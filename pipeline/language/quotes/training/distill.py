"""The small network learns from the large one:

``python -m pipeline.language.quotes.training.distill ARTICLES.jsonl --pool POOL.jsonl 3``: it goes on from the shipped
parameters with the annotated articles and with what the teacher (``encoder/``) finds in texts that nobody annotated, of
which every third is read here: how sure it is of each token that it heads a cue, and its labels around each, weighted
by that. Every tenth annotated article is not learned from: on these the confidence is calibrated anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc

from pipeline import language
from pipeline.language.quotes.model import network
from pipeline.language.quotes.model.arrays import Arrays, arrays_of
from pipeline.language.quotes.model.calibrate import calibration
from pipeline.language.quotes.model.labels import EVIDENCE, FILE, Candidate, Model, load

from . import fit, gold, train

EPOCHS, RATE = 5, 1.2e-3
LEAST = 0.15  # how sure the teacher is of a cue whose labels are learned from


def taught(teacher: Model, student: Model, arrays: Arrays) -> fit.Example:
    """What the teacher finds in an article, as an example."""
    odds = 1 / (1 + np.exp(-teacher.cue_odds(arrays)))
    found = [(_attribution(one), odds[one.cue]) for one in teacher.candidates(arrays) if odds[one.cue] > LEAST]
    found = [(one, weight) for one, weight in found if len(one.content)]
    weights = np.array([weight for _, weight in found], dtype=np.float32)
    return fit.Example(student.vocabulary, arrays, [one for one, _ in found], odds.astype(np.float32), weights)


def _attribution(one: Candidate) -> gold.Attribution:
    place = np.arange(len(one.labels)) + one.low
    said = (one.labels == network.CONTENT) | (one.labels == network.GOES_ON)
    speaker, cue = (place[one.labels == label] for label in (network.SPEAKER, network.CUE))
    return gold.Attribution(one.cue, place[said], speaker, cue)


def read(articles: Path) -> list[dict]:
    return [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]


def distill(articles: Path, pools: list[tuple[Path, int]], target: Path, parsed: dict[Path, list[Doc]]) -> None:
    """``pools``: each with every how manieth text of it is read; ``parsed``: parses of a file's texts, where given."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    nlp, teacher, student = language.load(extractors=()), load("encoder"), load()
    rows = read(articles)
    parses = parsed.get(articles) or list(nlp.pipe((row["text"] for row in rows), batch_size=16))
    pairs = [(a, gold.attributions(a, row["quotes"])) for a, row in zip(map(arrays_of, parses), rows, strict=True)]
    examples = [fit.Example(student.vocabulary, *pair) for at, pair in enumerate(pairs, 1) if at % train.HELD_OUT]
    annotated = len(examples)
    for path, every in pools:
        docs = parsed[path][::every] if path in parsed else nlp.pipe(row["text"] for row in read(path)[::every])
        examples += [taught(teacher, student, arrays_of(doc)) for doc in docs if len(doc)]
        print(f"{annotated} annotated articles, {len(examples) - annotated} others", flush=True)
    weights = fit.fit(student.vocabulary, examples, student.weights["group"], EPOCHS, student.weights, RATE)
    made = train.stored(student.vocabulary, weights)
    rounded = {name: weight.astype(np.float16).astype(np.float32) for name, weight in weights.items()}
    model = Model(student.vocabulary, rounded, np.zeros(EVIDENCE))
    made["calibration"] = calibration(model, pairs[train.HELD_OUT - 1 :: train.HELD_OUT])
    with target.open("wb") as file:
        np.savez_compressed(file, **made)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--pool", nargs=2, action="append", metavar=("TEXTS", "EVERY"), help='JSON lines with "text"')
    parser.add_argument("--target", type=Path, default=FILE)
    given = parser.parse_args()
    distill(given.articles, [(Path(path), int(every)) for path, every in given.pool], given.target, {})
