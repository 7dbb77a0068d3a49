"""Labels that say who has the turn in a transcript or an interview: ``Q:``, ``MARDEN:``, ``Ilse Marden (Tarn):``,
``[02:50:05] ILSE MARDEN, DIRECTOR, HARBOUR BOARD (ph):``.

Text and sentences only; ``quotes`` makes statements of the turns, ``coreference`` tells by them who "I" and "you" are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .records import Sentence, Slice

NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|la|van|von|der|den|el|al|bin|of|the)"
# "[02:50:05] ", "(10:15) ", "00:01:30 - ": the time at which a turn begins.
STAMP = r"(?:[\[(]\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]|\d{1,2}:\d\d:\d\d)[ \xa0]*(?:[-–—] ?)?"
# ", TRANSIT CHAIRMAN", ", mayor of Tarn": what a transcript tells of a speaker at the first turn.
PART = r"(?:[^\s:,.!?()]|\.(?=[\w,]))+"
ROLE = rf",[ \xa0](?P<role>{PART}(?:,?[ \xa0]{PART}){{0,11}})"
LABEL = re.compile(
    rf"(?P<stamp>{STAMP})?[\"“‘]?(?P<name>[^\W\d_a-z][\w.'’-]*(?: {NAME}){{0,4}}|\([^)\n]{{1,30}}\))(?:{ROLE})?"
    r"(?P<aside>(?: ?\([^)\n]{1,40}\)){1,2})? ?(?P<colon>[:：])(?=\s|$)|(?P<q>[QA])(?P<dot>[.]?)(?=\s|$)"
    r"|\(\((?P<wiki>[^()\n]{1,40})\)\)(?=\s|$)"
)
ALONE = re.compile(rf"(?P<name>[^\W\d_a-z][\w.'’-]*(?: {NAME}){{0,4}})$")
TELLS = frozenset(
    {"is", "are", "was", "were", "has", "had", "have", "said", "says", "told", "tells", "added", "adds", "wrote"}
    | {"writes", "asked", "asks", "read", "put"}
)
FAR = 5  # paragraphs without a label between two turns of one conversation
SPEECH = 60  # the same where labels are in capitals, as transcripts of speeches and briefings have them


@dataclass(frozen=True, slots=True)
class Label:
    """The words that name who speaks, the colon after them, and the paragraph they open.

    ``is_loud``: in capitals, as in transcripts of speeches; ``is_sure``: ``((WN))``, which is nothing else; ``role``:
    what stands behind the name; ``is_timed``: with the time, or an aside as transcripts have them (``(voice-over)``).
    """

    name: Slice
    colon: Slice | None
    text: str
    paragraph: int
    content_start: int
    is_loud: bool = False
    is_sure: bool = False
    role: Slice | None = None
    is_timed: bool = False


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
        parts = match.groupdict()
        role = Slice(*match.span("role")) if parts.get("role") else None
        if role is not None and tells(text[role.start : role.end]):
            continue
        sign = "colon" if match.groupdict().get("colon") else "dot" if match.groupdict().get("dot") else None
        colon = Slice(*match.span(sign)) if sign else None
        words = text[name.start : name.end].strip("()")
        timed = bool(parts.get("stamp") or parts.get("aside"))
        found.append(
            Label(name, colon, words.casefold(), last, match.end(), words.isupper(), group == "wiki", role, timed)
        )
    return found


def tells(role: str) -> bool:
    """``Marden, the mayor, said this:``: a sentence that leads to its colon."""
    return any(word.lower() in TELLS for word in role.split()) or (role[:1].islower() and len(role.split()) > 8)


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
    if bare or len(counts) < 2 or max(counts.values()) < 2:
        return False
    # A broadcast has many voices, most of them heard once; its labels are in capitals, with roles, times or asides.
    broadcast = all(label.is_loud for label in run) and any(label.is_timed or label.role for label in run)
    return broadcast or sum(counts.values()) >= 2 * len(counts) - 1


def _spelled_out(text: str, names: set[str]) -> str:
    """``wn`` for ``wikinews`` and ``ib`` for ``brandt``, where such a label is there: initials after the first turn."""
    if len(text) > 3 or not text.isalpha():
        return text
    for name in sorted(names - {text}, key=len, reverse=True):
        letters = iter(name)
        if len(name) > 3 and (name.split()[-1][0] == text[-1] or all(letter in letters for letter in text)):
            return name
    return text
