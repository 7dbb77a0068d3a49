"""A name as a span of tokens, and its spelling."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.text import Text

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


def form(text: Text, name: Name) -> str:
    """Its spelling in small letters without accents; made once for each place of a text."""
    place = name.start, name.end
    spelled = text.forms.get(place)
    if spelled is None:
        spelled = text.forms[place] = lexicon.fold(" ".join(text.words[name.start : name.end])).replace(" - ", "-")
    return spelled


def noun_is_person(lemma: str) -> bool:
    return any(
        lemma.lower() in lexicon.words(name) for name in ("person_nouns", "offices", "male_nouns", "female_nouns")
    )
