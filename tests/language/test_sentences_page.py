"""The examples of docs/sentences.md hold."""

import re
from pathlib import Path

import pytest

from pipeline.language.kinds.lines import classify
from pipeline.language.sentences.boundaries import starts

PAGE = (Path(__file__).parents[2] / "docs" / "sentences.md").read_text("utf-8")
BODY = "The council of Tarn voted on Monday to close the old bridge over the river for good."


def rows(title: str) -> list[tuple[str, list[str]]]:
    """The first cell of each row of the section's table, and the examples (what is set as code) of the second."""
    section = PAGE.split(f"## {title}\n")[1].split("\n## ")[0].replace("\\|", "\0")
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][2:]
    return [(first, re.findall(r"`([^`]+)`", second.replace("\0", "|"))) for first, second in cells]


STARTS = [example for _, examples in rows("Where sentences start") for example in examples]
KINDS = [(first.split("`")[1], example) for first, examples in rows("What a line is") for example in examples]


@pytest.mark.parametrize("example", STARTS)
def test_starts(example):
    text, sure, possible = "", [0], []
    for part in re.split(r"([|~])", example.replace("⏎", "\n")):
        if part in "|~":
            (sure if part == "|" else possible).append(len(text))
        else:
            text += part
    assert starts(text) == (sure, possible)


@pytest.mark.parametrize(("kind", "example"), KINDS)
def test_kinds(kind, example):
    top = kind == "headline"
    lines = classify(f"{example}\n\n{BODY}" if top else f"Tarn closes bridge\n\n{BODY}\n\n{example}\n\n{BODY}")
    assert lines[0 if top else 2].kind == kind


def test_the_page_has_examples():
    assert len(STARTS) > 30 and {kind for kind, _ in KINDS} >= {"headline", "byline", "prompt", "links", "button"}
