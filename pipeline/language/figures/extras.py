"""Figures that no numeral writes: verbs that multiply ('doubled') and ordinals that rank ('finished fourth')."""

from __future__ import annotations

import re

from .numbers import ORDINALS, Number
from .page import Draft, Page

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
