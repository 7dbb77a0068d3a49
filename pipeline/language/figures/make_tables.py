"""Write units.csv and currencies.csv from what others keep: pint's definitions and Babel's copy of CLDR.

Run after a change of units.toml or currencies.toml: ``python -m pipeline.language.figures.make_tables``. Only this
command needs pint and Babel (extra ``tables``): building pint's registry takes longer than importing all the rest.
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


def main() -> None:
    for target, header, rows in (
        ("units.csv", ("form", "exact", "name", "quantity_type", "factor", "offset", "base"), units()),
        ("currencies.csv", ("form", "where", "code", "factor", "name"), currencies()),
    ):
        with (HERE / target).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


if __name__ == "__main__":
    main()
