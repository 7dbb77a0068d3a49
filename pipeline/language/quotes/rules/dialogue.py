"""Dialogue: short quotations, a paragraph each, whose speakers take turns and are named now and then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.language.records import Quote, Slice

from .introductions import subject_person
from .spans import Page

SHORTEST_RUN = 3  # paragraphs
LONGEST_MEAN = 16  # tokens of the quotations of a paragraph: what news quotes at length is one person's speech
PRONOUNS = frozenset({"he", "she", "they", "i", "it", "we"})


class Marked(Protocol):
    """A piece between quotation marks, as ``statements`` has them."""

    piece: Slice
    opening: int
    closed: bool


def dialogue_runs(page: Page, found: Sequence[Marked]) -> dict[int, int]:
    """Paragraphs of dialogue, and the first paragraph of the run that each belongs to.

    A run is made of neighbouring paragraphs that open with a quotation; all are closed, and short on average.
    """
    sizes: dict[int, int] = {}
    for marked in found:
        paragraph = page.paragraph_at(marked.opening)
        if paragraph in sizes or opens_paragraph(page, marked.opening):
            size = len(page.tokens(marked.piece)) if marked.closed else 10_000
            sizes[paragraph] = sizes.get(paragraph, 0) + size
    runs: dict[int, int] = {}
    run: list[int] = []
    for paragraph in [*sorted(sizes), -1]:
        if run and paragraph != run[-1] + 1:
            if len(run) >= SHORTEST_RUN and sum(sizes[at] for at in run) <= LONGEST_MEAN * len(run):
                runs.update(dict.fromkeys(run, run[0]))
            run = []
        run.append(paragraph)
    return runs


def opens_paragraph(page: Page, opening: int) -> bool:
    number = page.sentence_at(opening)
    return page.sentences[number].start_char >= opening and (
        number == 0 or page.sentences[number - 1].paragraph_index != page.sentences[number].paragraph_index
    )


def turn_taker(page: Page, quotes: list[Quote], marked: Marked, first: int) -> Slice | None:
    """Whose a quotation without a cue is, in a run of dialogue that begins with paragraph ``first``.

    ``“I came by the mill.” He put down his hat.``: whom the words beside it are about. Else whoever spoke last but one,
    or the other one of two.
    """
    beside = beat(page, marked)
    if beside is not None:
        return beside
    paragraph = page.paragraph_at(marked.opening)
    voices: dict[int, Slice] = {}
    for quote in quotes:
        at = page.paragraph_at(quote.start_char)
        if quote.speaker is not None and quote.quote_type in ("direct", "mixed") and first <= at < paragraph:
            voices[at] = quote.speaker
    last = voices.get(paragraph - 1)
    others = {_key(page, voice): voice for voice in voices.values() if last and _key(page, voice) != _key(page, last)}
    before = voices.get(paragraph - 2)
    if last is None or not others:
        return None
    speaker = before if before is not None and _key(page, before) in others else None
    if speaker is None and len(others) == 1:
        (speaker,) = others.values()
    # "Ann said." and "she said." may be one person's.
    unsure = speaker is not None and (_key(page, speaker) in PRONOUNS) != (_key(page, last) in PRONOUNS)
    return None if unsure else speaker


def _key(page: Page, speaker: Slice) -> str:
    return page.text[speaker.start : speaker.end].split()[-1].lower()


def beat(page: Page, marked: Marked) -> Slice | None:
    """The person that the sentence after a quotation is about, in the same paragraph."""
    number = page.sentence_at(marked.piece.end - 1) + 1
    if number >= len(page.sentences) or page.sentences[number].start_char < marked.piece.end:
        return None
    sentence = page.sentences[number]
    if sentence.paragraph_index != page.paragraph_at(marked.opening):
        return None
    if page.quote[page.token_at(sentence.start_char + 1)] >= 0:
        return None
    return subject_person(page, number)
