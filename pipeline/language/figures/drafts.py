"""Draft rows: a number that survived the vetoes, with its unit; later steps fill in the rest and freeze them."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from .numbers import TENS, TIMES, UNITS, Number, find_numbers
from .units import Unit, rate, unit_after, unit_before
from .vetoes import NAME_LABELS, no_figures

TIME_UNITS = frozenset(["second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "night"])
AGE = re.compile(r"(?i)[- \u00a0]?(?:old|olds|of age)\b(?! (?:mill|city|town|world|guard|age\b))")
YEAR_BEFORE = re.compile(
    r"(?i)\b(?:in|since|by|until|till|from|of|during|before|after|through|the|for|early|late|mid|year|and|to|to-|fiscal|"
    r"circa|around|between|winter|spring|summer|fall|autumn|season|FY|ended|ending|end|mid-|on|this)[ -]$|[(,/][ ]?$"
)
NAME_BEFORE = re.compile(r"(?:^|[\s(“\"'/-])((?:[A-Z]|i[A-Z])[\w'’&.+-]*)[ -]$")
PERSON_AGE = re.compile(r"\s?(?:,|\)|\.|;|$|who\b|has\b|was\b|is\b|from\b|of\b|said\b|told\b|a\b|and\b)")


@dataclass(slots=True)
class Draft:
    """One figure in the making; ``first`` and ``last`` are its numeral's token positions, ``noun`` the counted head."""

    start: int
    end: int
    number: Number
    value: float | None
    low: float | None
    high: float | None
    first: int
    last: int
    sentence: int
    unit: Unit | None = None
    kind: str = "count"
    name: str = "dimensionless"
    per: str | None = None
    unit_span: tuple[int, int] | None = None
    noun: int | None = None
    chunk: tuple[int, int] | None = None
    rule: str = "number"
    confidence: float = 0.9
    more: dict[str, Any] = field(default_factory=dict)


class Page:
    """A Doc with what every step looks up: text, token and sentence starts, lists of tags."""

    def __init__(self, doc: Doc):
        self.doc, self.text = doc, doc.text
        self.starts = [token.idx for token in doc]
        spans = [(s.start_char, s.end_char, s.is_boilerplate, s.paragraph_index) for s in doc._.sentences]
        if not spans:
            spans = (
                [(s.start_char, s.end_char, False, 0) for s in doc.sents] if doc.has_annotation("SENT_START") else []
            )
        self.sentences = spans or [(0, len(self.text), False, 0)]
        self.sentence_starts = [s[0] for s in self.sentences]

    def token(self, char: int) -> int:
        """Position of the token that covers or precedes ``char``."""
        return max(0, bisect_right(self.starts, char) - 1)

    def sentence(self, char: int) -> int:
        return max(0, bisect_right(self.sentence_starts, char) - 1)

    def before(self, draft: Draft, width: int = 48) -> str:
        return self.text[max(self.sentences[draft.sentence][0], draft.start - width) : draft.start]

    def after(self, draft: Draft, width: int = 48) -> str:
        return self.text[draft.end : min(self.sentences[draft.sentence][1], draft.end + width)]


def drafts(page: Page) -> list[Draft]:
    """Every number of the page that is a figure, with its unit, in order."""
    text, found = page.text, find_numbers(page.text)
    if not found or not len(page.doc):
        return []
    barred = no_figures(text)
    bar_starts = [span[0] for span in barred]
    made: list[Draft] = []
    for position, number in enumerate(found):
        at = bisect_left(bar_starts, number.end) - 1
        if any(barred[i][1] > number.start for i in range(max(0, at - 2), at + 1)):
            continue
        sentence = page.sentence(number.start)
        if page.sentences[sentence][2]:
            continue
        following = found[position + 1] if position + 1 < len(found) else None
        draft = _draft(page, number, sentence, following)
        if draft is not None and not (made and draft.start < made[-1].end):
            made.append(draft)
    return made


def _draft(page: Page, number: Number, sentence: int, following: Number | None) -> Draft | None:
    text = page.text
    first, last = page.token(number.start), page.token(max(number.start, number.end - 1))
    draft = Draft(number.start, number.end, number, number.value, number.low, number.high, first, last, sentence)
    if number.value is not None:
        draft.low = draft.high = number.value
    if number.kind == "ordinal":
        return None
    before = unit_before(text, number.start) if number.kind in ("digits", "fraction") else None
    if (before and before.end == number.start and number.kind == "digits") or before:
        draft.start = before.start
        _suffix(draft, True)
        _set_unit(draft, before)
        after = unit_after(text, draft.end)
        if after and after.kind == "money":
            draft.end = after.end
        _rate(draft, text)
        return draft
    unit = _unit(draft, text)
    if unit is not None:
        if (
            number.value is not None
            and number.value == 1
            and number.kind == "one"
            and unit.kind == "duration"
            and re.match(r"(?i)one (?:day|night|time)\b", text[number.start :][:9])
            and not _bounded(page, draft)
        ):
            return None
        _set_unit(draft, unit)
        if unit.kind == "temperature" and (sign := re.search(r"(?i)\b(?:minus|negative)[ -]$", page.before(draft))):
            draft.value = draft.low = draft.high = -number.value
            draft.start -= len(sign.group())
        draft.end = unit.end + (
            1 if text[unit.end : unit.end + 1] in (")", ">") and text[unit.start - 1 : unit.start] in "(<" else 0
        )
        if unit.kind == "duration":
            age = AGE.match(text, draft.end)
            if not age and re.search(r"(?i)\b(?:aged?|ages)(?: of)?(?: (?:about|only|just))? $", page.before(draft)):
                draft.kind = "age"
                return draft
            if age:
                draft.kind, draft.end = "age", age.end()
                return draft
        elif unit.kind == "percent" and re.match(r"(?i)[- ]points?\b", text[draft.end : draft.end + 7]):
            pass
        _rate(draft, text)
        _cents(draft, text, following)
        return draft
    return _bare(page, draft)


def _bounded(page: Page, draft: Draft) -> bool:
    return bool(
        re.search(
            r"(?i)\b(?:than|least|about|only|over|under|most|every|last|past|first|for|after)[ ]$", page.before(draft)
        )
    )


def _suffix(draft: Draft, money: bool) -> None:
    """'$5m', '$10b' are millions and billions; '5m', '10b' alone may be units."""


def _unit(draft: Draft, text: str) -> Unit | None:
    """The unit after the number; 'm', 'b', 't', 'k' may be a suffix or a unit ('12.3m tonnes', '5m')."""
    number = draft.number
    unit = unit_after(text, number.end)
    if number.suffix and number.suffix in "mMtbBKk" and number.kind == "digits":
        short = text[number.end - 1]
        follows = re.match(r"[ ][a-z$A-Z]", text[number.end : number.end + 2])
        if short == "m" and not (unit or (follows and _plural_follows(text, number.end))):
            number.value = number.value / 10**6
            number.end -= 1
            number.suffix, number.scaled = None, 1
            draft.value = draft.low = draft.high = number.value
            draft.end = number.end
            unit = unit_after(text, number.end)
    if unit and unit.name == "quarter" and number.value and number.value <= 4:
        return None
    if unit and unit.name == "second" and number.value == 1 and text[unit.start : unit.end] == "second":
        return None
    if (
        unit
        and unit.kind == "money"
        and text[unit.start : unit.end] in ("marks", "mark")
        and number.scaled == 1
        and "." not in text[number.start : number.end]
    ):
        return None
    if unit and unit.name == "time" and number.kind == "words" and unit.end - unit.start == 1:
        return None
    if unit and unit.name == "stone" and not re.search(r"stones?$", text[unit.start : unit.end]):
        return None
    return unit


def _plural_follows(text: str, end: int) -> bool:
    return bool(re.match(r" (?:[a-z-]+ )?[a-z]+s\b", text[end : end + 30])) and not re.match(
        r" (?:is|was|has|as|this|its|his|across|towards|less|versus|sprints?|mens|womens)\b", text[end : end + 12]
    )


def _set_unit(draft: Draft, unit: Unit) -> None:
    draft.unit, draft.kind, draft.name = unit, unit.kind, unit.name
    draft.unit_span = (unit.start, unit.end)
    if unit.scale != 1.0:
        for part in ("value", "low", "high"):
            if getattr(draft, part) is not None:
                setattr(draft, part, round(getattr(draft, part) * unit.scale, 9))
    draft.rule = "unit"


def _rate(draft: Draft, text: str) -> None:
    if draft.kind in ("age", "multiple"):
        return
    found = rate(text, draft.end, draft.unit)
    if found:
        draft.per, draft.end = found


def _cents(draft: Draft, text: str, following: Number | None) -> None:
    """'thirteen dollars and forty-five cents', '15 dollars 50': one amount."""
    if draft.kind != "money" or following is None or draft.unit.scale != 1 or draft.value is None or draft.per:
        return
    bridge = text[draft.end : following.start]
    if bridge not in (" and ", " ", ", ") or following.value is None or following.value >= 100:
        return
    unit = unit_after(text, following.end)
    if unit and unit.currency == draft.unit.currency and unit.scale != 1:
        draft.value = draft.low = draft.high = draft.value + following.value * unit.scale
        draft.end = unit.end
    elif (
        bridge == " "
        and unit is None
        and re.match(r"\s*(?:[.,;)]|$|more\b)", text[following.end : following.end + 6])
        and following.value >= 10
    ):
        draft.value = draft.low = draft.high = draft.value + following.value / 100
        draft.end = following.end


def _bare(page: Page, draft: Draft) -> Draft | None:
    """A number without a unit: an age, a part, a count of the noun it stands before; or no figure at all."""
    number, text = draft.number, page.text
    if number.kind == "none":
        return _none(page, draft)
    if number.kind == "times":
        draft.kind, draft.name, draft.rule = "count", "time", "times"
        if re.match(r"(?i) (?:as|the|that|what|its|his|her|their|this)\b", text[draft.end : draft.end + 7]):
            draft.kind = "multiple"
        return None if number.value == TIMES["once"] else draft
    if number.kind == "fraction":
        draft.kind, draft.rule = "ratio", "fraction"
        if re.match(r"(?i) (?:an?|of an?) ", text[draft.end : draft.end + 7]):
            from_article = unit_after(
                text,
                draft.end
                + text[draft.end :].index(" a")
                + (3 if text[draft.end :].lstrip().startswith(("an ", "of an ")) else 2),
            )
            if from_article and from_article.kind != "money":
                _set_unit(draft, from_article)
                draft.end = from_article.end
        return draft
    if _is_age(page, draft):
        return draft
    if number.kind == "digits" and _is_name_or_year(page, draft):
        return None
    if _describes(page, draft):
        return None
    if number.kind == "one" and not _counts_one(page, draft):
        return None
    if number.end < len(text) and (text[number.end].isalpha() or text[number.end] in "_@"):
        return None
    return draft


def _none(page: Page, draft: Draft) -> Draft | None:
    """'No soldiers were killed': none of what a plural noun names."""
    doc = page.doc
    for token in doc[draft.last + 1 : draft.last + 4]:
        if token.tag_ in ("NNS", "NNPS"):
            draft.rule, draft.more["is_negated"] = "none", True
            return draft
        if token.tag_ not in ("JJ", "NN", "VBN"):
            return None
    return None


def _is_age(page: Page, draft: Draft) -> bool:
    """'Maria Lopez, 44,', 'aged 8', 'at the age of 12', 'turned 90', 'Nick Hague 44 has'."""
    number, text, doc = draft.number, page.text, page.doc
    if number.scaled != 1 or not number.value or number.value > 120 or number.value != int(number.value):
        return False
    before, after = page.before(draft), text[draft.end : draft.end + 8]
    stated = re.search(
        r"(?i)(?:\b(?:aged|age|ages|ages of|age of|turned|turns|turning)(?: of| from| between)?(?: (?:only|just|about))? ?)$",
        before,
    )
    if stated:
        draft.kind, draft.name, draft.rule = "age", "year", "age"
        return True
    if before.endswith("(") and number.value < 10:
        return False
    apposed = re.search(r"[\w’'.)](?:, | \()$", before) and re.match(r"\s?(?:[,).;]|$|and\b|who\b)", after)
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
    named = last >= 0 and (doc[last].ent_type_ == "PERSON" or (apposed and _names_person(doc, last)))
    if not named or (number.kind == "words" and not apposed):
        return False
    if plain and not apposed and doc[last].ent_type_ != "PERSON":
        return False
    draft.kind, draft.name, draft.rule = "age", "year", "age apposition"
    draft.more["bearer"] = last
    return True


def _names_person(doc: Doc, last: int) -> bool:
    """A capitalized word of two or more in a row, or a kinship noun: 'his wife, 36,'."""
    token = doc[last]
    if token.lower_ in (
        "wife",
        "husband",
        "son",
        "daughter",
        "father",
        "mother",
        "brother",
        "sister",
        "man",
        "woman",
        "boy",
        "girl",
    ):
        return True
    return (
        token.pos_ == "PROPN"
        and token.ent_type_ in ("", "ORG", "PERSON")
        and (last == 0 or doc[last - 1].pos_ == "PROPN" or token.is_sent_start is True)
    )


def counted(page: Page, draft: Draft) -> Token | None:
    """The noun that a bare number counts: its head to the right, or the one after 'of' ('dozens of homes')."""
    doc, last = page.doc, draft.last
    token = doc[last]
    here = last + 1
    if here < len(doc) and doc[here].lower_ in ("more", "fewer", "less", "additional", "further"):
        here += 1
    if here < len(doc) and doc[here].lower_ == "of" and draft.number.kind != "none":
        here += 1
        while here < len(doc) and (doc[here].tag_ in ("DT", "PRP$", "PDT", "CD") or doc[here].lower_ in ("the", "all")):
            here += 1
    head = token.head
    while head.head.i != head.i and head.pos_ == "NUM" and head.i <= here:
        head = head.head
    limit = page.sentences[draft.sentence][1]
    best = None
    for word in doc[here : here + 7]:
        if word.idx >= limit:
            break
        if (
            word.i == last + 2
            and best is not None
            and best.tag_ == "NN"
            and draft.number.kind == "digits"
            and draft.value not in (None, 1.0)
            and word.tag_ in ("NN", "JJ")
        ):
            break  # "a 12 page document" counts pages
        if word.pos_ in ("NOUN", "PROPN") or word.tag_ in ("NNS", "NNPS", "NN"):
            best = word
            if word.i == head.i and not (word.i + 1 < len(doc) and doc[word.i + 1].dep_ == "compound" and False):
                nxt = doc[word.i + 1] if word.i + 1 < len(doc) else None
                if not (nxt is not None and nxt.pos_ == "NOUN" and nxt.tag_ == "NNS" and word.tag_ == "NN"):
                    break
            elif word.tag_ in ("NNS", "NNPS") and word.dep_ != "compound":
                break
            continue
        if (
            word.pos_ in ("ADJ", "NUM")
            or word.tag_ in ("VBN", "VBG", "JJ", "JJR", "JJS", "HYPH", "POS")
            or word.text == "-"
        ):
            if best is not None and word.tag_ in ("VBN", "VBG") and word.dep_ not in ("amod", "compound"):
                break
            if best is not None and word.pos_ == "ADJ" and best.tag_ in ("NNS", "NNPS"):
                break
            continue
        if (
            word.tag_ == "RBS"
            or word.lower_ in ("most", "very")
            or (word.pos_ == "ADV" and word.dep_ == "advmod" and best is None)
        ):
            continue
        if word.lower_ in ("and", "or") and best is None:
            continue
        break
    return best


# A number word joined to one of these still counts people or parts; 'four-door' and 'six-speed' only describe.
COUNTED_IN_COMPOUND = frozenset(
    ["member", "person", "man", "woman", "judge", "strong", "seat", "point", "game", "fold", "part"]
)


def _describes(page: Page, draft: Draft) -> bool:
    """'a four-door car', 'the bottom three', 'a baker's dozen', 'Ana Ruiz (4)': numbers of nothing counted here."""
    after = re.match(r"-([a-z]+)", page.text[draft.end : draft.end + 16])
    if after and draft.number.kind in ("words", "one") and after[1] not in COUNTED_IN_COMPOUND:
        return not re.match(r"(?:to|and|or|odd|plus|ish|" + "|".join((*UNITS, *TENS)) + r")\b", after[1])
    before = page.before(draft, 16)
    if re.search(r"(?:\b[tT]op|\b[bB]ottom|\b[fF]inal|['’]s) $", before) and counted(page, draft) is None:
        return True
    return bool(re.search(r"[A-Z][\w'’]+ \($", before)) and page.text[draft.end : draft.end + 1] == ")"


def _counts_one(page: Page, draft: Draft) -> bool:
    """'one solution', 'One of the best': not 'the one', 'one is', 'no one'."""
    doc, token = page.doc, page.doc[draft.first]
    before = doc[draft.first - 1].lower_ if draft.first else ""
    after = doc[draft.last + 1] if draft.last + 1 < len(doc) else None
    if after is None or before in ("the", "this", "that", "no", "any", "some", "every", "each", "another", "which"):
        return False
    if after.lower_ == "of":
        return counted(page, draft) is not None
    if after.lower_ in ("or", "in", "to") or page.text[draft.end : draft.end + 1] == "-":
        return True
    return (
        after.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")
        and token.dep_ in ("nummod", "compound", "amod")
        and token.head.i > token.i
    )


def _is_name_or_year(page: Page, draft: Draft) -> bool:
    number, text, doc = draft.number, page.text, page.doc
    raw = text[number.start : number.end]
    before = page.before(draft)
    plain = raw.isdigit()
    after = text[number.end : number.end + 2]
    if (after[:1] in ("/", ":", "_", "#") and after[1:2].isalnum()) or before.endswith(("#", "@", "/", "_")):
        return True
    if before[-1:].isalpha() or (number.value < 0 and re.search(r"\b[A-Z]{2,} $", before)):
        return True
    glued = re.search(r"([A-Za-z]\w*)[-‑–]$", before)
    if glued and glued[1].lower() not in ("sub", "under", "over", "plus", "to", "nearly", "about"):
        return True
    if after[:1] == "-" and re.match(r"-[A-Z0-9]*[A-Z]\b", text[number.end : number.end + 6]):
        return True
    noun = counted(page, draft)
    if (
        noun is not None
        and noun.tag_ == "NNP"
        and number.value != 1
        and noun.i == draft.last + 1
        and number.scaled == 1
    ):
        return True
    plural = noun is not None and noun.tag_ in ("NNS", "NNPS") and noun.lower_ not in ("sales",)
    token = doc[draft.first]
    if plain and len(raw) == 4 and 1500 <= number.value <= 2100:
        if token.ent_type_ == "DATE" or YEAR_BEFORE.search(before) or not plural:
            return True
        return 1900 <= number.value <= 2035 and token.ent_type_ not in ("CARDINAL", "QUANTITY")
    if token.ent_type_ in ("DATE", "TIME") and plain and number.value <= 31 and not plural:
        near = doc[max(0, draft.first - 3) : draft.last + 3]
        if re.search(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", near.text):
            return True
    if (
        plain
        and token.ent_type_ in NAME_LABELS
        and token.ent_iob_ == "I"
        and any(t.is_alpha for t in doc if t.i < draft.first and t.i >= draft.first - 1)
    ):
        return not (plural and noun.ent_iob_ == "O")
    named = NAME_BEFORE.search(before)
    if named and plain and number.value < 10**5:
        previous = doc[draft.first - 1] if draft.first else None
        if (
            previous is not None
            and previous.pos_ in ("PROPN", "NOUN", "X")
            and previous.text[:1].isupper() | previous.text[1:2].isupper()
        ):
            starts = previous.i == 0 or (previous.is_sent_start and previous.pos_ != "PROPN")
            return not (plural and token.dep_ == "nummod" and token.head.i > token.i) and not starts
    return False
