"""The words that lead to a quotation: a clause before a colon, or the sentence before; they tell whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.language.records import Slice

from .grammar import attribution_kind, phrase
from .spans import Page, token_slice
from .words import words

NOBODY = frozenset({"it", "there", "this", "that", "these", "who", "which", "what", "here"})


@dataclass(frozen=True, slots=True)
class Lead:
    """Whose the words after a colon are, and what says so: a verb of saying, else the colon."""

    speaker: Slice | None
    cue: Slice
    lemma: str
    kind: str = "speech"


def led_in(page: Page, opening: int) -> Lead | None:
    """What leads to a quotation by a colon, or by a verb of saying and a comma at the end of the line above."""
    before = page.text[:opening].rstrip()
    if not before.endswith((":", ",")) or not page.sentences:
        return None
    colon = Slice(len(before) - 1, len(before))
    lead = before_colon(page, page.sentence_at(colon.start), colon)
    return lead if before.endswith(":") or (lead.lemma != ":" and "\n" in page.text[colon.end : opening]) else None


def introduced(page: Page, opening: int) -> Slice | None:
    """Who the sentence before is about, in the same paragraph, where that is a person and it names no other."""
    number = page.sentence_at(max(0, len(page.text[:opening].rstrip()) - 1))
    if not page.sentences or number >= page.sentence_at(opening):
        return None
    if page.sentences[number].paragraph_index != page.paragraph_at(opening):
        return None
    speaker = subject_person(page, number)
    return None if speaker is not None and _others(page, number, speaker) else speaker


def before_colon(page: Page, number: int, colon: Slice) -> Lead:
    """Whose the words after a colon are.

    ``As Reuters put it, …:``, ``The report went on:`` (the subject of a verb of saying); ``Said Marden:``;
    ``A bridge too far - Ilse Marden:``, ``More from Reuters:``, ``Mayor Ilse Marden:``; ``Marden had one answer:``
    (a person).
    """
    start = page.sentences[number].start_char
    tokens = [page.doc[at] for at in page.tokens(Slice(start, colon.start))] if colon.start > start else []
    inside = {token.i for token in tokens}
    for token in reversed(tokens[1:]):
        if token.pos_ not in ("VERB", "AUX"):
            continue
        for child in page.children(token, "nsubj"):
            speaks = token.lemma_.lower() in words("saying") and child.lower_ not in NOBODY
            if child.i in inside and speaks:
                return _by_verb(page, phrase(page, child), token)
    inverted = 1 < len(tokens) <= 6 and tokens[0].lower_.endswith(("ed", "said", "wrote", "says"))
    if inverted and all(token.pos_ in ("PROPN", "PRON", "DET", "NOUN") for token in tokens[1:]):
        return _by_verb(page, token_slice(page.doc, tokens[1], tokens[-1]), tokens[0])
    tokens = [token for token in tokens if not token.is_space]
    named = bool(tokens) and (tokens[-1].pos_ == "PROPN" or tokens[-1].ent_type_ in ("PERSON", "ORG"))
    if named and len(tokens) <= 10 and not any(token.pos_ in ("VERB", "AUX") or token.is_punct for token in tokens):
        return Lead(token_slice(page.doc, tokens[0], tokens[-1]), colon, ":")
    owner = page.child(tokens[-1], "poss") if tokens else None
    if owner is not None and tokens[-1].lemma_.lower() in words("wordings", "media_nouns"):
        return _by_verb(page, phrase(page, owner), tokens[-1])  # "Marden's tweet: ..."
    if (author := _author(page, tokens)) is not None:
        return Lead(author, colon, ":")
    first = len(tokens)
    while first and (tokens[first - 1].pos_ in ("PROPN", "DET", "PART", "NOUN") or tokens[first - 1].lower_ == "and"):
        first -= 1
    if 0 < first < len(tokens) and tokens[first - 1].lower_ in ("-", "–", "—", "―", "by", "from", "per"):
        return Lead(token_slice(page.doc, tokens[first], tokens[-1]), colon, ":")
    return Lead(subject_person(page, number, colon.start), colon, ":")


def _author(page: Page, tokens: list[Token]) -> Slice | None:
    """``From the desk of Jon Dole, VP Analyst:``: the one name of a line without a verb, after "of", "by", "from"."""
    if any(token.pos_ in ("VERB", "AUX") for token in tokens):
        return None
    leads = [at for at, token in enumerate(tokens) if token.lower_ in ("of", "by", "from") and at + 1 < len(tokens)]
    for at in leads:
        named = tokens[at + 1]
        if named.ent_type_ == "PERSON" or (named.pos_ == "PROPN" and _is_apposed(tokens[at + 1 :])):
            return token_slice(page.doc, named, tokens[-1])
    return None


def _is_apposed(tokens: list[Token]) -> bool:
    """A name of two words or more, then a comma and what its bearer is."""
    comma = next((at for at, token in enumerate(tokens) if token.text == ","), 0)
    return comma >= 2 and all(token.pos_ == "PROPN" for token in tokens[:comma])


def _by_verb(page: Page, speaker: Slice | None, verb: Token) -> Lead:
    kind = attribution_kind(page, verb.i, verb.i)
    return Lead(speaker, token_slice(page.doc, verb, verb), verb.lemma_.lower(), kind)


def subject_person(page: Page, number: int, before: int | None = None) -> Slice | None:
    """The subject of a sentence's main verb, or the owner of the words that are its subject, where it is a person.

    ``Marden was blunt.``, ``The mayor paused.``, ``Her first tweet was short.``
    """
    sentence = page.sentences[number]
    end = sentence.end_char if before is None else min(before, sentence.end_char)
    tokens = [page.doc[at] for at in page.tokens(Slice(sentence.start_char, end))] if end > sentence.start_char else []
    inside = {token.i for token in tokens}
    for token in tokens:
        main = token.head.i == token.i or token.head.i not in inside
        if not main or token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN"):
            continue
        for child in page.children(token, "nsubj"):
            if child.i not in inside:
                continue
            owner = page.child(child, "poss")
            worded = child.lemma_.lower() in words("wordings", "media_nouns")
            if owner is not None and worded:
                return phrase(page, owner)
            return phrase(page, child) if is_person(page, child) or (worded and before is not None) else None
    return None


def is_person(page: Page, token: Token) -> bool:
    """A pronoun, a noun of people, or a name that is not known for something else and has no article."""
    if token.pos_ == "PRON":
        return token.lower_ in ("he", "she", "i")
    if token.pos_ == "NOUN":
        return token.lemma_.lower() in words("people")
    named = token.ent_type_ in ("PERSON", "ORG", "") and not page.children(token, "det")
    return token.ent_type_ == "PERSON" or (token.pos_ == "PROPN" and named)


def _others(page: Page, number: int, speaker: Slice) -> bool:
    """Another person is named in the sentence: then it is not said who speaks."""
    sentence = page.sentences[number]
    tokens = page.tokens(Slice(sentence.start_char, sentence.end_char))
    named = [page.doc[at] for at in tokens if page.doc[at].ent_type_ == "PERSON" and page.doc[at].pos_ == "PROPN"]
    return any(not speaker.start <= token.idx < speaker.end for token in named)
