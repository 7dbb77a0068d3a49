"""'$', 'dollars' and other bare words for money, where a dateline says in which country the article was written.

Without one, or where an agency that writes for the world signs the dateline, a bare dollar is the US dollar. A row
whose currency follows the dateline says so by its rule, "local unit".
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.language.figures.page import Draft, Page
from pipeline.language.rules import rule

HERE = Path(__file__).parents[1] / "tables"
SIGNS = {"$": "dollar", "¢": "dollar", "cent": "dollar", "cents": "dollar", "buck": "dollar", "bucks": "dollar"}
SIGNS |= dict.fromkeys(("dlr", "dlrs", "ct", "cts", "c"), "dollar")
_PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
DATELINE = re.compile(
    rf"(?P<places>{_PLACE}(?:, {_PLACE})?)(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?(?: \((?P<agency>[^()\n]{{2,30}})\))?"
    r" ?(?:–|—|--|-) ?(?=[A-Z0-9“\"'$])"
)


@rule("figures", "bare money is that of the dateline's country", "TORONTO - The bank lent $4 million.")
def localize(page: Page, drafts: list[Draft]) -> None:
    """Give bare amounts the money of the dateline's country: 'TORONTO — The bank lent $4 million' (Canadian)."""
    bare = [draft for draft in drafts if draft.kind == "money" and draft.unit_span and draft.unit.currency]
    country = country_of(page) if bare else None
    if country is None:
        return
    named = {draft.unit.currency for draft in bare if _word(page, draft) not in _bare_words()}
    for draft in bare:
        found = _territories().get((country, _word(page, draft)))
        if found is not None and found[0] not in named:  # who writes "C$" means another dollar by "$"
            code, name = found
            draft.unit = replace(draft.unit, currency=code, name=name)
            draft.name, draft.rule = name, "local unit"


def _word(page: Page, draft: Draft) -> str:
    word = page.text[slice(*draft.unit_span)].lower()
    return SIGNS.get(word, word)


@cache
def _bare_words() -> frozenset[str]:
    return frozenset(word for _, word in _territories())


def country_of(page: Page) -> str | None:
    """ISO code of the country that one of the first lines' dateline names, by itself or by its city."""
    for start, _, _, paragraph in page.sentences[:8]:
        match = DATELINE.match(page.text, start) if paragraph < 5 else None
        if match is None or (start and page.text[start - 1] != "\n"):
            continue
        agency = match["agency"] or ""
        if any(re.search(rf"\b{re.escape(name)}\b", agency) for name in _agencies()):
            return None
        found = _country(page, match.start("places"), match.end("places"))
        if found is not None:
            return found
    return None


def _country(page: Page, start: int, end: int) -> str | None:
    for mention in page.doc._.mentions:
        if start <= mention.start_char and mention.end_char <= end:
            code = page.doc._.entities[mention.entity].country_code
            if code is not None:
                return code
    for part in page.text[start:end].lower().split(", ")[::-1]:
        if part in _cities():
            return _cities()[part]
    return None


@cache
def _territories() -> dict[tuple[str, str], tuple[str, str]]:
    with (HERE / "territories.csv").open(encoding="utf-8") as lines:
        return {(row["country"], row["word"]): (row["code"], row["name"]) for row in csv.DictReader(lines)}


@cache
def _cities() -> dict[str, str]:
    with (HERE / "cities.csv").open(encoding="utf-8") as lines:
        return {row["place"]: row["country"] for row in csv.DictReader(lines)}


@cache
def _agencies() -> list[str]:
    return tomllib.loads((HERE / "currencies.toml").read_text("utf-8"))["local"]["agencies"]
