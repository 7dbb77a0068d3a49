"""Cues that the marks show: ``“I will go,” he muttered``, ``“Go!” gasped the girl``, ``He goes, “Why not?”``.

Whatever the verb is, right beside a quotation that its sentence goes on with, it tells who speaks.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice

from .grammar import attribution_kind, phrase
from .introductions import is_person
from .marks import MARK
from .spans import Page, token_slice
from .words import words

CONFIDENCE = 0.59  # 13 of 22 in the training articles pair with an attribution and have its speaker
FINITE = ("VBD", "VBZ", "VBP")
NOMINAL = frozenset({"DET", "ADJ", "PROPN", "NOUN", "PRON"})
LIKE = frozenset({"like"})


def cued_beside(page: Page, piece: Slice, opening: int) -> Quote | None:
    """The row of a quotation with its subject and verb right behind it, else right before it.

    Within a sentence (``On “This Hour,” she said``) marks before a subject and its verb may be a title's.
    """
    opens = page.sentences[page.sentence_at(opening)].start_char == opening
    found = (_behind(page, piece) if opens else None) or lead_before(page, opening)
    if found is None:
        return None
    subject, verb = found
    speaker = phrase(page, subject)
    if speaker is None or (
        subject.pos_ == "PRON" and subject.lower_ in ("it", "that", "this", "there", "which", "what")
    ):
        return None
    kind = attribution_kind(page, verb.i, page.token_at(piece.start))
    cue = token_slice(page.doc, verb, verb)
    return Quote("direct", kind, (piece,), "beside", CONFIDENCE, speaker, cue=cue, cue_lemma=verb.lemma_.lower())


def _behind(page: Page, piece: Slice) -> tuple[Token, Token] | None:
    """``“A,” he muttered`` and ``“A,” muttered the old man``: within the marks a comma, or the sentence goes on."""
    close = MARK.match(page.text, piece.end) or MARK.match(page.text, piece.end + 1)
    if close is None or not set(page.text[piece.end - 1 : close.end() + 1]) & set(",?!…—"):
        return None
    while (again := MARK.match(page.text, close.end())) is not None:
        close = again  # "‘Who knew?’” Holmes testified"
    after = _words_behind(page, close.end(), page.sentence_at(piece.end - 1))
    if not after:
        return None
    if after[0].pos_ == "VERB" and after[0].tag_ in FINITE:
        verb = after[0]
        noun = next((c for c in page.children(verb, "nsubj", "dobj", "npadvmod") if c in after), None)
        noun = noun or next((token for token in after[1:2] if token.pos_ in ("PROPN", "PRON")), None)
        plain = noun is not None and all(t.pos_ in NOMINAL for t in page.doc[verb.i + 1 : noun.i + 1])
        return (noun, verb) if plain else None
    for token in after:
        if token.pos_ == "VERB" and token.tag_ in FINITE:
            subject = page.child(token, "nsubj")
            return (subject, token) if subject is not None and after[0].i == subject.left_edge.i else None
        if token.pos_ in ("PUNCT", "CCONJ", "SCONJ", "ADP", "AUX"):
            return None
    return None


def _words_behind(page: Page, end: int, sentence: int) -> list[Token]:
    """Up to ten tokens of the sentence behind a closing mark, without commas."""
    first = page.token_at(end - 1) + 1
    tokens = [token for token in page.doc[first : first + 10] if token.text != "," and not token.is_space]
    return [token for token in tokens if page.sentence_at(token.idx) == sentence]


def lead_before(page: Page, opening: int) -> tuple[Token, Token] | None:
    """``He goes, “A.”``, ``Brandt was like, “A.”``: a verb of saying and a comma right before the marks."""
    before = page.text[:opening].rstrip()
    if not before.endswith((",", ":", " like")):
        return None
    at = page.token_at(len(before) - 1) - (not before.endswith("like"))
    if at < 0 or page.sentence_at(page.doc[at].idx) != page.sentence_at(opening):
        return None
    token = page.doc[at]
    verb = token
    if token.lower_ in LIKE and at and page.doc[at - 1].lemma_ == "be":
        verb = page.doc[at - 1]
    elif token.pos_ == "PRON" and at and page.doc[at - 1].pos_ == "VERB":
        verb = page.doc[at - 1]  # "texted me: "
    subject = page.child_before(verb, "nsubj")
    if verb.tag_ not in FINITE or subject is None:
        return None
    sure = verb is not token or verb.lemma_.lower() in words("saying")
    return (subject, verb) if sure or (page.doc[at + 1].text == ":" and is_person(page, subject)) else None
