"""Who is speaking where: quotations with a speaker, and the turns of an interview. They tell who "I" and "you" are."""

from __future__ import annotations

from collections import Counter

from pipeline.language.coreference.text import Text
from pipeline.language.labels import labels as labels_of

from .discourse import Found
from .linking import Thing

FIRST = frozenset({"i", "me", "my", "mine", "myself"})
SECOND = frozenset({"you", "your", "yours", "yourself"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
HEADS = frozenset({"founder", "co-founder", "cofounder", "ceo"})
PLAYERS = frozenset({"member", "player", "captain", "coach", "singer", "guitarist", "drummer"})
TEAMS = frozenset({"team", "club", "squad", "side", "band", "group", "duo", "quartet"})
TOLD = ("interview", "spoke with", "spoke to", "talked to", "talked with", "caught up with", "sat down with", "q&a")


def interview_turns(text: Text, founds: list[Found], title: str | None) -> dict[int, tuple[Thing | None, Thing | None]]:
    """Per paragraph of an interview its speaker and the one spoken to; empty for any other text."""
    paragraphs = _paragraphs(text)
    guest = guest_of(text, founds, title)
    labels = _labels(text, paragraphs, founds, guest)
    opening = (title or "").lower() + " " + text.text[:600].lower()
    asked = sum(1 for p, (a, b) in paragraphs.items() if _asks(text, a, b))
    said = sum(1 for word in text.lower if word in FIRST)
    told = any(phrase in opening for phrase in TOLD) or len(labels) > 4
    if said < 4 or asked < (1 if told else 3) or (not told and said < 0.008 * len(text)):
        return {}
    if guest is None and not any(labels.values()):
        return {}
    turns: dict[int, tuple[Thing | None, Thing | None]] = {}
    speaker: Thing | None = None
    numbers = list(paragraphs)
    begun = False
    for position, number in enumerate(numbers):
        start, end = paragraphs[number]
        own = _introduced(text, start, min(end, start + 40), founds)
        if own is not None:
            begun = True
            turns[number] = (own, None)
        elif number in labels:
            speaker = labels[number]
            begun = True
            turns[number] = (
                (speaker, None) if speaker is not None else (None, _answerer(numbers[position + 1 :], labels) or guest)
            )
        elif labels and begun:
            turns[number] = (speaker, None if speaker is not None else guest)
        elif _asks(text, start, end):
            begun = True
            turns[number] = (None, guest)
        elif begun:
            turns[number] = (guest, None)
    return turns


def labelled(text: Text, founds: list[Found], title: str | None) -> dict[int, Thing | None]:
    """Per paragraph that opens with a speaker's label, whose it is; None where nobody is known by it."""
    return _labels(text, _paragraphs(text), founds, guest_of(text, founds, title))


def _introduced(text: Text, start: int, end: int, founds: list[Found]) -> Thing | None:
    """Who says "I'm Ann Cole" in a paragraph."""
    for index in range(start, end - 2):
        if text.lower[index] == "i" and text.lower[index + 1] in ("am", "'m", "’m"):
            return next(
                (f.thing for f in founds if f.start == index + 2 and f.thing.is_person and f.how == "name"), None
            )
    return None


def organization_of(text: Text, founds: list[Found], guest: Thing | None) -> Thing | None:
    """The organization the guest founded, heads or plays for, where the opening says so beside the name: "we" is then
    that one.

    "Ann Cole, founder of Velm Group", "Velm Group founder Ann Cole", "Ann Cole, a member of the team, the Gulls".
    """
    if guest is None:
        return None
    named = {text.sents[f.start] for f in founds if f.thing is guest and f.how == "name"}
    for found in sorted(founds, key=lambda found: found.start):
        if text.paragraphs[found.start] > 4:
            break
        if found.thing.kind != "ORG" or found.how != "name" or text.sents[found.start] not in named:
            continue
        before = text.lower[max(0, found.start - 3) : found.start]
        led = "of" in before[-2:] and any(word in HEADS for word in before)
        if led or (found.end < len(text) and text.lower[found.end] in HEADS) or _plays_for(text, found):
            return found.thing
    return None


def _plays_for(text: Text, team: Found) -> bool:
    """ "a former member of the town's football team, known as the Gulls": player and team before the name."""
    at, first = team.start - 1, max(0, team.start - 16)
    while at >= first and text.sents[at] == text.sents[team.start]:
        if text.lower[at] in PLAYERS:
            return not TEAMS.isdisjoint(text.lower[at : team.end + 1])
        at -= 1
    return False


def _paragraphs(text: Text) -> dict[int, tuple[int, int]]:
    out: dict[int, tuple[int, int]] = {}
    for index, number in enumerate(text.paragraphs):
        if text.words[index].strip():
            out[number] = (out.get(number, (index, 0))[0], index + 1)
    return out


def _asks(text: Text, start: int, end: int) -> bool:
    """A paragraph that ends in a question and says "you", or is short: "Has the ferry helped or hurt?"."""
    last = end - 1
    while last > start and text.words[last] in ('"', "”", ")"):
        last -= 1
    if text.words[last] != "?" and not ("?" in text.words[start:end] and end - start < 40):
        return False
    second = any(text.lower[i] in SECOND for i in range(start, end))
    first = sum(text.lower[i] in FIRST for i in range(start, end))
    return (second and first < 3) or (end - start < 45 and first == 0)


def _labels(
    text: Text, paragraphs: dict[int, tuple[int, int]], founds: list[Found], guest: Thing | None
) -> dict[int, Thing | None]:
    """Paragraphs that open with a speaker's name or initials and a colon: "Cole: I was born ..."."""
    by_name: dict[str, Thing] = {} if guest is None else {"a": guest, "answer": guest}
    for found in founds:
        if found.how == "name" and found.thing.is_person:
            parts = found.thing.parts
            for spelled in (" ".join(parts), parts[-1], parts[0], "".join(p[0] for p in parts)):
                by_name.setdefault(spelled, found.thing)
    out: dict[int, Thing | None] = {}
    found = labels_of(text.text, text.doc._.sentences)
    names = {label.paragraph: label.text for label in found if label.paragraph in paragraphs}
    counts = Counter(names.values())
    for number, label in names.items():
        if counts[label] > 1 or label in by_name:
            out[number] = by_name.get(label) or by_name.get(label.split()[-1] if label.split() else "")
    return out if len(out) > 2 else {}


def _answerer(numbers: list[int], labels: dict[int, Thing | None]) -> Thing | None:
    return next((labels[number] for number in numbers[:3] if labels.get(number) is not None), None)


def guest_of(text: Text, founds: list[Found], title: str | None) -> Thing | None:
    """Who is interviewed: who first says "I'm Ann Cole", else the person of the title, or named most in the opening."""
    opening = len(text)
    for index, number in enumerate(text.paragraphs):
        if number >= 5:
            opening = index
            break
    own = _introduced(text, 0, opening, founds)
    if own is not None:
        return own
    named: Counter[Thing] = Counter()
    for found in founds:
        if found.how == "name" and found.thing.is_person and found.head < opening:
            named[found.thing] += 3 if title and found.thing.parts[-1] in title.lower() else 1
    return named.most_common(1)[0][0] if named else None
