"""From a parsed Doc to its Figure records: the steps in their order."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.language.records import Figure, Slice

from .context.clauses import has_verb
from .drafts import drafts
from .grammar import ellipsis, structure
from .grammar.ages import decades, under_ages
from .grammar.bounds_and_trends import bound, change_of
from .grammar.changes import ends_of_changes
from .grammar.counting import count
from .grammar.extras import clocked, folds, multiples, ranks, ratios, written_scores
from .grammar.single import single_measures
from .lexer.local_money import localize
from .meaning import item as meaning
from .meaning import source as attribution
from .meaning.when import sentence_times, when
from .meaning.where import where
from .page import Draft, Page

# How often value and unit of a rule's rows were right: docs/figures.md says on what and how it was counted.
CONFIDENCE = {
    "unit": 0.97,
    "age apposition": 0.96,
    "none": 0.95,
    "clocked": 0.5,
    "age": 0.92,
    "ellipsis": 0.92,
    "number": 0.8,
    "times": 0.8,
    "fraction": 0.75,
    "multiple verb": 0.75,
    "score": 0.75,
    "in": 0.67,
    "rank": 0.6,
    "local unit": 0.5,
    "bare number": 0.62,
}


def figures(doc: Doc) -> tuple[Figure, ...]:
    page = Page(doc)
    found = drafts(page)
    parsed = doc.has_annotation("DEP") and doc.has_annotation("TAG")
    if parsed:
        for draft in found:
            count(page, draft)
    found = structure.combine(page, found)
    if parsed:
        ranked = ranks(page, found)
        found = sorted([*found, *multiples(page, found), *ranked, *single_measures(page, found)], key=lambda d: d.start)
    scores = [*written_scores(page), *clocked(page), *ratios(page), *folds(page), *decades(page), *under_ages(page)]
    if scores:
        found = [d for d in found if not any(d.start < s.end and s.start < d.end for s in scores)]
        found = sorted(found + scores, key=lambda d: d.start)
    ellipsis.share_units(page, found)
    ellipsis.counts_again(page, found)
    if parsed:
        ellipsis.counts_of_subjects(page, found)
        ends_of_changes(page, found)
    localize(page, found)
    structure.parts(page, found)
    _bounds(page, found, parsed)
    if parsed:
        _meaning(page, found)
    return tuple(_freeze(draft) for draft in found)


def _bounds(page: Page, found: list[Draft], parsed: bool) -> None:
    for position, draft in enumerate(found):
        more = draft.more
        name, approximate = bound(page, draft) if draft.rule not in ("none", "rank", "score") else (None, False)
        if more.get("modifier") == "range":
            more["is_approximate"] = approximate
        elif draft.number.kind == "vague":
            more["modifier"] = "range" if draft.high is not None else "at_least"
        elif name is not None:
            more["modifier"], more["is_approximate"] = name, approximate
        if parsed and "change" not in more:
            linked = more.get("same_change", more.get("restates"))
            if linked is not None:  # "fell to $3, or 2% of sales, from $4, or 3%"
                more["change"] = found[linked].more.get("change")
            else:
                more["change"] = _change(page, draft, found[position - 1] if position else None)
        if linked_of(more) is not None and more.get("modifier", "exact") == "exact" and "restates" in more:
            more["modifier"] = found[more["restates"]].more.get("modifier", "exact")
            if more["modifier"] == "range" and draft.value is not None:
                more["modifier"] = "exact"
        _interval(draft)


def _change(page: Page, draft: Draft, previous: Draft | None) -> str | None:
    """Of the draft's own words, or of the coordinated figure before: 'up 6% on the month and 9% on the year'."""
    own = change_of(page, draft)
    before = page.before(draft, 24)
    if own is not None:
        lone = "role" not in draft.more and re.search(r"(?i)\bfrom (?:\w+ )?$", before)
        return None if lone else own  # "climbed to $9, or 2% of sales, from $8"
    if previous is None or previous.sentence != draft.sentence or previous.kind != draft.kind or draft.kind == "count":
        return None
    bridge = page.doc[page.token(previous.end - 1) + 1 : page.token(draft.start)]
    joined = any(token.lower_ == "and" for token in bridge) and len(bridge) < 10
    if not joined or has_verb(bridge):
        return None
    return None if re.search(r"(?i)\b(?:to|at|from|of|than) (?:\w+ )?$", before) else previous.more.get("change")


def linked_of(more: dict) -> int | None:
    return more.get("restates")


def _interval(draft: Draft) -> None:
    modifier = draft.more.get("modifier", "exact")
    if draft.value is None:
        return
    if modifier in ("more_than", "at_least"):
        draft.low, draft.high = draft.value, None
    elif modifier in ("less_than", "at_most"):
        draft.low, draft.high = None, draft.value
    else:
        draft.low = draft.high = draft.value


def _meaning(page: Page, found: list[Draft]) -> None:
    page.set_drafts(found)
    cache: dict[int, list] = {}
    for position, draft in enumerate(found):
        if draft.sentence not in cache:
            counts = [d for d in found if d.kind == "count" and d.sentence == draft.sentence]
            cache[draft.sentence] = [
                time
                for time in sentence_times(page, draft.sentence)
                if not any(d.start < time.end and time.start < d.end for d in counts)
            ]
        meaning.fill(page, draft, found[position - 1] if position else None)
        attribution.source(page, draft)
        time = when(page, draft, cache[draft.sentence])
        if time is not None:
            draft.more["time"] = Slice(time.start, time.end)
            draft.more["period_start"], draft.more["period_end"] = time.first, time.last
        where(page, draft)
        draft.more["subject_mention"] = attribution.mention_at(page, draft.more.get("subject"))
    paired = None
    for first, second in pairwise(found):
        roles = {first.more.get("role"), second.more.get("role")}
        if roles == {"from", "to"} and first.sentence == second.sentence and first is not paired:
            paired = second
            own = second.noun is not None and page.doc[second.noun].idx >= second.end and second.noun != first.noun
            for key in ("item", "concept", "subject", "subject_mention", "predicate"):
                if not (own and key == "item"):
                    second.more[key] = first.more.get(key)
    for draft in found:  # a part and its whole, a figure and its restatement share what one of them has
        other = draft.more.get("restates", draft.more.get("same_change"))
        if other is not None:
            for key in ("item", "concept", "time", "period_start", "period_end", "place", "place_mention"):
                if found[other].more.get(key) is not None:
                    draft.more[key] = found[other].more[key]


def _freeze(draft: Draft) -> Figure:
    more, unit = draft.more, draft.unit
    base = value_base = None
    if unit is not None and unit.base and draft.value is not None and draft.kind not in ("multiple",):
        value_base, base = float(f"{draft.value * unit.factor + unit.offset:.12g}"), unit.base
        if not math.isfinite(value_base):
            value_base = base = None
    rule = draft.rule
    if rule.startswith("number") and draft.kind == "count" and draft.noun is None and draft.name == "dimensionless":
        rule = "bare " + rule
    return Figure(
        start_char=draft.start,
        end_char=draft.end,
        value=draft.value,
        value_low=draft.low,
        value_high=draft.high,
        quantity_type=draft.kind,
        unit=draft.name,
        rule=rule,
        confidence=CONFIDENCE[rule.removesuffix(" range")],
        modifier=more.get("modifier", "exact"),
        is_approximate=more.get("is_approximate", False),
        change=more.get("change"),
        role=more.get("role"),
        is_negated=more.get("is_negated", False),
        of_figure=more.get("of"),
        restates_figure=more.get("restates"),
        unit_slice=_unit_slice(draft),
        currency=unit.currency if unit else None,
        per_unit=draft.per,
        value_base=value_base,
        unit_base=base,
        item=more.get("item"),
        concept=more.get("concept"),
        predicate=more.get("predicate"),
        subject=more.get("subject"),
        subject_mention=more.get("subject_mention"),
        time=more.get("time"),
        period_start=more.get("period_start"),
        period_end=more.get("period_end"),
        place=more.get("place"),
        place_mention=more.get("place_mention"),
        quote=more.get("quote"),
        source=more.get("source"),
        source_mention=more.get("source_mention"),
    )


def _unit_slice(draft: Draft) -> Slice | None:
    if draft.unit_span is not None and draft.unit_span[0] < draft.unit_span[1]:
        return Slice(*draft.unit_span)
    return Slice(*draft.chunk) if draft.chunk and draft.kind == "count" else None
