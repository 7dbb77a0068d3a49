"""Who writes or speaks a text in the first person: its byline, its signature, or who gives a name of their own."""

from __future__ import annotations

from pipeline.language.coreference.text import Text

from .discourse import Found
from .linking import Thing

OPENING, ENDING = 8, 6  # paragraphs in which a byline, a signature may stand
ENDS = frozenset({",", ":", "--", "-", "–", "—"})
SELF = (("my", "name", "is"), ("my", "name", "'s"), ("my", "name", "’s"))


def author_of(text: Text, founds: list[Found], byline: str | None) -> Thing | None:
    """The person named by the byline that is known, by a line "By Ann Cole" at the top, by a line with nothing but the
    name at the end, or by "My name is Ann Cole"; None where the text names no such person."""
    people = sorted((f for f in founds if f.how == "name" and f.thing.is_person), key=lambda f: f.start)
    if not people:
        return None
    known = byline.lower() if byline else ""
    for found in people:
        if len(found.thing.parts) > 1 and known and " ".join(found.thing.parts) in known:
            return found.thing
    last = text.paragraphs[-1]
    for found in people:
        before = tuple(word for word in text.lower[max(0, found.start - 3) : found.start])
        opens = text.paragraphs[found.start] < OPENING and alone(text, found, 1)
        if before in SELF or (opens and before[-1:] == ("by",)):
            return found.thing
        if text.paragraphs[found.start] > max(last - ENDING, last // 2) and alone(text, found, 0):
            return found.thing
    return None


def addressed(text: Text, founds: list[Found]) -> Thing | None:
    """Who a letter goes to: "Dear Ann," in a line of its own."""
    for found in founds:
        person = found.how == "name" and found.thing.is_person and found.start and found.end < len(text)
        if (
            person
            and text.lower[found.start - 1] == "dear"
            and text.words[found.end] in (",", ":", "--", "-", "–", "—")
        ):
            return found.thing
    return None


def alone(text: Text, found: Found, before: int) -> bool:
    """Nothing else in the paragraph than so many words before the name."""
    first = found.start - before
    number = text.paragraphs[found.start]
    left = first - 1 if first > 0 and text.words[first - 1].strip() else first - 2
    right = found.end if found.end < len(text) and text.words[found.end].strip() else found.end + 1
    opens = first >= 0 and text.paragraphs[first] == number and (left < 0 or text.paragraphs[left] != number)
    return opens and (right >= len(text) or text.paragraphs[right] != number)
