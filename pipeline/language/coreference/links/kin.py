"""Kin: "his father", "Ann Cole's son" are whoever the text names as that relative, or the other way round."""

from __future__ import annotations

from pipeline.language.coreference.text import Text

from .descriptions import KIN, Phrase, noun_gender
from .discourse import Found
from .linking import Thing

INVERSE = {"child": "parent", "parent": "child", "spouse": "spouse", "sibling": "sibling"}


class Family:
    """Who is whose relative, as the text says it; relatives by (whose, kind), and by kind where whose is not known."""

    def __init__(self, text: Text):
        self.text = text
        self.relatives: dict[tuple[Thing | None, str], list[Thing]] = {}

    def owner(self, head: int) -> int:
        """The token of whose relative a noun is: "his", "Ann Cole's"; -1 if it has none."""
        return next((child for child in self.text.children[head] if self.text.deps[child] == "poss"), -1)

    def owned(self, phrase: Phrase) -> bool:
        return self.text.lemmas[phrase.head].lower() in KIN and self.owner(phrase.head) >= 0

    def learn(self, noun: int, head: int, thing: Thing, at: dict[int, Found]) -> None:
        """ "His father, Odo Varn", "his father Odo Varn" (``head`` is Varn): known from here on, both ways."""
        kind = KIN.get(self.text.lemmas[noun].lower())
        owner = max(self.owner(noun), self.owner(head))
        if kind is None or owner < 0 or not thing.is_person:
            return
        found = at.get(owner)
        whose = found.thing if found is not None and found.thing.is_person else None
        if whose is thing:
            return
        self._add(whose, kind, thing)
        if whose is not None:
            self._add(thing, INVERSE[kind], whose)

    def _add(self, whose: Thing | None, kind: str, relative: Thing) -> None:
        known = self.relatives.setdefault((whose, kind), [])
        if relative not in known:
            known.append(relative)

    def find(self, phrase: Phrase, at: dict[int, Found]) -> Thing | None:
        """The one relative of that kind and gender that the text names; None if there are two."""
        noun = self.text.lemmas[phrase.head].lower()
        owner = self.owner(phrase.head)
        found = at.get(owner)
        whose = found.thing if found is not None and found.thing.is_person else None
        if whose is None and self.text.lower[owner] != "their":
            return None
        gender = noun_gender(noun)
        known = self.relatives.get((whose, KIN[noun])) or self.relatives.get((None, KIN[noun]), ())
        fit = [t for t in known if t is not whose and not (gender and t.gender and gender != t.gender)]
        return fit[0] if len(fit) == 1 else None
