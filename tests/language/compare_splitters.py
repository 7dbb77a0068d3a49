"""Sentence boundaries of public splitters and of ours on one gold file: ``compare_splitters.py GOLD.jsonl [--wrap N]``.

GOLD has {"text", "sentences": [[start, end], ...]} a line. Public splitters get one line of a text at a time (on the
whole text they do worse); with ``--wrap`` every text is hard-wrapped first, and they get a paragraph between blank
lines. A sentence is right when both its ends are, white space aside. What is not installed is left out:
``pip install pysbd syntok blingfire`` (compared only, no dependencies).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import spacy

from pipeline import language

Splitter = Callable[[str], list[str]]


def public_splitters() -> Iterator[tuple[str, Splitter]]:
    """Name and function from a line to its sentences, whose white space need not be kept."""
    if find_spec("pysbd"):
        import pysbd

        yield "pySBD", pysbd.Segmenter(language="en", clean=False).segment
    if find_spec("syntok"):
        from syntok import segmenter

        yield (
            "syntok",
            lambda line: [
                "".join(token.spacing + token.value for token in sentence)
                for paragraph in segmenter.process(line)
                for sentence in paragraph
            ],
        )
    if find_spec("blingfire"):
        import blingfire

        yield "blingfire", lambda line: blingfire.text_to_sentences(line).split("\n")
    rules = spacy.blank("en")
    rules.add_pipe("sentencizer")
    yield "spaCy sentencizer", lambda line: [s.text for s in rules(line).sents]
    for name in ("senter", "parser"):
        model = spacy.load(language.DEFAULT_MODEL, exclude=["ner", "tagger", "lemmatizer", "attribute_ruler"])
        if name == "senter" and "senter" in [*model.pipe_names, *model.disabled]:
            model.enable_pipe("senter")
            model.disable_pipe("parser")
        elif name == "senter":
            continue
        yield f"spaCy {name}", lambda line, model=model: [s.text for s in model(line).sents]


def spans_of(text: str, split: Splitter, separator: str) -> set[tuple[int, int]]:
    """Spans of the sentences of every part of the text, found again by their characters other than white space."""
    spans = set()
    for match in re.finditer(rf"(?:(?!{separator}).)+", text, re.S):
        places = [i for i in range(match.start(), match.end()) if not text[i].isspace()]
        at = 0
        for sentence in split(match[0]) if places else ():
            if length := len("".join(sentence.split())):
                spans.add((places[at], places[min(at + length, len(places)) - 1] + 1))
                at = min(at + length, len(places) - 1)
    return spans


def wrapped(text: str, width: int) -> str:
    """The text with spaces turned into line breaks so that no line is longer than ``width`` where that can be."""
    return re.sub(rf"(?=.{{{width + 1}}})(.{{1,{width}}}) ", r"\1\n", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--wrap", type=int)
    args = parser.parse_args()
    documents = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines()]
    texts = [wrapped(d["text"], args.wrap) if args.wrap else d["text"] for d in documents]
    gold = [trimmed(text, d["sentences"]) for text, d in zip(texts, documents, strict=True)]
    for name, split in public_splitters():
        start = time.perf_counter()
        found = [spans_of(text, split, "\n\n" if args.wrap else "\n") for text in texts]
        report(name, gold, found, time.perf_counter() - start)
    nlp = language.load(extractors=("kinds",))
    start = time.perf_counter()
    found = [{(s.start_char, s.end_char) for s in nlp(text)._.sentences} for text in texts]
    report("ours, model included", gold, found, time.perf_counter() - start)


def trimmed(text: str, spans: list[list[int]]) -> set[tuple[int, int]]:
    pairs = ((a + len(s) - len(s.lstrip()), a + len(s.rstrip())) for a, s in ((a, text[a:b]) for a, b in spans))
    return {(a, b) for a, b in pairs if a < b}


def report(name: str, gold: list[set], found: list[set], seconds: float) -> None:
    right = sum(len(a & b) for a, b in zip(gold, found, strict=True))
    f1 = 200 * right / (sum(map(len, gold)) + sum(map(len, found)))
    print(f"{name:24}F1 {f1:.1f}  ({right} right, {sum(map(len, found))} found, {seconds:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
