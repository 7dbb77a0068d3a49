"""Figures of other form than a numeral: verbs that multiply ('doubled'), ranks ('came fourth'), race times, scores."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.language.figures.context.vetoes import MONTH, NO_FIGURE
from pipeline.language.figures.lexer.numerals import ORDINALS, TENS, UNITS, Number
from pipeline.language.figures.lexer.units import unit_after
from pipeline.language.figures.page import Draft, Page
from pipeline.language.rules import rule

from .structure import SPORT

_SMALL = "|".join(word for word in (*UNITS, *TENS) if word not in ("zero", "one"))
MULTIPLES = {
    "double": (2.0, "increase"),
    "triple": (3.0, "increase"),
    "treble": (3.0, "increase"),
    "quadruple": (4.0, "increase"),
    "halve": (0.5, "decrease"),
}
MULTIPLE = re.compile(
    r"(?i)\b(?:(?:re)?doubl|tripl|trebl|quadrupl|halv)(?:ed|ing|e|es)\b(?! (?:as|down on|down|back|over|up)\b)"
)
_ORDER = "|".join(ORDINALS) + r"|(?<!\d)\d{1,9}(?:st|nd|rd|th)"
STEMS = {"doub": "double", "trip": "triple", "treb": "treble", "quad": "quadruple", "halv": "halve"}
DETERMINED = re.compile(r" (?:the|that|what|its|their|his|her|those) ")  # "nearly double the rate"
TO_DO = re.compile(r"(?i)\b(?:to|will|would|could|can|may|might|must|should|more than|nearly|almost) $")
# All are looked for in the text in lower case.
PLACES = re.compile(
    rf"(?P<o>{_ORDER})\b(?= (?:in|on|of) the (?:table|standings|rankings?|league|list|world|charts?|medals?|order|group|race|polls?)\b"
    r"| (?:place|position|spot)\b)"
)
PLACED = re.compile(
    r"\b(?:finish(?:ed|es|ing)?|ranks?|ranked|ranking|plac(?:ed|es)|came|comes|coming|qualif(?:ied|ies)|lies?|lying|sits?|sitting|stands?|is|are|was"
    r"|were|remain(?:s|ed)?|climb(?:ed|s)? to|drop(?:ped|s)? to|up to|down to|into|in|took|tak(?:es|ing)) (?:in |a |an? |joint |equal )?$"
)
ORDERED = re.compile(
    rf"(?:finish(?:ed|es)?|ranks?|ranked|plac(?:ed|es)|came|comes|qualif(?:ied|ies)) (?:in |a |an? )?(?P<o>{_ORDER})\b"
    r"(?! (?:of (?:january|february|march|april|may|june|july)|time))"
)
RANKED = re.compile(
    r"rank(?:ed|s|ing) (?:at |as )?(?:number |no\.? )?(?P<o>\d{1,4})\b(?![,.]\d|(?:st|nd|rd|th)\b| ?%| [a-z]+s\b)"
)
NUMBERED = re.compile(
    rf"n(?:umber|o\.?) (?P<o>\d{{1,3}}|{_SMALL})\b(?! (?:downing|priority))"
    r"(?= (?:in|on|of|for|with|after|behind|this|last|seed|and)\b|[.,;:)]|$)"
)
AT_NUMBER = re.compile(
    r"\b(?:at|to|is|was|as|from|ranked|ranks|reached|hit|seeded|chart) (?:the |currently |now |still |only )?$"
)


_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
SCORE = re.compile(
    rf"(?<![\w,]){_NAME}(?P<colon>:)? (?P<a>\d{{1,3}}), {_NAME}(?(colon):) (?P<b>\d{{1,3}})(?=[.;:)\s]|$)"
)
MONTHS = re.compile(rf"\b{MONTH}\b")


@rule("figures", "verbs that multiply are multiples", "Profit doubled.", otherwise=())
def multiples(page: Page, found: list[Draft]) -> list[Draft]:
    """'Profit doubled': twice what it was."""
    made = []
    if not page.has(*STEMS):
        return []
    for match in MULTIPLE.finditer(page.text):
        first = page.token(match.start())
        token = page.doc[first]
        lemma = token.lemma_.lower()
        lemma = lemma if lemma in MULTIPLES else STEMS.get(lemma[:4], lemma)
        verb = token.pos_ == "VERB" or TO_DO.search(page.text, max(0, match.start() - 16), match.start())
        if not verb or lemma not in MULTIPLES or (token.dep_ == "amod" and verb is True):
            continue
        value, change = MULTIPLES[lemma]
        draft = _made(page, match.span(), value, "multiple verb", "multiple", "time")
        if draft is not None and not _taken(draft, found):
            compared = token.tag_[:2] != "VB" and DETERMINED.match(page.text, match.end())
            draft.more["change"] = None if compared else change
            made.append(draft)
    return made


@rule("figures", "a place in an order, behind a verb of placing", "She finished fourth.", otherwise=())
def ranks(page: Page, found: list[Draft]) -> list[Draft]:
    """'She finished fourth of 18 runners', 'third in the table', 'in at number five', 'ranked 64'."""
    made = []
    for match in _ranked(page.lower):
        word = match["o"]
        value = float(ORDINALS.get(word) or UNITS.get(word) or TENS.get(word) or int(re.sub(r"\D", "", word)[:9] or 0))
        draft = _made(page, match.span("o"), value, "rank", "rank", "dimensionless")
        if draft is not None and value and not _taken(draft, made):
            taken = [d for d in found if d.start < draft.end and draft.start < d.end]
            if all(d.unit is None and d.noun is None for d in taken):
                for other in taken:
                    found.remove(other)
                made.append(draft)
    return made


def _ranked(text: str) -> Iterator[re.Match]:
    for pattern, before in ((PLACES, PLACED), (ORDERED, None), (RANKED, None), (NUMBERED, AT_NUMBER)):
        for match in pattern.finditer(text):
            start = match.start()
            if start and text[start - 1].isalnum():
                continue
            if before is None or before.search(text, max(0, start - 24), start):
                yield match


@rule("figures", "two names with a number each are a score", "Orl 1, Venn 0", otherwise=())
def written_scores(page: Page) -> list[Draft]:
    """'Orl 1, Venn 0', 'Final: Tigers 24, Bears 17': two names with a number each."""
    made = []
    for match in SCORE.finditer(page.text):
        sentence = page.sentence(match.start())
        start, end, *_ = page.sentences[sentence]
        line = page.text[start:end]
        if match["colon"] is None and len(line) > 60 and not SPORT.search(line):
            continue
        if MONTHS.search(match.group()) or NO_FIGURE.search(match.group()):
            continue
        draft = _made(page, (match.start("a"), match.end("b")), 0.0, "score", "score", "dimensionless")
        if draft is not None:
            draft.value, draft.low, draft.high = None, float(match["a"]), float(match["b"])
            made.append(draft)
    return made


CLOCKED = re.compile(
    r"(?<![\w:.,])(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>[0-5]\d(?P<part>\.\d{1,3})?)(?![\w:]| ?[ap]\.?m\b)"
)
RACE = re.compile(
    r"(?i)\b(?:times? of|record of|best of|clock(?:ed|ing|s)|lasted|lap of|runtime of|runs? for"
    r"|(?:finish|won|win|ran|run|swam|swim|row|rode|cover|complet|marathon|race|final|metres|meters|mile)\w*\b"
    r"[^.;]{0,40} in)"
    r" (?:a |about |just |under |over )*$"
)


@rule("figures", "how long a race took, in colons", "She won in 3:42.6.", otherwise=())
def clocked(page: Page) -> list[Draft]:
    """'won in 3:42.6', 'a marathon record of 2:21:14': how long it took, in seconds; 'at 10:45:30' is a time of day."""
    made = []
    for match in CLOCKED.finditer(page.text):
        start, *_ = page.sentences[page.sentence(match.start())]
        if match["part"] is None and not RACE.search(page.text, max(start, match.start() - 60), match.start()):
            continue
        seconds = int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + float(match["s"])
        draft = _made(page, match.span(), round(seconds, 3), "clocked", "duration", "second")
        if draft is not None:
            draft.unit = replace(unit_after("1 second", 1), start=match.end(), end=match.end())
            made.append(draft)
    return made


FOLD = re.compile(
    rf"(?i)(?<![\w-])({'|'.join(sorted([*UNITS, *TENS, 'hundred', 'thousand'], key=len, reverse=True))})-?fold\b"
)


@rule("figures", "a number word with -fold is a multiple", "Sales rose fivefold.", otherwise=())
def folds(page: Page) -> list[Draft]:
    """'rose fivefold', 'a tenfold rise'."""
    made = []
    for match in FOLD.finditer(page.text) if page.has("fold") else ():
        word = match[1].lower()
        value = float({"hundred": 100, "thousand": 1000}.get(word) or UNITS.get(word) or TENS.get(word) or 0)
        draft = _made(page, match.span(), value, "multiple verb", "multiple", "fold") if value > 1 else None
        if draft is not None:
            draft.low = draft.high = value
            draft.unit_span = (match.end() - len("fold"), match.end())
            made.append(draft)
    return made


# In the text in lower case.
ODDS = (
    re.compile(r"odds\b[^.;:\n]{0,40}?(?<![\d:.-])(?P<a>\d{1,4})[-/](?P<b>\d{1,2})(?![\d:/-])"),
    re.compile(
        r"(?P<a>\d{1,4})[-/](?P<b>\d{1,2})(?= (?:joint |clear |hot |second |ante-post )?"
        r"(?:outsiders?|favou?rites?|shots?|chances?|against|long ?shots?)\b)"
    ),
    re.compile(
        r"(?:backed|priced|quoted|offered|started|returned|available|installed|rated) (?:at|as) (?P<a>\d{1,4})[-/](?P<b>\d{1,2})(?![\d:/-])"
    ),
)
SO_MANY_YEARS = re.compile(
    rf"(?i)(?<![\w-])(?:1|one|once)-in-(?:an?-)?(\d[\d,]*|{_SMALL}|hundred|thousand)[- ](year|day|month|week|decade)s?\b"
)
TO_ONE = re.compile(
    rf"(?i)(?<![\w.,-])(\d{{1,4}}|{_SMALL})[- ]to[- ](one|1)\b(?![-:]|[.,]\d| ?%)"
    r"(?! (?:vote|decision|ruling|million|billion|hundred|thousand|hour|day|week|month|year|of|or)\b)"
)
RATIO = re.compile(
    r"(?i)\b(?:ratio|odds|proportion|scale)\b[^.;:\n]{0,60}?(?<![\d:])(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?![\d:])"
)


@rule("figures", "odds and ratios, written out or with a colon", "They outnumber us four to one.", otherwise=())
def ratios(page: Page) -> list[Draft]:
    """'a ratio of 3:1', 'outnumber them four to one', 'a 3-to-1 margin'."""
    pairs = []
    if page.has("ratio", "odds", "proportion", "scale"):
        pairs = [(m.span(1)[0], m.end(2), float(m[1]), float(m[2])) for m in RATIO.finditer(page.text)]
    if page.has("to one", "to 1", "to-one", "to-1"):
        pairs += _to_one(page)
    for pattern in ODDS:
        for m in pattern.finditer(page.lower):
            if page.lower[max(0, m.start("a") - 1) : m.start("a")] not in tuple("0123456789:.-/"):
                pairs.append((m.start("a"), m.end("b"), float(m["a"]), float(m["b"])))
    made = _so_many_years(page) if page.has("-in-") else []
    for start, end, first, second in pairs:
        draft = _made(page, (start, end), first / second, "in", "ratio", "dimensionless") if second else None
        if draft is not None:
            made.append(draft)
    return made


def _to_one(page: Page) -> list[tuple[int, int, float, float]]:
    pairs = []
    for match in TO_ONE.finditer(page.text):
        word = match[1].lower()
        value = float(word) if word[0].isdigit() else float(UNITS.get(word) or TENS[word])
        before = page.text[max(0, match.start() - 40) : match.start()]
        if value > 1 and not ("-" not in match.group() and word.isdigit() and SPORT.search(before)):
            pairs.append((match.start(1), match.end(2), value, 1.0))
    return pairs


def _so_many_years(page: Page) -> list[Draft]:
    """'a 1-in-200-year flood'."""
    made = []
    for match in SO_MANY_YEARS.finditer(page.text):
        word = match[1].lower().replace(",", "")
        value = float(word) if word.isdigit() else float({"hundred": 100, "thousand": 1000}.get(word, 0))
        value = value or float(UNITS.get(word) or TENS.get(word) or 0)
        draft = _made(page, match.span(), 1 / value, "in", "ratio", "dimensionless") if value else None
        if draft is not None:
            draft.per = match[2].lower()
            made.append(draft)
    return made


def _made(page: Page, span: tuple[int, int], value: float, rule: str, kind: str, name: str) -> Draft | None:
    sentence = page.sentence(span[0])
    if page.sentences[sentence][2]:
        return None
    number = Number(*span, value, "words")
    draft = Draft(*span, number, value, value, value, page.token(span[0]), page.token(span[1] - 1), sentence)
    draft.rule, draft.kind, draft.name = rule, kind, name
    return draft


def _taken(draft: Draft, found: list[Draft]) -> bool:
    return any(other.start < draft.end and draft.start < other.end for other in found)
