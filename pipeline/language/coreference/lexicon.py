"""Word lists: given names, surnames, nicknames, countries, cities, and the hand-made lists of words.toml.

Each is read once, at first use; ``data/`` says of each file where it comes from and how to extend it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale

DATA = Path(__file__).parent / "data"
# Names of countries in news that CLDR does not have, or has otherwise.
OTHER_COUNTRY_NAMES = {
    "america": "US", "u.s.": "US", "us": "US", "u.s": "US", "usa": "US", "u.s.a.": "US",
    "united states of america": "US",
    "u.k.": "GB", "uk": "GB", "britain": "GB", "great britain": "GB", "uae": "AE", "u.a.e.": "AE",
    "burma": "MM", "myanmar": "MM", "czech republic": "CZ", "ivory coast": "CI", "russian federation": "RU",
    "macedonia": "MK", "palestine": "PS", "hong kong": "HK", "macau": "MO", "swaziland": "SZ", "turkey": "TR",
    "democratic republic of congo": "CD", "democratic republic of the congo": "CD", "drc": "CD", "congo": "CD",
    "bosnia": "BA", "holland": "NL", "east timor": "TL", "vatican": "VA", "people's republic of china": "CN",
    "republic of china": "TW", "republic of ireland": "IE", "islamic republic of iran": "IR", "cape verde": "CV",
}  # fmt: skip


def lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def fold(text: str) -> str:
    """Lower case, without accents, with plain apostrophes: ``Beyoncé’s`` gives ``beyonce's``."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


@cache
def given_names() -> dict[str, str]:
    """Folded given name to ``f``, ``m`` or ``u``."""
    return dict(line.split(",")[:2] for line in lines("given_names.csv"))  # type: ignore[misc]


@cache
def surnames() -> frozenset[str]:
    return frozenset(lines("surnames.txt"))


@cache
def family_names() -> frozenset[str]:
    """Folded family names of many countries, common or not."""
    return surnames() | frozenset(lines("family_names.txt"))


@cache
def known_names() -> dict[str, str]:
    """Folded names that news of every kind has, with their type."""
    rows = (line.split(",", 1) for line in lines("known_names.csv"))
    return {fold(name): kind for kind, name in rows}


@cache
def same_things() -> dict[str, str]:
    """Folded names without points to the fullest name of the same thing: ``gop`` to ``republican party``.

    Abbreviations that are words without their point ("Miss.", "Ill.") keep it.
    """
    out = {}
    for line in lines("same_things.csv"):
        full, *others = (fold(name) for name in line.split(","))
        for name in others:
            inside = "." in name[:-1] or not name.endswith(".")
            out[name.replace(".", "") if inside else name] = full
    return out


@cache
def parties() -> tuple[tuple[str, str, frozenset[str], frozenset[str]], ...]:
    """Of each party its country, full name, folded names that only it has, and folded names that may mean others."""
    out = []
    for line in lines("parties.csv"):
        country, full, sure, others = line.split(",")
        own = {fold(name) for name in (full, *sure.split(";")) if name}
        out.append((country, full, frozenset(own), frozenset(fold(name) for name in others.split(";") if name)))
    return tuple(out)


@cache
def known_by_words() -> dict[tuple[str, ...], str]:
    """The known names of several words as the tokenizer parts them, with their type."""
    parted = (
        (tuple(name.replace("-", " - ").replace("'s", " 's").split()), kind) for name, kind in known_names().items()
    )
    return {words: kind for words, kind in parted if len(words) > 1}


@cache
def known_by_first() -> dict[str, list[tuple[str, ...]]]:
    """Those of several words, by their first; longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for words in known_by_words():
        out.setdefault(words[0], []).append(words)
    return {first: sorted(found, key=len, reverse=True) for first, found in out.items()}


@cache
def formal_names() -> dict[str, frozenset[str]]:
    """Folded short form to the given names it may stand for: ``bill`` to ``{william, ...}``."""
    out: dict[str, set[str]] = {}
    for line in lines("nicknames.csv"):
        formal, *short = line.split(",")
        for name in short:
            out.setdefault(name, set()).add(formal)
    return {name: frozenset(formal) for name, formal in out.items()}


def same_given(a: str, b: str) -> bool:
    """Whether two folded given names may be one person's: equal, an initial, or one a short form of the other.

    >>> same_given("bill", "william"), same_given("bill", "hillary"), same_given("j", "joan")
    (True, False, True)
    """
    a, b = a.rstrip("."), b.rstrip(".")
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    formal = formal_names()
    return b in formal.get(a, ()) or a in formal.get(b, ())


@cache
def countries() -> dict[str, str]:
    """Folded name of a country (without "the") to its ISO 3166-1 alpha-2 code."""
    names = {
        fold(name): code
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "XA", "XB", "ZZ", "EZ", "QO")
    }
    for name, code in list(names.items()):
        names.setdefault(name.split(" (")[0].replace("&", "and"), code)
    # The American state is meant far more often than the country.
    names.pop("georgia", None)
    return names | OTHER_COUNTRY_NAMES


@cache
def country_name(code: str) -> str:
    name = Locale("en").territories[code].split(" (")[0]
    return {"HK": "Hong Kong", "MO": "Macau", "PS": "Palestine"}.get(code, name)


@cache
def demonyms() -> dict[str, str]:
    """Folded adjective or name of a people to its country's code: ``afghans`` to ``AF``."""
    out: dict[str, str] = {}
    for line in lines("demonyms.csv"):
        code, *words = line.split(",")
        for word in words:
            out.setdefault(fold(word), code)
            if not word.endswith(("s", "sh", "ch", "se")):
                out.setdefault(fold(word) + "s", code)
    return out


@cache
def cities() -> frozenset[str]:
    return frozenset(fold(line) for line in lines("cities.txt"))


@cache
def states() -> frozenset[str]:
    return frozenset(fold(line) for line in lines("states.txt"))


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``words.toml``."""
    return frozenset(word_lists()[name])


@cache
def offices_of(noun: str) -> tuple[str, ...]:
    """Keys under which what is called by a noun is remembered: the noun, and the offices it may be a name of.

    >>> offices_of("gaffer"), offices_of("baker")
    (('gaffer', 'manager/'), ('baker',))
    """
    return (noun, *(f"{group[0]}/" for group in word_lists()["same_offices"] if noun in group))


@cache
def word_lists() -> dict[str, list[str]]:
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))
