"""What stands beside a number: currencies and units of measure, from units.csv and currencies.csv."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from dataclasses import replace

from pipeline.language.figures.tables.forms import Unit, normal, units

from .money import country_behind, money_before, sign_behind, word_behind

__all__ = ["PER_NOUNS", "TIME_UNITS", "Unit", "country_behind", "money_before", "rate", "unit_after"]

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
WORDS = re.compile(r"[^\W\d_]+(?:\.[A-Za-z]\.?)*(?:['’][a-z]+)?[²³]?|&")
# "50 previous years", "five straight days": what may stand between a number and its unit of time.
BETWEEN = r"(?:(?:full|straight|consecutive|successive|previous|whole|long|short|additional|extra|further|solid|calendar|academic|more|other|[A-Z][a-z]+(?= (?:day|year)s\b)) (?=(?:second|minute|hour|day|week|month|year|decade|night)s\b))?"
GAP = re.compile(
    rf"(?: - (?=(?:second|minute|hour|day|week|month|year|mile|foot|pound|point|percent)\b)|(?:[- ](?:odd|plus)(?= [a-z]))?[ \u00a0\u202f]?{BETWEEN}[-‑]?[(<]?)"
)
# "34,500 tons of copper a year": a rate behind what is measured.
FAR_RATE = re.compile(
    r"(?i) of (?:[a-z]+ ){1,4}(?:an?|per|each|every) (day|week|month|year|hour)\b(?! (?:ago|earlier|before))"
)
PER = re.compile(
    r"(?i)(?:[ \u00a0]?/[ ]?|[ -]per[ -]|[ ,]{1,2}(?:for )?(?:each|every) |[ -]an?[ -])"
    r"((?:square |sq |cubic |fluid )?(?:mm ?BTU|[a-z]+(?:[²³])?))\b(?! (?:ago|earlier|before|later|prior|full)\b)"
)


SYMBOL = re.compile(r"°[CFcf]?|º[CFcf]?|[%％″′×℃℉]|[A-Za-zµμ]+(?:/[a-z]+)?(?:\^?[23]|[²³])?(?![\w$£])")
DOTTED = re.compile(r"(?:[A-Za-z]\.){2,3}(?![A-Za-z])")  # "k.g."
SCORED = re.compile(r"\.\d+$")


def unit_after(text: str, end: int) -> Unit | None:
    """'5 kg', '20-minute', '3 Danish crowns', '40 °C', '14 (kg)', '45 US$': the unit that begins where the number ends."""
    gap = GAP.match(text, end)
    at = gap.end()
    attached = at == end
    if at >= len(text):
        return None
    if (prime := _prime(text, end)) is not None:
        return prime
    found = _in_words(text, at) or _symbol(text, end, at, attached) or sign_behind(text, end)
    if found is not None and found.kind == "distance" and text[found.start : found.end] == "m" and text[end:at] == "-":
        return None
    return found


def _in_words(text: str, at: int) -> Unit | None:
    """The longest form in words: 'square miles', 'Hong Kong dollars', 'sq. ft.'."""
    words, _ = units()
    ends = [match.end() for match, _ in zip(WORDS.finditer(text, at, at + 56), range(5), strict=False)]
    if not ends or not WORDS.match(text, at):
        return None
    for stop in reversed(ends):
        if "\n\n" in text[at:stop]:
            continue
        form = normal(text[at:stop])
        unit = word_behind(form) or words.get(form)
        if unit and form.endswith("s") and re.match(r"-(?!olds?\b|worth\b)[a-z]", text[stop : stop + 6]):
            unit = None  # "seconds-long"
        if unit:
            return replace(unit, start=at, end=stop)
    return None


def _symbol(text: str, end: int, at: int, attached: bool) -> Unit | None:
    """'5kg', '40 km/h', '4km^3', '30p', '20C'."""
    _, symbols = units()
    if (dotted := DOTTED.match(text, at)) is not None:
        unit = symbols.get(dotted.group().replace(".", ""))
        return unit and replace(unit, start=at, end=dotted.end())
    match = SYMBOL.match(text, at)
    if match is None:
        return None
    form, stop = match.group().replace("^", ""), match.end()
    unit = (
        symbols.get(form) or symbols.get(form.lower() if len(form) > 2 else form) or symbols.get(LOWERED.get(form, ""))
    )
    if unit is None and "/" in form:  # "10 kV/cm"
        form = form.split("/")[0]
        unit, stop = symbols.get(form), at + len(form)
    if unit and form in ATTACHED_ONLY and not attached:
        return None
    if form == "s" and not SCORED.search(text[max(0, end - 8) : end]):
        return None  # "9.81s", but no "747s"
    if form == "p" and attached and text[max(0, end - 4) : end] not in RESOLUTIONS:
        unit = word_behind("pence")
    if form == "C" and attached:
        unit = symbols["°C"]
    return unit and replace(unit, start=at, end=stop)


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
    words, _ = units()
    unit = words["foot" if match["foot"] else "inch"]
    return replace(unit, start=match.end() - 1, end=match.end())


def rate(text: str, end: int, unit: Unit | None) -> tuple[str, int] | None:
    """'per hour', 'a share', '/ month' after a unit: what stands below the line and where the words end."""
    match = PER.match(text, end)
    if not match:
        far = FAR_RATE.match(text, end)
        return (far[1].lower(), end) if far else None
    words, exact = units()
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
