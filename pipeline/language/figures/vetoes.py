"""What is written with a number and is no figure: dates, clock times, addresses, versions, names, list numbers."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .numerals import Number

WIDTH = 48  # no veto but an address reaches further from its number, and that has no spaces

MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
NO_FIGURE = re.compile(
    rf"""(?ix)
      \b{MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:\ ?(?:-|–|to|and)\ ?\d{{1,2}}(?:st|nd|rd|th)?)?\b(?![:\d,]*\ (?:percent|%))(?:,?\ \d{{4}}\b)?
    | \b\d{{1,2}}(?:st|nd|rd|th)?(?:\ ?(?:-|–|to|and)\ ?\d{{1,2}})?\ (?:of\ )?{MONTH}(?=[\s,.;)]|$)(?!\ (?:be|have|not|also|face|need|well)\b)(?:,?\ \d{{4}})?
    | \b{MONTH},?\ (?:of\ )?(?:1[5-9]|20)\d\d\b
    | \b\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:.]+Z?)?
    | \b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b
    | \b\d{{1,3}}:\d{{1,3}}[-–]\d{{1,3}}\b | \b(?:call(?:s|ed|ing)?|dial(?:s|ed|ling|ing)?)\ (?:911|999|112|000)\b | \b(?:911|999)\ (?:call|operator|dispatch|emergency)\w*
    | \b\d{{1,2}}:\ ?\d{{2}}\ ?[ap]\.?m\b | \b\d{{1,2}}:\d{{2}}(?:[:.]\d+)*(?:\ ?[ap]\.?m\b)?
    | \b(?:\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\.\d\d)?\ ?(?:[ap]\.m\.?|[ap]m\b|o['’]clock)
    | \b(?:9/11|24/7|7/7|50/50|50-50|20/20)\b
    | \b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d{{1,2}})\b(?![%\d,.]\d|%)
    | \b(?:from|between)\ 1\d{{3}}\ (?:to|and|until)\ (?:1|2)\d{{3}}\b
    | ['’]?\b(?:1[5-9]|20)?\d0['’]?s\b
    | \b\d+(?:\.\d+){{2,}}\w*
    | \b(?:\+?1[- .])?(?:\(\d{{3}}\)\ ?|\d{{3}}[-.])?\d{{3}}-\d{{4}}\b
    | \+\d[\d ()-]{{7,}}\d
    | (?:https?://|www\.)\S+ | [#@]\w+
    | \b\d+(?:[-–]\d+)?[A-Za-z]?\ (?-i:(?:[NSEW]\.?\ )?(?:[A-Z][\w'’]+\ ){{1,3}})(?-i:Street|St\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd|Lane|Drive|Square|Court|Place|Terrace|Way\b)
    | \b\d{{1,3}}(?:st|nd|rd|th)\b
    | ^[ \t]*\(?\d{{1,2}}[.)](?=\s+\S)
    | \[\d{{1,3}}\]
    | \b\d{{1,4}}\([a-z0-9]\) | \b(?:in|of|since|by|for|from|to)\ ['’‘]\d\d\b | ±\ ?\d+(?:\.\d+)? | \b(?-i:[248]K)\b(?=\ (?:tv|tele|video|screen|resol|display|monitor|camera|footage|ultra|uhd|movie))
    | \b(?-i:[A-Z]{{2}})\ \d{{5}}(?:-\d{{4}})?\b
    | \b\d{{5}}\ ZIP\b
    | \b(?:no|nos|number|verse|psalm|page|pages|chapter|section|article|route|highway|interstate|exit|room|gate|channel|flight|phase|level|grade|tier|division|step|volume|vol|unit|title|class|type|version|act|scene|lane|platform|junctions?|gates|rooms|exits|routes|apartment|suite|box|item|question|part|pp?|(?-i:Model|Series|Game|Week|Day|Round|Stage|Group|Windows|Mark|Category))\.?\ (?:\d{{1,5}}(?:[-–]\d{{1,5}})?\b|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)(?!\ ?(?:%|percent|per\ cent|million|people|years?|points?|,\d))
    | \bthird\ part(?:y|ies)\b | \bno\.?\ 1\b
    """,
    re.MULTILINE,
)
ADDRESS = re.compile(r"\b[\w.+-]{1,64}@\S+")
IDIOM = re.compile(
    r"(?i)\b(?:no one|one another|at one (?:point|time)|one day|one-time|one by one|one-on-one|one thing|one-off|one['’]s"
    r"|one side|(?:five|six|seven|eight|nine)[- ]figures?|half-?(?:time|way|back|brother|sister)|one-way|one-man|no longer|no doubt|no idea|no matter"
    r"|once|hundred per cent sure|a thousand times no|two-way|first half|second half|third-party|one way or another"
    r"|zero-sum|zero(?:s|ed|ing)? in on|ground zero|cloud nine|square one|day one)\b"
)
SAFE_UNIT_LABELS = frozenset({"CARDINAL", "QUANTITY", "PERCENT", "MONEY"})
NAME_LABELS = frozenset(["PRODUCT", "FAC", "LAW", "WORK_OF_ART", "EVENT", "ORG", "GPE", "LOC", "PERSON", "NORP"])


def no_figures(text: str, numbers: Sequence[Number] = ()) -> list[tuple[int, int]]:
    """Spans of text inside which no number is a figure, in order; only around ``numbers``, where some are given."""
    spans = []
    for start, end in _windows(text, numbers) if numbers else [(0, len(text))]:
        spans += [m.span() for m in NO_FIGURE.finditer(text, start, end)]
        spans += [m.span() for m in IDIOM.finditer(text, start, end)]
    if "@" in text:  # on its own: it would look at every word of every text
        spans += [m.span() for m in ADDRESS.finditer(text)]
    return sorted(spans)


def _windows(text: str, numbers: Sequence[Number]) -> Iterator[tuple[int, int]]:
    """Stretches around numbers, from white space to white space, those that meet joined: most of a text has none."""
    first = last = None
    for number in numbers:
        start = max(text.rfind(" ", 0, max(0, number.start - WIDTH)), 0)
        end = text.find(" ", number.end + WIDTH)
        end = len(text) if end < 0 else end
        if last is not None and start > last:
            yield first, last
            first = None
        first, last = start if first is None else first, end
    if first is not None:
        yield first, last
