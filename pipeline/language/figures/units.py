"""What stands beside a number: currencies and units of measure, from units.csv and currencies.csv."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Unit:
    """``value_base`` is value * factor + offset in ``base``; ``scale`` turns the number as written into ``name``."""

    name: str
    kind: str
    start: int = -1
    end: int = -1
    currency: str | None = None
    scale: float = 1.0
    factor: float | None = None
    offset: float = 0.0
    base: str | None = None
    per: str | None = None


# What "a" or "an" before a noun makes a rate of ("$52 a barrel"); "per" takes any noun.
PER_NOUNS = frozenset(
    [
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "week",
        "month",
        "year",
        "quarter",
        "decade",
        "share",
        "barrel",
        "gallon",
        "litre",
        "liter",
        "ounce",
        "ton",
        "tonne",
        "pound",
        "kilo",
        "kilogram",
        "gram",
        "mile",
        "kilometer",
        "kilometre",
        "yard",
        "foot",
        "person",
        "head",
        "piece",
        "unit",
        "copy",
        "bottle",
        "pop",
        "game",
        "match",
        "head",
        "acre",
        "hectare",
        "bushel",
        "carat",
        "quintal",
        "ticket",
        "vote",
        "bag",
        "box",
        "room",
        "shift",
        "seat",
        "visit",
        "trip",
    ]
)
ATTACHED_ONLY = frozenset({"h", "s", "x", "×", "V", "W", "in", "L", "l", "mb", "pp", "pm", "kt"})
# Symbols in texts without capitals; "mp", "pa" and the like are words there.
LOWERED = {
    form.lower(): form
    for form in [
        "GB",
        "MB",
        "TB",
        "KB",
        "mAh",
        "GHz",
        "MHz",
        "kHz",
        "GW",
        "MW",
        "kW",
        "kWh",
        "MWh",
        "GWh",
        "TWh",
        "dB",
        "kPa",
        "MPa",
        "hPa",
        "GeV",
        "MeV",
        "°C",
        "°F",
        "ºC",
        "ºF",
    ]
}
RESOLUTIONS = frozenset({" 144", " 240", " 360", " 480", " 720", "1080", "1440", "2160"})  # "in 720p": lines, no pence
TIME_UNITS = frozenset(["second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "night"])
WORDS = re.compile(r"[^\W\d_]+(?:\.[A-Za-z]\.)?[²³]?")
# "50 previous years", "five straight days": what may stand between a number and its unit of time.
BETWEEN = r"(?:(?:full|straight|consecutive|successive|previous|whole|long|short|additional|extra|further|solid|calendar|academic|more|other) (?=(?:second|minute|hour|day|week|month|year|decade|night)s\b))?"
GAP = re.compile(
    rf"(?: - (?=(?:second|minute|hour|day|week|month|year|mile|foot|pound|point|percent)\b)|(?:[- ](?:odd|plus)(?= [a-z]))?[ \u00a0\u202f]?{BETWEEN}[-‑]?[(<]?)"
)
# Codes that are words; they are money only where they touch the number.
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
        "TOP",
        "ERN",
        "MUR",
    ]
)
# "34,500 tons of copper a year": a rate behind what is measured.
FAR_RATE = re.compile(
    r"(?i) of (?:[a-z]+ ){1,4}(?:an?|per|each|every) (day|week|month|year|hour)\b(?! (?:ago|earlier|before))"
)
PER = re.compile(
    r"(?i)(?:[ \u00a0]?/[ ]?|[ -]per[ -]|[ ,]{1,2}(?:for )?(?:each|every) |[ -]an?[ -])"
    r"((?:square |sq |cubic |fluid )?(?:mm ?BTU|[a-z]+(?:[²³])?))\b(?! (?:ago|earlier|before|later|prior|full)\b)"
)


@cache
def _tables() -> tuple[dict, dict, dict, dict, dict]:
    words, exact, money, symbols, codes = {}, {}, {}, {}, {}
    with (HERE / "units.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            unit = Unit(
                row["name"],
                row["quantity_type"],
                factor=float(row["factor"]) if row["factor"] else None,
                offset=float(row["offset"] or 0),
                base=row["base"] or None,
            )
            (exact if row["exact"] == "1" else words)[row["form"]] = unit
    with (HERE / "currencies.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            unit = Unit(row["name"], "money", currency=row["code"], scale=float(row["factor"]))
            {"word": money, "symbol": symbols, "code": codes}[row["where"]][row["form"]] = unit
    return words, exact, money, symbols, codes


@cache
def _symbol_before() -> re.Pattern:
    *_, symbols, codes = _tables()
    signs = "|".join(re.escape(s) for s in sorted(symbols, key=len, reverse=True) if not s.isalpha())
    letters = "|".join(re.escape(s) for s in [*(s for s in symbols if s.isalpha()), *codes])
    return re.compile(rf"(?:((?<![A-Za-z])[A-Za-z.]{{1,4}} ?\$|{signs})|(?<![\w])({letters}))[ \u00a0]?$")


def unit_before(text: str, start: int) -> Unit | None:
    """'US$ 20,000', '€5', 'USD 10m', 'NZ $ 26 million': the currency that ends where the number begins."""
    if not start or text[start - 1].isdigit():
        return None
    window = text[max(0, start - 8) : start]
    match = _symbol_before().search(window)
    if not match:
        return None
    *_, symbols, codes = _tables()
    form = match[1] or match[2]
    if form in WORD_CODES and match.end(2) != len(window):
        return None
    squeezed = form.replace(" ", "")
    unit = symbols.get(form) or symbols.get(squeezed) or codes.get(squeezed)
    begin = match.start()
    if unit is None:
        unit, begin = symbols.get(form[-1]), match.end(1) - 1
    offset = start - len(window)
    return unit and replace(unit, start=offset + begin, end=offset + (match.end(1) if match[1] else match.end(2)))


def unit_after(text: str, end: int) -> Unit | None:
    """'5 kg', '20-minute', '3 Danish crowns', '40 °C', '14 (kg)': the unit that begins where the number ends."""
    words, exact, money, symbols, codes = _tables()
    gap = GAP.match(text, end)
    at = gap.end()
    attached = at == end
    if at >= len(text):
        return None
    if (prime := _prime(text, end)) is not None:
        return prime
    symbol = re.compile(r"°[CFcf]?|º[CFcf]?|[%％″′¢$€£¥₡₾₭元円₩₹×℃℉₽₪]|[A-Za-zµμ]+(?:/[a-z]+)?[²³23]?(?![\w])").match(
        text, at
    )
    unit = None
    stop = at
    ends = [match.end() for match, _ in zip(WORDS.finditer(text, at, at + 48), range(4), strict=False)]
    if dotted := DOTTED.match(text, at):
        unit, stop, ends = words.get(f"{dotted[1]} {dotted[2]}".lower()), dotted.end(), []
    if ends and WORDS.match(text, at):
        for stop in reversed(ends):
            form = re.sub(r"[-\s\u00a0]+", " ", text[at:stop]).lower()
            form = form.replace("u.s.", "us")
            unit = money.get(form) or words.get(form)
            if unit and form.endswith("s") and re.match(r"-(?!olds?\b)[a-z]", text[stop : stop + 6]):
                unit = None  # "seconds-long"
            if unit:
                break
    if unit is None and symbol:
        form, stop = symbol.group(), symbol.end()
        unit = exact.get(form) or exact.get(form.lower() if len(form) > 2 else form) or exact.get(LOWERED.get(form, ""))
        if form[:1] in "$€£¥₡₾₭元円₩₹₽₪¢":
            unit = symbols.get(form)
            if unit and not attached and form != "元" and re.match(r"[ ]?\d", text[stop : stop + 2]):
                unit = None
        if unit is None and "/" in form:  # "10 kV/cm"
            form = form.split("/")[0]
            unit, stop = exact.get(form), at + len(form)
        unit = unit or (codes.get(form) if form not in WORD_CODES else None)
        if unit and form in ATTACHED_ONLY and not attached:
            unit = None
        if form == "p" and attached and text[max(0, end - 4) : end] not in RESOLUTIONS:
            unit = money["pence"]
        if form == "C" and attached:
            unit = exact["°C"]
    if unit is None or (unit.kind == "distance" and text[at:stop] == "m" and not attached and text[end:at] == "-"):
        return None
    return replace(unit, start=at, end=stop)


DOTTED = re.compile(r"(?i)(sq|cu)\. ?(ft|in|m|km|mi|yd|feet|miles|meters|metres)\b\.?")  # "500 sq. ft."
PRIME = re.compile(
    r"( ?)(?:(?P<foot>['’′])|(?P<inch>[\"”″]))(?= ?(?:\d|long|tall|wide|high|deep|thick|across|[x×] )|(?P<free>))"
)
MEASURE = re.compile(
    r"(?i)\b(?:height|altitude|length|width|depth|elevation|diameter|thickness) of (?:about |nearly |only )?$"
)


def _prime(text: str, end: int) -> Unit | None:
    """'an altitude of 30\'', '5\'10"', '10 " long': marks for feet and inches, where a word shows that they are none of speech."""
    match = PRIME.match(text, end)
    if match is None:
        return None
    start = re.search(r"[\d.,]+$", text[max(0, end - 12) : end])
    before = text[max(0, end - 40) : end - len(start.group())] if start else ""
    if match["free"] is not None and not MEASURE.search(before) and not re.search(r"\d['’′] ?$", before):
        return None
    words, *_ = _tables()
    unit = words["foot" if match["foot"] else "inch"]
    return replace(unit, start=match.end() - 1, end=match.end())


def rate(text: str, end: int, unit: Unit | None) -> tuple[str, int] | None:
    """'per hour', 'a share', '/ month' after a unit: what stands below the line and where the words end."""
    match = PER.match(text, end)
    if not match:
        far = FAR_RATE.match(text, end)
        return (far[1].lower(), end) if far else None
    words, exact, *_ = _tables()
    noun = re.sub(r"\s+", " ", match[1]).lower()
    lead = match.group().strip(" ,-").split()[0].lower() if match.group().strip(" ,-") else ""
    base = words.get(noun) or exact.get(match[1])
    name = base.name if base and base.kind not in ("percent", "percentage_point") else _singular(noun)
    if lead.startswith(("a-", "an-")) or lead in ("a", "an", "for", "each", "every"):
        if name not in PER_NOUNS and noun not in PER_NOUNS:
            return None
        if lead in ("for", "each", "every") and not (unit and unit.kind == "money"):
            return None
    if noun in ("cent", "capita", "se") or (text[match.end() : match.end() + 1] == "-" and noun not in PER_NOUNS):
        return None
    if noun == "annum":
        name = "year"
    return name, match.end()


def _singular(noun: str) -> str:
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun
