"""Whether words before a figure say that something moves, and which way."""

from __future__ import annotations

from ..page import Draft, Page
from .bounds_and_trends import lists, trends

UPWARDS = frozenset({"up", "higher", "rising", "rose", "increasing"})


def moves(page: Page, draft: Draft) -> bool:
    """Does the verb or noun before 'from' say that something changes? 'ranges from' and 'aged from' do not."""
    start = page.sentences[draft.sentence][0]
    first = page.token(max(start, draft.start - 70))
    for token in reversed(page.doc[first : page.token(draft.start)]):
        lemma = token.lemma_.lower()
        if lemma in lists()["spanning"]["lemmas"] and token.pos_ != "NOUN":
            return False
        if lemma in trends() or lemma in lists()["turning"]["lemmas"]:
            return True
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "aux", "auxpass"):
            return False
    return False


def trend(page: Page, first: Draft, second: Draft, way: str | None = None) -> str | None:
    """Of a change from ``first`` to ``second``: as said, else by the values."""
    if way:
        return "increase" if way.lower().split()[-1] in UPWARDS else "decrease"
    low, high = (d.value if d.value is not None else d.low for d in (first, second))
    if low is None or high is None or low == high:
        return None
    return "increase" if high > low else "decrease"
