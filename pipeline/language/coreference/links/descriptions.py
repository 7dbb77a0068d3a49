"""Descriptions: noun phrases that may stand for a person, organization or place, and the roles they give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.names.spans import Name
from pipeline.language.coreference.text import Text

NOUNS = frozenset({"NN", "NNP"})
BACK = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "VBN", "VBG", "HYPH", "CD", "RB", "POS"})
LEFT = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "advmod", "punct", "case", "npadvmod"})
MAX_ROLE = 10
# A noun of kin to its kind; the gender comes from the noun.
KIN = dict.fromkeys(("child", "son", "daughter", "baby", "stepson", "stepdaughter"), "child")
KIN |= dict.fromkeys(("parent", "father", "mother", "dad", "mom", "mum", "stepfather", "stepmother"), "parent")
KIN |= dict.fromkeys(("spouse", "wife", "husband", "widow", "widower"), "spouse")
KIN |= dict.fromkeys(("sibling", "brother", "sister"), "sibling")
PEOPLE = frozenset({"PERSON", "NORP", "LANGUAGE"})


@dataclass(slots=True)
class Phrase:
    """Tokens ``start`` up to ``end`` around the noun ``head``; ``link``: the token it is said to be (apposition,
    copula), ``article`` the lower-case determiner, ``kinds`` what its noun may be."""

    start: int
    end: int
    head: int
    kinds: str
    article: str = ""
    link: int = -1
    how: str = ""


@lru_cache(maxsize=8192)
def noun_kinds(lemma: str) -> str:
    """``P`` for a noun of people, ``O`` of organizations, ``G`` of places; "" for any other.

    >>> noun_kinds("spokeswoman"), noun_kinds("company"), noun_kinds("river")
    ('P', 'O', 'G')
    """
    word = lemma.lower()
    out = ""
    if word in lexicon.words("org_nouns"):
        out += "O"
    if word in lexicon.words("place_nouns"):
        out += "G"
    listed = any(word in lexicon.words(name) for name in ("person_nouns", "male_nouns", "female_nouns"))
    ending = word.endswith(("er", "or", "ist", "ian", "man", "woman", "person", "eer", "ant"))
    if listed or (ending and len(word) > 4 and not out and word not in lexicon.words("not_person_nouns")):
        out += "P"
    return out


@lru_cache(maxsize=8192)
def noun_gender(lemma: str) -> str:
    word = lemma.lower()
    if word in lexicon.words("female_nouns") or word.endswith("woman"):
        return "f"
    return "m" if word in lexicon.words("male_nouns") or (word.endswith("man") and len(word) > 5) else ""


def find_phrases(text: Text, covered: list[int], names: list[Name]) -> list[Phrase]:
    """Singular noun phrases whose noun may be a person, organization or place or is the last word of a name ("the
    memorial" of "Velm Memorial"), and those tied to a name by apposition or copula. ``covered`` is 1 + the index of the
    name at a token, or 0."""
    last = {text.lower[name.end - 1] for name in names if name.kind not in PEOPLE and name.end - name.start > 1}
    out = []
    for head, tag in enumerate(text.tags):
        if tag not in NOUNS or covered[head] or text.skipped[head] or text.deps[head] in ("compound", "nmod", "amod"):
            continue
        kinds = noun_kinds(text.lemmas[head])
        if not kinds and text.lower[head] in last and text.words[head].islower():
            kinds = "N"
        if not kinds:
            continue
        start = left_edge(text, head)
        phrase = Phrase(start, head + 1, head, kinds, text.lower[start] if text.pos[start] in ("DET", "PRON") else "")
        tie(text, phrase, covered)
        if phrase.link >= 0 or phrase.article in ("the", "this", "that") or is_kin(text, phrase):
            out.append(phrase)
    return out


def is_kin(text: Text, phrase: Phrase) -> bool:
    """ "her daughter", "Ann Cole's daughter", where the text names a daughter."""
    noun = text.lemmas[phrase.head].lower()
    owned = any(text.deps[child] == "poss" for child in text.children[phrase.head])
    return owned and (noun in KIN or bool(noun_gender(noun)))


def left_edge(text: Text, head: int) -> int:
    """Start of the noun's own modifiers to its left: "the ailing Tolland grocer" from "grocer"."""
    start = head
    for index in text.children[head]:
        if index < start and text.deps[index] in LEFT:
            start = index
            while True:
                further = min((child for child in text.children[start] if child < start), default=start)
                if further == start or text.sents[further] != text.sents[head]:
                    break
                start = further
    while start < head and (text.pos[start] in ("PUNCT", "ADV", "SPACE") and text.tags[start] != "CD"):
        start += 1
    return start


def tie(text: Text, phrase: Phrase, covered: list[int]) -> None:
    """Set ``link`` and ``how`` where the phrase is said to be what another token names."""
    head = phrase.head
    if head > phrase.start and covered[head - 1] and text.lower[head] in lexicon.words("self_nouns"):
        # "the Velm Guard group"
        if phrase.article == "the" and text.words[head].islower():
            phrase.link, phrase.how = head - 1, "kind"
        return
    if text.deps[head] == "appos" and noun_like(text, text.heads[head], covered):
        # "Ann Cole, the mayor of Tolland,"; of "Odo Varn and Ann Cole, the mayor" Ann Cole, whatever the parser says
        comma = phrase.start > 1 and text.words[phrase.start - 1] == "," and covered[phrase.start - 2]
        phrase.link, phrase.how = phrase.start - 2 if comma else text.heads[head], "apposition"
        return
    for child in text.children[head]:
        if text.deps[child] == "appos" and covered[child] and child > head:
            # "the mayor of Tolland, Ann Cole,"
            phrase.link, phrase.how = child, "apposition"
            return
    if text.deps[head] in ("attr", "oprd") and phrase.article != "that":
        # "Cole is a former teacher": the subject of the same verb.
        verb = text.heads[head]
        if text.lemmas[verb] in ("be", "become", "remain") and not any(
            text.deps[c] == "neg" for c in text.children[verb]
        ):
            subject = next((c for c in text.children[verb] if text.deps[c] == "nsubj"), -1)
            if subject >= 0 and subject < head:
                phrase.link, phrase.how = subject, "copula"


def noun_like(text: Text, index: int, covered: list[int]) -> bool:
    return bool(covered[index]) or text.pos[index] in ("NOUN", "PROPN", "PRON")


def title_before(text: Text, name: Name) -> tuple[int, int] | None:
    """The title before a person's name as tokens: "Secretary of Works Ann Cole", "palace spokesman Odo Varn".

    Either the word before the name is a noun of people, or a noun of people stands before "of" or "for" and the
    capitalized words between.
    """
    last = name.start
    if last == 0 or text.sents[last - 1] != text.sents[last]:
        return None
    start = last
    while start > 0 and last - start < MAX_ROLE and text.tags[start - 1] in BACK and same_line(text, start - 1, last):
        start -= 1
    if start < last and is_title(text, last - 1):
        return clipped(text, start, last)
    # "... Representative for Harbours Ann Cole"
    if start < last and start > 1 and text.lower[start - 1] in ("of", "for") and text.is_capital(start):
        noun, first = start - 2, start - 2
        if is_title(text, noun):
            while (
                first > 0
                and last - first < MAX_ROLE
                and text.tags[first - 1] in BACK
                and same_line(text, first - 1, last)
            ):
                first -= 1
            return clipped(text, first, last)
    return None


def is_title(text: Text, index: int) -> bool:
    if text.tags[index] not in ("NN", "NNP", "NNS"):
        return False
    return "P" in noun_kinds(text.lemmas[index]) or text.lower[index] in lexicon.words("titles")


def same_line(text: Text, index: int, last: int) -> bool:
    return text.sents[index] == text.sents[last] and "\n" not in text.words[index]


def clipped(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Without possessives and marks at the left: "Tolland's mayor" is the mayor."""
    for index in range(start, end):
        if text.tags[index] == "POS":
            start = index + 1
    while start < end and text.tags[start] in ("CD", "HYPH", "RB", "VBG", "VBN"):
        start += 1
    plain = text.lower[start:end]
    if not plain or plain in (["mr."], ["mrs."], ["ms."], ["mr"], ["mrs"], ["ms"], ["dr."], ["dr"]):
        return None
    return (start, end)


def described(text: Text, phrase: Phrase) -> tuple[int, int]:
    """The role a phrase gives, as tokens: its modifiers, noun and "of ..." behind it, without the article."""
    start, end = phrase.start, phrase.head + 1
    if text.pos[start] in ("DET", "PRON"):
        start += 1
    for child in sorted(text.children[phrase.head]):
        if child >= end and child == end and text.lower[child] in ("of", "for", "at") and text.deps[child] == "prep":
            last = child
            stack = [child]
            while stack:
                node = stack.pop()
                last = max(last, node)
                stack += [c for c in text.children[node] if c > node or text.deps[c] in LEFT]
            if (
                last - start < MAX_ROLE
                and last > child
                and not any(text.words[i] in (",", ".", ";") for i in range(child, last))
            ):
                end = last + 1
    while start < end - 1 and text.tags[start] in ("POS", "PRP$"):
        start += 1
    return start, end
