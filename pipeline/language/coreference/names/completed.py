"""Names completed by what stands beside them: a given name left out, a wrapped line, what an acronym stands for."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.text import Text

from .spans import MARKS, Name

SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "&", "de", "du", "des", "di", "la", ",", "'s", "’s", "-"}
)
SAID = frozenset({"say", "tell", "add", "ask", "explain", "write", "warn", "argue", "reply", "recall", "insist"})
NOT_BEFORE = ("titles", "not_names", "org_words", "particles", "offices")
LONG_FORMS = frozenset({"ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "NORP"})


def joined(text: Text, names: list[Name]) -> list[Name]:
    """Two parts of one name as one: parted by a wrapped line ("Velm Harbour" / "Trading Board"), or by an initial
    ("Odo L" "Varn Jr")."""
    out: list[Name] = []
    for name in sorted(names, key=lambda name: name.start):
        last = out[-1] if out else None
        if last is not None and last.kind == name.kind and text.sents[last.start] == text.sents[name.start]:
            wrapped = name.start == last.end + 1 and text.words[last.end] == "\n" and name.kind in ("ORG", "PERSON")
            initial = name.start == last.end and len(text.words[last.end - 1].rstrip(".")) == 1
            if wrapped or (initial and name.kind == "PERSON" and last.end - last.start > 1):
                last.end = name.end
                continue
        out.append(name)
    return out


def with_given(text: Text, names: list[Name]) -> None:
    """ "Ana" [Maria Ferro], said Per [Aldany]: a given name directly before a name belongs to it, and makes it a
    person's; so does any capitalized word between a verb of saying and a name of one word."""
    covered = {token for name in names if not name.nested for token in range(name.start, name.end)}
    for name in names:
        at = name.start - 1
        people = name.kind == "NORP" and lexicon.fold(text.words[name.start]) not in lexicon.given_names()
        other = people or name.kind in ("LANGUAGE", "WORK_OF_ART", "EVENT", "LAW") or name.nested
        if other or not is_bare(text, name):
            continue
        while at >= 0 and at not in covered and is_given(text, at, name):
            name.start, name.kind = at, "PERSON"
            covered.add(at)
            at -= 1


def is_bare(text: Text, name: Name) -> bool:
    """No organization's or place's name by its last word, and no listed place."""
    last = text.lower[name.end - 1]
    listed = any(last in lexicon.words(words) for words in ("org_words", "place_words", "event_words", "work_words"))
    spelled = lexicon.fold(" ".join(text.words[name.start : name.end]))
    place = spelled in lexicon.countries() or spelled in lexicon.states() or spelled in lexicon.demonyms()
    known = lexicon.known_names().get(spelled, "PERSON") != "PERSON"
    capitals = text.words[name.start].isupper() and len(text.words[name.start]) > 1
    return not (listed and name.kind != "PERSON") and not place and not known and not capitals


def is_given(text: Text, at: int, name: Name) -> bool:
    """A capitalized word of the name's sentence and line that is a given name, no title and no other name's end."""
    word, lower = text.words[at], lexicon.fold(text.words[at])
    if not (word[:1].isupper() and word.isalpha() and len(word) > 1) or word.isupper():
        return False
    if text.sents[at] != text.sents[name.start] or any(lower in lexicon.words(words) for words in NOT_BEFORE):
        return False
    if lower in lexicon.countries() or lower in lexicon.demonyms() or text.tags[at] in ("NNS", "NNPS"):
        return False
    opening = at == 0 or text.sents[at - 1] != text.sents[at]
    if lower in lexicon.given_names():
        return text.pos[at] == "PROPN" or (lower not in text.vocabulary and not opening)
    said = not opening and text.lemmas[at - 1] in SAID and name.end - name.start == 1
    return said and text.pos[at] in ("PROPN", "ADP", "NOUN", "ADJ", "X")


def defined(text: Text, names: list[Name]) -> list[Name]:
    """Acronyms in brackets and what they stand for: the words before them that have those initials are one name, "Velm
    Office for Roads, Rivers and Harbours (VORRH)"; small letters ("sea surface height (SSH)") are none, nor is the
    acronym then, anywhere."""
    common: set[str] = set()
    spans: list[tuple[int, int, int]] = []
    for at in range(2, len(text) - 1):
        word = text.words[at]
        if text.words[at - 1] != "(" or text.words[at + 1] != ")" or not is_acronym(word):
            continue
        start = spelled_out(text, at - 1, word.rstrip("s").lower())
        if start < 0:
            continue
        whole = [i for i in range(start, at - 1) if text.lower[i] not in SMALL]
        if all(text.words[i][:1].islower() for i in whole[1:]):
            common.add(word)
        elif all(text.words[i][:1].isupper() for i in whole):
            spans.append((start, at - 1, at))
    names = sorted(names, key=lambda name: (name.start, -name.end))
    if not common and not spans:
        return names
    names = [name for name in names if not (name.end - name.start == 1 and text.words[name.start] in common)]
    for start, end, acronym in spans:
        crossed = [name for name in names if name.start < end and name.end > start]
        if any(name.start < start or name.end > end for name in crossed):
            continue
        kinds = [name.kind for name in crossed if name.end - name.start == end - start]
        kind = kinds[0] if kinds and kinds[0] in LONG_FORMS else "ORG"
        short = next((name for name in names if name.start == acronym), None)
        for name in names:
            if name.end - name.start == 1 and text.words[name.start] == text.words[acronym]:
                name.kind = kind
        names = [name for name in names if name not in crossed and name is not short]
        names += [Name(start, end, kind), Name(acronym, acronym + 1, kind)]
    return sorted(names, key=lambda name: name.start)


def is_acronym(word: str) -> bool:
    return 1 < len(word.rstrip("s")) < 9 and word.rstrip("s").isupper() and word.isalpha()


def spelled_out(text: Text, end: int, letters: str) -> int:
    """The first token of the words before ``end`` whose initials are these; small words may count or not; -1 if none
    are. Words joined by a hyphen have an initial each."""
    at, left = end, letters
    while left and at > 0 and end - at < 3 * len(letters) and text.sents[at - 1] == text.sents[end]:
        at -= 1
        word = text.lower[at]
        if word[0] == left[-1] and (word not in SMALL or (len(left) > 1 and expects(text, at, left))):
            left = left[:-1]
        elif word not in SMALL and text.words[at] not in MARKS and text.words[at].strip():
            return -1
    return at if not left and text.lower[at] not in SMALL else -1


def expects(text: Text, at: int, left: str) -> bool:
    """Whether a small word's initial is asked for: the next word before it has the letter before."""
    before = next((text.lower[i] for i in range(at - 1, max(-1, at - 3), -1) if text.lower[i] not in SMALL), "")
    return before[:1] == left[-2]


def counted_off(text: Text, names: list[Name]) -> None:
    """ "Velm Party - 48": a dash with spaces and a number behind a name are no part of it."""
    for name in names:
        for at in range(name.start + 1, name.end - 1):
            if text.words[at] in MARKS and text.words[at] in "-–—|" and text.words[at + 1].isdigit():
                spaced = text.starts[at] > text.ends[at - 1] and text.starts[at + 1] > text.ends[at]
                if spaced:
                    name.end = at
                    break


def in_capitals(text: Text, names: list[Name]) -> list[Name]:
    """Without the names of lines in capitals that no list and no other line has: there every word looks like one. What
    begins with a name of other lines is cut to it."""
    lines = capital_lines(text)
    if not lines:
        return names
    plain = {tuple(text.lower[name.start : name.end]) for name in names if text.sents[name.start] not in lines}
    out = []
    for name in names:
        if text.sents[name.start] in lines:
            size = next(
                (n for n in range(name.end - name.start, 0, -1) if is_borne(text, name.start, name.start + n, plain)), 0
            )
            name.end = name.start + size
        if name.end > name.start:
            out.append(name)
    return out


def is_borne(text: Text, start: int, end: int, plain: set[tuple[str, ...]]) -> bool:
    """Whether words are a name of another line, its surname, or one of a list."""
    words = tuple(text.lower[start:end])
    spelled = lexicon.fold(" ".join(text.words[start:end]))
    lists = (lexicon.countries(), lexicon.states(), lexicon.demonyms(), lexicon.known_names(), lexicon.cities())
    person = len(words) in (2, 3) and words[0] in lexicon.given_names() and words[-1] in lexicon.family_names()
    known = words in plain or any(words == other[-1:] for other in plain)
    return person or known or any(spelled in one for one in lists)


def capital_lines(text: Text) -> set[int]:
    """The sentences that are written in capitals, three words and more, in a text where some are not."""
    spelled = [(word, sent) for word, sent in zip(text.words, text.sents, strict=True) if len(word) > 1]
    large = Counter(sent for word, sent in spelled if word.isupper() and word.isalpha())
    some = {sent for sent, count in large.items() if count > 2}
    if not some:
        return set()
    words = Counter(sent for word, sent in spelled if sent in some and word.isalpha())
    found = {sent for sent in some if large[sent] > 0.8 * words[sent]}
    return found if 2 * len(found) <= len(set(text.sents)) else set()


def sharing(text: Text, names: list[Name]) -> dict[int, Name]:
    """ "Katrin and Karl Persson": the position of a given name alone, and the name whose surname it shares."""
    out = {}
    given = lexicon.given_names()
    for position, (first, second) in enumerate(pairwise(names)):
        if first.kind != "PERSON" or second.kind != "PERSON" or second.start != first.end + 1:
            continue
        joined_by = text.lower[first.end] in ("and", "&") and first.end - first.start == 1
        both = lexicon.fold(text.words[first.start]) in given and lexicon.fold(text.words[second.start]) in given
        if joined_by and both and second.end - second.start > 1:
            out[position] = second
    return out
