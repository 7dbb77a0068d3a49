"""'A' or 'an' before a measure that lasts or reaches so far is one of it: 'lasted a fortnight', 'jailed for a year'."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from functools import cache

from pipeline.language.figures.lexer.numerals import Number
from pipeline.language.figures.lexer.units import unit_after
from pipeline.language.figures.tables.forms import units
from pipeline.language.rules import rule

from ..page import Draft, Page, set_unit

_HEDGE = r"(?:about |around |nearly |almost |over |under |just |only |more than |less than |at least |up to |well over |well under )"
LASTING = re.compile(
    rf"(?i)\b(?:last(?:s|ed|ing)?|took|takes?|taken|taking|spen[dt]\w*|wait\w*|requir\w+|serv(?:e|ed|ing)|within|stretch\w*|{_HEDGE[3:-1]}) {_HEDGE}?$"
)
TERM = re.compile(rf"(?i)\b(?:for|in|after) {_HEDGE}*$")
FAR = re.compile(r" (?:away|long|wide|high|deep|tall|off|apart|across|north|south|east|west)\b")
NOT_AFTER = re.compile(
    r"(?i)[- ](?:ago|earlier|later|before|old|and a (?:half|quarter)|or (?:two|so|more)|if|per|of (?:change|mourning|silence|violence|action)|head|round|when|that)\b|['’-]"
)
TERMS = frozenset({"hour", "week", "fortnight", "month", "year", "decade", "century"})
SHORT = frozenset(
    {
        "second",
        "minute",
        "point",
        "foot",
        "yard",
        "stone",
        "pound",
        "degree",
        "bit",
        "percent",
        "time",
        "night",
        "quarter",
        "cup",
    }
)


@cache
def _measures() -> re.Pattern:
    words, _ = units()
    kinds = ("duration", "distance", "mass", "volume")
    forms = {form for form, unit in words.items() if unit.kind in kinds and unit.name not in SHORT and len(form) > 2}
    forms = [form for form in forms if not form.endswith("s") and form.isalpha()]
    return re.compile(
        rf"\b[Aa]n? (?:whole |full |entire )?(?={'|'.join(sorted(forms, key=len, reverse=True))})(?P<unit>[a-z]+)\b"
    )


@rule(
    "figures", "a or an before a measure of how long or how far is one", "The strike lasted a fortnight.", otherwise=()
)
def single_measures(page: Page, found: list[Draft]) -> list[Draft]:
    made = []
    taken = sorted((draft.start, draft.end) for draft in found)
    for match in _measures().finditer(page.text):
        sentence = page.sentence(match.start())
        start, _, hidden, *_ = page.sentences[sentence]
        unit = None if hidden else unit_after(page.text, match.start("unit") - 1)
        if (
            unit is None
            or unit.start != match.start("unit")
            or unit.name in SHORT
            or NOT_AFTER.match(page.text, unit.end)
        ):
            continue
        before = page.text[max(start, match.start() - 40) : match.start()]
        lasting = LASTING.search(before) is not None and unit.kind in ("duration", "distance")
        term = unit.name in TERMS and TERM.search(before) is not None and not re.search(r"(?i)\b(?:in|after) $", before)
        if not (lasting or term or (unit.kind == "distance" and FAR.match(page.text, unit.end))):
            continue
        if any(a < unit.end and match.start() < b for a, b in taken):
            continue
        number = Number(match.start(), match.start() + match.group().index(" "), 1.0, "one")
        first = page.token(match.start())
        draft = Draft(match.start(), unit.end, number, 1.0, 1.0, 1.0, first, first, sentence)
        set_unit(draft, unit)
        made.append(draft)
    return made
