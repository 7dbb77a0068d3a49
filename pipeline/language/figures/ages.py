"""Ages without a unit: 'Dara Olin, 61', 'aged 8', 'she is 45', 'adults over 65'."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.language.rules import rule

from .counting import counted
from .page import Draft, Page

KIN = frozenset(
    ["wife", "husband", "son", "daughter", "father", "mother", "brother", "sister", "man", "woman", "boy", "girl"]
)
WHEN = re.compile(r"(?i)\b(?:when|since|until|before|after|because) (?:he|she|i) was (?:only |just |about )?$")
LISTED = re.compile(r"[;:] (?:and )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*, $")
OLDER = re.compile(
    r"(?i)\b(?:people|those|them|us|anyone|everyone|adults?|children|kids|women|men|boys|girls|voters?|residents?|drivers?|seniors?|workers?|"
    r"players?|patients?|students?|farmers?|americans?|persons?) (?:who are |aged )?(?:ages? )?(?:over|under|above|below|older than|younger than) $"
)


def is_age(page: Page, draft: Draft) -> bool:
    """'Maria Lopez, 44,', 'aged 8', 'at the age of 12', 'turned 90', 'Nick Hague 44 has'."""
    number, text, doc = draft.number, page.text, page.doc
    if number.scaled != 1 or not number.value or number.value > 120 or number.value != int(number.value):
        return False
    before, after = page.before(draft), text[draft.end : draft.end + 8]
    stated = re.search(
        r"(?i)(?:\b(?:aged|age \(|age|ages|ages of|age of|turned|turns|turning)(?: of| from| between)?(?: (?:only|just|about))? ?)$",
        before,
    )
    if (
        re.match(r" (?:or|and) (?:older|younger|over|under)\b", text[draft.end : draft.end + 12])
        and counted(page, draft) is None
    ):
        draft.kind, draft.name, draft.rule = "age", "year", "age"
        return True
    listed = LISTED.search(before) and re.match(r"[;.]|,? and\b", after)  # "Ivo, 38; Dara, 34; and Cole, 9."
    young = re.search(r"(?i)\bas (?:old|young) (?:as|at) $", before)
    if (listed or young) and _counts_none(page, draft):
        stated = listed or young
    compared = re.search(r"(?i)\b(?:younger|older) than (?:about )?$", before)
    if compared and number.value > 2 and _counts_none(page, draft):
        stated = compared
    if stated or (number.value > 2 and OLDER.search(before) and _counts_none(page, draft)):
        draft.kind, draft.name, draft.rule = "age", "year", "age"
        return True
    if before.endswith("(") and number.value < 10:
        return False
    if _is_so_old(page, draft):
        draft.kind, draft.name, draft.rule = "age", "year", "age"
        return True
    apposed = re.search(r"[\w’'.)](?:, | \()$", before) and re.match(r"(?:\s?(?:[,).;]|$|and\b|who\b)|\s*\n)", after)
    plain = (
        re.search(r"\w $", before)
        and number.value >= 10
        and re.match(r" (?:has|was|is|had|who|said|told|from|of|of [A-Z]|and)\b", after)
    )
    if not (apposed or plain) or number.kind not in ("digits", "words"):
        return False
    last = draft.first - 1
    while last >= 0 and doc[last].is_punct:
        last -= 1
    if before.endswith("), "):  # "Ana Ruiz (left), 40"
        opened = page.text.rfind("(", 0, draft.start)
        last = page.token(opened) - 1 if draft.start - opened < 24 else last
    named = last >= 0 and (doc[last].ent_type_ == "PERSON" or (apposed and _names_person(doc, last)))
    if not named or (number.kind == "words" and not apposed):
        return False
    if plain and not apposed and doc[last].ent_type_ != "PERSON":
        return False
    draft.kind, draft.name, draft.rule = "age", "year", "age apposition"
    draft.more["bearer"] = last
    return True


def _counts_none(page: Page, draft: Draft) -> bool:
    noun = counted(page, draft)
    return noun is None or noun.tag_ not in ("NNS", "NNPS")


@rule("figures", "a bare number that a person is", "She is 45.", otherwise=False)
def _is_so_old(page: Page, draft: Draft) -> bool:
    """'She is 45.', 'when he was nine', "I'm 60 and tired": a person is a bare number."""
    text = page.text
    if WHEN.search(page.before(draft, 30)) and _counts_none(page, draft):
        return True  # "when I was ten my father left"
    if not re.match(
        r"(?:\s?(?:[.,;!?)”\"]|$)|['’]{2}| (?:and|but|when|now|at|as|or)\b)", text[draft.end : draft.end + 6]
    ):
        return False
    said = re.search(
        r"(?i)\b(he|she|i|you|they)(?:(?: is| am| are| was| were)|['’](?:s|m|re))(?: (?:only|just|about|now|already|still))? $",
        page.before(draft, 30),
    )
    if said is None and re.search(r"(?:\bis|\bwas|\bbe)(?: (?:only|just|now))? $", page.before(draft, 12)):
        subject = next((c for c in page.doc[draft.last].head.children if c.dep_ == "nsubj"), None)
        return subject is not None and subject.ent_type_ == "PERSON" and draft.number.value > 5
    return said is not None and (said[1].lower() != "they" or draft.number.value > 12)


@rule("figures", "an age in apposition to a name the model missed", "his wife, 36, said", otherwise=False)
def _names_person(doc: Doc, last: int) -> bool:
    """A capitalized word of two or more in a row, or a kinship noun: 'his wife, 36,'."""
    token = doc[last]
    if token.lower_ in KIN:
        return True
    follows = next((word for word in doc[last + 1 : last + 5] if not word.is_punct and not word.like_num), None)
    if (
        token.is_sent_start
        and token.ent_type_ in ("GPE", "NORP")
        and follows is not None
        and follows.pos_ in ("AUX", "VERB")
    ):
        return True  # "Marlow, 66, has retired": a place does not stand like that
    return (
        token.pos_ == "PROPN"
        and token.ent_type_ in ("", "ORG", "PERSON")
        and (last == 0 or doc[last - 1].pos_ == "PROPN" or token.is_sent_start is True)
    )
