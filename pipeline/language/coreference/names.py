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
    names = lengthened(text, group_names(text, shortened(text, names)))
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
        if index == end or "\n" in text.words[index] or text.words[index] in ("/", "|", "•", "(", ")"):
            pieces.append((at, index))
            at = index + 1
    out = []
    for first, last in split_at_of(text, pieces, kind):
        first, last = trimmed(text, first, last, kind)
        if first < last and is_name(text, first, last, kind):
            out.append(Name(first, last, kind))
    return out


def split_at_of(text: Text, pieces: list[tuple[int, int]], kind: str) -> list[tuple[int, int]]:
    """ "Ann Cole of Velm Group" read as one organization: a person and an organization."""
    out = []
    for start, end in pieces:
        at = next((i for i in range(start + 2, end - 1) if text.lower[i] == "of"), -1)
        person = kind == "ORG" and start < end and text.lower[start] in lexicon.given_names()
        if at == start + 2 and person and text.lower[at - 1] not in lexicon.words("org_words"):
            out += [(start, at), (at + 1, end)]
        else:
            out.append((start, end))
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
        return trimmed_person(text, start, end)
    for index in range(start + 2, end):
        # A headline in capitals read to its end: "Daily Tolland Exploits Fears", "Arden University on Monday".
        weekday = index + 1 < end and text.lower[index + 1] in lexicon.words("not_names")
        if text.tags[index] in ("VBZ", "VBD", "VBP") or (text.lower[index] in ("on", "in") and weekday):
            end = index
            break
    # "State Department Spokesman" is the department.
    while end - start > 1 and text.is_capital(end - 1) and text.lower[end - 1] in lexicon.words("offices"):
        end -= 1
    return start, end


def trimmed_person(text: Text, start: int, end: int) -> tuple[int, int]:
    """Without titles and what describes: "Senator Ann Cole", "Tolland grocer Odo Varn", "Cole the Velm"."""
    for index in range(start, end):
        word = text.words[index]
        if word.islower() and word.isalpha() and word not in lexicon.words("particles"):
            if word in ("the", "of", "and", "at", "in", "for"):
                return start, index
            if text.is_capital(min(index + 1, end - 1)):
                start = index + 1
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
    if kind in ("ORG", "PERSON", "PRODUCT") and is_common(text, start, end):
        return False
    # "Absolutely." or "Obviously" at the start of a sentence is none.
    return not (end - start == 1 and text.pos[start] in ("ADV", "INTJ", "VERB", "PRON", "ADP", "SCONJ", "AUX", "DET"))


def is_common(text: Text, start: int, end: int) -> bool:
    """Capitalized words that are no name: "an Oath", "Professors", "Peace and Harbours" where the text has both words
    in lower case as well, "State" in "Secretary of State"."""
    lower = text.lower[start:end]
    if end - start > 1:
        plain = all(word in text.vocabulary or word in ("and", "&") for word in lower)
        return plain and not lexicon.words("org_words").intersection(lower)
    if start > 1 and text.lower[start - 1] in ("of", "for") and text.lower[start - 2] in ("secretary", "minister"):
        return True
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


def shortened(text: Text, names: list[Name]) -> list[Name]:
    """ "Varn Stereogram" beside "Odo Varn" is Varn and something of his; "the Varns" is a family and left out."""
    people = [name for name in names if name.kind == "PERSON" and name.end - name.start > 1]
    given = lexicon.given_names()
    surnames = {text.lower[name.end - 1] for name in people if text.lower[name.start] in given}
    full = {tuple(text.lower[name.start : name.end]) for name in people}
    out = []
    for name in names:
        first = text.lower[name.start]
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
        if name.start and text.lower[name.start - 1] in lexicon.words("work_words") and name.kind in ("PERSON", "ORG"):
            name.kind = "WORK_OF_ART"
        if name.kind == "ORG" and follows_office(text, name):
            name.kind = "PERSON"
    things = {form(text, name) for name in names if name.kind == "PERSON" and is_thing(text, name)}
    for name in names:
        spelled = form(text, name)
        if name.kind == "PERSON" and spelled in things and spelled not in surnames:
            acronym = text.words[name.start].isupper() and len(text.words[name.start]) > 2
            name.kind = "ORG" if acronym else "PRODUCT"


def follows_office(text: Text, name: Name) -> bool:
    """Two words behind "spokesman" or "novelist" in lower case are a person: "palace spokesman Odo Varn"."""
    before = text.words[name.start - 1] if name.start else ""
    if name.end - name.start != 2 or before not in lexicon.words("offices"):
        return False
    return text.lower[name.end - 1] not in lexicon.words("org_words") and text.pos[name.end - 1] == "PROPN"


def noun_is_person(lemma: str) -> bool:
    return any(
        lemma.lower() in lexicon.words(name) for name in ("person_nouns", "offices", "male_nouns", "female_nouns")
    )


def is_thing(text: Text, name: Name) -> bool:
    """A word read as a person that has an article, is an acronym, or stands in lower case elsewhere: "the Skylark",
    "Iodine". Names that people bear are left alone."""
    word = text.lower[name.start]
    before = text.lower[name.start - 1] if name.start else ""
    if name.end - name.start > 1:
        plural = text.tags[name.end - 1] in ("NNPS", "NNS")
        borne = text.lower[name.end - 1] in lexicon.surnames() or word in lexicon.given_names()
        return before == "the" and (plural or not borne)
    if word in lexicon.given_names() or word in lexicon.surnames():
        return False
    noun = text.heads[name.start]
    modifier = text.deps[name.start] == "compound" and noun == name.end and text.words[noun].islower()
    if modifier and before == "the" and text.tags[noun] == "NN" and not noun_is_person(text.lemmas[noun]):
        # "the Skylark camera"
        return True
    acronym = text.words[name.start].isupper() and 2 < len(word) < 6 and word.isalpha()
    verb = text.heads[name.start]
    if text.deps[name.start] == "nsubj" and text.lemmas[verb] == "be" and verb > name.start:
        # "Skylark is a weather balloon": said to be no person.
        said = [
            i for i in range(verb + 1, min(verb + 9, len(text))) if text.deps[i] == "attr" and text.heads[i] == verb
        ]
        if said and text.tags[said[0]] == "NN" and not noun_is_person(text.lemmas[said[0]]):
            return True
    return (before == "the" and text.tags[name.end - 1] != "NNPS") or acronym or word in text.vocabulary


def decide(spelled: str, votes: Counter[str], surnames: set[str]) -> str:
    kind = max(votes, key=lambda k: (votes[k], k == "PERSON", k))
    parts = spelled.split()
    last = parts[-1]
    if spelled in lexicon.demonyms() and spelled not in lexicon.countries():
        return "LANGUAGE" if kind == "LANGUAGE" else "NORP"
    if spelled in lexicon.words("peoples"):
        return "NORP"
    if spelled in lexicon.words("known_orgs"):
        return "ORG"
    if spelled in lexicon.words("events"):
        return "EVENT"
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
            return kind if kind == "GPE" else "ORG"
        if last in lexicon.words("place_words") and kind in ("PERSON", "ORG"):
            return "FAC" if kind == "PERSON" or last in ("stadium", "arena", "airport", "bridge") else kind
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


def lengthened(text: Text, names: list[Name]) -> list[Name]:
    """An organization cut before "of" or "for": "Torrin Foundation for the Blue Arts" is one name."""
    by_start = {name.start: name for name in names}
    gone: set[int] = set()
    for name in names:
        at = name.end
        if name.kind != "ORG" or at + 1 >= len(text) or text.lower[at] not in ("of", "for", "on", "for"):
            continue
        if text.lower[name.end - 1] not in lexicon.words("headed_orgs"):
            continue
        after = at + 2 if text.lower[at + 1] == "the" else at + 1
        follower = by_start.get(after)
        if follower is not None and follower.kind != "PERSON" and (follower.kind != "GPE" or text.lower[at] == "of"):
            name.end = follower.end
            gone.add(id(follower))
        elif follower is None and after < len(text) and text.is_capital(after) and text.pos[after] == "PROPN":
            while after < len(text) and text.pos[after] == "PROPN" and text.is_capital(after) and after not in by_start:
                after += 1
            name.end = after
    return [name for name in names if id(name) not in gone]


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
    lengthen_to_known(text, names, known)
    for name in names:
        covered[name.start : name.end] = [True] * (name.end - name.start)
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
    if text.pos[index] == "PROPN" or (whole and written.isupper() and len(written) > 2):
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
    often = repeated_unknown(text, covered)
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
    the subject of a verb: mostly a publication, a firm or a team."""
    counts: Counter[str] = Counter()
    acting = set()
    for index, pos in enumerate(text.pos):
        if pos == "PROPN" and not covered[index] and not text.skipped[index] and text.tags[index] == "NNP":
            word = text.words[index]
            if len(word) > 3 and word[0].isupper() and word.isalpha() and not word.isupper():
                counts[word] += 1
                if text.deps[index] == "nsubj":
                    acting.add(word)
    listed = (
        lexicon.words("offices") | lexicon.words("titles") | lexicon.words("org_words") | lexicon.words("not_names")
    )
    return {
        word
        for word, count in counts.items()
        if count > 1 and word in acting and word.lower() not in text.vocabulary and word.lower() not in listed
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
    if spelled in lexicon.words("known_orgs"):
        return "ORG"
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
                place = (listed or spelled in lexicon.cities()) and spelled not in lexicon.demonyms()
                if text.is_capital(index) and place:
                    out.append(Name(index, last, "GPE", nested=True))
                    step = size
                    break
            index += step
    return out
