"""Of the past or of the future: the tense of the clause that a time expression stands in, from the parse.

"on Friday" is the Friday before where boats sank, the coming one where they will race; where nothing tells ("showers
on Friday"), it is neither.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.language.figures.meaning.times import FUTURE, words_of
from pipeline.language.figures.page import Page

MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo", "may", "might", "must", "could", "would", "should"})
OPEN = frozenset({"acl", "advcl", "xcomp", "pcomp", "conj", "ccomp", "dep"})


def tense(page: Page, start: int, end: int) -> str | None:
    """'past', 'future', or None where the clause around the characters ``start`` to ``end`` does not say."""
    first, last, *_ = page.sentences[page.sentence(start)]
    if "headlines" not in page.cache:
        page.cache["headlines"] = {s.start_char for s in page.doc._.sentences if s.kind in ("headline", "heading")}
    verb = _verb(page.doc[page.token(end - 1)])
    found = None if verb is None else _of(verb, first in page.cache["headlines"], 0)
    if found is None and FUTURE.search(page.text, max(first, start - 60), min(last, end + 60)):
        return "future"
    return found


def _verb(token: Token) -> Token | None:
    """The nearest verb above, which no noun is described by ('the planned sale')."""
    for _ in range(20):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound", "aux", "auxpass", "prep"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _of(verb: Token, headline: bool, steps: int) -> str | None:
    helps = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helps}
    have = any(child.lemma_.lower() in ("have", "'ve", "’ve") and child.tag_ != "MD" for child in helps)
    if words & MODALS:
        return "past" if have and "will" not in words else "future"
    if have:
        return "past"
    finite = next((child for child in helps if child.tag_ in ("VBD", "VBZ", "VBP")), verb)
    tag = finite.tag_
    if tag == "VBD":
        return "future" if _arranged(verb, finite) else "past"
    if "to" in words and tag == "VB":
        return _infinitive(verb, headline, steps)
    if tag in ("VBZ", "VBP"):
        if verb.tag_ == "VBN" and finite is not verb and not _arranged(verb, finite):
            return "past" if headline else None
        return "past" if headline and finite is verb else _present(verb, finite)
    if tag == "VBN" and verb.dep_ in ("ROOT", "acl", "relcl", "conj", "advcl", "ccomp", "dep"):
        return "past"
    above = _verb(verb.head) if verb.head.i != verb.i and verb.dep_ in OPEN else None
    return None if above is None or above.i == verb.i or steps > 4 else _of(above, headline, steps + 1)


def _infinitive(verb: Token, headline: bool, steps: int) -> str | None:
    """'plans to sell', 'is to sell' look ahead; 'managed to sell', 'began to sell' do not."""
    above = _verb(verb.head) if verb.head.i != verb.i else None
    if above is None or headline or steps > 4:
        return "future"
    head = verb.head.lemma_.lower()
    if head in words_of("looking_ahead") or above.lemma_.lower() in words_of("looking_ahead"):
        return "future"
    return "future" if above.lemma_ == "be" else _of(above, headline, steps + 1)


def _arranged(verb: Token, finite: Token) -> bool:
    """'is expected on Friday', 'was due to open in May', 'are scheduled for March'."""
    lemma = verb.lemma_.lower()
    due = any(child.lower_ in ("due", "likely", "set", "ready", "bound") for child in verb.children)
    passive = finite is not verb and verb.tag_ == "VBN"
    return due or (
        passive and (lemma in words_of("looking_ahead") or lemma in ("set", "slate", "schedule", "book", "tip"))
    )


def _present(verb: Token, finite: Token) -> str | None:
    """'The race takes place on 20 September', 'the firm reports on Friday', 'they are meeting on Monday'."""
    lemma = verb.lemma_.lower()
    if finite is not verb and verb.tag_ == "VBG":
        return "future"
    if _arranged(verb, finite) or lemma in words_of("scheduled_verbs"):
        return "future"
    return None
