"""Ages without a unit: 'Dara Olin, 61', 'aged 8', 'she is 45', 'adults over 65'."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.language.figures.lexer.numerals import Number
from pipeline.language.figures.page import Draft, Page
from pipeline.language.rules import rule

from .bounds_and_trends import lists
from .counting import counted

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
    if stated and "turn" in stated.group().lower() and not _counts_none(page, draft):
        stated = None  # "guards turned 40 people away"
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
    moved = re.search(r"(?i)\bage\b(?: [\w'’-]+){0,4} (?:from|at|to|by|between|above|below|of) (?:about )?$", before)
    if moved and 10 <= number.value <= 110 and _counts_none(page, draft):
        stated = moved  # "the pension age for council workers from 60 to 65"
    compared = re.search(r"(?i)\b(?:younger|older) than (?:about )?$", before)
    if compared and number.value > 2 and _counts_none(page, draft):
        stated = compared
    if stated or (number.value > 2 and OLDER.search(before) and _counts_none(page, draft)):
        draft.kind, draft.name, draft.rule = "age", "year", "age"
        return True
    if before.endswith("(") and number.value < 10:
        return False
    if _is_so_old(page, draft) or _at_age(page, draft) or _apposed_to_noun(page, draft):
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


@rule("figures", "an age in apposition to a noun for a person", "The prince, 20, apologised.", otherwise=False)
def _apposed_to_noun(page: Page, draft: Draft) -> bool:
    """A number between commas behind a singular noun that is no total."""
    doc = page.doc
    at = draft.first - 2
    if at < 1 or not 5 <= draft.number.value <= 110 or not APPOSED.search(page.before(draft)):
        return False
    noun, after = doc[at], doc[draft.last + 1] if draft.last + 1 < len(doc) else doc[at]
    if noun.tag_ != "NN" or noun.lemma_.lower() in lists()["totals"]["lemmas"] or after.text != ",":
        return False
    lead = next(
        (t for t in doc[max(0, at - 4) : at] if t.lower_ in ("the", "a", "an", "his", "her", "their", "my")), None
    )
    follows = next((t for t in doc[draft.last + 2 : draft.last + 5] if t.pos_ != "ADV"), None)
    return (
        lead is not None
        and follows is not None
        and (follows.pos_ in ("AUX", "VERB") or follows.lower_ in ("who", "of", "from"))
    )


APPOSED = re.compile(r"\b[a-z]+, $")
AT_AGE = re.compile(
    r"(?i)\b(?:retir\w+|die[sd]?|dying|marr\w+|wed|graduat\w+|debut\w*|turned professional|turned pro|pensions?|left school|leave school|first|pregnant|born"
    r"|widowed|orphaned|work(?:s|ed|ing)?|liv(?:es?|ed|ing)|play(?:s|ed|ing)?|vot(?:es?|ed|ing)|drives?|drink)\b[^.;:\d]{0,30}\b(?:at|until|till|by|before|after|past|to|beyond) (?:just |only |about |around |nearly )?$"
)


@rule("figures", "the age at which one does what is done once", "You can retire at 65.", otherwise=False)
def _at_age(page: Page, draft: Draft) -> bool:
    verb = AT_AGE.search(page.before(draft))
    after = re.match(
        r"\s?(?:[.,;:)!?”\"\n]|$|(?:and|or|but|because|with|after|in|from|while|if|when|unless|rather)\b)",
        page.text[draft.end : draft.end + 8].lstrip(" "),
    )
    return verb is not None and after is not None and 10 <= draft.number.value <= 110 and _counts_none(page, draft)


DECADE = re.compile(
    r"(?i)\b(?:his|her|their|my|your|our)(?: (?P<part>early|mid|late))?[ -](?P<d>[2-9]0)['’]?s\b"
    r"|\b(?:his|her|their|my|your|our)(?: (?P<of>early|mid|late))?[ -](?P<w>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
PARTS = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}
NAMED = {
    "teens": 10,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
UNDERS = re.compile(r"(?m)(?P<w>under|over|^(?:Under|Over))(?<![\w-]under)(?<![\w-]over)[- ](?P<n>1?\d?\d)['’]?s\b")


@rule("figures", "the decade of a life is a range of ages", "a man in his 40s", otherwise=())
def decades(page: Page) -> list[Draft]:
    made = []
    for match in (
        DECADE.finditer(page.text)
        if page.has(
            "0s ", "0s.", "0s,", "0's", "teens", "enties", "irties", "orties", "fties", "xties", "ighties", "ineties"
        )
        else ()
    ):
        first = int(match["d"]) if match["d"] else NAMED[match["w"].lower()]
        low, high = PARTS[(match["part"] or match["of"] or "").lower() or None]
        low = 3 if first == 10 and low == 0 else low  # thirteen
        draft = _age(page, match.span("d" if match["d"] else "w"), None)
        if draft is not None:
            draft.end += 1 if match["d"] and page.text[draft.end] == "s" else 0
            draft.low, draft.high = float(first + low), float(first + high)
            draft.more["modifier"] = "range"
            made.append(draft)
    return made


@rule("figures", "people under or over an age", "the over-65s", otherwise=())
def under_ages(page: Page) -> list[Draft]:
    made = []
    for match in UNDERS.finditer(page.text) if page.has("under-", "over-", "under ", "over ") else ():
        draft = _age(page, match.span("n"), float(match["n"]))
        if draft is not None:
            draft.more["bounded"] = "less_than" if match["w"].lower() == "under" else "more_than"
            made.append(draft)
    return made


def _age(page: Page, span: tuple[int, int], value: float | None) -> Draft | None:
    sentence = page.sentence(span[0])
    if page.sentences[sentence][2]:
        return None
    number = Number(*span, value, "digits")
    draft = Draft(*span, number, value, value, value, page.token(span[0]), page.token(span[1] - 1), sentence)
    draft.kind, draft.name, draft.rule = "age", "year", "age"
    return draft


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
