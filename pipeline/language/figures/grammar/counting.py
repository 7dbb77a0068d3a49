"""What a number without a unit counts: the noun to its right, its lemma with its modifiers, people where none is named."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.language.figures.context.vetoes import DAY, MONTH
from pipeline.language.figures.lexer.units import TIME_UNITS, rate, unit_after
from pipeline.language.figures.page import Draft, Page
from pipeline.language.rules import rule

from .bounds_and_trends import lists

_HEDGE = r"(?:about |around |nearly |almost |some |roughly |just |only |up to |over |more than )"
GROUP = re.compile(rf"(?i)\b([a-z]+) of {_HEDGE}*$")
OVER = re.compile(rf"([a-z]+s) (?:to|over|above|at|past|under|below|beyond) {_HEDGE}?$")
CASUALTIES = re.compile(
    r"(?i) (?:(?:were|was|have been|had been|are|is) )?(?:others )?(?:wounded|injured|dead|killed|missing|hurt|arrested|homeless|hospitali[sz]ed|stranded|evacuated|displaced|trapped|unaccounted|infected|detained|jobless|unemployed|sick|ill|out of work|rescued|saved|drowned|executed|imprisoned|jailed)\b"
)
TIMELY = re.compile(
    rf"(?i) (?:{'|'.join(sorted(TIME_UNITS))}|quarter|weekend|spring|summer|fall|autumn|winter|{MONTH}|{DAY})\b"
)
JOINED_TAIL = re.compile(r"-(?:in|of|at|to|by|up|down)(?:-[a-z]+)?\b")
PARENT = re.compile(r"(?i)\b((?:grand)?(?:mother|father|parent|mom|mum|dad|ma|pa)) of $")
VICTIMS = re.compile(
    rf"(?i)\b(?:kill|injur|wound|arrest|behead|hospitaliz|execut)(?:s|es|ed|ing)? {_HEDGE}*(?:at least )?$"
)
TIMES_OVER = re.compile(
    r"(?i) (?:as|that of|what|its|their|his|her|more|less|fewer|[a-z]+er than"
    r"|the (?:size|number|amount|rate|price|cost|value|average|usual|normal|previous|current|national|volume|weight))\b"
)


def count(page: Page, draft: Draft) -> None:
    """The counted noun of a bare number; its lemma with its modifiers is the unit."""
    if draft.unit is not None or draft.kind != "count" or draft.rule == "times":
        return
    noun = counted(page, draft)
    odd = re.match(r"[- ](?:odd|plus|some)\b", page.text[draft.end : draft.end + 6])  # "twenty-odd users"
    if odd and noun is not None and noun.idx < draft.end + odd.end():
        noun = None  # "a million-plus."
    if noun is not None and page.text.startswith(("-strong ", " strong "), draft.end):  # "a 300-strong crowd"
        draft.name, draft.more["group"] = "person", noun.i
        return
    if noun is not None and lemma(noun) in lists()["marks"]["lemmas"] and (draft.value or 0) >= 10:
        before = page.doc[draft.first - 1].lower_ if draft.first else ""
        if noun.i == draft.last + 1 and before in ("the", "a", "that", "this", "its"):
            draft.more["mark"] = True  # "the 169,000 figure"
            return
    if noun is None:
        _uncounted(page, draft)
        found = rate(page.text, draft.end, None)
        if found:
            draft.per = found[0]
        return
    found = rate(page.text, noun.idx + len(noun), None)
    if found:
        draft.per = found[0]
    doc = page.doc
    first = _first(page, draft, noun, odd)
    end = noun.idx + len(noun)
    tail = JOINED_TAIL.match(page.text, end)  # "two brothers-in-law"
    draft.noun, draft.chunk = noun.i, (doc[first].idx, tail.end() if tail else end)
    words = []
    for token in doc[first : noun.i + 1]:
        if token.text == "-" and words:
            words[-1] += "-"
        elif words and words[-1].endswith("-"):
            words[-1] += lemma(token) if token.i == noun.i else token.text
        elif token.is_space or re.fullmatch(r"\d[\d.,]*[a-zµμ]+", token.text):
            continue  # "eight million 250ml bottles" are bottles
        elif token.tag_ not in ("POS", "DT", "CC", "SYM") and token.pos_ != "PUNCT":
            words.append(lemma(token))
    draft.name = (" ".join(word.strip("-") for word in words) or "dimensionless") + (tail.group() if tail else "")
    if draft.name == "time" and _multiplies(page, noun):
        draft.kind, draft.noun, draft.chunk, draft.end = "multiple", None, None, noun.idx + len(noun)
        draft.unit_span = (noun.idx, draft.end)


def _first(page: Page, draft: Draft, noun: Token, odd: re.Match | None) -> int:
    """Position of the first word of the counted noun's phrase, behind 'more', 'of the', other numbers and owners."""
    doc = page.doc
    first = draft.last + 1
    while first < noun.i and doc[first].is_space:
        first += 1
    if odd:
        first = page.token(draft.end + odd.end() + 1)
    if first <= noun.i and doc[first].lower_ == "or" and doc[first + 1].lower_ in ("more", "fewer", "less", "so"):
        first += 1
    if first <= noun.i and doc[first].lower_ in ("more", "fewer", "less", "additional", "further"):
        first += 1
    if first <= noun.i and doc[first].lower_ == "of":
        first += 1
    while first < noun.i and (
        (doc[first].tag_ in ("DT", "PRP$", "PDT", "CD", ",", "POS", "RBS", "RB") and doc[first + 1].text != "-")
        or doc[first].lower_ in ("the", "all", "and", "or", "-", "whopping", "record", "+")
    ):
        first += 1
    if doc[first - 1].like_num and first - 1 > draft.last and first < noun.i:  # "eight 9 liter cases" are cases
        measure = unit_after(page.text, doc[first - 1].idx + len(doc[first - 1]))
        first = page.token(measure.end + 1) if measure is not None and measure.end < noun.idx else first
    owner = next((t.i for t in doc[first : noun.i] if t.tag_ == "POS" and doc[t.i - 1].pos_ != "PROPN"), None)
    if owner is not None:  # "one of the country's other parties" is a party
        first = owner + 1
    return first


@rule("figures", "times before a comparison multiplies", "four times as many", otherwise=False)
def _multiplies(page: Page, times: Token) -> bool:
    """'four times as many', 'twenty times larger', 'six times earnings', 'grew four times': not 'four times on Monday'."""
    if (
        times.head.lemma_ in ("grow", "increase", "multiply", "expand", "swell", "shrink")
        and times.i == times.head.i + 2
    ):
        return True
    if TIMES_OVER.match(page.text, times.idx + len(times)):
        return True
    after = page.doc[times.i + 1] if times.i + 1 < len(page.doc) else times
    return after.tag_ in ("NN", "NNS") and after.ent_type_ not in ("DATE", "TIME") and after.dep_ != "npadvmod"


def _uncounted(page: Page, draft: Draft) -> None:
    """'raising claims over 150,000' counts claims; 'hundreds were hurt' counts people."""
    before = page.before(draft)
    group = GROUP.search(before)
    if group and group[1].lower().removesuffix("s") in lists()["groups"]["lemmas"]:
        draft.name, draft.more["group"] = "person", page.token(draft.start - len(before) + group.start(1))
        return
    if (parent := PARENT.search(before)) is not None:  # "a mother of three"
        draft.name = "grandchild" if parent[1].lower().startswith("grand") else "child"
        return
    pair = re.search(r"(?i)\b(?:an?|last|past|next|another) ([a-z]+) or $", before)
    if pair and pair[1].lower() in TIME_UNITS:  # "a day or two"
        draft.kind, draft.name, draft.rule = "duration", pair[1].lower(), "ellipsis"
        return
    if pair:  # "a pick or two"
        draft.noun = page.token(draft.start - len(before) + pair.start(1))
        draft.chunk = (page.doc[draft.noun].idx, draft.start - len(" or "))
        draft.name = lemma(page.doc[draft.noun])
        return
    match = OVER.search(before)
    token = page.doc[page.token(draft.start - len(before) + match.start(1))] if match else None
    if token is not None and token.tag_ == "NNS":
        first = next((t.i for t in token.lefts if t.dep_ in ("compound", "amod")), token.i)
        draft.noun, draft.chunk = token.i, (page.doc[first].idx, token.idx + len(token))
        draft.name = " ".join(lemma(t) for t in page.doc[first : token.i + 1] if t.dep_ == "compound" or t.i == token.i)
    elif (noun := _before_dash(page, draft)) is not None:
        draft.noun, draft.chunk, draft.name = noun.i, (noun.idx, noun.idx + len(noun)), lemma(noun)
    elif (
        _acts(page, draft)
        or CASUALTIES.match(page.after(draft, 40))
        or VICTIMS.search(before)
        or (draft.number.kind == "vague" and draft.number.value is None and not re.match(" of", page.after(draft, 3)))
    ):
        draft.name = "person"


@rule("figures", "what is counted stands before a dash", "took the most seats - 123 - in May")
def _before_dash(page: Page, draft: Draft) -> Token | None:
    """'took the most seats -- 123 -- in May', 'slates of delegates — three from each town'."""
    match = re.search(r"([a-z]+s) ?(?:--|—|–) ?$", page.before(draft, 24))
    token = page.doc[page.token(draft.start - len(match.group()))] if match else None
    return token if token is not None and token.tag_ == "NNS" else None


@rule("figures", "a bare number that does what people do counts people", "Three died.", otherwise=False)
def _acts(page: Page, draft: Draft) -> bool:
    """'At least 21,000 said they would', 'three died': only people do that."""
    token = page.doc[draft.last]
    subject = token.dep_ in ("nsubj", "nsubjpass") and token.head.i > token.i
    return subject and token.head.lemma_.lower() in lists()["people_verbs"]["lemmas"]


def lemma(token) -> str:
    """spaCy's lemma; a plural proper noun ('Polaroids') or compound ('schoolchildren') in its singular."""
    irregular = re.fullmatch(r"(?i)(\w*)(children|women|men)", token.text)
    if irregular and token.tag_ in ("NNS", "NNPS"):
        return irregular[1].lower() + {"children": "child", "women": "woman", "men": "man"}[irregular[2].lower()]
    if token.lower_ == "people" and token.tag_ == "NNS":
        return "person"
    if token.lower_ in ("species", "series"):
        return token.lower_
    if token.tag_ in ("NNS", "NNPS") and re.fullmatch(r"[A-Z]{2,}s", token.text):
        return token.text[:-1]  # "RBIs"
    if token.tag_ == "NNPS" or (token.tag_ == "NNS" and token.lemma_ == token.text):
        word = token.text
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    if token.tag_ in ("VBG", "VBN", "VBD"):
        return token.lower_
    if token.pos_ == "ADJ" and token.ent_type_ == "NORP":
        return token.text  # "Republican member"
    return token.lemma_ if token.pos_ == "PROPN" else token.lemma_.lower()


def counted(page: Page, draft: Draft) -> Token | None:
    """The noun that a bare number counts: its head to the right, or the one after 'of' ('dozens of homes')."""
    doc, last = page.doc, draft.last
    token = doc[last]
    here = last + 1
    while here < len(doc) and doc[here].is_space:  # a line break
        here += 1
    if here < len(doc) and doc[here].lower_ in ("more", "fewer", "less", "additional", "further"):
        here += 1
    if here + 1 < len(doc) and doc[here : here + 2].text.lower() == "or so":
        here += 2
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
        if word.is_space:
            continue
        if best is None and word.lower_ in ("last", "next", "this") and TIMELY.match(page.text, word.idx + len(word)):
            break  # "3 ships in May and 4 last week"
        if word.idx >= limit or (best is None and word.tag_ == "NNP" and word.ent_type_ in ("DATE", "TIME")):
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
        if (word.pos_ in ("NOUN", "PROPN") or word.tag_ in ("NNS", "NNPS", "NN")) and word.text != "-":
            best = word
            follow = doc[word.i + 1 : word.i + 3]
            if (
                len(follow) == 2
                and follow[0].text == "-"
                and not word.whitespace_
                and follow[1].is_alpha
                and not follow[0].whitespace_
            ):
                continue  # "12 million e-mails"
            if word.i == head.i and not (word.i + 1 < len(doc) and doc[word.i + 1].dep_ == "compound" and False):
                nxt = doc[word.i + 1] if word.i + 1 < len(doc) else None
                if not (nxt is not None and nxt.pos_ == "NOUN" and nxt.tag_ == "NNS" and word.tag_ in ("NN", "NNP")):
                    break
            elif word.tag_ in ("NNS", "NNPS") and word.dep_ != "compound":
                break
            continue
        if (word.text == "+" and word.i == here) or (word.lower_ in ("odd", "plus") and doc[word.i - 1].text == "-"):
            continue
        follows = doc[word.i + 1] if word.i + 1 < len(doc) else word
        if best is None and word.tag_ == "VBD" and follows.tag_ in ("NNS", "NN"):
            continue  # "270 pledged delegates", read as a verb
        if (
            word.pos_ in ("ADJ", "NUM")
            or word.tag_ in ("VBN", "VBG", "JJ", "JJR", "JJS", "HYPH", "POS")
            or word.text in ("“", '"', "”", "‘", "’", "''", "``")
            or (word.i + 1 < len(doc) and doc[word.i + 1].text == "-" and word.pos_ in ("VERB", "ADV", "ADP"))
            or (doc[word.i - 1].text == "-" and word.i > here and word.pos_ in ("ADP", "ADV", "VERB"))
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
        if (
            word.text == ","
            and doc[word.i - 1].pos_ == "ADJ"
            and word.i + 1 < len(doc)
            and doc[word.i + 1].pos_ == "ADJ"
        ):
            continue  # "small, friendly deals"
        singular = best is not None and best.tag_ == "NN" and draft.value not in (None, 1.0)
        if word.lower_ in ("and", "or") and singular and any(t.tag_ == "NNS" for t in doc[word.i + 1 : word.i + 3]):
            continue  # "40 combat and civilian deaths"
        beside = word.i > here or follows.like_num or follows.lower_ in ("more", "fewer", "less")
        if word.lower_ in ("and", "or") and (
            (best is None and beside) or (best is not None and head.i > word.i and best.pos_ == "PROPN")
        ):  # "one or more gifts", "four big and small gifts", not "a mother of three and manager"
            continue
        break
    return best
