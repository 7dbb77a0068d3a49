"""Offices: who is "the Tory leader", "the Velm boss", "the French president", by the roles that the text gives."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.text import Text

from .descriptions import Phrase, described, noun_kinds
from .linking import Thing


class Offices:
    """Who holds which office of what: nouns of people with what is named beside them (a party, a club, a country).

    ``founds`` are the names' mentions, ``covered`` 1 + the position of the one at a token, or 0.
    """

    def __init__(self, text: Text, founds: list[Any], covered: list[int]):
        self.text, self.founds, self.covered = text, list(founds), covered
        self.holders: dict[str, list[tuple[int, Thing, frozenset, frozenset]]] = defaultdict(list)

    def of(self, start: int, end: int) -> frozenset:
        """What is named there: an organization, a place, a people as its country."""
        things = {self.founds[self.covered[i] - 1].thing for i in range(start, end) if self.covered[i]}
        return frozenset(thing.country or thing for thing in things if not thing.is_person)

    def title(self, found: Any, start: int, end: int) -> None:
        """ "Velm manager Odo Varn", "the French president Odo Varn", "Velm's manager Odo Varn"."""
        text, first = self.text, start
        while first > 0 and self.covered[first - 1] and text.sents[first - 1] == text.sents[start]:
            first -= 1
        if start > 1 and text.tags[start - 1] == "POS" and self.covered[start - 2]:
            first = start - 2
        for at in range(start, end):
            if not self.covered[at] and "P" in noun_kinds(text.lemmas[at]):
                self._hold(found, at, first, end)

    def held(self, found: Any, phrase: Phrase) -> None:
        """ "Odo Varn, the leader of the Tories"."""
        self._hold(found, phrase.head, phrase.start, described(self.text, phrase)[1])

    def _hold(self, found: Any, noun: int, start: int, end: int) -> None:
        entry = (found.start, found.thing, self.of(start, end), self.lesser(start, end))
        for key in lexicon.offices_of(self.text.lemmas[noun].lower()):
            self.holders[key].append(entry)

    def lesser(self, start: int, end: int) -> frozenset:
        """ "deputy", "vice": another office than the one without."""
        return frozenset(self.text.lower[start:end]) & lexicon.words("lesser") - {"former", "ex", "then"}

    def asks(self, phrase: Phrase) -> bool:
        """Whether a phrase names an office and of what, or a deputy's: "the Tory leader", "the vice president"."""
        end = described(self.text, phrase)[1]
        return "P" in phrase.kinds and bool(self.of(phrase.start, end) or self.lesser(phrase.start, end))

    def _known(self, phrase: Phrase, barred: Thing | None) -> list[tuple[int, Thing, frozenset, frozenset]]:
        end = described(self.text, phrase)[1]
        lesser = self.lesser(phrase.start, end)
        return [
            entry
            for key in lexicon.offices_of(self.text.lemmas[phrase.head].lower())
            for entry in self.holders[key]
            if entry[1] is not barred and entry[3] == lesser and not phrase.start <= entry[0] < end
        ]

    def holder(self, phrase: Phrase, barred: Thing | None) -> Thing | None:
        """Who was last said to hold it; else the only one called so, if the text does not say of what anybody is."""
        asked = self.of(phrase.start, described(self.text, phrase)[1])
        known = [entry for entry in self._known(phrase, barred) if entry[0] < phrase.start]
        sure = [entry for entry in known if asked <= entry[2]]
        if sure:
            return max(sure, key=lambda entry: entry[0])[1]
        holders = {entry[1] for entry in known}
        return holders.pop() if len(holders) == 1 and not any(entry[2] for entry in known) else None

    def holds(self, thing: Thing, sent: int) -> bool:
        """Whether a sentence, or one before it, gives somebody an office."""
        entries = [entry for held in self.holders.values() for entry in held if entry[1] is thing]
        return any(self.text.sents[entry[0]] <= sent for entry in entries)

    def only(self, phrase: Phrase) -> Thing | None:
        """Who is said to hold it further down, if one alone is."""
        if not self.asks(phrase):
            return None
        asked = self.of(phrase.start, described(self.text, phrase)[1])
        found = {entry[1] for entry in self._known(phrase, None) if asked <= entry[2]}
        return found.pop() if len(found) == 1 else None
