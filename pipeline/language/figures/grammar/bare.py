"""A number without a unit of measure: an age, a part, a count of the noun it stands before, or no figure at all."""

from __future__ import annotations

import re

from pipeline.language.figures.context.vetoes import NAME_LABELS
from pipeline.language.figures.lexer.numerals import TENS, TIMES, UNITS
from pipeline.language.figures.lexer.units import rate, unit_after
from pipeline.language.figures.page import Draft, Page, set_unit
from pipeline.language.rules import rule

from .ages import is_age
from .bounds_and_trends import trends
from .counting import counted
from .structure import SPORT

YEAR_BEFORE = re.compile(
    r"(?i)\b(?:in|since|by|until|till|from|of|during|before|after|through|the|for|early|late|mid|year|and|to|to-|fiscal|"
    r"circa|around|between|winter|spring|summer|fall|autumn|season|FY|ended|ending|end|mid-|on|this)[ -]$|[(,/][ ]?$"
)
OLD_YEAR = re.compile(r"(?i)\b(?:in|since|by|from|until|during|before|after|the|and) $")
NAME_BEFORE = re.compile(r"(?:^|[\s(“\"'/-])((?:[A-Z]|i[A-Z])[\w'’&.+-]*)[ -]$")


PLURALS = frozenset({"people", "species", "series", "men", "women", "children", "police", "two", "three"})
PLAIN = frozenset({"2", "3", "4", "5", "8", "10", "16", "32", "64"})  # denominators of fractions that stand alone
TWICE = re.compile(
    r"(?i) (?:as|the|that|what|its|his|her|their|this)\b"
    r"(?! (?:year|month|week|day|season|spring|summer|fall|autumn|winter)\b)"
)
TWO_DIGITS = re.compile(r"(?i)\b(?:in|since|of|from|class of|back in) (?:\d\d (?:and|or|to) )*$")
QUOTED = re.compile(r"[,.]?[”\"’']")


def bare(page: Page, draft: Draft) -> Draft | None:
    """A number without a unit: an age, a part, a count of the noun it stands before; or no figure at all."""
    number, text = draft.number, page.text
    if number.kind == "none":
        return _none(page, draft)
    if number.kind == "times":
        draft.kind, draft.name, draft.rule = "count", "time", "times"
        if TWICE.match(text, draft.end):
            draft.kind = "multiple"
        elif (found := rate(text, draft.end, None)) is not None:  # "twice a week"
            draft.per = found[0]
        return None if number.value == TIMES["once"] else draft
    if number.kind == "fraction":
        draft.kind, draft.rule = "ratio", "fraction"
        if _and_a_half(page, draft):
            return draft
        written = re.fullmatch(r"\d{1,2}/(\d{1,2})", text[draft.start : draft.end])
        if written and written[1] not in PLAIN and not re.match(r" of\b|-", text[draft.end : draft.end + 3]):
            return None  # "UPDATE: 5/12": a day
        article = re.compile(r"(?i) (?:of )?(?:an?|of (?:1|one))(?= )(?: (?:US|UK|imperial)(?= ))?").match(
            text, draft.end
        )
        if article:
            from_article = unit_after(text, article.end())
            if from_article and from_article.kind != "money":
                set_unit(draft, from_article)
                draft.end = from_article.end
        return draft
    if is_age(page, draft):
        return draft
    if (span := _magnitude(page, draft)) is not None:
        draft.kind, draft.name, draft.unit_span, draft.rule = "other", "magnitude", span, "unit"
        draft.start, draft.end = min(draft.start, span[0]), max(draft.end, span[1])
        return draft
    if number.kind == "digits" and not _opens_score(page, draft) and _is_name_or_year(page, draft):
        return None
    if number.kind == "words" and number.value <= 12 and counted(page, draft) is None and _stands_alone(page, draft):
        return None
    if _describes(page, draft) or _names(page, draft):
        return None
    if number.kind == "digits" and _lists_or_dates(page, draft):
        return None
    if number.kind == "one" and not _counts_one(page, draft):
        return None
    minus = MINUS.search(page.before(draft, 24))
    if minus and counted(page, draft) is None and (number.value or 0) > 0:  # "she is at minus nine"
        draft.value = draft.low = draft.high = -number.value
        draft.start -= len(minus.group())
    if number.end < len(text) and (text[number.end].isalpha() or text[number.end] in "_@"):
        return None
    return draft


MINUS = re.compile(r"(?i)(?<!plus or )(?<!plus and )(?<!plus/)(?<!\d )\b(?:minus|negative)[ -]$")
ONE_AND = re.compile(r"(?i)\b(?:an?|one) ([a-z]+) and $")


@rule("figures", "a unit and its part are one figure", "a year and a half", otherwise=False)
def _and_a_half(page: Page, draft: Draft) -> bool:
    """'a year and a half', 'an hour and a quarter': one figure, a unit and its part."""
    lead = ONE_AND.search(page.before(draft, 24))
    start = draft.start - len(lead.group()) if lead else 0
    unit = unit_after(page.text, start + lead.group().index(" ")) if lead else None
    if unit is None or unit.end > draft.start or not page.text[draft.start : draft.end].lower().startswith("a "):
        return False
    draft.value = draft.low = draft.high = 1 + draft.value
    set_unit(draft, unit)
    draft.start = start
    return True


@rule("figures", "magnitude is the unit of a quake", "a 6.4-magnitude quake")
def _magnitude(page: Page, draft: Draft) -> tuple[int, int] | None:
    """'a magnitude 6.4 earthquake', 'a 6.4-magnitude quake': the strength, no count of earthquakes."""
    before = re.search(r"(?i)\bmagnitude[ -](?:of )?$", page.before(draft, 16))
    if before:
        start = draft.start - len(before.group())
        return start, start + len("magnitude")
    after = re.match(r"(?i)[ -](magnitude)\b", page.after(draft, 12))
    return (draft.end + 1, draft.end + 1 + len("magnitude")) if after else None


@rule("figures", "a number behind a name may begin a score", "Orl beat Venn 3-1.", otherwise=False)
def _opens_score(page: Page, draft: Draft) -> bool:
    """'beat Venn 3-1': the number behind a name begins a score."""
    after = re.match(r"[-–‑]\d{1,3}(?![\w.,-]*\d)", page.text[draft.end : draft.end + 6])
    sets = re.match(r"[-–‑]\d{1,2},? \(?\d{1,2}[-–‑]\d", page.text[draft.end : draft.end + 10])  # "Massu 6-1 7-6"
    return after is not None and (sets is not None or SPORT.search(page.before(draft, 60)) is not None)


@rule(
    "figures",
    "numbers of points and two-digit years are no figures",
    "either 1) this or 2) that; in 88 and 92",
    otherwise=False,
)
def _lists_or_dates(page: Page, draft: Draft) -> bool:
    """'either 1) this or 2) that', 'in 88 and 92', 'the class of 96': numbers of points, and years by two digits."""
    before, after = page.before(draft), page.after(draft, 8)
    raw = page.text[draft.number.start : draft.number.end]
    if after.startswith(")") and draft.number.value < 20 and before.count("(") <= before.count(")"):
        return True
    verb = next((t for t in page.doc[draft.first].ancestors if t.pos_ == "VERB"), None)
    moved = verb is not None and verb.lemma_.lower() in trends()  # "rose from 41 to 98"
    year = not moved and len(raw) == 2 and (draft.number.value >= 40 or raw[0] == "0") and counted(page, draft) is None
    return year and bool(TWO_DIGITS.search(before)) and bool(re.match(r"\s*(?:[.,;)]|$| and \d\d\b)", after))


@rule("figures", "a number word that is a part of a name is no figure", "the group One Nation", otherwise=False)
def _names(page: Page, draft: Draft) -> bool:
    """'the group One Nation', "the series ''24,''", 'Arden Five-0': a number that is, or is part of, a name."""
    if re.match(r"-\d", page.text[draft.end : draft.end + 2]) and draft.number.kind == "words":
        return True
    if QUOTED.match(page.text, draft.end) and re.search(r"[“\"‘']$", page.before(draft, 2)):
        return True
    token = page.doc[draft.first]
    after = page.doc[draft.last + 1] if draft.last + 1 < len(page.doc) else token
    starts = token.is_sent_start or page.text[max(0, draft.start - 2) : draft.start].strip(" ") in ('"', "“", "\n", "'")
    before = page.doc[draft.first - 1] if draft.first else token
    capital = page.text[draft.start].isupper() and page.text[draft.start + 1 : draft.start + 2].islower()
    if not capital or starts:
        return False
    behind = before.pos_ == "PROPN" and counted(page, draft) is None and draft.number.kind in ("words", "one")
    return behind or (after.pos_ == "PROPN" and after.text[:1].isupper())


@rule("figures", "number words for what was named before are no figures", "the better of the two", otherwise=False)
def _stands_alone(page: Page, draft: Draft) -> bool:
    """'the better of the two', 'none of those three', 'these two': words for what was named before."""
    lead = "(?:the|these|those|us|them|you)" if draft.number.value == 2 else "of (?:the|these|those)"
    return bool(re.search(rf"(?i)\b{lead} (?:other )?$", page.before(draft, 16)))


@rule("figures", "no with a plural counts none", "No soldiers were killed.")
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


# A number word joined to one of these still counts people or parts; 'four-door' and 'six-speed' only describe.
COUNTED_IN_COMPOUND = frozenset(
    ["member", "person", "man", "woman", "judge", "strong", "seat", "point", "game", "fold", "part"]
)


def _counted_in_compound(page: Page, draft: Draft, after: re.Match) -> bool:
    """'a two-storey barn', 'a five-bedroom house' have so many; 'three-dimensional' only describes."""
    if after[1] in COUNTED_IN_COMPOUND:
        return True
    at = page.token(draft.end + 1)
    part, noun = page.doc[at], page.doc[at + 1] if at + 1 < len(page.doc) else page.doc[at]
    plain = part.pos_ in ("NOUN", "ADJ") and not after[1].endswith(("ed", "al", "ic", "way", "ly", "ing", "bit"))
    return plain and noun.pos_ in ("NOUN", "ADJ") and draft.number.value > 1


@rule("figures", "number words that only describe are no figures", "a four-door car", otherwise=False)
def _describes(page: Page, draft: Draft) -> bool:
    """'a four-door car', 'the bottom three', 'a baker's dozen', 'Ana Ruiz (4)': numbers of nothing counted here."""
    after = re.match(r"-([a-z]+)", page.text[draft.end : draft.end + 16])
    if page.text.startswith("-in-", draft.end):
        return False  # "a one-in-five chance"
    if after and draft.number.kind in ("words", "one") and not _counted_in_compound(page, draft, after):
        return not re.match(r"(?:to|and|or|odd|plus|ish|" + "|".join((*UNITS, *TENS)) + r")\b", after[1])
    before = page.before(draft, 16)
    joined = re.search(r"([A-Za-z]+)-$", before)
    if draft.number.kind in ("words", "one") and joined and joined[1].lower() not in ("to", "or", "in", "sub"):
        return True  # "high-five"
    if (
        re.search(r"(?:\b[tT]op|\b[bB]ottom|\b[fF]inal|['’]s) $", before)
        and counted(page, draft) is None
        and (draft.value or 0) < 100
    ):
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
        noun = counted(page, draft)
        return noun is not None and (noun.tag_ in ("NNS", "NNPS") or noun.lower_ in PLURALS)
    if draft.first and doc[draft.first - 1].pos_ == "ADJ" and doc[draft.first - 1].tag_ == "JJ":
        return False  # "a separate one"
    if after.lower_ == "out":
        return page.text.startswith(" out of ", draft.end)
    if after.lower_ in ("or", "in", "to"):
        further = doc[after.i + 1] if after.i + 1 < len(doc) else after
        return further.like_num or further.lower_ in ("more", "every")
    if page.text[draft.end : draft.end + 1] == "-":
        return True
    return (
        after.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")
        and token.dep_ in ("nummod", "compound", "amod")
        and token.head.i > token.i
    )


@rule("figures", "the number of an index is a part of its name", "The Orlon 500 is up.", otherwise=False)
def _numbers_name(page: Page, draft: Draft) -> bool:
    """'the orlon 500 is up', 'the venn 225 index': the number is of the name before; a verb or "index" follows."""
    doc, token = page.doc, page.doc[draft.first]
    if draft.first < 2 or draft.last + 1 >= len(doc):
        return False
    after, noun = doc[draft.last + 1], doc[draft.first - 1]
    index = after.lower_ in ("index", "gauge", "benchmark", "average", "futures")
    if (after.pos_ not in ("AUX", "VERB") and not index) or noun.tag_ not in ("NN", "NNP"):
        return False
    joined = token.head.i == noun.i or (noun.dep_ == "compound" and noun.head.i == token.i) or index
    name = noun.pos_ == "PROPN" and noun.ent_type_ not in ("GPE", "LOC", "FAC", "DATE", "TIME")
    led = any(word.lower_ == "the" for word in doc[max(0, noun.i - 4) : noun.i])
    return led and (name or (joined and doc[noun.i - 1].lower_ == "the"))


def _is_name_or_year(page: Page, draft: Draft) -> bool:
    number, text, doc = draft.number, page.text, page.doc
    raw = text[number.start : number.end]
    before = page.before(draft)
    plain = raw.isdigit()
    after = text[number.end : number.end + 2]
    measured = re.match(
        r"(?:[-–]| to | and | or )(\d[\d,]*(?:\.\d+)?)", text[number.end : number.end + 16]
    )  # "20-25C", "5-10W"
    rising = measured and float(measured[1].replace(",", "")) > number.value
    if rising and unit_after(text, number.end + measured.end()) is not None:
        return False
    if (after[:1] in ("/", ":", "_", "#") and after[1:2].isalnum()) or before.endswith(("#", "@", "/", "_")):
        return True
    noun = counted(page, draft)
    if (
        noun is None
        and number.value >= 100
        and number.scaled == 1
        and raw.isdigit()
        and before.lower().endswith("the ")
    ):
        return True
    if plain and (noun is None or noun.lower_ in ("index", "gauge", "benchmark")) and _numbers_name(page, draft):
        return True
    if noun is None and raw.isdigit() and len(raw) >= 10:
        return True  # an identifier
    if before[-1:].isalpha() or (number.value < 0 and re.search(r"\b[A-Z]{2,} $", before)):
        return True
    glued = re.search(r"([A-Za-z]\w*)[-‑–]$", before)
    if glued and glued[1].lower() not in ("sub", "under", "over", "plus", "to", "nearly", "about", "minus", "negative"):
        return True
    if after[:1] == "-" and re.match(r"-[A-Z0-9]*[A-Z]\b", text[number.end : number.end + 6]):
        return True
    if (
        noun is not None
        and noun.tag_ == "NNP"
        and number.value != 1
        and all(t.pos_ == "PROPN" and t.is_title for t in doc[draft.last + 1 : noun.i])
        and number.scaled == 1
        and plain
        and not (noun.i + 1 < len(doc) and doc[noun.i + 1].tag_ == "CC")
    ):
        return True
    plural = noun is not None and noun.tag_ in ("NNS", "NNPS") and noun.lower_ not in ("sales",)
    token = doc[draft.first]
    if plain and len(raw) == 4 and 1000 <= number.value < 1500 and noun is None and OLD_YEAR.search(before):
        return True  # "built in 1140"
    if plain and len(raw) == 4 and 1500 <= number.value <= 2100:
        if plural and number.value < 1900 and noun.i == draft.last + 1 and not OLD_YEAR.search(before):
            return False
        if token.ent_type_ == "DATE" or YEAR_BEFORE.search(before) or not plural:
            return True
        return 1900 <= number.value <= 2035 and token.ent_type_ not in ("CARDINAL", "QUANTITY")
    if token.ent_type_ in ("DATE", "TIME") and plain and number.value <= 31 and not plural:
        near = doc[max(0, draft.first - 3) : draft.last + 3]
        apart = near[-1].i > draft.last and doc[draft.last + 1].lower_ in ("last", "next", "this")  # "6 last March"
        month = re.search(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", near.text)
        if not apart and month and (month.group() != "may" or page.text.islower()):
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
