"""Labels that say who has the turn in a transcript or an interview: ``Q:``, ``MARDEN:``, ``Ilse Marden (Tarn):``.

Text and sentences only; ``quotes`` makes statements of the turns, ``coreference`` tells by them who "I" and "you" are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .records import Sentence, Slice

NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|la|van|von|der|den|el|al|bin|of|the)"
LABEL = re.compile(
    rf"[\"“‘]?(?P<name>[^\W\d_a-z][\w.'’-]*(?: {NAME}){{0,4}}|\([^)\n]{{1,30}}\))"
    r"(?: ?\([^)\n]{1,40}\))? ?(?P<colon>[:：])(?=\s|$)|(?P<q>[QA])(?P<dot>[.]?)(?=\s|$)"
)
ALONE = re.compile(rf"(?P<name>[^\W\d_a-z][\w.'’-]*(?: {NAME}){{0,4}})$")
FAR = 5  # paragraphs without a label between two turns of one conversation


@dataclass(frozen=True, slots=True)
class Label:
    """The words that name who speaks, the colon after them, and the paragraph they open."""

    name: Slice
    colon: Slice | None
    text: str
    paragraph: int
    content_start: int


def labels(text: str, sentences: tuple[Sentence, ...]) -> list[Label]:
    """A label for every paragraph that opens with what may be one, in text order."""
    found, last = [], -1
    for sentence in sentences:
        if sentence.paragraph_index == last or sentence.is_boilerplate:
            continue
        last = sentence.paragraph_index
        match = LABEL.match(text, sentence.start_char)
        if match is None and sentence.kind == "speaker":
            match = ALONE.match(text, sentence.start_char, sentence.end_char)
        if match is None:
            continue
        group = "q" if match.groupdict().get("q") else "name"
        name = Slice(*match.span(group))
        sign = "colon" if match.groupdict().get("colon") else "dot" if match.groupdict().get("dot") else None
        colon = Slice(*match.span(sign)) if sign else None
        found.append(Label(name, colon, text[name.start : name.end].strip("()").casefold(), last, match.end()))
    return found


def conversations(found: list[Label], not_speakers: frozenset[str]) -> list[list[Label]]:
    """Labels that make a conversation: near each other, two voices or more, one of them heard twice.

    A list of headed paragraphs ("Note:", "Price:", "Iowa:") has each label once.
    """
    runs: list[list[Label]] = []
    for label in found:
        if label.text in not_speakers:
            continue
        if runs and label.paragraph - runs[-1][-1].paragraph <= FAR:
            runs[-1].append(label)
        else:
            runs.append([label])
    return [run for run in runs if _is_conversation(run)]


def _is_conversation(run: list[Label]) -> bool:
    counts = Counter(label.text.split()[-1] for label in run)
    bare = [label for label in run if label.colon is None or label.text in ("q", "a")]
    if bare and {label.text for label in bare} == {"q", "a"}:
        return len(run) > 1
    return not bare and len(counts) > 1 and max(counts.values()) > 1 and sum(counts.values()) >= 2 * len(counts) - 1
