"""What is written with a number and is no figure: dates, clock times, addresses, versions, names, list numbers."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pipeline.language.figures.lexer.numerals import Number
from pipeline.language.rules import Rule

WIDTH = 48  # no veto but an address reaches further from its number, and that has no spaces

MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may(?!\ (?:be|have|not|also|still|enter|soon|yet|never)\b)|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_LABELS = (
    r"no|nos|number|verse|psalm|page|pages|chapter|section|article|route|highway|interstate|exit|room|gate|channel|flight|phase|level|grade|tier"
    r"|division|step|volume|vol|unit|title|class|type|version|act|scene|lane|platform|junctions?|gates|rooms|exits|routes|apartment|suite|box|item"
    r"|question|part|pp?|(?-i:Model|Series|Game|Week|Day|Round|Stage|Group|Windows|Mark|Category|Building|Formula|Project|Area|Zone|Ward|District|Terminal|Pier|Hangar|Studio|Lot|Block|Apollo|Track|Heat)"
)
# Name: (what it covers, an example, pattern). All ignore case and white space in the pattern.
PATTERNS = {
    "month and day": (
        "dates",
        "June 5, 2020",
        rf"\b(?<!\bin\ ){MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:\ ?(?:-|–|to|and)\ ?(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)?\b(?![,.]\d|,\d{{3}}|[:\d,]*\ (?:percent|%))(?:,?\ \d{{4}}\b)?",
    ),
    "day and month": (
        "dates",
        "5 June 2020",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\ ?(?:-|–|to|and)\ ?\d{{1,2}})?\ (?:of\ )?{MONTH}(?=[\s,.;)]|$)(?!\ (?:be|have|not|also|face|need|well)\b)(?:,?\ \d{{4}})?",
    ),
    "month and day in words": (
        "dates",
        "August six",
        rf"\b{MONTH}\ (?:{_WORDS}|{_TEENS}|twenty(?:[- ](?:{_WORDS}))?|thirty(?:[- ]one)?)\b(?!\ (?:[a-z]+s|percent|per\ cent|million|billion)\b)",
    ),
    "month and year": ("dates", "March 2020", rf"\b{MONTH},?\ (?:of\ )?(?:1[5-9]|20)\d\d\b"),
    "dates in digits": (
        "dates",
        "2020-05-06, 3/4/24, 12.05.2023",
        r"\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    ),
    "verses": ("chapter and verse", "3:16-18", r"\b\d{1,3}:\d{1,3}[-–]\d{1,3}\b"),
    "emergency numbers": (
        "emergency numbers",
        "called 911",
        r"\b(?:call(?:s|ed|ing)?|dial(?:s|ed|ling|ing)?)\ (?:911|999|112|000)\b | \b(?:911|999)\ (?:call|operator|dispatch|emergency)\w*",
    ),
    "clock": (
        "clock times with a colon",
        "at 10:45 pm",
        r"\b\d{1,2}:\ ?\d{2}\ ?[ap]\.?m\b | \b\d{1,2}:\d{2}(?:[:.]\d+)*(?:\ ?[ap]\.?m\b)?",
    ),
    "hour": (
        "hours of the day",
        "5 p.m., ten o'clock",
        rf"\b(?:\d{{1,2}}|{_WORDS})(?:\.\d\d)?\ ?(?:[ap]\.m\.?|[ap]m\b|o['’]clock)",
    ),
    "clock in words": (
        "clock times in words",
        "half past seven",
        rf"\b(?:half|(?:a\ )?quarter|five|ten|twenty|twenty[- ]five)\ past\ (?:{_WORDS}|\d{{1,2}}|noon|midnight|midday)\b | \b(?:(?:a\ )?quarter|\w+\ minutes)\ to\ (?:{_WORDS}|\d{{1,2}}|noon|midnight|midday)\b(?!\ (?:percent|per|minutes|hours|days|of)) | \bat\ (?:{_WORDS})(?=\ (?:in\ the\ (?:morning|evening|afternoon)|on\ {DAY}|tonight|sharp|this\ (?:morning|evening|afternoon)|tomorrow)\b)",
    ),
    "military time": (
        "hours of the day in four digits",
        "at 0830 GMT",
        r"\b(?:at|by|until|from|before|after|around|to|and)\ (?:[01]\d|2[0-3])[.:]?[0-5]\d(?:\ ?(?:hrs|hours|GMT|BST|UTC|CET|EST|EDT|PST|IST|local))\b | \b(?:[01]?\d|2[0-3])[.:]?[0-5]\d\ (?:GMT|BST|UTC|CET|EST|EDT|PST|IST)\b",
    ),
    "set pairs": ("pairs of digits that are words", "9/11, 24/7, 50-50", r"\b(?:9/11|24/7|7/7|50/50|50-50|20/20)\b"),
    "spans of years": (
        "spans of years",
        "2014-18",
        r"\b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d{1,2})\b(?![%\d,.]\d|%) | \b(?:from|between)\ 1\d{3}\ (?:to|and|until)\ (?:1|2)\d{3}\b(?!\ ?(?:%|kg|km|lb|mm|m|g|t|ft|[a-z]{3,}s)\b)",
    ),
    "decades": ("decades", "the 1990s", r"['’]?\b(?:1[5-9]|20)?\d0['’]?s\b"),
    "years in words": (
        "years in words",
        "nineteen ninety-six",
        rf"\b(?:sixteen|seventeen|eighteen|nineteen)[ -](?:(?:{_TENS})(?:[ -](?:{_WORDS}))?|{_TEENS}|oh[ -]\w+)\b | \b(?:in|since|of|by|until|from)\ twenty[ -](?:{_TEENS}|(?:{_TENS})(?:[ -](?:{_WORDS}))?)\b",
    ),
    "far years": (
        "years to come and long past",
        "by 2120",
        r"\b(?-i:By|In|Since|Until|Before|After)\ (?<![a-z,;]\ By\ )(?<![a-z,;]\ In\ )(?:1\d|2[01])\d\d\b(?![,.]\d|\ ?[%-]) | \b(?:by|until|circa|the\ year)\ 2[01]\d\d(?=[,.;:)?!]|$|\ (?:and|or|but|when|if|as|under|in|at|to|with|for|because|while|after|before|according|the|it|they|we|he|she)\b)(?<!rise\ by\ \d{4})(?<!rose\ by\ \d{4})(?<!fell\ by\ \d{4})(?<!fall\ by\ \d{4})(?<!grew\ by\ \d{4})(?<!ed\ by\ \d{4}) | \b(?:1[5-9]|20)\d\d['’]s\b",
    ),
    "versions": (
        "versions and addresses of machines",
        "2.0.3",
        r"\b(?!\d{1,3}(?:\.\d{3}){2,}\b(?!\.))\d+(?:\.\d+){2,}\w*",
    ),
    "phones": (
        "telephone numbers",
        "555-0199",
        r"\b(?:\+?1[- .])?(?:\(\d{3}\)\ ?|\d{3}[-.])?\d{3}-\d{4}\b(?!\ (?!(?:or|for|to|and|in|at|on|if|with|by|between|from|before|after|the|a|is|was)\b)[a-z]) | \+\d[\d ()-]{7,}\d | \b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b",
    ),
    "links": ("addresses on the web, tags", "www.orl.org/5, #5, @5", r"(?:https?://|www\.)\S+ | [#@]\w+"),
    "streets": (
        "addresses",
        "358 Brill Way",
        r"\b\d+(?:[-–]\d+)?[A-Za-z]?\ (?-i:(?:[NSEW]\.?\ )?(?:[A-Z][\w'’]+\ ){1,3})(?-i:Street|St\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd|Lane|Drive|Square|Court|Place|Terrace|Way\b)",
    ),
    "ordinals": ("plain ordinals", "the 22nd amendment", r"\b\d{1,3}(?:st|nd|rd|th)\b"),
    "list numbers": ("numbers of points", "1. Open the lid.", r"^[ \t]*\(?\d{1,2}[.)](?=\s+\S)"),
    "citations": (
        "numbers of notes and sources",
        "hunger (12).",
        r"\[\d{1,3}(?:[,;–-]\ ?\d{1,3})*\] | (?<=[a-z])(?<!\baged)(?<!\bage)\ \(\d{1,3}(?:[,;–-]\ ?\d{1,3})*\)(?=[.;]|,\ (?!who\b|of\b|from\b|was\b|said\b))(?<!\((?:1\d\d\d)\))",
    ),
    "categories": (
        "a number behind the noun that it names",
        "a category 3 hurricane",
        r"\bcategor(?:y|ies)\ \d\b(?:\ (?:and|or|to)\ \d\b)?(?![,.]\d|\ ?%)",
    ),
    "dockets": ("sections of law, dockets", "401(k)", r"\b\d{1,4}\([a-z0-9]\)"),
    "short years": ("years by two digits", "in '98", r"\b(?:in|of|since|by|for|from|to)\ ['’‘]\d\d\b"),
    "tolerances": ("tolerances", "40 ±3", r"±\ ?\d+(?:\.\d+)?"),
    "screens": (
        "sizes of screens by name",
        "4K video",
        r"\b(?-i:[248]K)\b(?=\ (?:tv|tele|video|screen|resol|display|monitor|camera|footage|ultra|uhd|movie))",
    ),
    "post codes": ("post codes", "TX 78701", r"\b(?-i:[A-Z]{2})\ \d{5}(?:-\d{4})?\b | \b\d{5}\ ZIP\b"),
    "labels": (
        "a number behind the noun that it names",
        "page 12, Room 4, Category 5",
        rf"\b(?:{_LABELS})\.?\ (?:\d{{1,5}}(?:[-–]\d{{1,5}})?\b|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)(?!\ ?(?:%|percent|per\ cent|million|people|years?|points?|,\d))",
    ),
    "norms": (
        "norms and codes",
        "ISO 3888-2",
        r"\b(?-i:ISO|IEC|EN|DIN|ASTM|RFC|IEEE|BS|ANSI|UN|MIL|FIPS)[ -]\d+(?:[-–.]\d+)*\b | \b(?-i:[A-Z]{2,5})\ \d+-\d+\b(?!\ ?(?:%|win|loss|vict|vote|lead|defeat|to\b|in\b|on\b|at\b|for\b))",
    ),
    "sums": (
        "arithmetic",
        "2+2=5",
        r"\d+(?:\.\d+)?\ ?(?:[+×*÷x]\ ?\d+(?:\.\d+)?\ ?)+=\ ?\d+ | \b\d+\+\d+\b | =\ ?\d+(?:\.\d+)?\b(?=['”\"])",
    ),
    "tops": (
        "the best few of a list by their number",
        "eight top three hits",
        rf"\b(?:top|bottom)[ -](?:\d{{1,3}}|{_WORDS}|twenty|thirty|forty|fifty|hundred)\b(?!\ ?(?:%|percent|per\ cent|million|billion|thousand)) | \blast[ -](?:16|32|eight|four)\b(?=[.,;]|$|\ (?:of|in|with|after|by|at|tie|clash)\b)",
    ),
    "parties": ("third parties, number one", "third parties", r"\bthird\ part(?:y|ies)\b | \bno\.?\ 1\b"),
}
ADDRESS = re.compile(r"\b[\w.+-]{1,64}@\S+")
VETOES = tuple(
    Rule("figures", f"no figure: {name}", phenomenon, example, re.compile(f"(?ixm){pattern}").finditer, ())
    for name, (phenomenon, example, pattern) in PATTERNS.items()
)


@cache
def _together(active: tuple[bool, ...]) -> re.Pattern:
    """The patterns of the rules that are not switched off, in one: a third of the time of one after the other."""
    patterns = [pattern for on, (*_, pattern) in zip(active, PATTERNS.values(), strict=True) if on]
    return re.compile("(?ixm)" + " | ".join(f"(?:{pattern})" for pattern in patterns))


NO_FIGURE = _together((True,) * len(VETOES))
_IDIOMS = "|".join(
    tomllib.loads((Path(__file__).parents[1] / "grammar" / "words.toml").read_text("utf-8"))["idioms"]["patterns"]
)
IDIOM = Rule(
    "figures",
    "no figure: idioms",
    "idioms with number words",
    "at one point",
    re.compile(rf"(?i)\b(?:{_IDIOMS})\b").finditer,
    (),
)
SAFE_UNIT_LABELS = frozenset({"CARDINAL", "QUANTITY", "PERCENT", "MONEY"})
NAME_LABELS = frozenset(["PRODUCT", "FAC", "LAW", "WORK_OF_ART", "EVENT", "ORG", "GPE", "LOC", "PERSON", "NORP"])


def no_figures(text: str, numbers: Sequence[Number] = ()) -> list[tuple[int, int]]:
    """Spans of text inside which no number is a figure, in order; only around ``numbers``, where some are given."""
    spans = []
    pattern = _together(tuple(veto.active for veto in VETOES))
    words = not numbers or any(number.kind != "digits" for number in numbers)
    dated = [number for number in numbers if number.kind not in ("none", "times", "vague")]
    for start, end in _windows(text, dated) if numbers else [(0, len(text))]:
        spans += [m.span() for m in pattern.finditer(text, start, end)]
    if words:  # idioms hold no digits but those of units
        worded = [number for number in numbers if number.kind != "digits" or number.value == 1]
        for start, end in _windows(text, worded, 24) if numbers else [(0, len(text))]:
            spans += [m.span() for m in IDIOM(text, start, end)]
    if "@" in text:  # on its own: it would look at every word of every text
        spans += [m.span() for m in ADDRESS.finditer(text)]
    return sorted(spans)


def _windows(text: str, numbers: Sequence[Number], width: int = WIDTH) -> Iterator[tuple[int, int]]:
    """Stretches around numbers, from white space to white space, those that meet joined: most of a text has none."""
    first = last = None
    for number in numbers:
        start = max(text.rfind(" ", 0, max(0, number.start - width)), 0)
        end = text.find(" ", number.end + width)
        end = len(text) if end < 0 else end
        if last is not None and start > last:
            yield first, last
            first = None
        first, last = start if first is None else first, end
    if first is not None:
        yield first, last
