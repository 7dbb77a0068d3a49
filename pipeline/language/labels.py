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
    r"|\(\((?P<wiki>[^()\n]{1,40})\)\)(?=\s|$)"
)
ALONE = re.compile(rf"(?P<name>[^\W\d_a-z][\w.'’-]*(?: {NAME}){{0,4}})$")
FAR = 5  # paragraphs without a label between two turns of one conversation
SPEECH = 60  # the same where labels are in capitals, as transcripts of speeches and briefings have them


@dataclass(frozen=True, slots=True)
class Label:
    """The words that name who speaks, the colon after them, and the paragraph they open.

    ``is_loud``: in capitals, as in transcripts of speeches; ``is_sure``: ``((WN))``, which is nothing else.
    """

    name: Slice
    colon: Slice | None
    text: str
    paragraph: int
    content_start: int
    is_loud: bool = False
    is_sure: bool = False


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
        group = next(group for group in ("q", "wiki", "name") if match.groupdict().get(group))
        name = Slice(*match.span(group))
        sign = "colon" if match.groupdict().get("colon") else "dot" if match.groupdict().get("dot") else None
        colon = Slice(*match.span(sign)) if sign else None
        words = text[name.start : name.end].strip("()")
        found.append(Label(name, colon, words.casefold(), last, match.end(), words.isupper(), group == "wiki"))
    return found


def conversations(found: list[Label], not_speakers: frozenset[str]) -> list[list[Label]]:
    """Labels that make a conversation: near each other, two voices or more, one of them heard twice.

    A list of headed paragraphs ("Note:", "Price:", "Iowa:") has each label once.
    """
    runs: list[list[Label]] = []
    for label in found:
        if label.text in not_speakers:
            continue
        far = SPEECH if runs and label.is_loud and runs[-1][-1].is_loud else FAR
        if runs and label.paragraph - runs[-1][-1].paragraph <= far:
            runs[-1].append(label)
        else:
            runs.append([label])
    return [run for run in runs if _is_conversation(run)]


def _is_conversation(run: list[Label]) -> bool:
    names = {label.text for label in run}
    counts = Counter(_spelled_out(label.text, names).split()[-1] for label in run)
    bare = [label for label in run if not label.is_sure and (label.colon is None or label.text in ("q", "a"))]
    if bare and {label.text for label in bare} == {"q", "a"}:
        return len(run) > 1
    if bare and {label.text for label in bare} == {"q"}:  # "Q   Will the tolls rise?" among "GOVERNOR MARDEN:"
        bare, counts = [], counts + Counter(q=1)
    return not bare and len(counts) > 1 and max(counts.values()) > 1 and sum(counts.values()) >= 2 * len(counts) - 1


def _spelled_out(text: str, names: set[str]) -> str:
    """``wn`` for ``wikinews`` and ``ib`` for ``brandt``, where such a label is there: initials after the first turn."""
    if len(text) > 3 or not text.isalpha():
        return text
    for name in sorted(names - {text}, key=len, reverse=True):
        letters = iter(name)
        if len(name) > 3 and (name.split()[-1][0] == text[-1] or all(letter in letters for letter in text)):
            return name
    return text
