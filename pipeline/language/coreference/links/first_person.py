"""Whose "I", "you" and "we" are: the speaker's of a quotation or of an interview's turn, or the organization's that the
speaker speaks for."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.language.coreference.text import Text
from pipeline.language.records import Quote

from .authors import addressed, author_of
from .discourse import Found
from .linking import Thing
from .speakers import Speakers
from .turns import FIRST, SECOND, WE, guest_of, interview_turns, labelled, organization_of

SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def quoted_tokens(text: Text, quotes: tuple[Quote, ...]) -> dict[int, int]:
    """Token to the position of the direct or mixed quote it stands in."""
    out = {}
    for position, quote in enumerate(quotes):
        if quote.quote_type in ("direct", "mixed") and quote.rule != "turn":  # turns tell who "I" is there
            for span in quote.spans:
                for token in range(max(0, text.token_at(span.start)), text.token_at(span.end - 1) + 1):
                    if quote.quote_type == "direct" or in_marks(text, token, span):
                        out[token] = position
    return out


def in_marks(text: Text, token: int, span) -> bool:
    """Inside the marks of a partly quoted content."""
    opened = False
    for index in range(max(0, text.token_at(span.start)), token + 1):
        if text.words[index] in ("“", "``"):
            opened = True
        elif text.words[index] in ("”", "''"):
            opened = False
        elif text.words[index] == '"':
            opened = not opened
    return opened


def named_speakers(
    text: Text, quotes: tuple[Quote, ...], founds: list[Found], quoted: dict[int, int]
) -> dict[int, Thing]:
    """Token inside a quotation to its speaker, where the speaker's words are a name: "he" is another person."""
    if not quoted:
        return {}
    speakers = Speakers(text, founds)
    of = {position: speakers.of(quotes[position].speaker) for position in set(quoted.values())}
    return {token: of[position].thing for token, position in quoted.items() if of[position] is not None}


def spoken_of(text: Text, quotes: tuple[Quote, ...], founds: list[Found]) -> dict[int, frozenset[Thing]]:
    """A pronoun that says something to the persons named there, who are others: few speak of themselves by name, and
    a pronoun binds no name in the clause that it governs (``He said Brandt left``; but ``Brandt was late, he said``).
    """
    named = [(text.starts[f.start], f.thing) for f in founds if f.how == "name" and f.thing.is_person]
    out: dict[int, frozenset[Thing]] = {}
    for quote in quotes:
        if quote.speaker is None:
            continue
        token = text.token_at(quote.speaker.start)
        if token >= 0 and text.tags[token] == "PRP":
            direct = quote.quote_type == "direct"
            spans = [span for span in quote.spans if direct or span.start > quote.speaker.start]
            inside = [thing for at, thing in named if any(span.start <= at < span.end for span in spans)]
            out[token] = out.get(token, frozenset()) | frozenset(inside)
    return out


def labelled_speakers(text: Text, founds: list[Found], doc: Doc) -> list[Found]:
    """The labels of turns ("MARDEN:", "A:") that are no mention yet, where it is known whose they are."""
    places = {quote.speaker for quote in doc._.quotes if quote.rule == "turn" and quote.speaker is not None}
    if not places:
        return []
    things, speakers, out = labelled(text, founds, doc._.context.title), Speakers(text, founds), []
    for place in sorted(places, key=lambda place: place.start):
        start, end = text.token_at(place.start), text.token_at(place.end - 1) + 1
        thing = things.get(text.paragraphs[start])
        if thing is not None and speakers.of(place) is None:
            how = "name" if text.lower[end - 1] in thing.parts else "nominal"
            out.append(Found(start, end, text.head_of(start, end), thing, how))
    return out


def first_and_second(text: Text, founds: list[Found], doc: Doc, quoted: dict[int, int]) -> list[Found]:
    """ "I" in a quotation is its speaker; in an interview's turn whoever has it, and "you" the one asked."""
    places = [
        i
        for i, word in enumerate(text.lower)
        if (word in FIRST or word in SECOND or word in WE) and not text.skipped[i] and text.words[i] != "Yours"
    ]
    if not places:
        return []
    turns = interview_turns(text, founds, doc._.context.title)
    principals = represented(text, founds)
    guest = guest_of(text, founds, doc._.context.title) if turns else None
    headed = organization_of(text, founds, guest)
    author = None if turns else author_of(text, founds, doc._.context.byline)
    reader = addressed(text, founds) if author is not None else None
    speakers = Speakers(text, founds)
    taken, cache, out = {found.head for found in founds}, {}, []
    for index in places:
        thing = None
        if index in quoted:
            position = quoted[index]
            if position not in cache:
                cache[position] = speakers.of(doc._.quotes[position].speaker)
            speaker = cache[position].thing if cache[position] is not None else None
            if text.lower[index] in FIRST:
                thing = speaker
            elif text.lower[index] in WE and speaker is not None:
                thing = speaker if speaker.kind == "ORG" else principals.get(speaker)
        elif turns:
            speaker, asked = turns.get(text.paragraphs[index], (None, None))
            thing = speaker if text.lower[index] in FIRST else asked
            if text.lower[index] in WE:
                thing = headed if speaker is guest else None
            if index + 1 < len(text) and text.lower[index + 1] in ("two", "both", "all", "guys", "three"):
                thing = None
        elif author is not None and text.lower[index] not in WE:
            thing = author if text.lower[index] in FIRST else reader
        if thing is not None and index not in taken:
            out.append(Found(index, index + 1, index, thing, "pronoun"))
    return out


def represented(text: Text, founds: list[Found]) -> dict[Thing, Thing]:
    """Spokespersons to the organization they speak for: "Velm Group spokesman Odo Varn", "a spokeswoman for Velm Group,
    Ann Cole"; whoever it is that the noun describes."""
    nouns = [index for index, word in enumerate(text.lower) if word in SPOKES]
    if not nouns:
        return {}
    named = [found for found in founds if found.how == "name"]
    orgs_before = {found.end: found.thing for found in named if found.thing.kind == "ORG"}
    orgs_at = {found.start: found.thing for found in named if found.thing.kind == "ORG"}
    people_at = {found.start: found.thing for found in named if found.thing.is_person}
    described = {found.head: found.thing for found in founds if found.thing.is_person}
    out: dict[Thing, Thing] = {}
    for index in nouns:
        behind = index + 1
        org = orgs_before.get(index) or orgs_before.get(index - 1 if text.tags[index - 1] == "POS" else -1)
        if org is None and behind < len(text) and text.lower[behind] in ("for", "of"):
            at = behind + 2 if behind + 1 < len(text) and text.lower[behind + 1] == "the" else behind + 1
            org = orgs_at.get(at)
        person = described.get(index) or people_at.get(behind)
        if org is not None and person is not None:
            out.setdefault(person, org)
    return out
