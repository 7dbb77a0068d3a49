"""Keys: what two names must share to be one entity's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.names.institutions import is_bare

LEGAL_FORMS = lexicon.words("legal_forms")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
PARTICLES = lexicon.words("particles")
PLACES = frozenset({"GPE", "LOC", "FAC"})
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class Key(NamedTuple):
    """``family`` is PERSON, PLACE, NORP or OTHER; ``name`` the normalized key name; ``variant`` tells apart two that
    share it: middle names and generation of a person, the place a place lies in."""

    family: str
    name: str
    variant: tuple[str, ...] = ()


def words(name: str) -> list[str]:
    """Folded words without points: ``J. R. O’Neil-Fox Jr.`` gives ``j r o'neil fox jr``."""
    return WORD.findall(re.sub(r"(?<=\b\w)\.", " ", lexicon.fold(name)))


def family_of(entity_type: str) -> str:
    return "PLACE" if entity_type in PLACES else entity_type if entity_type in ("PERSON", "NORP") else "OTHER"


@lru_cache(maxsize=65536)
def person_key(name: str) -> Key:
    """Given and family name; what stands between and a generation are the variant.

    ``Mary K. van Dorn`` has the name ``mary dorn`` and the variant ``(k,)``.
    """
    parts = words(name)
    suffix = tuple("+" + part for part in parts[1:] if part in SUFFIXES)
    parts = parts[:1] + [part for part in parts[1:] if part not in SUFFIXES]
    if len(parts) < 2:
        return Key("PERSON", " ".join(parts), suffix)
    middle = tuple(part for part in parts[1:-1] if part not in PARTICLES)
    return Key("PERSON", f"{parts[0]} {parts[-1]}", middle + suffix)


@lru_cache(maxsize=65536)
def thing_key(name: str) -> str:
    """Without article, possessive and legal form: ``The Acme Widget Co.`` gives ``acme widget``.

    A legal form is dropped only behind something: ``Limited`` stays itself.
    """
    text = re.sub(r"'s?$", "", lexicon.fold(name)).replace("&", " and ")
    acronym = re.sub(r"\b(\w)\.(?=\w\.|\s|$)", r"\1", text)
    parts = WORD.findall(acronym)
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS:
        parts = parts[:-1]
    if len(parts) > 2 and parts[0] in ("department", "ministry") and parts[1] == "of":
        # "Department of Justice", "Ministry of the Interior"
        parts = [*(parts[3:] if parts[2] == "the" and len(parts) > 3 else parts[2:]), parts[0]]
    key = " ".join(parts)
    full = lexicon.same_things().get(lexicon.fold(name)) or lexicon.same_things().get(key)
    return " ".join(words(full)) if full else key


def key_of(name: str, entity_type: str, country_code: str | None = None, within: tuple[str, ...] = ()) -> Key:
    family = family_of(entity_type)
    if family == "PERSON":
        return person_key(name)
    if country_code and family in ("PLACE", "NORP"):
        return Key(family, f"country {country_code}")
    name_key = thing_key(name) or lexicon.fold(name).strip() or name
    placed = family == "PLACE" or (family == "OTHER" and is_bare(name_key))
    variant = (thing_key(within[0]),) if placed and within else ()
    return Key(family, name_key, variant)


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two variants may be one's: one has nothing to say, each of its words stands, perhaps as its initial,
    at the same place of the other, or its full words are among the other's. ``(w,)`` and ``(h, w)`` differ, ``(k,)``
    and ``(kate,)`` do not, ``(lopez,)`` and ``(manuel, lopez)`` neither."""
    if not a or not b:
        return True
    if is_suffixed(a) != is_suffixed(b) or (a[-1] != b[-1] and is_suffixed(a)):
        # "Jr." on one side only is another one, but for an equal middle name: "Joe R. Cole", "Joe R. Cole Jr.".
        plain_a, plain_b = (tuple(word for word in v if word[0] != "+") for v in (a, b))
        one_side = is_suffixed(a) != is_suffixed(b)
        return bool(one_side and plain_a and plain_b and compatible(plain_a, plain_b))
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return all(len(word) > 3 and word in long for word in short)
    return all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(a, b, strict=True))


def is_suffixed(variant: tuple[str, ...]) -> bool:
    """Whether it ends in a generation ("Jr.", "III")."""
    return bool(variant) and variant[-1].startswith("+")
