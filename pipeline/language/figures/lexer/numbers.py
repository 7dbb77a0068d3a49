"""The number grammar: where a text writes a number, and what it is. Knows digits and number words, no units or syntax.

``find_numbers(text)`` gives ``Number`` records in text order, without overlaps; ``kind`` says how it was written.
"""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
import unicodedata

from .money import letters_of_money
from .number_words import in_words
from .numerals import DENOMINATORS, SCALE, SCALES, SUFFIXES, Number

_SPACE = r"[ \u00a0\u2009\u202f]"
# "1,25,000" (lakhs) and "12 000" (with plain spaces only where a word or a sign follows, so that no two numbers join)
_SPACED = (
    r"(?<!\d\ )(?<!Flight\ )(?<!Boeing\ )(?<!Airbus\ )(?<!Room\ )(?<!Route\ )"
    r"[1-9]\d{0,2}(?:(?:\ \d{3})+(?![\d,.:/-]*\d|\ \d)(?=\ ?[%a-zµ€£$¥])|(?:\ \d{3}){2,}(?![\d,:/-]|\.\d|\ \d))"
)
# "1.207.340", "1'000'000": two groups at least, since one may be a fraction or a clock
_POINTED = r"\d{1,3}(?:(?:\.\d{3}){2,}|(?:['’]\d{3})+)(?![\d.]*\d|['’]\d)"
_COMMA = (
    r"\d{1,3},\d{1,2}(?=(?:\ (?:million|billion|trillion|bn|mn)\b)|\ ?(?:%|€|percent\b|per\ cent\b))"  # "3,5 million"
)
_DIGITS = (
    rf"(?:{_SPACED}|{_POINTED}|(?<![\d,]){_COMMA}|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?!\d|,\d)|\d{{1,3}}(?:,\d{{3}})+(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
)
_UNICODE_FRACTION = "[¼½¾⅐-⅞]"
_GLUED = "".join(rf"|(?<=\b{re.escape(form)})" for form in letters_of_money()) + r"|(?<=[$£][A-Z])|(?<=[$£][A-Z]{2})"
DIGIT_PATTERN = re.compile(
    rf"""(?ix)(?=[-\d.~−–¼½¾⅐-⅞])(?:(?<![\w.,:/])|(?-i:(?<=\b[A-Z]{{3}}){_GLUED}))
    (?P<sign>(?<![\w\)%])(?<!\d[ ])[-−–~](?=[\d.$£€]))?
    (?: (?P<mixed>\d+)[ ](?P<mn>\d+)[/⁄](?P<md>\d+)(?![\d/])
      | (?P<n>\d+(?:\.\d+)?)[/⁄](?P<d>\d+)(?![\d/])
      | (?P<digits>{_DIGITS})(?:[ ]?(?P<u>{_UNICODE_FRACTION}))?
      | (?P<u2>{_UNICODE_FRACTION})
    )
    (?:[×x]10(?P<exp>[-−+]?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?
    (?:\ and\ a\ (?P<plus>half|quarter)\b)?
    (?:(?:{_SPACE}|-)?(?P<scale>(?:hundred\ )?(?:hundred|dozen|{SCALE})s?(?!\w)(?:\ (?:{SCALE})\b)?)
      |(?P<suffix>(?:mn|mln|mio|bn|bln|tn|trn|tln|cr|(?-i:MM)|[kmbt])(?![\w/²³°^%’'])|(?:M|B|K)(?![\w/²³°^]))
      |{_SPACE}(?P<suffix2>(?:mn|mln|mio|bn|bln|tn|trn|tln|cr)\b|(?-i:MM|mil)\b(?!\ (?:thick|gauge))|(?-i:[MB](?=\ [a-z]))))?
    (?P<ordinal>(?:st|nd|rd|th)\b)?
    """
)


def find_numbers(text: str) -> list[Number]:
    """All numbers of a text, in order; those in digits first, words where no digits stand."""
    digits = [number for match in DIGIT_PATTERN.finditer(text) if (number := _from_digits(match))]
    found = in_words(text)
    taken = {(n.start, n.end) for n in digits}
    if digits and found:
        at = 0
        for number in found:
            while at < len(digits) and digits[at].end <= number.start:
                at += 1
            if at == len(digits) or digits[at].start >= number.end:
                taken.add((number.start, number.end))
        found = [number for number in found if (number.start, number.end) in taken]
    return _chained(sorted(digits + found, key=lambda n: n.start), text)


def _chained(found: list[Number], text: str) -> list[Number]:
    """'3 thousand 2 hundred', '5 crore 20 lakh': falling scales side by side are one number."""
    made: list[Number] = []
    for number in found:
        last = made[-1] if made else None
        if last is not None and _written_twice(last, number, text):
            last.end = number.end + 1  # "twelve (12)"
            continue
        falling = last is not None and last.scaled > number.scaled >= 100 and None not in (last.value, number.value)
        if falling and text[last.end : number.start] in (" ", " and ") and 0 < number.value < last.scaled:
            last.value, last.end = last.value + number.value, number.end
        else:
            made.append(number)
    return made


def _written_twice(first: Number, second: Number, text: str) -> bool:
    """'Twelve (12) members': in words, and in figures again."""
    again = first.value is not None and first.value == second.value and first.kind != second.kind == "digits"
    return again and text[first.end : second.start] == " (" and text[second.end : second.end + 1] == ")"


def _real(digits: str) -> float:
    if re.fullmatch(r"\d{1,3},\d{1,2}", digits):
        return float(digits.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", digits):
        digits = digits.replace(".", "")
    plain = re.sub(r"[,'’\s\u00a0\u2009\u202f]", "", digits)
    return float(plain) if "." in plain else int(plain[:300])


def _from_digits(match: re.Match) -> Number | None:
    g = match.groupdict()
    kind, scaled = "digits", 1.0
    if g["mixed"]:
        if not int(g["md"]):
            return None
        value = int(g["mixed"]) + int(g["mn"]) / int(g["md"])
    elif g["n"]:
        if not int(g["d"]):
            return None
        value, kind = float(g["n"]) / int(g["d"]), "fraction"
    elif g["digits"]:
        if len(g["digits"]) > 40:
            return None
        value = _real(g["digits"])
        if g["u"]:
            value += unicodedata.numeric(g["u"])
    else:
        value, kind = unicodedata.numeric(g["u2"]), "fraction"
    if g["exp"] and g["exp"][0].isdigit() and g["exp"].isascii() and value >= 10:
        return None  # "1920x1080"
    if g["exp"]:
        power = int(unicodedata.normalize("NFKC", g["exp"]).replace("−", "-"))
        value *= 10.0**power if abs(power) < 300 else 1
    if g["plus"]:
        value += 1 / DENOMINATORS[g["plus"].lower()]
    if g["scale"]:
        for word in g["scale"].lower().removesuffix("s").split():
            word = word.removesuffix("s")
            scaled *= 100 if word == "hundred" else 12 if word == "dozen" else SCALES[word]
    suffix = g["suffix"] or g["suffix2"]
    if suffix:
        scaled = SUFFIXES[suffix.lower()]
    if g["ordinal"]:
        kind = "ordinal"
    start = match.start()
    if g["sign"] == "~" or (g["sign"] == "–" and value == int(value)):
        start += 1
    elif g["sign"]:
        value = -value
    value = value * int(scaled) if isinstance(value, int) else round(value * scaled, 6) if scaled > 1 else value
    return Number(start, match.end(), float(value), kind, scaled=scaled, suffix=suffix)
