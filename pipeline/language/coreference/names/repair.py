"""Repair of the model's names: cut, trimmed, shortened and lengthened by what stands around and elsewhere."""

from __future__ import annotations

import re

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.text import Text

from .spans import MARKS, POSSESSIVE, Name, noun_is_person

PERSONAL = frozenset(
    {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "prof", "sgt", "capt", "gen", "lt", "col", "maj", "rev"}
)
ORDINAL = re.compile(r"\d+(st|nd|rd|th)")
COUNTRY = frozenset({"u.s.", "us", "united", "u.k.", "uk"})
FINITE = ("VBZ", "VBD", "VBP")
# Prepositions that stand in no name but those of works: "Varn by Velm Group" is two.
PARTING = frozenset({"by", "through", "from", "with", "against", "after", "over", "than", "as", "under", "into"})
PARTING |= {"during", "since", "until", "between", "via"}


def repaired(text: Text, start: int, end: int, kind: str) -> list[Name]:
    """A span of the model's cut at line breaks, without articles, marks, possessives and titles at its ends."""
    pieces, at, clause = [], start, False
    for index in range(start, end + 1):
        inside = start < index < end - 1
        between = inside and kind == "PERSON" and text.lower[index] in (",", "and", "&")
        between = between or (inside and kind == "GPE" and text.words[index] == ",")  # "Dresk, North Torrin"
        verb = index < end and text.tags[index] in FINITE and text.words[index].islower()  # "Cole told Velm Group"
        verb = verb or (index < end and kind != "WORK_OF_ART" and text.words[index] in PARTING)
        if (
            index == end
            or between
            or verb
            or "\n" in text.words[index]
            or text.words[index] in ("/", "|", "•", "(", ")")
        ):
            pieces.append((at, index))
            at, clause = index + 1, clause or verb
    out = []
    for first, last, read in split_at_of(text, pieces, kind):
        if first + 1 < last and text.lower[first].rstrip(".") in PERSONAL:
            read = "PERSON"  # "Ms Cole" read as something else
        first, last = trimmed(text, first, last, read)
        if clause and first < last:
            read = "PERSON" if text.lower[first] in lexicon.given_names() else "ORG"
        if first < last and is_name(text, first, last, read):
            out.append(Name(first, last, read))
    return out


def split_at_of(text: Text, pieces: list[tuple[int, int]], kind: str) -> list[tuple[int, int, str]]:
    """ "Ann Cole of Velm Group" read as one name: a person and an organization."""
    out = []
    for start, end in pieces:
        at = next((i for i in range(start + 2, end - 1) if text.lower[i] in ("of", ",")), -1)
        person = kind in ("ORG", "WORK_OF_ART", "EVENT", "FAC") and start < end
        person = person and text.lower[start] in lexicon.given_names()
        if at == start + 2 and person and not names_a_kind(text.lower[at - 1]):
            out += [(start, at, "PERSON"), (at + 1, end, "ORG")]
        else:
            out.append((start, end, kind))
    return out


def names_a_kind(word: str) -> bool:
    """A word that ends names of organizations, places, events or laws: "Winter Carnival of Lights" is no Winter."""
    lists = ("org_words", "headed_orgs", "place_words", "event_words", "law_words", "work_words")
    return any(word in lexicon.words(name) for name in lists)


def trimmed(text: Text, start: int, end: int, kind: str) -> tuple[int, int]:
    """Without what is no part of the name: "the Velm Group's", "Senator Ann Cole", "(Daily Tolland"."""
    while start < end and (
        text.words[start] in MARKS
        or text.lower[start] in ("the", "a", "an", "and", "this", "its", "their", "his", "her", "our", "my")
        or not text.words[start].strip()
    ):
        start += 1
    if start + 1 < end and text.lemmas[start] in lexicon.words("reporting_verbs") and text.tags[start][:2] == "VB":
        start += 1  # "Remarked Ann Cole"
    if start + 1 < end and ORDINAL.fullmatch(text.lower[start]) and lexicon.fold(text.words[start + 1]) in COUNTRY:
        start += 1  # "116th U.S. Congress"
    while start < end and (
        text.words[end - 1] in MARKS
        or text.words[end - 1] in POSSESSIVE
        or text.words[end - 1] in ("a", "an", "the", "of", "and", "being")
        or is_person_noun(text, end - 1)
        or not text.words[end - 1].strip()
    ):
        end -= 1
    if kind == "PERSON":
        return trimmed_person(text, start, end)
    for index in range(start + 2, end):
        # A headline in capitals read to its end: "Daily Tolland Exploits Fears", "Arden University on Monday".
        weekday = index + 1 < end and text.lower[index + 1] in lexicon.words("not_names")
        cut = FINITE if kind == "WORK_OF_ART" else (*FINITE, "TO", "MD")
        country = text.lower[index - 1] == "united"  # "United States", read as a verb
        if (text.tags[index] in cut and not country) or (text.lower[index] in ("on", "in") and weekday):
            end = index
            break
    # "State Department Spokesman" is the department.
    while end - start > 1 and text.is_capital(end - 1) and text.lower[end - 1] in lexicon.words("offices"):
        end -= 1
    return start, end


def is_person_noun(text: Text, at: int) -> bool:
    """ "Velm boss": a noun of people in small letters ends no name."""
    return text.words[at].islower() and noun_is_person(text.lemmas[at])


def trimmed_person(text: Text, start: int, end: int) -> tuple[int, int]:
    """Without titles and what describes: "Senator Ann Cole", "Tolland grocer Odo Varn", "Cole the Velm"."""
    for index in range(start, end):
        word = text.words[index]
        if word.islower() and word.isalpha() and word not in lexicon.words("particles"):
            if word in ("the", "of", "and", "at", "in", "for"):
                return start, index
            if text.is_capital(min(index + 1, end - 1)):
                start = index + 1
    for index in range(start + 1, end):
        # "Cole Claims Velm Most Qualified", in a headline
        borne = text.lower[index] in lexicon.surnames() or text.lower[index] in lexicon.given_names()
        if text.tags[index] in (*FINITE, "TO", "MD") and not borne:
            end = index
            break
    number = next((index for index in range(start + 1, end) if text.words[index].isdigit()), end)
    end = number if number > start else end  # "Cole 785 miles"
    while start + 1 < end and (text.lower[start] in lexicon.words("titles") or text.words[start] in MARKS):
        start += 1
    while start + 1 < end and (text.words[end - 1] in MARKS or text.lower[end - 1] in lexicon.words("headline_verbs")):
        end -= 1
    if end - start > 2 and text.lower[start] not in lexicon.given_names() and text.lower[start] in text.vocabulary:
        start += 1
    return start, end


def is_name(text: Text, start: int, end: int, kind: str) -> bool:
    """A capital letter somewhere, and not a word of the calendar, of a button or of a credit."""
    if end - start > 9 or text.slice(start, end).lower() in lexicon.words("not_names"):
        return False
    letters = [text.words[i] for i in range(start, end) if any(char.isalpha() for char in text.words[i])]
    if not any(word[0].isupper() or any(char.isupper() for char in word) for word in letters):
        return False
    if end - start == 1 and text.words[start].startswith(("D-", "R-", "I-", "@", "#")):
        return False  # "D-Wash.", "@velm"
    if text.lower[start].startswith(
        ("pro-", "anti-", "non-", "post-", "pre-", "ex-", "intra-", "inter-")
    ) or text.words[start] in (
        "pro",
        "anti",
        "non",
    ):
        return False
    if is_portfolio(text, start, end) or (kind in ("ORG", "PERSON", "PRODUCT") and is_common(text, start, end)):
        return False
    # "Absolutely." or "Obviously" at the start of a sentence is none.
    return not (end - start == 1 and text.pos[start] in ("ADV", "INTJ", "VERB", "PRON", "ADP", "SCONJ", "AUX", "DET"))


def is_portfolio(text: Text, start: int, end: int) -> bool:
    """ "Transport" Minister, "Shadow Home" Secretary, "Home Affairs" spokesman."""
    if end >= len(text) or text.lower[end] not in ("minister", "secretary", "spokesman", "spokeswoman"):
        return False
    lower, listed = text.lower[start:end], lexicon.words("portfolios")
    if text.is_capital(end) and text.lower[end] in ("minister", "secretary"):
        return end - start == 1 or lower[-1] in listed
    return all(word in listed or word in ("and", "&", "shadow") for word in lower)


def is_common(text: Text, start: int, end: int) -> bool:
    """Capitalized words that are no name: "an Oath", "Professors", "Peace and Harbours" where the text has both words
    in lower case as well, "State" in "Secretary of State"."""
    lower = text.lower[start:end]
    if end - start > 1:
        plain = all(word in text.vocabulary or word in ("and", "&") for word in lower)
        headed = lower[-1] in lexicon.words("place_words") or lower[-1] in lexicon.words("headed_orgs")
        return plain and not headed and not lexicon.words("org_words").intersection(lower)
    if start > 1 and text.lower[start - 1] in ("of", "for") and text.lower[start - 2] in ("secretary", "minister"):
        return True
    if lower[0].endswith("ists") and text.tags[start] in ("NNS", "NNPS"):
        return True  # "Botanists"
    before = text.lower[start - 1] if start else ""
    after = text.tags[end] if end < len(text) else ""
    if before in ("a", "an") and not after.startswith("NN") and after != "HYPH":
        return True
    lemma = text.lemmas[start].lower()
    offices = lexicon.words("offices") | lexicon.words("person_nouns")
    return (
        lemma in offices
        or lemma.removesuffix("s") in offices
        or (lower[0] in text.vocabulary and text.tags[start] not in ("NNP", "NNPS"))
    )


def owned(text: Text, names: list[Name]) -> list[Name]:
    """ "Cole's Fisheries Department" beside "Ann Cole", "Ohio's Supreme Court": whose it is and what; "Emily's List" is
    one name."""
    people = {text.lower[name.end - 1] for name in names if name.kind == "PERSON" and name.end - name.start > 1}
    out = []
    for name in names:
        at = next((i for i in range(name.start + 1, name.end - 1) if text.tags[i] == "POS"), -1)
        if at < 0 or name.kind == "WORK_OF_ART":
            out.append(name)
            continue
        before = lexicon.fold(" ".join(text.words[name.start : at]))
        place = before in lexicon.countries() or before in lexicon.states() or before in lexicon.cities()
        if place or text.lower[at - 1] in people:
            out.append(Name(name.start, at, "GPE" if place else "PERSON"))
            start, end = trimmed(text, at + 1, name.end, name.kind)
            if start < end and is_name(text, start, end, name.kind):
                out.append(Name(start, end, name.kind))
        else:
            out.append(name)
    return out


def shortened(text: Text, names: list[Name]) -> list[Name]:
    """ "Varn Stereogram" beside "Odo Varn" is Varn and something of his; "the Varns" is a family and left out."""
    people = [name for name in names if name.kind == "PERSON" and name.end - name.start > 1]
    given = lexicon.given_names()
    surnames = {text.lower[name.end - 1] for name in people if text.lower[name.start] in given}
    full = {tuple(text.lower[name.start : name.end]) for name in people}
    out = []
    for name in names:
        first = text.lower[name.start]
        if name.kind == "PERSON" and name.end - name.start > 2:
            out += parted(text, name, full)
        if name.kind == "PERSON" and name.end - name.start > 1 and first in surnames and first not in given:
            name.end = name.start + 1
        elif name.kind == "PERSON" and name.end - name.start > 1 and first not in given:
            # "Crooked Ann Cole" beside "Ann Cole", "Derelict Cole" with "derelict" elsewhere.
            rest = text.lower[name.start + 1 : name.end]
            known = len(rest) > 1 and tuple(rest) in full
            if known or (rest[-1] in surnames and len(rest) == 1 and first in text.vocabulary):
                name.start += 1
        plural = name.end - name.start == 1 and first.endswith("s") and first.removesuffix("s") in surnames
        if not (plural and first not in surnames and name.start and text.lower[name.start - 1] == "the"):
            out.append(name)
    return out


def parted(text: Text, name: Name, full: set[tuple[str, ...]]) -> list[Name]:
    """Cut a name behind the full name it begins with, if that stands elsewhere ("Ann Cole Apologizes"); what is a full
    name of its own ("Ann Cole Odo Varn") is returned."""
    words = tuple(text.lower[name.start : name.end])
    for size in range(2, len(words)):
        given = all(word in lexicon.given_names() for word in words[:size])
        if given and words[size] not in text.vocabulary and words[size:] not in full:
            continue  # "Ana Maria Ferro", whatever the text goes on to call her
        if words[:size] in full and words[size].rstrip(".") not in ("jr", "sr", "ii", "iii", "iv"):
            rest = Name(name.start + size, name.end, "PERSON")
            name.end = name.start + size
            return [rest] if words[size:] in full else []
    return []


def group_names(text: Text, names: list[Name]) -> list[Name]:
    """A surname before "network" or "cartel" names an organization: "the Ardal network" is not Ardal."""
    people = {text.words[name.end - 1] for name in names if name.kind == "PERSON" and name.end - name.start > 1}
    for name in names:
        if name.end - name.start > 1 or name.kind not in ("PERSON", "ORG", "NORP") or name.end >= len(text):
            continue
        noun = text.words[name.end]
        sure = text.words[name.start] in people or noun in ("network", "cartel", "clan", "faction")
        if sure and noun in lexicon.words("group_nouns") and text.tags[name.end] == "NN":
            name.end, name.kind = name.end + 1, "ORG"
    return names


def lengthened(text: Text, names: list[Name]) -> list[Name]:
    """An organization cut before "of", "for" or "on", or before its last word on the next line: "Torrin Foundation for
    the Blue Arts", "Ways and Means" / "Committee" is one name."""
    by_start = {name.start: name for name in names}
    gone: set[int] = set()
    for name in names:
        at = name.end + (name.end < len(text) and text.words[name.end] == "\n")
        if name.kind != "ORG" or at + 1 >= len(text) or text.sents[at] != text.sents[name.start]:
            continue
        if at not in by_start and text.is_capital(at) and text.lower[at] in lexicon.words("headed_orgs"):
            name.end = at + 1
            continue
        last = text.lower[name.end - 1]
        about = text.lower[at] == "on" and last in ("committee", "subcommittee", "commission", "council")
        if last not in lexicon.words("headed_orgs") or not (text.lower[at] in ("of", "for") or about):
            continue
        after = at + 2 if text.lower[at + 1] in ("the", "\n") else at + 1
        follower = by_start.get(after)
        if follower is not None and follower.kind != "PERSON" and (follower.kind != "GPE" or text.lower[at] == "of"):
            name.end = follower.end
            gone.add(id(follower))
        elif after < len(text) and text.is_capital(after) and (follower is not None or text.pos[after] == "PROPN"):
            name.end = end_of_run(text, after, by_start)
            gone.update(id(other) for other in names if name is not other and name.start < other.start < name.end)
    return [name for name in names if id(name) not in gone]


def end_of_run(text: Text, at: int, by_start: dict[int, Name]) -> int:
    """The end of the capitalized proper nouns that begin at a token, over a wrapped line, up to another name."""
    end = at
    while (
        at < len(text)
        and (at not in by_start or by_start[at].kind == "ORG")
        and text.pos[at] == "PROPN"
        and text.is_capital(at)
    ):
        at += 1
        end = at
        if at < len(text) and text.words[at] == "\n":
            at += 1
    return end
