"""Of which country an institution is that many countries have: "the Senate", "the finance ministry", "the Times"."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.links.linking import Thing
from pipeline.language.coreference.text import Text


def is_bare(key: str) -> bool:
    """Whether a folded name is one that institutions of many places have.

    >>> is_bare("senate"), is_bare("finance ministry"), is_bare("velm senate")
    (True, True, False)
    """
    ministry = key.endswith(" ministry") and key.count(" ") == 1
    return ministry or key.startswith("ministry of ") or key in lexicon.words("bare_institutions")


def place_institutions(text: Text, founds: list[Any]) -> None:
    """Give such organizations the place they are of: the one named directly before or behind ("the Italian Senate",
    "the Senate of Italy"), else the country that the article names more often than all others together."""
    names = [found for found in founds if found.how == "name"]
    bare = [found for found in names if found.thing.kind == "ORG" and is_bare(" ".join(found.thing.parts))]
    if not bare:
        return
    country = main_country(names)
    starts, ends = {found.start: found for found in names}, {found.end: found for found in names}
    for found in bare:
        beside = own_place(text, found, starts, ends)
        if beside:
            found.thing.within.insert(0, beside)
    for thing in {id(found.thing): found.thing for found in bare}.values():
        if not thing.within and country:
            thing.within.append(country)
        thing.within[:] = thing.within[:1]


def own_place(text: Text, found: Any, starts: dict[int, Any], ends: dict[int, Any]) -> str | None:
    before = ends.get(found.start) or (ends.get(found.start - 1) if text.tags[found.start - 1] == "POS" else None)
    near = before if before is not None and before.end <= found.start else None
    if near is None and found.end + 1 < len(text) and text.lower[found.end] in ("of", "in"):
        near = starts.get(found.end + 2 if text.lower[found.end + 1] == "the" else found.end + 1)
    return None if near is None else place_of(near.thing)


def place_of(thing: Thing) -> str | None:
    """The country of a country or people, an American state itself."""
    if thing.country:
        return lexicon.country_name(thing.country)
    return max(thing.names) if thing.kind == "GPE" else None


def main_country(names: list[Any]) -> str | None:
    """The country that is named more often than all others together, states counted to the United States."""
    counts: Counter[str] = Counter()
    for found in names:
        thing = found.thing
        if thing.country and thing.kind in ("GPE", "NORP"):
            counts[thing.country] += 1
        elif thing.kind == "GPE" and " ".join(thing.parts) in lexicon.states():
            counts["US"] += 1
    if not counts:
        return None
    code, most = counts.most_common(1)[0]
    return lexicon.country_name(code) if 2 * most > sum(counts.values()) else None
