"""What the text says a name is, by the noun beside it: "the band Velm", "Velm, a browser", "hits such as Velm"."""

from __future__ import annotations

from collections import Counter

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.links.descriptions import KIN, noun_kinds
from pipeline.language.coreference.text import Text

from .spans import Name

CLASSES = (("EVENT", "event_nouns"), ("WORK_OF_ART", "work_nouns"), ("PRODUCT", "product_nouns"))
LISTS = frozenset({"as", "like", "including"})
INCLUDE = frozenset({"include", "feature"})


def kind_of_noun(lemma: str) -> str | None:
    """What bears the name a noun stands beside: ``PERSON`` for "grocer", ``WORK_OF_ART`` for "sitcom"; None if it may
    be several things."""
    word = lemma.lower()
    for kind, listed in CLASSES:
        if word in lexicon.words(listed):
            return kind
    kinds = noun_kinds(word)
    if kinds == "O" and word not in lexicon.words("vague_nouns"):
        return "ORG"
    if kinds == "P":
        return "PERSON"
    return "GPE" if word in lexicon.words("city_nouns") or word in lexicon.words("country_nouns") else None


def said_kinds(text: Text, name: Name) -> Counter[str]:
    """How often the words around one occurrence say it is of a kind."""
    said: Counter[str] = Counter()
    head = text.head_of(name.start, name.end)
    for noun in (*beside(text, name), *apposed(text, name, head), *listed_under(text, name, head)):
        kind = kind_of_noun(text.lemmas[noun])
        if kind is not None:
            said[kind] += 1
    for child in text.children[head]:
        if text.deps[child] == "relcl" and child > head:
            who = [c for c in text.children[child] if text.lower[c] in ("who", "whom") and c > head]
            said["PERSON"] += bool(who) and who[0] - name.end < 2
    behind = text.words[name.end] if name.end < len(text) and text.sents[name.end] == text.sents[name.start] else ""
    if behind in lexicon.words("team_nouns") or (behind in lexicon.words("firm_nouns") and name.kind != "PERSON"):
        said["ORG"] += 1
    if name.end - name.start > 1 and behind in lexicon.word_lists()["called_nouns"]:
        said[lexicon.word_lists()["called_nouns"][behind]] += 1
    above = text.heads[head]
    if text.deps[head] == "poss" and text.lemmas[above].lower() in KIN:
        said["PERSON"] += 1  # "Odo Varn's mother"
    if tuple(text.lower[max(0, name.start - 3) : name.start]) == ("my", "name", "is"):
        said["PERSON"] += 1
    age = name.end + 2 < len(text) and text.words[name.end] == "," and text.words[name.end + 1].isdigit()
    if age and text.words[name.end + 2] in (",", ".") and len(text.words[name.end + 1]) < 3:
        said["PERSON"] += 1  # "Odo Varn, 45,"
    return said


def beside(text: Text, name: Name) -> list[int]:
    """ "the band Velm", "hit movie Velm": a singular noun in small letters directly before."""
    at = name.start - 1
    quoted = at > 0 and text.words[at] in ("“", '"', "‘", "'", "``")
    at -= quoted
    plain = at >= 0 and text.sents[at] == text.sents[name.start] and text.words[at].islower()
    plain = plain and (
        text.tags[at] == "NN" or (text.tags[at] == "JJ" and text.lower[at] in lexicon.words("work_nouns"))
    )
    return [at] if plain else []


def apposed(text: Text, name: Name, head: int) -> list[int]:
    """ "Velm, a browser", "the browser, Velm,", "Velm is a browser"."""
    out = [c for c in text.children[head] if text.deps[c] == "appos" and text.tags[c] == "NN" and c > head]
    above = text.heads[head]
    if text.deps[head] == "appos" and text.tags[above] == "NN" and above < head:
        out.append(above)
    if text.deps[head] == "nsubj" and text.lemmas[above] in ("be", "become"):
        denied = any(text.deps[c] == "neg" for c in text.children[above])
        out += [c for c in text.children[above] if text.deps[c] == "attr" and text.tags[c] == "NN" and not denied]
    return [c for c in out if not name.start <= c < name.end and text.words[c].islower()]


def listed_under(text: Text, name: Name, head: int) -> list[int]:
    """ "hits such as Velm and Tolmar", "films like Velm", "its brands include Velm": the plural noun of a list."""
    first = head
    while text.deps[first] == "conj" and text.heads[first] < first:
        first = text.heads[first]
    above = text.heads[first]
    if text.deps[first] == "pobj" and text.lower[above] in LISTS:
        noun = text.heads[above]
        plural = text.tags[noun] == "NNS" and noun < above and above - noun < 4
        return [noun] if plural else []
    if text.deps[first] == "dobj" and text.lemmas[above] in INCLUDE:
        return [c for c in text.children[above] if text.deps[c] == "nsubj" and text.tags[c] == "NNS"]
    return []
