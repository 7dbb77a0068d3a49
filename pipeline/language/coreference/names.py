"""Names: what the model's NER found, repaired, and what it missed beside a name found elsewhere in the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.language.records import ENTITY_TYPES

from . import lexicon
from .text import Text

TYPES = frozenset(ENTITY_TYPES)
MARKS = frozenset("\"'“”‘’()[]{}<>.,;:!?-–—/|*•…&@#_`") | {"''", "``", "--", "..."}
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True)
class Name:
    """Tokens ``start`` up to ``end``; ``nested`` stands inside an organization's name; ``seed`` is not the model's."""

    start: int
    end: int
    kind: str
    nested: bool = False
    seed: bool = False


def find_names(text: Text) -> list[Name]:
    """All names in text order; those that are nested come after what they stand in."""
    names = [
        name for ent in text.doc.ents if ent.label_ in TYPES for name in repaired(text, ent.start, ent.end, ent.label_)
    ]
    names = [name for name in names if not text.skipped[name.start]]
    names = group_names(text, names)
    retype(text, names)
    names += found_elsewhere(text, names)
    names += unseen(text, names)
    names.sort(key=lambda name: (name.start, -name.end))
    retype(text, names)
    return sorted(names + places_inside(text, names), key=lambda name: (name.start, -name.end))


def repaired(text: Text, start: int, end: int, kind: str) -> list[Name]:
    """A span of the model's cut at line breaks, without articles, marks, possessives and titles at its ends."""
    pieces, at = [], start
    for index in range(start, end + 1):
        if index == end or "\n" in text.words[index] or text.words[index] in ("/", "|", "•"):
            pieces.append((at, index))
            at = index + 1
    out = []
    for first, last in pieces:
        first, last = trimmed(text, first, last, kind)
        if first < last and is_name(text, first, last, kind):
            out.append(Name(first, last, kind))
    return out


def trimmed(text: Text, start: int, end: int, kind: str) -> tuple[int, int]:
    """Without what is no part of the name: "the Velm Group's", "Senator Ann Cole", "(Daily Tolland"."""
    while start < end and (
        text.words[start] in MARKS
        or text.lower[start] in ("the", "a", "an", "and", "this", "its", "their", "his", "her", "our", "my")
        or not text.words[start].strip()
    ):
        start += 1
    while start < end and (
        text.words[end - 1] in MARKS or text.words[end - 1] in POSSESSIVE or not text.words[end - 1].strip()
    ):
        end -= 1
    if kind == "PERSON":
        while start + 1 < end and text.lower[start] in lexicon.words("titles"):
            start += 1
        while start < end and text.words[start] in MARKS:
            start += 1
    return start, end


def is_name(text: Text, start: int, end: int, kind: str) -> bool:
    """A capital letter somewhere, and not a word of the calendar, of a button or of a credit."""
    if end - start > 9 or text.slice(start, end).lower() in lexicon.words("not_names"):
        return False
    letters = [text.words[i] for i in range(start, end) if any(char.isalpha() for char in text.words[i])]
    if not any(word[0].isupper() or any(char.isupper() for char in word) for word in letters):
        return False
    # "Absolutely." or "Obviously" at the start of a sentence is none.
    return not (end - start == 1 and text.pos[start] in ("ADV", "INTJ", "VERB", "PRON", "ADP", "SCONJ", "AUX", "DET"))


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


def form(text: Text, name: Name) -> str:
    return lexicon.fold(" ".join(text.words[name.start : name.end]))


def retype(text: Text, names: list[Name]) -> None:
    """One type per form: gazetteers first, then endings, then what most of its occurrences were read as.

    A form is a surname when a person of several words ends in it: "Ardal" read as ORG beside "Sirin Ardal".
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[form(text, name)][name.kind] += 1
    surnames = set()
    for spelled, counted in votes.items():
        parts = spelled.split()
        if len(parts) > 1 and (counted.most_common(1)[0][0] == "PERSON"):
            surnames.add(parts[-1])
    decided = {spelled: decide(spelled, counted, surnames) for spelled, counted in votes.items()}
    for name in names:
        name.kind = decided[form(text, name)]
        if name.kind in ("ORG", "GPE", "FAC", "LOC", "PERSON") and quoted(text, name) and name.end - name.start > 1:
            name.kind = "WORK_OF_ART"
        if name.kind != "PERSON" and titled(text, name) and text.is_capital(name.start):
            name.kind = "PERSON"


def decide(spelled: str, votes: Counter[str], surnames: set[str]) -> str:
    kind = max(votes, key=lambda k: (votes[k], k == "PERSON", k))
    parts = spelled.split()
    last = parts[-1]
    if spelled in lexicon.demonyms() and spelled not in lexicon.countries():
        return "LANGUAGE" if kind == "LANGUAGE" else "NORP"
    if spelled in lexicon.countries() or spelled in lexicon.states():
        return kind if kind == "PERSON" and votes["PERSON"] == sum(votes.values()) and len(parts) > 1 else "GPE"
    if len(parts) == 1 and spelled in surnames and spelled not in lexicon.cities():
        return "PERSON"
    if kind in ("ORG", "PERSON", "PRODUCT", "WORK_OF_ART") and spelled in lexicon.cities() and spelled not in surnames:
        return "GPE" if len(parts) > 1 or kind == "ORG" else kind
    if len(parts) > 1:
        for kinds, words in (("EVENT", "event_words"), ("LAW", "law_words")):
            if last in lexicon.words(words):
                return kinds
        if last in lexicon.words("product_words"):
            return "PRODUCT"
        if last in lexicon.words("org_words") or (
            parts[0] in ("university", "bank", "church", "ministry", "department") and "of" in parts
        ):
            return kind if kind in ("GPE", "EVENT") else "ORG"
        if last in lexicon.words("place_words") and kind in ("PERSON", "ORG"):
            return "FAC" if kind == "PERSON" else kind
        person = parts[0] in lexicon.given_names() and (last in lexicon.surnames() or last in surnames)
        if person and len(parts) <= 3 and "of" not in parts and kind not in ("EVENT", "LAW"):
            return "PERSON"
    return kind


def quoted(text: Text, name: Name) -> bool:
    """Marks close around it: "The Long Ferry" is a work."""
    before, after = name.start - 1, name.end
    if before >= 0 and text.lower[before] in ("the", "a"):
        before -= 1
    return (
        before >= 0
        and after < len(text)
        and text.words[before] in ('"', "“", "``", "‘")
        and text.words[after] in ('"', "”", "''", "’")
    )


def titled(text: Text, name: Name) -> bool:
    """Mr., Mrs., Dr., Sen. stand before persons only."""
    before = text.lower[name.start - 1] if name.start else ""
    return before in lexicon.words("sure_titles")


def found_elsewhere(text: Text, names: list[Name]) -> list[Name]:
    """Occurrences the model missed of names it found: full names, surnames, acronyms; in capitals as well."""
    covered = [False] * len(text)
    known: dict[str, list[tuple[tuple[str, ...], str, bool]]] = defaultdict(list)
    for name in names:
        covered[name.start : name.end] = [True] * (name.end - name.start)
        if name.kind in ("LANGUAGE", "LAW"):
            continue
        words = tuple(text.lower[name.start : name.end])
        forms = {words}
        if name.kind == "PERSON" and len(words) > 1 and len(words[-1]) > 2:
            forms.add(words[-1:])
            if words[0] in lexicon.given_names():
                forms.add(words[:1])
        for one in forms:
            entry = (one, name.kind, one == words)
            if entry not in known[one[0]]:
                known[one[0]].append(entry)
    out, index = [], 0
    while index < len(text):
        match = None
        if index < len(text) and not covered[index] and not text.skipped[index] and text.is_capital(index):
            for words, kind, whole in known.get(text.lower[index], ()):
                last = index + len(words)
                if last > len(text) or any(covered[index:last]) or tuple(text.lower[index:last]) != words:
                    continue
                if len(words) == 1 and not lone_name(text, index, whole):
                    continue
                if match is None or last > match.end:
                    match = Name(index, last, kind, seed=True)
        if match:
            out.append(match)
            index = match.end
        else:
            index += 1
    return out


def lone_name(text: Text, index: int, whole: bool) -> bool:
    """A single capitalized word read as a name: a noun, or a word that is capitalized within its sentence."""
    if text.pos[index] == "PROPN":
        return True
    opening = index == 0 or text.sents[index] != text.sents[index - 1]
    if opening and len(text.words[index]) > 4 and index + 1 < len(text):
        # "Dunmore then left", read as an adverb: what follows says that it is the subject.
        return text.pos[index + 1] in ("AUX", "VERB", "ADV", "PART") and text.lower[index] not in text.words
    return text.pos[index] in ("NOUN", "ADJ", "X") and (not opening or whole) and len(text.words[index]) > 2


def unseen(text: Text, names: list[Name]) -> list[Name]:
    """Capitalized words that the model took for no name: a given name and what follows, a word of a gazetteer."""
    covered = bytearray(len(text))
    for name in names:
        covered[name.start : name.end] = b"\1" * (name.end - name.start)
    out, index, total = [], 0, len(text)
    while index < total:
        if covered[index] or text.skipped[index] or text.pos[index] != "PROPN" or not text.words[index][0].isupper():
            index += 1
            continue
        last = index
        while (
            last < total
            and not covered[last]
            and text.pos[last] == "PROPN"
            and text.words[last][0].isupper()
            and text.words[last].strip()
        ):
            last += 1
        kind = kind_of_run(text, index, last)
        if kind and (last == total or not covered[last]):
            start, end = trimmed(text, index, last, kind)
            if start < end and is_name(text, start, end, kind):
                out.append(Name(start, end, kind, seed=True))
        index = max(last, index + 1)
    return out


def kind_of_run(text: Text, start: int, end: int) -> str | None:
    lower = [lexicon.fold(word) for word in text.words[start:end]]
    spelled = " ".join(lower)
    if spelled in lexicon.countries() and spelled not in ("us", "congo"):
        return "GPE"
    if spelled in lexicon.states():
        return "GPE"
    if start and titled(text, Name(start, end, "PERSON")):
        return "PERSON"
    caps = text.words[start].isupper() and len(text.words[start]) > 3
    if (
        2 <= len(lower) <= 3
        and lower[0] in lexicon.given_names()
        and not caps
        and lower[-1] not in lexicon.words("org_words")
    ):
        return "PERSON"
    if (
        len(lower) > 1
        and lower[-1] in lexicon.words("org_words")
        and not caps
        and lower[-1] not in ("post", "news", "front", "service")
    ):
        return "ORG"
    if (
        2 <= len(text.words[start]) <= 6
        and len(lower) == 1
        and text.words[start].isupper()
        and text.words[start].isalpha()
    ):
        # Acronyms: "the TFB"; a heading in capitals is none.
        neighbours = [text.words[i] for i in (start - 1, end) if 0 <= i < len(text)]
        if text.lower[start - 1 if start else 0] == "the" and not all(word.isupper() for word in neighbours):
            return "ORG"
    return None


def places_inside(text: Text, names: list[Name]) -> list[Name]:
    """Places inside the names of organizations, buildings, events: "University of Ardenia" holds Ardenia."""
    known = {form(text, name) for name in names if name.kind == "GPE"}
    out = []
    for name in names:
        if name.kind in ("GPE", "PERSON", "NORP", "LANGUAGE") or name.end - name.start < 2:
            continue
        index = name.start
        while index < name.end:
            step = 1
            for size in (3, 2, 1):
                last = index + size
                if last > name.end or size == name.end - name.start:
                    continue
                spelled = lexicon.fold(" ".join(text.words[index:last]))
                listed = spelled in lexicon.countries() or spelled in lexicon.states() or spelled in known
                if (
                    text.is_capital(index)
                    and (listed or spelled in lexicon.cities())
                    and spelled not in lexicon.demonyms()
                ):
                    out.append(Name(index, last, "GPE", nested=True))
                    step = size
                    break
            index += step
    return out
