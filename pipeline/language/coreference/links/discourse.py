"""Pronouns and descriptions, resolved in text order against what was mentioned before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.text import Text

from .descriptions import Phrase, noun_gender, noun_kinds
from .linking import Thing
from .offices import Offices

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
ANYONE = frozenset({"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "whoever", "nobody"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
WEIGHT = {
    "nsubj": 1.0,
    "nsubjpass": 0.9,
    "ROOT": 0.9,
    "dobj": 0.6,
    "poss": 0.5,
    "pobj": 0.45,
    "appos": 0.4,
    "conj": 0.5,
}
SAY = lexicon.words("reporting_verbs")
DECAY, WINDOW, QUOTED = 0.5, 4, 0.3
LEAD = 2  # the last paragraph that may open a report: a headline and a dateline may stand before it
ORG_KINDS = frozenset({"ORG", "GPE"})
KINDS = {"P": frozenset({"PERSON"}), "O": frozenset({"ORG"}), "G": frozenset({"GPE", "LOC"})}
KINDS["N"] = frozenset({"ORG", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})  # by a name's last word only
# Nouns that refer back to whatever of their kind was last spoken of; others need to have been said of it.
GENERIC = {"P": "generic_person_nouns", "O": "generic_org_nouns", "G": "generic_place_nouns"}


@dataclass(slots=True)
class Found:
    """A mention: tokens ``start`` up to ``end`` around ``head``; ``how`` is name, nominal or pronoun."""

    start: int
    end: int
    head: int
    thing: Thing
    how: str
    role: str | None = None
    nested: bool = False
    share: float = 1.0  # of the salience of all that it might have meant


class Discourse:
    """What was mentioned so far; ``at`` gives the mention whose head is a token."""

    def __init__(
        self,
        text: Text,
        not_in_quote: dict[int, Thing],
        quoted: Container[int],
        spoken_of: Mapping[int, frozenset[Thing]],
        offices: Offices,
    ):
        self.text, self.not_in_quote, self.quoted, self.spoken_of = text, not_in_quote, quoted, spoken_of
        self.offices = offices
        self.events: list[tuple[int, float, Thing]] = []  # token, weight, thing
        self.at: dict[int, Found] = {}
        self.last_speaker: Thing | None = None
        self.share: dict[int, float] = {}  # of the salience of all persons it may be, by pronoun
        self.by_word: dict[str, list[tuple[int, Thing]]] = defaultdict(list)

    def add(self, found: Found) -> None:
        self.at[found.head] = found
        if found.thing.is_person and self.speaks(found.head):
            self.last_speaker = found.thing
        weight = WEIGHT.get(self.text.deps[found.head], 0.3)
        if found.nested:
            weight = 0.1
        self.events.append((found.head, weight, found.thing))

    def speaks(self, head: int) -> bool:
        """Subject of a verb of saying, or behind "according to"."""
        text = self.text
        if text.deps[head] == "nsubj":
            return text.lemmas[text.heads[head]] in SAY
        return (
            text.deps[head] == "pobj"
            and head > 1
            and text.lower[text.heads[head]] == "to"
            and "according"
            in (
                text.lower[text.heads[head] - 1],
                text.lower[text.heads[text.heads[head]]],
            )
        )

    def relative(self, token: int) -> None:
        """ "Cole, who told Varn that she": the relative pronoun counts as a mention of Cole, though it is no row."""
        text, verb = self.text, self.text.heads[token]
        found = self.at.get(text.heads[verb]) if text.deps[verb] == "relcl" else None
        if found is not None:
            self.events.append((token, WEIGHT["nsubj"], found.thing))

    def reporter(self, token: int) -> Thing | None:
        """ "Cole said she would": the subject of what is said is mostly who says it."""
        text, verb = self.text, self.text.heads[token]
        above = text.heads[verb]
        if text.deps[token] not in SUBJECTS or text.deps[verb] != "ccomp" or text.lemmas[above] not in SAY:
            return None
        for child in text.children[above]:
            if text.deps[child] in SUBJECTS and child < token:
                found = self.at.get(child)
                if found is None and text.lower[child] == "who":
                    found = self.at.get(text.heads[above])
                return found.thing if found is not None else None
        return None

    def reflexive(self, token: int) -> Thing | None:
        """ "herself" is the subject of its verb, or of the verb that one is joined to."""
        text, verb, gender = self.text, self.text.heads[token], HE[self.text.lower[token]]
        for _ in range(5):
            for child in text.children[verb]:
                if text.deps[child] in SUBJECTS and child < token:
                    found = self.at.get(child)
                    return (
                        found.thing if found and found.thing.is_person and found.thing.gender in ("", gender) else None
                    )
            if text.heads[verb] == verb:
                return None
            verb = text.heads[verb]
        return None

    def scores(self, token: int, kinds: frozenset[str], window: int = WINDOW) -> dict[Thing, float]:
        """Salience at a token of the things of these kinds: each mention counts by its function and its distance."""
        sent, out = self.text.sents[token], {}
        for head, weight, thing in reversed(self.events):
            away = sent - self.text.sents[head]
            if away > window:
                break
            if head < token and thing.kind in kinds:
                if head in self.quoted and token not in self.quoted:
                    weight *= QUOTED  # whom a quotation speaks of matters less to who goes on
                out[thing] = out.get(thing, 0.0) + weight * DECAY**away
        return out

    def third_person(self, token: int) -> Thing | None:
        """ "he", "her": the most salient person of that gender, not the subject of the same verb, nor who speaks the
        quotation it stands in."""
        text, gender = self.text, HE[self.text.lower[token]]
        if text.lower[token].endswith("self"):
            return self.reflexive(token)
        barred = [self.not_in_quote.get(token), *self.spoken_of.get(token, ())]
        if text.tags[token] == "PRP" and not text.lower[token].endswith("self") and text.deps[token] not in SUBJECTS:
            verb = text.heads[token]
            if text.deps[token] != "dobj" and text.deps[token] != "dative":
                verb = text.heads[verb]
            barred += [self.at[c].thing for c in text.children[verb] if text.deps[c] in SUBJECTS and c in self.at]
        if self.bound(token) or self.beside_unnamed(token):
            return None
        reporter = self.reporter(token)
        says = text.deps[token] == "nsubj" and text.lemmas[text.heads[token]] in SAY
        best, most, total = None, 0.0, 0.0
        scores = self.scores(token, KINDS["P"]) or self.scores(token, KINDS["P"], 12)
        for thing, score in scores.items():
            if thing in barred or (thing.gender and thing.gender != gender):
                continue
            score *= 1.0 if thing.gender else 0.75
            if (says and thing is self.last_speaker) or thing is reporter:
                score *= 2.5
            total += score
            if score > most:
                best, most = thing, score
        if best is not None and self.unnamed_since(best, token, gender):
            return None
        if best is not None and not best.gender and len(scores) == 1:
            best.gender = gender
        self.share[token] = most / total if total else 1.0
        return best

    def unnamed_since(self, thing: Thing, token: int, gender: str) -> bool:
        """ "A spokesman declined. He ...": somebody without a name, the subject of the sentence before, was spoken of
        after the thing last was."""
        text, sent = self.text, self.text.sents[token]
        last = next((head for head, _, other in reversed(self.events) if other is thing and head < token), -1)
        for index in range(token - 1, last, -1):
            if sent - text.sents[index] > 1:
                break
            main = text.deps[index] in SUBJECTS and text.deps[text.heads[index]] == "ROOT"
            if text.tags[index] not in ("NN", "NNP") or index in self.at or not main:
                continue
            said, noun = noun_gender(text.lemmas[index]), "P" in noun_kinds(text.lemmas[index])
            if noun and said in ("", gender) and text.sents[index] < sent:
                return True
        return self.unnamed_speaker(last, token, gender)

    def unnamed_speaker(self, last: int, token: int, gender: str) -> bool:
        """ "..., a farmer said. ..., he said": who spoke last in the paragraph has no name, and the pronoun speaks."""
        text = self.text
        if text.deps[token] != "nsubj" or text.lemmas[text.heads[token]] not in SAY:
            return False
        for index in range(token - 1, last, -1):
            if text.paragraphs[index] != text.paragraphs[token]:
                return False
            speaks = text.deps[index] == "nsubj" and text.lemmas[text.heads[index]] in SAY
            if speaks and text.tags[index] == "NN" and index not in self.at:
                return "P" in noun_kinds(text.lemmas[index]) and noun_gender(text.lemmas[index]) in ("", gender)
        return False

    def bound(self, token: int) -> bool:
        """ "what a scientist has in his mind", "anyone who loses his job": whoever it may be, with no name."""
        text = self.text
        for index in range(token - 1, -1, -1):
            if text.sents[index] != text.sents[token]:
                return False
            if text.deps[index] in SUBJECTS and text.tags[index] not in ("WP", "WDT", "EX"):
                if text.lower[index] in ANYONE:
                    return True
                if text.deps[token] == "dobj" and text.heads[token] == text.heads[index]:
                    continue  # "a lawyer asked him": another one
                general = any(
                    text.lower[child] in ("a", "an", "any", "every", "each") for child in text.children[index]
                )
                return general and index not in self.at and "P" in noun_kinds(text.lemmas[index])
        return False

    def beside_unnamed(self, token: int) -> bool:
        """ "the child and his mother": whoever stands before "and", if that is somebody without a name."""
        text, noun = self.text, self.text.heads[token]
        if text.deps[token] != "poss" or text.deps[noun] != "conj":
            return False
        first = text.heads[noun]
        return first < token and first not in self.at and "P" in noun_kinds(text.lemmas[first])

    def it(self, token: int) -> Thing | None:
        """ "it", "its": an organization or country that is the subject before, in the sentence or of the one before."""
        text = self.text
        if text.lower[token] == "it" and self.expletive(token):
            return None
        found = self.subject_before(token, ORG_KINDS, 1)
        if found is None and text.lower[token] == "its":
            return self.alone_before(token)
        return found

    def alone_before(self, token: int) -> Thing | None:
        """The only organization or country named before in the sentence: "with Velm Group and its owners"."""
        scores = self.scores(token, ORG_KINDS, 0)
        return next(iter(scores)) if len(scores) == 1 else None

    def expletive(self, token: int) -> bool:
        """ "It is clear that", "it seems", "it rained": nobody's pronoun."""
        text, verb = self.text, self.text.heads[token]
        if text.lemmas[verb] in ("seem", "appear", "happen", "rain", "snow", "take", "turn"):
            return True
        if text.lemmas[verb] != "be":
            return text.deps[token] not in SUBJECTS
        return any(text.deps[c] in ("acomp", "attr", "ccomp", "advcl", "xcomp", "prep") for c in text.children[verb])

    def they(self, token: int) -> Thing | None:
        """ "their": an organization that is the subject before in the same sentence, with no plural between."""
        text = self.text
        opens = token == 0 or text.sents[token - 1] != text.sents[token]
        if opens and text.deps[token] == "nsubj":
            return self.group_before(token)
        found = self.subject_before(token, frozenset({"ORG"}), 0)
        if found is None:
            return None
        head = next((h for h, _, thing in reversed(self.events) if thing is found and h < token), token)
        first = head
        while first > 0 and text.sents[first - 1] == text.sents[token]:
            first -= 1
        if any(text.tags[i] in ("NNS", "NNPS") or text.deps[i] == "conj" for i in range(first, token)):
            return None
        return found

    def group_before(self, token: int) -> Thing | None:
        """ "The Greens met. They pledged": the organization that is the subject of the sentence before, if that has no
        other plural that they may be."""
        text, sent = self.text, self.text.sents[token]
        found = self.subject_before(token, frozenset({"ORG", "NORP"}), 1)
        head = next((h for h, _, thing in reversed(self.events) if thing is found and h < token), -1)
        if found is None or text.paragraphs[head] != text.paragraphs[token] or text.sents[head] != sent - 1:
            return None
        several = text.words[head].endswith("s") and head > 0 and text.lower[head - 1] == "the"
        plural = several or text.tags[head] in ("NNPS", "NNS") or bool(found.full)
        if found.kind == "NORP" and not plural:
            return None
        others = [
            i
            for i in range(head + 1, token)
            if text.sents[i] == sent - 1 and text.tags[i] in ("NNS", "NNPS") and text.deps[i] in WEIGHT
        ]
        return None if others and not plural else found

    def subject_before(self, token: int, kinds: frozenset[str], back: int) -> Thing | None:
        """The nearest subject before a token, if it is of these kinds; the subjects of ``back`` sentences before."""
        text, sent = self.text, self.text.sents[token]
        for index in range(token - 1, -1, -1):
            away = sent - text.sents[index]
            if away > back:
                return None
            if text.deps[index] in SUBJECTS and text.tags[index] not in ("WP", "WDT", "EX"):
                found = self.at.get(index)
                if found is not None:
                    return found.thing if found.thing.kind in kinds and not found.nested else None
                if text.pos[index] in ("NOUN", "PROPN") and text.tags[index] in ("NN", "NNP"):
                    return None
        return None

    def described(self, phrase: Phrase) -> Thing | None:
        """ "the company", "the mayor": what was called so, else what of that kind was spoken of last."""
        text, noun = self.text, self.text.lemmas[phrase.head].lower()
        barred = self.not_in_quote.get(phrase.head)
        if self.offices.asks(phrase):
            return self.offices.holder(phrase, barred)
        recent = self.by_word.get(noun)
        kinds = frozenset().union(*(KINDS[kind] for kind in phrase.kinds))
        size = phrase.end - phrase.start
        plain = size <= 5 and not any(
            text.deps[c] in ("relcl", "acl", "appos") or text.lower[c] in ("of", "for")
            for c in text.children[phrase.head]
            if c > phrase.head
        )
        words = text.lower[phrase.start : phrase.head]
        if not plain or not lexicon.words("restrictive").isdisjoint(words):
            return None
        found = [t for head, t in reversed(recent or ()) if head < phrase.start and t.kind in kinds and t is not barred]
        if found:
            # "the Republican nominee" is rather the one who was called Republican.
            told = set(words[1:]) - {phrase.article}
            surely = next((thing for thing in found if told <= thing.words), None)
            return surely or (found[0] if size <= 3 else None)
        if size > 3:
            return None
        for kind in phrase.kinds.replace("N", ""):
            if noun in lexicon.words(GENERIC[kind]):
                found = self.generic(phrase, kind, noun)
                if found is not None:
                    return found
        return None

    def named_next(self, phrase: Phrase) -> Thing | None:
        """The lead has "the deputy leader of the Velm Guard said", the paragraph behind his name: the first person
        named, who speaks there, without another role."""
        text = self.text
        if text.paragraphs[phrase.head] > LEAD or not self.offices.asks(phrase) or not self.speaks(phrase.head):
            return None
        named = [found for head, found in self.at.items() if found.how == "name" and found.thing.is_person]
        first = min(named, key=lambda found: found.start, default=None)
        if (
            first is None
            or first.start < phrase.head
            or first.role
            or self.offices.holds(first.thing, text.sents[first.start])
        ):
            return None
        near = text.paragraphs[first.start] - text.paragraphs[phrase.head] < 3
        return first.thing if near and self.speaks(first.head) else None

    def generic(self, phrase: Phrase, kind: str, noun: str) -> Thing | None:
        gender = noun_gender(noun)
        window = 3 if kind != "G" else 6
        scores = self.scores(phrase.start, KINDS[kind], window)
        best, most = None, 0.0
        for thing, score in scores.items():
            if kind == "P" and gender and thing.gender and thing.gender != gender:
                continue
            if kind == "G" and not fits_place(noun, thing):
                continue
            if kind == "G":
                score *= 1 + thing.count  # a country met in passing is not "the country"
            if score > most:
                best, most = thing, score
        rivals = [thing for thing, score in scores.items() if thing is not best and score > 0.6 * most]
        return best if best is not None and (kind == "G" or not rivals) else None

    def name_words(self, found: Found, words: list[str]) -> None:
        """Remember nouns said of a thing, so that "the senator" finds the one who was called so."""
        for word in words:
            if word not in found.thing.words:
                found.thing.words.add(word)
            self.by_word[word].append((found.head, found.thing))


def fits_place(noun: str, thing: Thing) -> bool:
    """A country for "the country", a state for "the state", anything else for "the city"."""
    is_state = " ".join(thing.parts) in lexicon.states()
    if noun in ("country", "nation"):
        return thing.country is not None
    if noun == "region":
        return thing.kind == "LOC"
    if noun in ("state", "province"):
        return is_state
    return thing.country is None and not is_state and thing.kind == "GPE"
