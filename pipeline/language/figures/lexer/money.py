"""Money beside a number, in every way that currencies.csv knows: sign, letters and sign, code, word; before or behind."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.language.figures.tables.forms import Unit, currencies, normal

# Codes that are words or other abbreviations; they are money only where they touch the number.
WORD_CODES = frozenset(
    [
        "ALL",
        "TOP",
        "CUP",
        "TRY",
        "GEL",
        "PEN",
        "MOP",
        "BAM",
        "SOS",
        "ANG",
        "BOB",
        "COP",
        "RON",
        "MAD",
        "LAK",
        "ERN",
        "MUR",
        "DOP",
        "GIP",
        "LUC",
        "CHE",
        "CUC",
        "BAD",
        "BEL",
        "ILS",
        "IRR",
        "SIT",
        "STD",
        "TPE",
        "VEB",
        "YUD",
        "COU",
    ]
)
LOWER_CODES = frozenset(
    [
        "usd",
        "eur",
        "gbp",
        "jpy",
        "cny",
        "inr",
        "aud",
        "cad",
        "chf",
        "sgd",
        "hkd",
        "nzd",
        "sek",
        "nok",
        "dkk",
        "zar",
        "brl",
        "rub",
        "krw",
        "aed",
        "sar",
    ]
)
SINGLE = frozenset({"R", "N", "P", "L"})  # letters that stand for money only before an amount that looks like money
WORDS_BEFORE = frozenset({"a", "s", "us", "i", "as", "is", "can", "n", "r", "z", "j"})  # "gave us $5"
SIGNS = "$£€¥￥₤₡₾₭₽₺₦฿₴₸₵₲₼₮₹₨元円₩₪₫₱¢"
_LETTERS = r"[A-Za-z]{1,4}(?:\.[A-Za-z])?\.?"
BESIDE = re.compile(
    rf"(?:(?<![\w.])(?P<lead>{_LETTERS}) ?)?(?P<sign>[{SIGNS}])(?P<tail>[A-Za-z]{{1,3}})?[ \u00a0\u202f]?$"
)
LIKE_MONEY = re.compile(
    r"\d+(?:[.,]\d+)*(?: ?(?:m|mn|bn|b|k|million|billion|trillion|lakh|crore)\b|(?<=[.,]\d\d)\b)|\d{1,3}(?:,\d{3})+"
)
CONSOLE = re.compile(r"[1-6]\b(?![.,]\d| ?(?:m|bn|k|million|billion)\b)")
BEHIND = re.compile(
    rf"(?P<gap>[ \u00a0\u202f-]?)(?:(?P<sign>[{SIGNS}])(?P<tail>[A-Z]{{1,3}})?(?![\w$])"
    rf"|(?P<letters>{_LETTERS}) ?(?P<of>[$£])(?!\w)|(?P<code>[A-Za-z]{{2,5}}\.?|c)(?![\w'’]))"
)
LAND = re.compile(
    r" ([A-Z][A-Za-z]+|U\.S\.|N\.Z\.|H\.K\.)(?= ?(?:[.,;:)]|$|per\b|an? |to\b|and\b|or\b|from\b|in\b|on\b|for\b))"
)


def resolve(sign: str, letters: str | None) -> Unit | None:
    """The currency of a sign with its country's letters: '$' with 'A', 'HK', 'US'."""
    if not letters:
        return currencies()["sign"].get(sign)
    plain = letters.replace(".", "").strip()
    table = currencies()["letters"]
    return table.get(plain + sign) or table.get(plain.upper() + sign)


@cache
def _before() -> re.Pattern:
    money = currencies()
    forms = sorted([f for f in money["sign"] if f[0] not in SIGNS] + list(money["code"]), key=len, reverse=True)
    lower = "|".join(sorted(LOWER_CODES))
    return re.compile(rf"(?<![\w$£€])(?P<form>{'|'.join(map(re.escape, forms))}|{lower})(?P<gap>[ \u00a0\u202f]?)$")


def money_before(text: str, start: int) -> Unit | None:
    """'US$ 20,000', '$US5', 'A$5', '€5', 'USD 10m', 'Rs 40': the currency that ends where the number begins."""
    if not start or text[start - 1].isdigit():
        return None
    window = text[max(0, start - 12) : start]
    offset = start - len(window)
    if match := BESIDE.search(window):
        return _signed(match, offset)
    match = _before().search(window)
    if match is None:
        return None
    form, glued = match["form"], not match["gap"]
    if (form in WORD_CODES or form == "PS" or form in SINGLE) and not glued:
        return None
    if form in SINGLE and not LIKE_MONEY.match(text, start):
        return None
    if form == "PS" and CONSOLE.match(text, start):
        return None
    money = currencies()
    unit = money["sign"].get(form) or money["code"].get(form.upper())
    if (
        form[0].isupper()
        and form[1:].islower()
        and len(form) > 3
        and re.match(r"(?:19|20)\d\d\b(?![.,]\d)", text[start : start + 6])
    ):
        return None  # "Euro 2004"
    return unit and replace(unit, start=offset + match.start("form"), end=offset + match.end("form"))


def _signed(match: re.Match, offset: int) -> Unit | None:
    sign, lead, tail = match["sign"], match["lead"], match["tail"]
    begin = match.start("sign")
    unit = None
    if tail:
        unit = resolve(sign, tail)
    elif (
        lead and (match.end("lead") == begin or lead not in WORDS_BEFORE) and (unit := resolve(sign, lead)) is not None
    ):
        begin = match.start("lead")
    if unit is None and not tail:
        unit = currencies()["sign"].get(sign)
    end = match.end("tail") if tail else match.end("sign")
    return unit and replace(unit, start=offset + begin, end=offset + end)


def sign_behind(text: str, end: int) -> Unit | None:
    """'45 million US$', '5€', '30 USD', '70 usd': a sign or a code that begins where the number ends."""
    match = BEHIND.match(text, end)
    if match is None:
        return None
    money = currencies()
    glued = not match["gap"]
    if match["sign"]:
        start, stop = match.start("sign"), match.end("tail") if match["tail"] else match.end("sign")
        unit = resolve(match["sign"], match["tail"])
        if unit and not glued and not match["tail"] and re.match(r" ?\d(?!\d? ?cents?\b)", text[stop : stop + 12]):
            return None  # "in 2010 $5 was paid"; but "10 $ 30 cents"
    elif match["of"]:
        start, stop = match.start("letters"), match.end("of")
        unit = resolve(match["of"], match["letters"])
        if unit is not None and re.match(r" ?\d", text[stop : stop + 2]):
            return None
    else:
        form = match["code"].removesuffix(".")
        start, stop = match.start("code"), match.start("code") + len(form)
        unit = money["code"].get(form) if form not in WORD_CODES or glued else None
        unit = unit or (money["code"].get(form.upper()) if form in LOWER_CODES else None)
        unit = unit or (
            money["sign"].get(form)
            if form not in SINGLE and form not in ("PS", "L") and form[:1].isupper() | (form == "kr")
            else None
        )
        if form == "c" and glued:
            unit = money["word"]["cent"]
    return unit and replace(unit, start=start, end=stop)


def word_behind(form: str) -> Unit | None:
    return currencies()["word"].get(form)


def country_behind(text: str, end: int, unit: Unit) -> tuple[Unit, int] | None:
    """'$75 U.S.', '$5 Canadian': the country of a bare dollar, behind the amount."""
    match = LAND.match(text, end) if text[unit.start : unit.end] in ("$", "£") else None
    if match is None:
        return None
    word = {"$": "dollar", "£": "pound"}[text[unit.start : unit.end]]
    found = currencies()["word"].get(f"{normal(match[1])} {word}")
    return found and (replace(found, start=unit.start, end=unit.end), match.end())


def letters_of_money() -> list[str]:
    """What may touch the digits behind it, as 'Rs500', 'PS2.7m', 'R5m'."""
    return [form for form in currencies()["sign"] if form[0].isalpha() and len(form) < 5 and "\u202f" not in form]
