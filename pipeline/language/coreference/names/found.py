"""Names: what the model's NER found, repaired, and what it missed beside a name found elsewhere in the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.text import Text
from pipeline.language.records import ENTITY_TYPES

from .completed import counted_off, defined, in_capitals, joined, with_given
from .repair import group_names, is_name, is_portfolio, lengthened, owned, repaired, shortened, trimmed
from .spans import MARKS, Name, form, noun_is_person
from .types import retype, titled

TYPES = frozenset(ENTITY_TYPES)


def find_names(text: Text) -> list[Name]:
    """All names in text order; those that are nested come after what they stand in."""
    names = [
        name for ent in text.doc.ents if ent.label_ in TYPES for name in repaired(text, ent.start, ent.end, ent.label_)
    ]
    names = joined(text, [name for name in names if not text.skipped[name.start]])
    counted_off(text, names)
    with_given(text, names)
    names = in_capitals(text, names)
    names = with_known(text, lengthened(text, group_names(text, shortened(text, owned(text, names)))))
    names = defined(text, names)
    retype(text, names)
    names += found_elsewhere(text, names)
    names += unseen(text, names)
    with_given(text, names)
    names = defined(text, names)  # sorted
    retype(text, names)
    return sorted(names + places_inside(text, names), key=lambda name: (name.start, -name.end))


def with_known(text: Text, names: list[Name]) -> list[Name]:
    """Known names of several words, in place of what was read within them ("Captain [America]"); longer names stay."""
    by_first, found, index = lexicon.known_by_first(), [], 0
    while index < len(text.words):
        size = known_here(text, index, by_first[text.lower[index]]) if text.lower[index] in by_first else 0
        if size:
            found.append(Name(index, index + size, "ORG", seed=True))
        index += size or 1
    if not found:
        return names
    holder = {token: name for name in names for token in range(name.start, name.end)}
    out = []
    for known in found:
        crossed = [holder[token] for token in range(known.start, known.end) if token in holder]
        for name in crossed:
            if name.kind == "PERSON" and name.start < known.start and name.end == known.end:
                name.end = known.start  # "the Cole White House"
                crossed = []
                break
        if all(known.start <= name.start and name.end <= known.end for name in crossed):
            known.kind = lexicon.known_by_words()[tuple(text.lower[known.start : known.end])]
            out.append(known)
    covered = {token for known in out for token in range(known.start, known.end)}
    return sorted(out + [name for name in names if name.start not in covered], key=lambda name: name.start)


def known_here(text: Text, index: int, names: list[tuple[str, ...]]) -> int:
    """Size of the longest of these names that begins at a token, written with capitals; 0 if none does."""
    for words in names:
        last = index + len(words)
        if tuple(text.lower[index:last]) == words and text.is_capital(index) and text.is_capital(last - 1):
            return 0 if text.skipped[index] else len(words)
    return 0


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
            forms.add(words[-3:] if len(words) > 3 and words[-2] == "-" else words[-1:])
            if words[0] in lexicon.given_names():
                forms.add(words[:1])
                if len(words) > 2 and words[1] in lexicon.given_names():
                    forms.add(words[:2])  # "Ana Maria"
        if name.kind == "ORG" and len(words) > 1 and len(words[-1]) > 3 and words[-1].isalpha():
            forms.add(words[-1:])  # "the Dragons", "the Council": behind the article only
        for one in forms:
            entry = (one, name.kind, one == words)
            if entry not in known[one[0]]:
                known[one[0]].append(entry)
    lengthen_to_known(text, names, known)
    for name in names:
        covered[name.start : name.end] = [True] * (name.end - name.start)
    out, index = [], 0
    while index < len(text):
        match = None
        word = text.words[index]
        if not (covered[index] or text.skipped[index] or word.islower()) and (word[:1].isupper() or is_camel(word)):
            for words, kind, whole in known.get(text.lower[index], ()):
                last = index + len(words)
                if last > len(text) or any(covered[index:last]) or tuple(text.lower[index:last]) != words:
                    continue
                if len(words) == 1 and not lone_name(text, index, whole):
                    continue
                if kind == "ORG" and not whole and not (index and text.lower[index - 1] == "the"):
                    continue
                if is_portfolio(text, index, last):
                    continue
                if match is None or last > match.end:
                    match = Name(index, last, kind, seed=True)
        if match:
            out.append(match)
            index = match.end
        else:
            index += 1
    return out


def lengthen_to_known(text: Text, names: list[Name], known: dict) -> None:
    """ "Velm" read alone where the text goes on as a name found elsewhere: "Velm Harbour Group"."""
    for name in names:
        for words, kind, whole in known.get(text.lower[name.start], ()):
            last = name.start + len(words)
            if whole and name.end < last and tuple(text.lower[name.start : last]) == words:
                name.end, name.kind = last, kind
    # What stood behind it within the longer name is a part of it now.
    names.sort(key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    names[:] = kept


def lone_name(text: Text, index: int, whole: bool) -> bool:
    """A single capitalized word read as a name: a noun, or a word that is capitalized within its sentence."""
    written = text.words[index]
    if text.pos[index] == "PROPN" or (whole and written.isupper() and len(written) > 2) or is_camel(written):
        return True
    opening = index == 0 or text.sents[index] != text.sents[index - 1]
    if opening and len(text.words[index]) > 4 and index + 1 < len(text):
        # "Dunmore then left", read as an adverb: what follows says that it is the subject.
        return text.pos[index + 1] in ("AUX", "VERB", "ADV", "PART") and text.lower[index] not in text.words
    return text.pos[index] in ("NOUN", "ADJ", "X") and (not opening or whole) and len(text.words[index]) > 2


def is_camel(word: str) -> bool:
    """A capital inside, behind a small letter: "eHarbour", "FerryTube"; whatever its part of speech, it is a name."""
    return word.isalpha() and any(a.islower() and b.isupper() for a, b in pairwise(word))


def unseen(text: Text, names: list[Name]) -> list[Name]:
    """Capitalized words that the model took for no name: a given name and what follows, a word of a gazetteer."""
    covered = bytearray(len(text))
    for name in names:
        covered[name.start : name.end] = b"\1" * (name.end - name.start)
    out, index, total = [], 0, len(text)
    families = {text.lower[name.end - 1] + "s" for name in names if name.kind == "PERSON"}
    often = {word for word in repeated_unknown(text, covered) if word.lower() not in families}  # "the Varns"
    while index < total:
        proper = text.pos[index] == "PROPN" or is_known_alone(text, index)
        if covered[index] or text.skipped[index] or not proper or not text.words[index][0].isupper():
            index += 1
            continue
        last = index + 1
        while (
            last < total
            and not covered[last]
            and text.pos[last] == "PROPN"
            and text.words[last][0].isupper()
            and text.words[last].strip()
        ):
            last += 1
        if last - index == 1 and last < total and not covered[last] and is_surname_read_as_noun(text, last):
            last += 1
        kind = kind_of_run(text, index, last)
        if kind is None and last - index == 1 and text.words[index] in often:
            kind = "ORG"
        if kind and (last == total or not covered[last]):
            start, end = trimmed(text, index, last, kind)
            if start < end and is_name(text, start, end, kind):
                out.append(Name(start, end, kind, seed=True))
        index = max(last, index + 1)
    return out


def is_known_alone(text: Text, index: int) -> bool:
    """A known name of one word, whatever the model takes it for, that does not stand in small letters as well."""
    known = lexicon.known_names().get(text.lower[index])
    return known is not None and known != "PERSON" and text.lower[index] not in text.vocabulary


def is_surname_read_as_noun(text: Text, index: int) -> bool:
    """ "Odo Varn" with "Varn" tagged as a common noun."""
    return text.tags[index] == "NN" and text.words[index].istitle() and text.lower[index] not in text.vocabulary


def is_acting(text: Text, head: int) -> bool:
    """The subject of a verb of saying, or said to be a person by a noun."""
    verb = text.heads[head]
    if text.deps[head] != "nsubj":
        return False
    if text.lemmas[verb] in ("say", "tell", "add", "ask", "explain", "write", "recall", "argue", "reply", "warn"):
        return True
    return text.lemmas[verb] == "be" and any(
        text.deps[i] == "attr" and text.heads[i] == verb and noun_is_person(text.lemmas[i])
        for i in range(verb + 1, min(verb + 9, len(text)))
    )


def repeated_unknown(text: Text, covered: bytearray) -> set[str]:
    """Proper nouns the model never took for a name, capitalized twice and more, never in lower case, and at least once
    the subject of a verb: mostly a publication, a firm or a team. A plural always has its article ("the Gulls")."""
    counts: Counter[str] = Counter()
    acting, bare = set(), set()
    for index, pos in enumerate(text.pos):
        if pos == "PROPN" and not covered[index] and not text.skipped[index]:
            word = text.words[index]
            if len(word) > 3 and word[0].isupper() and word.isalpha() and not word.isupper():
                counts[word] += 1
                if text.deps[index] == "nsubj":
                    acting.add(word)
                if text.tags[index] == "NNPS" and not (index and text.lower[index - 1] == "the"):
                    bare.add(word)
    listed = (
        lexicon.words("offices") | lexicon.words("titles") | lexicon.words("org_words") | lexicon.words("not_names")
    )
    return {
        word
        for word, count in counts.items()
        if count > 1 and word in acting - bare and word.lower() not in text.vocabulary and word.lower() not in listed
    }


def kind_of_run(text: Text, start: int, end: int) -> str | None:
    lower = [lexicon.fold(word) for word in text.words[start:end]]
    spelled = " ".join(lower)
    caps_line = all(word.isupper() for word in text.words[start:end])
    if spelled in lexicon.countries() and spelled not in ("us", "congo"):
        return "GPE"
    if spelled in lexicon.states():
        return "GPE"
    if len(lower) == 1 and spelled in lexicon.words("place_acronyms") and text.words[start].isupper():
        return "GPE"
    if start and titled(text, Name(start, end, "PERSON")):
        return "PERSON"
    known = lexicon.known_names().get(spelled)
    if known and (len(lower) > 1 or lower[0] not in text.vocabulary):
        return known
    # "novelist Odo Varn", "Odo Varn is a novelist", "said Odo Varn".
    if len(lower) == 2 and is_acting(text, end - 1) and lower[-1] not in lexicon.words("org_words") and not caps_line:
        return "PERSON"
    if len(lower) == 2 and start and text.tags[start - 1] == "NN" and text.lower[start - 1] in lexicon.words("offices"):
        return "PERSON"
    if len(lower) == 1 and lower[0] in lexicon.given_names() and len(lower[0]) > 3 and lower[0] not in text.vocabulary:
        inside = start > 0 and text.sents[start] == text.sents[start - 1] and text.words[start - 1] not in MARKS
        if inside and text.deps[start] in ("nsubj", "nsubjpass", "conj", "pobj", "dobj", "dative", "appos", "attr"):
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
        and (lower[-1] not in ("post", "news", "front", "service") or (start and text.lower[start - 1] == "the"))
    ):
        return "ORG"
    place = len(lower) > 1 and lower[-1] in lexicon.words("place_words") and lower[-1] not in lexicon.surnames()
    if place and not caps:
        return "ORG" if lower[-1] in ("center", "centre", "hospital", "library", "hall") else "FAC"
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
                listed = listed or (spelled in lexicon.words("place_acronyms") and text.words[index].isupper())
                if spelled == "america" and text.lower[index - 1] in ("north", "south", "latin", "central"):
                    continue
                first = index == name.start or text.lower[index - 1] in ("of", "in", "at", "de", "the", "-")
                city = spelled in lexicon.cities() and (first or last == name.end)
                place = (listed or city) and spelled not in lexicon.demonyms()
                if text.is_capital(index) and place:
                    out.append(Name(index, last, "GPE", nested=True))
                    step = size
                    break
            index += step
    return out
