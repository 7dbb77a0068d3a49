"""Figures of other form than a numeral: verbs that multiply ('doubled'), ranks ('came fourth'), race times, scores."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.language.rules import rule

from .numerals import ORDINALS, TENS, UNITS, Number
from .page import Draft, Page
from .structure import SPORT
from .units import unit_after
from .vetoes import MONTH, NO_FIGURE

MULTIPLES = {
    "double": (2.0, "increase"),
    "triple": (3.0, "increase"),
    "treble": (3.0, "increase"),
    "quadruple": (4.0, "increase"),
    "halve": (0.5, "decrease"),
}
MULTIPLE = re.compile(
    r"(?i)\b(?:(?:re)?doubl|tripl|trebl|quadrupl|halv)(?:ed|ing|e|es)\b(?! (?:down on|down|back|over|up)\b)"
)
RANK = re.compile(
    r"(?i)\b(?:finish(?:ed|es)?|ranks?|ranked|plac(?:ed|es)|came|comes|qualif(?:ied|ies)) (?:in |a |an? )?(?P<o>"
    + "|".join(ORDINALS)
    + r"|\d+(?:st|nd|rd|th))\b(?! (?:of (?:january|february|march|april|may|june|july)|time))"
)


_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
SCORE = re.compile(
    rf"(?<![\w,]){_NAME}(?P<colon>:)? (?P<a>\d{{1,3}}), {_NAME}(?(colon):) (?P<b>\d{{1,3}})(?=[.;)\s]|$)"
)
MONTHS = re.compile(rf"\b{MONTH}\b")


@rule("figures", "verbs that multiply are multiples", "Profit doubled.", otherwise=())
def multiples(page: Page, found: list[Draft]) -> list[Draft]:
    """'Profit doubled': twice what it was."""
    made = []
    for match in MULTIPLE.finditer(page.text):
        first = page.token(match.start())
        token = page.doc[first]
        lemma = token.lemma_.lower()
        if token.pos_ != "VERB" or lemma not in MULTIPLES or token.dep_ == "amod":
            continue
        value, change = MULTIPLES[lemma]
        draft = _made(page, match.span(), value, "multiple verb", "multiple", "time")
        if draft is not None and not _taken(draft, found):
            draft.more["change"] = change
            made.append(draft)
    return made


@rule("figures", "a place in an order, behind a verb of placing", "She finished fourth.", otherwise=())
def ranks(page: Page, found: list[Draft]) -> list[Draft]:
    """'She finished fourth of 18 runners'."""
    made = []
    for match in RANK.finditer(page.text):
        word = match["o"].lower()
        value = float(ORDINALS.get(word) or int(re.sub(r"\D", "", word)[:9]))
        draft = _made(page, match.span("o"), value, "rank", "rank", "dimensionless")
        if draft is not None and not _taken(draft, found):
            made.append(draft)
    return made


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
    for match in FOLD.finditer(page.text):
        word = match[1].lower()
        value = float({"hundred": 100, "thousand": 1000}.get(word) or UNITS.get(word) or TENS.get(word) or 0)
        draft = _made(page, match.span(), value, "multiple verb", "multiple", "fold") if value > 1 else None
        if draft is not None:
            draft.low = draft.high = value
            draft.unit_span = (match.end() - len("fold"), match.end())
            made.append(draft)
    return made


_SMALL = "|".join(word for word in (*UNITS, *TENS) if word not in ("zero", "one"))
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
    pairs = [(m, float(m[1]), float(m[2])) for m in RATIO.finditer(page.text)]
    for match in TO_ONE.finditer(page.text):
        word = match[1].lower()
        value = float(word) if word[0].isdigit() else float(UNITS.get(word) or TENS[word])
        before = page.text[max(0, match.start() - 40) : match.start()]
        if value > 1 and not ("-" not in match.group() and word.isdigit() and SPORT.search(before)):
            pairs.append((match, value, 1.0))
    made = []
    for match, first, second in pairs:
        draft = _made(page, (match.start(1), match.end(2)), 0.0, "in", "ratio", "dimensionless") if second else None
        if draft is not None:
            draft.value = draft.low = draft.high = first / second
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
