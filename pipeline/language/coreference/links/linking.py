"""Which names of a text are one thing's: full name and surname, acronym, short form, a country's several names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.names.completed import sharing
from pipeline.language.coreference.names.spans import Name, form
from pipeline.language.coreference.text import Text

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# What a firm's short name leaves out: "Velm" and "Velm Group".
FORMS = lexicon.words("legal_forms") | {"group", "holdings", "industries", "international"}
STORMS = frozenset({"storm", "hurricane", "typhoon", "cyclone"})
SKIPPED_IN_ACRONYMS = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "de", "-"})


@dataclass(slots=True, eq=False)
class Thing:
    """A person, organization, place ... of the text, while its mentions are collected."""

    kind: str
    parts: tuple[str, ...]
    names: Counter[str] = field(default_factory=Counter)
    gender: str = ""  # "m", "f", "" not told
    country: str | None = None
    suffix: str = ""  # "jr", "iii"
    words: set[str] = field(default_factory=set)  # lower-case nouns that describe it: its titles, its name's own
    within: list[str] = field(default_factory=list)
    letters: frozenset[str] = frozenset()  # the acronyms that its name may have
    full: str = ""  # how a list calls it
    count: int = 0

    @property
    def is_person(self) -> bool:
        return self.kind == "PERSON"


def link(text: Text, names: list[Name]) -> list[Thing]:
    """The thing of each name, in the order of ``names``."""
    things: list[Thing | None] = [None] * len(names)
    shared = sharing(text, names)
    people = [index for index, name in enumerate(names) if name.kind == "PERSON"]
    others = [index for index, name in enumerate(names) if name.kind != "PERSON"]
    _link_people(text, names, people, things, shared)
    _link_others(text, names, others, things)
    for name, thing in zip(names, things, strict=True):
        spelled = re.sub(r"\s+", " ", text.slice(name.start, name.end))
        thing.names[re.sub(r"[\[\]]", "", spelled).strip(" -–—") or spelled] += 1
        thing.count += 1
    for position, whole in shared.items():
        surname = text.slice(whole.start + 1, whole.end)
        things[position].names.setdefault(f"{text.words[names[position].start]} {surname}", 0)  # type: ignore[union-attr]
    return things  # type: ignore[return-value]


def _parts(text: Text, name: Name) -> tuple[str, ...]:
    words = form(text, name).split()  # "Marn-Cole" is one part
    return tuple(word for word in words if any(char.isalnum() for char in word) and word not in SUFFIXES) or tuple(
        words
    )


def _person_parts(
    text: Text, names: list[Name], people: list[int], shared: dict[int, Name]
) -> dict[int, tuple[str, ...]]:
    """The parts of each person's name: with the surname it shares, and with a surname of several words as one part."""
    parts = {index: _parts(text, names[index]) for index in people}
    surnames_of_two = {" ".join(own[at:]) for own in parts.values() for at in range(1, len(own) - 1)}
    for index, own in parts.items():
        if index in shared and not any(other[0] == own[0] and len(other) > 1 for other in parts.values()):
            parts[index] = (own[0], *_parts(text, shared[index])[1:])  # "Katrin and Karl Persson"
        elif len(own) > 1 and own[0] in lexicon.words("particles") and " ".join(own) in surnames_of_two:
            parts[index] = (" ".join(own),)  # "Van Dorn" beside "Hilda Van Dorn"
    return parts


def _link_people(
    text: Text, names: list[Name], people: list[int], things: list[Thing | None], shared: dict[int, Name]
) -> None:
    parts = _person_parts(text, names, people, shared)
    full: list[Thing] = []
    for index in sorted((i for i in people if len(parts[i]) > 1), key=lambda i: (-len(parts[i]), i)):
        own = parts[index]
        last = names[index].end - 1
        suffix = text.lower[last].rstrip(".") if text.lower[last] in SUFFIXES else ""
        thing = next((o for o in full if same_person(own, o.parts) and same_generation(own, suffix, o)), None)
        if thing is None:
            thing = Thing("PERSON", own, suffix=suffix)
            thing.gender = gender_of(own[0])
            full.append(thing)
        things[index] = thing
    by_last: dict[str, list[Thing]] = defaultdict(list)
    by_first: dict[str, list[Thing]] = defaultdict(list)
    for thing in full:
        by_last[thing.parts[-1]].append(thing)
        for at in range(1, len(thing.parts) - 1):
            by_last[" ".join(thing.parts[at:])].append(thing)
        by_first[thing.parts[0]].append(thing)
        if len(thing.parts) > 2 and thing.parts[1] in lexicon.given_names():
            by_first[" ".join(thing.parts[:2])].append(thing)  # "Ana Maria" of "Ana Maria Ferro"
    called: dict[str, set[str]] = defaultdict(set)  # surname alone to the genders its titles tell
    for index in people:
        if things[index] is None and titled_gender(text, names[index].start):
            called[parts[index][0]].add(titled_gender(text, names[index].start))
    seen: Counter[int] = Counter()
    alone: dict[str, Thing] = {}
    for index in people:
        if things[index] is None:
            word = parts[index][0]
            found = by_last.get(word) or []
            female = titled_gender(text, names[index].start)
            if female and len(found) == 1 and found[0].gender not in ("", female):
                found = []
            elif female and len(found) > 1:
                found = [thing for thing in found if thing.gender in ("", female)] or found
            elif len(found) == 1 and found[0].gender and called.get(word) == {"f", "m"} - {found[0].gender}:
                found = []  # "Mr. Cole" where the only full name is Hilda Cole
            if not found and len(by_first.get(word, ())) == 1:
                found = by_first[word]
            if found:
                things[index] = max(found, key=lambda thing: seen[id(thing)])
            else:
                things[index] = alone.setdefault(word, Thing("PERSON", (word,)))
        seen[id(things[index])] += 1
        told = titled_gender(text, names[index].start)
        if told:
            things[index].gender = told
    for thing in alone.values():
        thing.gender = thing.gender or gender_of(thing.parts[0])


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """ "Bill Cole" and "William J. Cole" are, "Bill Cole" and "Hillary Cole" are not; a slip is forgiven in a
    long first name ("Kristin", "Kristen")."""
    if a == b:
        return True
    if a[-1] != b[-1]:
        short, long = sorted((a, b), key=len)
        return 1 < len(short) < len(long) == 3 and long[: len(short)] == short
    if lexicon.same_given(a[0], b[0]):
        return same_middle(a[1:-1], b[1:-1])
    if len(a[0]) > 5 and len(a[0]) == len(b[0]) and sum(x != y for x, y in zip(a[0], b[0], strict=True)) == 1:
        return a[0][0] == b[0][0]
    # "Marn Cole" is "Hilda Marn Cole".
    short, long = sorted((a, b), key=len)
    return 1 < len(short) < len(long) == 3 and short[0] == long[1]


def same_generation(parts: tuple[str, ...], suffix: str, other: Thing) -> bool:
    """ "Odo Varn" and "Odo Varn Jr." in one text are two; "Joseph R. Cole Jr." and "Joe Cole" are one."""
    if suffix == other.suffix:
        return True
    return not (suffix and other.suffix) and parts != other.parts


def same_middle(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Middle names that do not contradict each other: "H. W." and "W." do, "Marn" and "M." do not."""
    if not a or not b:
        return True
    if len(a) != len(b):
        return all(len(word.rstrip(".")) > 1 for word in a + b)
    return all(x[0] == y[0] for x, y in zip(a, b, strict=True))


def gender_of(given: str) -> str:
    names = lexicon.given_names()
    told = names.get(given.split("-")[0], "")
    # "Sam" is short for Samuel and for Samantha.
    formal = {names.get(name) for name in lexicon.formal_names().get(given, ())}
    return told if told in ("m", "f") and not {"m", "f"} <= formal else ""


def titled_gender(text: Text, start: int) -> str:
    """From the title before a name: "Mrs. Cole"."""
    before = text.lower[start - 1] if start else ""
    if before in lexicon.words("male_titles"):
        return "m"
    return "f" if before in lexicon.words("female_titles") else ""


def _link_others(text: Text, names: list[Name], others: list[int], things: list[Thing | None]) -> None:
    by_key: dict[tuple[str, str], Thing] = {}
    long: list[Thing] = []
    ordered = sorted(others, key=lambda i: (-(names[i].end - names[i].start), i))
    for index in ordered:
        name = names[index]
        whole = parts = _parts(text, name)
        while len(parts) > 1 and parts[-1].rstrip(".") in lexicon.words("legal_forms") - {"company"}:
            parts = parts[:-1]
        if name.kind == "EVENT" and len(parts) > 1 and parts[-2] in STORMS:
            parts = parts[-1:]  # "Tropical Storm Orla", then "Hurricane Orla"
        key, code = _key(name.kind, form(text, name), parts)
        party = text.parties.get(form(text, name))
        if party:
            key = ("", lexicon.fold(party))
        thing = by_key.get(key)
        if thing is None and name.kind not in ("NORP", "LANGUAGE") and not code:
            thing = None if party else short_form(text, name, parts, long)
        if thing is None:
            thing = Thing(name.kind, parts, country=code)
            if len(whole) > 1:
                thing.letters = frozenset(acronyms(whole) | acronyms(parts))
                long.append(thing)
        by_key.setdefault(key, thing)
        if party:
            thing.names.setdefault(party, 0)
            thing.full = party
        things[index] = thing
    for position, (first, second) in enumerate(pairwise(names)):
        if first.kind == second.kind == "GPE" and second.start == first.end + 1 and text.words[first.end] == ",":
            inner, outer = things[position], things[position + 1]
            spelled = form(text, second)
            spelled = lexicon.same_things().get(spelled, spelled)  # "Fla."
            listed = inner.country or " ".join(inner.parts) in lexicon.states()  # "Maine, Ohio and Iowa" is a list
            if inner is not outer and (spelled in lexicon.states() or outer.country) and not listed:
                inner.within.append(text.slice(second.start, second.end))


def _key(kind: str, spelled: str, parts: tuple[str, ...]) -> tuple[tuple[str, str], str | None]:
    """Key within the text, and the country's code."""
    if kind == "GPE" and spelled in lexicon.countries():
        return ("GPE", "country " + lexicon.countries()[spelled]), lexicon.countries()[spelled]
    if kind == "NORP":
        code = lexicon.demonyms().get(spelled)
        return ("NORP", "country " + code if code else spelled.removesuffix("s")), code
    key = " ".join(parts)
    return (
        "",
        lexicon.same_things().get(key) or lexicon.same_things().get(key.replace(".", "")) or key.replace(".", ""),
    ), None


def short_form(text: Text, name: Name, parts: tuple[str, ...], long: list[Thing]) -> Thing | None:
    """The longer name this one is short for, if there is one and only one: an acronym, or its first or last words."""
    letters = parts[0].replace(".", "")
    written = text.words[name.start]
    if len(parts) == 1 and written.replace(".", "").isupper() and 2 <= len(letters) <= 7:
        found = [thing for thing in long if letters in thing.letters]
        if not found and name.start > 1 and text.words[name.start - 1] == "(":
            before = lexicon.fold(text.words[name.start - 2])
            found = [thing for thing in long if thing.parts[-1] == before and abbreviates(letters, thing.parts)]
        if found or any(parts[0] == thing.parts[0] for thing in long if len(thing.parts) < 2):
            return found[0] if found else None
    if name.kind not in ("ORG", "FAC", "EVENT", "PRODUCT") or (
        parts[0] in lexicon.words("own_names") and len(parts) == 1
    ):
        return None
    found = []
    known = " ".join(parts) in lexicon.known_names()
    for thing in long:
        if thing.kind != name.kind or len(thing.parts) <= len(parts):
            continue
        before = " ".join(thing.parts[: -len(parts)])
        a_country_s = before in lexicon.countries() or before in lexicon.demonyms() or before.endswith(" of")
        rest = set(thing.parts[len(parts) :]) if thing.parts[: len(parts)] == parts else {""}
        if known and not (a_country_s and thing.parts[-len(parts) :] == parts) and not rest <= FORMS:
            continue  # "United Nations" is not short for its Security Council; "Supreme Court" is for a country's
        article = name.start and text.lower[name.start - 1] == "the"
        ends = thing.parts[-len(parts) :] == parts and (article or len(parts) > 1 or thing.parts[-2] == "of")
        telling = len(parts) > 1 or parts[0] not in lexicon.words("org_words") or article
        begins = thing.parts[: len(parts)] == parts and telling
        if ends or (begins and not name.nested and (article or "of" not in thing.parts[len(parts) : len(parts) + 1])):
            found.append(thing)
    return found[0] if len(found) == 1 else None


def abbreviates(letters: str, parts: tuple[str, ...]) -> bool:
    """Whether an acronym begins as a name does, or has the initials of two of its words: "Velm Workers' League (VKL)",
    in the language of the place."""
    initials = {part[0] for part in parts}
    return letters[0] == parts[0][0] or len(initials & set(letters)) > 1


def acronyms(parts: tuple[str, ...]) -> set[str]:
    """Initials with and without the small words: ``tolland board of fish`` gives ``tbf`` and ``tbof``."""
    words = [piece for part in parts for piece in part.split("-") if piece]
    return {
        "".join(word[0] for word in words if word not in SKIPPED_IN_ACRONYMS),
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in ("the", "&")),
    }
