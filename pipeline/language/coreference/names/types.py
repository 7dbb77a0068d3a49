"""The type of a name: gazetteers, endings, the words around it, and what its occurrences were read as."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.links.descriptions import noun_kinds
from pipeline.language.coreference.text import Text

from .evidence import said_kinds
from .spans import Name, form, noun_is_person

BODIES = frozenset({"conference", "convention", "forum", "day", "week", "series"})  # "Conference of Mayors" is a body
HEADS = frozenset({"university", "bank", "church", "ministry", "department"})
SPEAKING = frozenset({"say", "tell", "add", "ask", "explain", "write", "recall", "argue", "joke", "tweet", "laugh"})
MUTE = frozenset({"GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})  # of these only listed ones speak


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
    borne = {
        spelled.split()[-1]
        for spelled, counted in votes.items()
        if " " in spelled and counted.most_common(1)[0][0] == "PERSON" and spelled.split()[0] in lexicon.given_names()
    }
    decided = by_form(text, names, votes, surnames)
    for name in names:
        name.kind = "ORG" if form(text, name) in text.parties else decided[form(text, name)]
        if name.kind == "GPE" and form(text, name) in borne and not is_where(text, name):
            name.kind = "PERSON"  # "Jordan" beside "Jim Jordan"
        if name.kind in ("ORG", "GPE", "FAC", "LOC", "PERSON") and quoted(text, name) and name.end - name.start > 1:
            name.kind = "WORK_OF_ART"
        if name.kind != "PERSON" and titled(text, name) and text.is_capital(name.start):
            name.kind = "PERSON"
        if name.start and text.lower[name.start - 1] in lexicon.words("work_words") and name.kind in ("PERSON", "ORG"):
            name.kind = "WORK_OF_ART"
        if name.kind in ("ORG", "GPE", "FAC", "LOC") and follows_office(text, name):
            name.kind = "PERSON"
        if name.kind == "ORG" and is_kind_of_thing(text, name):
            name.kind = "PRODUCT"
    speaking = {form(text, name) for name in names if name.end - name.start == 1 and speaks(text, name)}
    for name in names:
        spelled = form(text, name)
        if spelled in speaking and name.kind in MUTE and not is_listed_place(spelled):
            known = lexicon.known_names().get(spelled)
            name.kind = known or ("ORG" if text.words[name.start].isupper() else "PERSON")
    listed_together(text, names)
    for name in names:
        if is_called_a_place(text, name):
            name.kind = "GPE"  # "Allen, Texas" beside Ann Allen
    acting = Counter(form(text, name) for name in names if deals(text, name))
    things = {form(text, name) for name in names if name.kind == "PERSON" and is_thing(text, name)} - speaking
    for name in names:
        spelled = form(text, name)
        if name.kind == "PRODUCT" and acting[spelled] > 1 and spelled not in lexicon.known_names():
            name.kind = "ORG"
        if name.kind == "PERSON" and spelled in things and spelled not in surnames:
            acronym = text.words[name.start].isupper() and len(text.words[name.start]) > 2
            name.kind = "ORG" if acronym or acting[spelled] > 1 or spelled in lexicon.words("org_words") else "PRODUCT"


def by_form(text: Text, names: list[Name], votes: dict[str, Counter[str]], surnames: set[str]) -> dict[str, str]:
    """The type of each form, from its readings and from what stands around its occurrences."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        said[form(text, name)].update(said_kinds(text, name))
        said[form(text, name)]["THE"] += bool(name.start) and text.lower[name.start - 1] == "the"
        said[form(text, name)]["WHERE"] += text.deps[name.end - 1] == "pobj" and is_where(text, name)
    placed = {form(text, name) for name in names if is_called_a_place(text, name)}
    decided = {
        spelled: "GPE" if spelled in placed else decide(spelled, counted, surnames, said[spelled])
        for spelled, counted in votes.items()
    }
    return decided | short_names(decided, surnames | text.vocabulary)


def listed_together(text: Text, names: list[Name]) -> None:
    """Names of one list are of one type: where most of five and more are persons, so are those no list knows."""
    rows: list[list[Name]] = [[]]
    for name in sorted((name for name in names if not name.nested), key=lambda name: name.start):
        row = rows[-1]
        if row and not (text.sents[row[-1].start] == text.sents[name.start] and joins(text, row[-1].end, name.start)):
            rows.append([])
        rows[-1].append(name)
    for row in rows:
        people = sum(name.kind == "PERSON" for name in row)
        if len(row) > 4 and people > 0.55 * len(row):
            for name in row:
                known = form(text, name) in lexicon.known_names() or form(text, name) in lexicon.countries()
                if name.kind in ("ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART") and not known:
                    name.kind = "PERSON"


def joins(text: Text, start: int, end: int) -> bool:
    """Nothing between two names of a list but commas, brackets, figures, "and" and words in capitals."""
    between = text.words[start:end]
    return 0 < len(between) < 7 and all(
        word in (",", "and", "&", "(", ")", ";", "-", "–") or word.isdigit() or word[:1].isupper() for word in between
    )


def speaks(text: Text, name: Name) -> bool:
    """Subject of a verb of persons who say something, or behind Mr. or Sen."""
    verb = text.heads[name.start]
    subject = text.deps[name.start] == "nsubj" and text.lemmas[verb] in SPEAKING
    return subject or titled(text, name)


def deals(text: Text, name: Name) -> bool:
    """Subject of what only persons and organizations do: "Velm agreed to sell"."""
    head = name.end - 1
    return text.deps[head] == "nsubj" and text.lemmas[text.heads[head]] in lexicon.words("dealing_verbs")


def decide(spelled: str, votes: Counter[str], surnames: set[str], said: Counter[str]) -> str:
    """The type of a form: what lists say, else what its words say, else the text, else most readings of the model."""
    kind = max(votes, key=lambda k: (votes[k], k == "PERSON", k))
    words = {told: count for told, count in said.items() if told not in ("WHERE", "THE") and count}
    if words:
        told = max(words, key=lambda k: (words[k], k))
        most = 2 * words[told] > sum(words.values())
        if told != kind and most and not (told == "GPE" and kind in ("LOC", "FAC")):
            kind = told
        if told == "ORG" and said["ORG"] > 1 and spelled in lexicon.cities():
            return kind  # "the Leeds striker", "Leeds fans"
    parts = spelled.split()
    stranger = not (parts[-1] in surnames or parts[-1] in lexicon.surnames() or parts[0] in lexicon.given_names())
    if kind == "PERSON" and stranger and said["WHERE"] and 2 * said["WHERE"] >= sum(votes.values()):
        kind = "GPE"  # "tombs in Dresk": who is in a person?
    told = listed(spelled, kind, votes, surnames) or shaped(parts, kind, surnames)
    if told is None and kind == "ORG" and not said["THE"] and looks_like_a_person(parts):
        return "PERSON"
    return told or kind


def looks_like_a_person(parts: list[str]) -> bool:
    """A given name and another word, of which no list has the second: never with an article."""
    given = parts[0] in lexicon.given_names() and parts[0] not in lexicon.cities()
    lists = ("org_words", "place_words", "product_nouns", "work_nouns", "not_names")
    if parts[0] in lexicon.words("particles"):
        return False
    return len(parts) == 2 and given and parts[1].isalpha() and not any(parts[1] in lexicon.words(one) for one in lists)


def short_names(decided: dict[str, str], others: set[str]) -> dict[str, str]:
    """ "Velm" beside "Velm Finance Group", whatever it was read as: the first word of an organization, where that
    is no word of a list."""
    firsts = {
        spelled.split()[0]
        for spelled, kind in decided.items()
        if kind == "ORG" and spelled.split()[-1] in lexicon.words("org_words") and " of " not in spelled
    }
    lists = (lexicon.countries(), lexicon.states(), lexicon.cities(), lexicon.known_names(), lexicon.given_names())
    odd = ("PRODUCT", "PERSON", "WORK_OF_ART", "FAC", "LOC", "GPE", "EVENT")
    return {
        first: "ORG"
        for first in firsts
        if decided.get(first) in odd and first not in others and not any(first in one for one in lists)
    }


def listed(spelled: str, kind: str, votes: Counter[str], surnames: set[str]) -> str | None:
    """The type of a name that a list has."""
    alone = " " not in spelled
    if spelled in lexicon.demonyms() and spelled not in lexicon.countries():
        return "LANGUAGE" if kind == "LANGUAGE" else "NORP"
    if spelled in lexicon.words("peoples"):
        return "NORP"
    known = lexicon.known_names().get(spelled)
    if known and not (alone and spelled in surnames):
        return known
    if spelled in lexicon.countries() or spelled in lexicon.states():
        return kind if kind == "PERSON" and votes["PERSON"] == sum(votes.values()) and not alone else "GPE"
    if alone and spelled in surnames and spelled not in lexicon.cities():
        return "PERSON"
    if spelled in lexicon.cities() and spelled not in surnames:
        if kind in ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART") and (not alone or kind == "ORG"):
            return "GPE"
        return "GPE" if kind in ("PRODUCT", "EVENT", "LAW", "NORP") else kind
    return None


def shaped(parts: list[str], kind: str, surnames: set[str]) -> str | None:
    """The type that a name's words tell: what its last word, or the one before "of", is, and whether they are names of
    persons."""
    last = parts[-1]
    if len(parts) < 2:
        return None
    if len(parts) == 2 and last in lexicon.demonyms() and last.endswith("s") and kind in ("ORG", "NORP", "PERSON"):
        return "NORP"  # "Ancient Egyptians"
    if last in lexicon.countries() and kind == "NORP":
        return "GPE"  # "Roman Egypt"
    if parts[0] in lexicon.words("nobility") and parts[1] == "of":
        return "PERSON"  # "the Duke of Torrin"
    given = parts[0] in lexicon.given_names()
    if kind == "PERSON" and len(parts) == 2 and given and last in lexicon.surnames():
        return kind  # "Denis Law", "Doris Day"
    # "Winter Carnival of Magic", "Treaty of Torrin": the noun before "of" says what it is.
    head = parts[parts.index("of") - 1] if "of" in parts[1:] and kind != "PERSON" else last
    head = last if head in BODIES else head
    for kinds, words in (("EVENT", "event_words"), ("LAW", "law_words")):
        if last in lexicon.words(words) or head in lexicon.words(words):
            return kinds
    if last.endswith("fest") and kind in ("ORG", "PERSON"):
        return "EVENT"
    if last in lexicon.words("product_words"):
        return "PRODUCT"
    if last in lexicon.words("org_words") or parts[0] == "air" or (parts[0] in HEADS and "of" in parts):
        return kind if kind == "GPE" else "ORG"
    if last in lexicon.words("place_words") and kind in ("PERSON", "ORG"):
        return "FAC" if kind == "PERSON" or last in lexicon.words("building_words") else kind
    person = given and (last in lexicon.family_names() or last in surnames)
    if person and len(parts) <= 3 and "of" not in parts and kind not in ("EVENT", "LAW"):
        return "PERSON"
    return None


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


def is_called_a_place(text: Text, name: Name) -> bool:
    """ "the town of Dresk", "at Dresk, Ohio"."""
    at, after = name.start, name.end + 1
    if at and text.lower[at - 1] in ("in", "at", "near", "from") and after < len(text) and text.words[name.end] == ",":
        size = name.end - name.start
        state = text.lower[after] in lexicon.states() or text.lower[after] in lexicon.words("state_abbreviations")
        if state and size < 3 and text.lower[name.end - 1] not in lexicon.words("org_words"):
            return True
    return at > 1 and text.lower[at - 1] == "of" and text.lower[at - 2] in lexicon.words("city_nouns")


def is_where(text: Text, name: Name) -> bool:
    """Behind a preposition of place, or before the state it lies in."""
    before = text.lower[name.start - 1] if name.start else ""
    after = name.end + 1
    state = after < len(text) and text.words[name.end] == "," and text.lower[after] in lexicon.states()
    return state or before in ("in", "near", "from", "into", "across", "at", "around", "throughout")


def follows_office(text: Text, name: Name) -> bool:
    """Two words behind "spokesman" or "players" in lower case are a person, one only if nothing else is known of it:
    "palace spokesman Odo Varn", "the designer Velm"."""
    before = text.lemmas[name.start - 1] if name.start else ""
    size = name.end - name.start
    if name.start and text.words[name.start - 1] == before + "s" and not is_listed_with(text, name):
        return False  # "analysts Velm Digest" are the body that they are of
    if size > 2 or before not in lexicon.words("offices") or text.words[name.start - 1] not in (before, before + "s"):
        return False
    last = text.lower[name.end - 1]
    if last in lexicon.words("org_words") or text.pos[name.end - 1] != "PROPN" or is_listed_place(form(text, name)):
        return False
    return size == 2 or not (text.words[name.start].isupper() or form(text, name) in lexicon.known_names())


def is_listed_with(text: Text, name: Name) -> bool:
    return name.end + 1 < len(text) and text.lower[name.end] in (",", "and", "&") and text.is_capital(name.end + 1)


def is_listed_place(spelled: str) -> bool:
    return spelled in lexicon.countries() or spelled in lexicon.states() or spelled in lexicon.cities()


def is_kind_of_thing(text: Text, name: Name) -> bool:
    """There are many of it: "Kestrels" beside "the Kestrel camera"."""
    word = text.words[name.start]
    return name.end - name.start == 1 and not word.isupper() and word.isalpha() and word + "s" in text.plurals


def is_thing(text: Text, name: Name) -> bool:
    """A word read as a person that has an article, is an acronym, or stands in lower case elsewhere: "the Skylark",
    "Iodine". Names that people bear are left alone."""
    word = text.lower[name.start]
    before = text.lower[name.start - 1] if name.start else ""
    if name.end - name.start > 1:
        plural = text.tags[name.end - 1] in ("NNPS", "NNS")
        borne = text.lower[name.end - 1] in lexicon.surnames() or word in lexicon.given_names()
        return before == "the" and (plural or not borne)
    if word in lexicon.given_names() or word in lexicon.surnames() or word in lexicon.known_names():
        return False
    noun = text.heads[name.start]
    modifier = text.deps[name.start] == "compound" and noun == name.end and text.words[noun].islower()
    led = noun_is_person(text.lemmas[noun]) or noun_kinds(text.lemmas[noun])
    if modifier and before == "the" and text.tags[noun] == "NN" and not led:
        # "the Skylark camera", not "the Cole administration"
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
