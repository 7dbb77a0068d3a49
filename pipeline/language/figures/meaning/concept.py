"""What a figure tells something about: 'sales' of "sales rose 3%", 'the survey' of "a survey of 900 nurses".

The rules are tried in order and the first that applies decides; a figure that tells of nothing but the noun it
counts ("Some 300 residents fled") has no concept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.language.figures.context.clauses import (
    SUBJECTS,
    covers,
    has_verb,
    measures,
    mistagged,
    named,
    phrase,
    trimmed,
)
from pipeline.language.figures.grammar.bounds_and_trends import lists, trends
from pipeline.language.figures.lexer.numerals import ORDINALS
from pipeline.language.figures.page import Draft, Page
from pipeline.language.records import Slice


@dataclass(slots=True)
class View:
    """A figure with what the parse says of it: highest own token, noun it modifies, verb above, subject of that."""

    page: Page
    draft: Draft
    top: Token
    noun: Token | None
    verb: Token | None
    subject: Slice | None
    previous: Draft | None = None


def concept(view: View) -> Slice | None:
    if view.draft.kind == "age":
        return _bearer(view)
    counts = view.draft.kind == "count" and view.draft.noun is not None
    for rule in COUNT_RULES if counts else RULES:
        found = rule(view)
        if found is not None and not covers(found, view.draft):
            if rule in (_gapped, _bracketed) and not counts:  # "Orl rose 4% and Venn 6%", "Ruiz (3:46) beat Brandt"
                view.draft.more["subject"] = view.draft.more["gapped"] = found
            return found
    return None


def _bearer(view: View) -> Slice | None:
    """'Dara Olin, 61': the one who is that old."""
    return view.draft.more.get("item") if view.draft.kind == "age" else None


def _whole(view: View) -> Slice | None:
    """'60 percent of its revenue', 'a third of voters': what the part is a part of."""
    if view.draft.kind in ("ratio", "percent", "multiple") and view.draft.more.get("whole"):
        return named(view.noun, view.page, view.draft) if view.noun is not None else None
    return None


def _backed(view: View) -> Slice | None:
    """'49 percent to 40 percent for Marl', 'Tarn 16 points ahead of Marl': who has the share or the lead."""
    page, draft = view.page, view.draft
    if draft.kind not in ("percent", "percentage_point", "other"):
        return None
    here = draft.after(page)
    if (
        here + 1 < len(page.doc)
        and page.doc[here].lower_ == "for"
        and page.doc[here + 1].ent_type_ in ("PERSON", "ORG")
    ):
        last = here + 1
        while last + 1 < len(page.doc) and page.doc[last + 1].ent_iob_ == "I":
            last += 1
        return trimmed(page, page.doc[here + 1].idx, page.doc[last].idx + len(page.doc[last]))
    ahead = re.match(r"(?i) (?:ahead|behind|clear of|above|below|over)\b", page.text[draft.end : draft.end + 12])
    before = page.doc[page.token(draft.start) - 1] if draft.first else None
    person = before is not None and before.ent_type_ in ("PERSON", "ORG")
    if (
        ahead
        and ("over" not in ahead.group() or person)
        and before is not None
        and before.pos_ in ("NOUN", "PROPN")
        and before.ent_type_ not in ("DATE", "TIME")
    ):
        return phrase(before, page, draft)
    return None


def _bracketed(view: View) -> Slice | None:
    """'Ola Brandt (12 goals)': the noun phrase before the parenthesis."""
    page, draft = view.page, view.draft
    measures = draft.kind != "count" and view.noun is not None and view.noun.idx >= draft.end  # "(9 mm bore)"
    if (
        measures
        or "restates" in draft.more
        or not re.search(r"[\w.] \((?:about |some |up |down )?$", page.before(draft))
    ):
        return None
    here = page.token(page.text.rindex("(", 0, draft.start)) - 1
    return phrase(page.doc[here], page, draft) if page.doc[here].pos_ in ("NOUN", "PROPN") else None


def _modified(view: View) -> Slice | None:
    """'a 20-minute walk', 'a 19 % drop in sales', 'a reward of $5 million': the noun that has the measure."""
    named_by = view.noun is not None and view.noun.pos_ != "PRON" and view.noun.tag_ not in ("WDT", "WP")
    return phrase(view.noun, view.page, view.draft, short=False) if named_by else None


def _possessed(view: View) -> Slice | None:
    """'41 percent to Quill's 33 percent': the owner before the figure, where no noun follows."""
    owner = owner_before(view.page, view.draft)
    return None if owner is None else trimmed(view.page, owner.left_edge.idx, owner.idx + len(owner))


def owner_before(page: Page, draft: Draft) -> Token | None:
    if draft.first < 2 or page.doc[draft.first - 1].tag_ != "POS":
        mark = re.search(r"s['’] $", page.before(draft, 4))
        if mark is None or draft.first < 1:
            return None
    token = page.doc[draft.first - 1]
    while token.i and (token.tag_ == "POS" or token.is_punct):
        token = token.nbor(-1)
    return token if token.pos_ == "PROPN" else None


def _bought(view: View) -> Slice | None:
    """'took a stake in the mill for 92 million yuan', 'paid $9 million for the work': what is paid for."""
    draft, verb = view.draft, view.verb
    if draft.kind != "money" or verb is None:
        return None
    governor = view.top.head
    if governor.lower_ == "for" and governor.idx < draft.start:
        bought = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < governor.i), None)
        return None if bought is None else phrase(bought, view.page, draft, short=False)
    if verb.lemma_.lower() not in ("pay", "spend", "offer", "charge"):
        return None
    paid = next((c for c in verb.rights if c.lower_ in ("for", "on") and c.idx >= draft.end), None)
    for thing in paid.rights if paid is not None else ():
        if thing.dep_ == "pobj" and thing.ent_type_ not in ("DATE", "TIME"):
            return phrase(thing, view.page, draft)
    return None


def _moved(view: View) -> Slice | None:
    """'The bank cut its key rate by 25 basis points', 'lifts output to 9 tons': the object that is moved."""
    governor, verb = view.top.head, view.verb
    if verb is not None and verb.lemma_.lower() == "see":  # "saw prices for May sink to $9"
        seen = next((c for c in verb.rights if c.dep_ == "dobj" and c.idx + len(c) <= view.draft.start), None)
        return None if seen is None or seen.pos_ not in ("NOUN", "PROPN") else phrase(seen, view.page, view.draft)
    if verb is None or governor.lower_ not in ("by", "to", "from", "at") or view.top.dep_ != "pobj":
        return None
    above = governor.head
    while above.lower_ in ("down", "up", "back", "from", "to") and above.i > verb.i:
        above = above.head  # "revised the rate down from 6% to 3%"
    if above.i != verb.i:
        return None
    lemma = verb.lemma_.lower()
    if lemma not in trends() and lemma not in lists()["moving_verbs"]["lemmas"]:
        return None
    objects = (c for c in (*verb.lefts, *verb.rights) if c.dep_ == "dobj" and c.i < governor.i)
    moved = next((c for c in objects if c.pos_ in ("NOUN", "PROPN") or c.tag_ == "WDT"), None)
    if moved is not None and moved.tag_ == "WDT":  # "losses, which the firm put at $9"
        moved = verb.head if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN") else None
    if moved is None or moved.lower_ in measures() or any(t.like_num and t.ent_type_ != "DATE" for t in moved.lefts):
        return None
    return phrase(moved, view.page, view.draft)


def _multiplied(view: View) -> Slice | None:
    """'The mine doubled its output': what is so many times as much."""
    if view.draft.rule != "multiple verb":
        return None
    verb = view.page.doc[view.draft.last]
    moved = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN")), None)
    return None if moved is None else phrase(moved, view.page, view.draft)


def _gapped(view: View) -> Slice | None:
    """'Wheat rose 4% and oats between 6% and 7%': without a verb of its own, the noun before the figure."""
    page, draft, before = view.page, view.draft, view.previous
    if before is None or before.sentence != draft.sentence or before.kind != draft.kind:
        return None
    bridge = list(page.doc[page.token(before.end - 1) + 1 : page.token(draft.start)])
    if len(bridge) > 12 or not bridge or bridge[0].lower_ not in (",", ";", "and", "while", "but", "with"):
        return None
    nouns = [token for token in bridge if token.pos_ in ("NOUN", "PROPN") or mistagged(token)]
    between = [token for token in bridge if nouns and token.i < nouns[-1].i]
    if not nouns or nouns[-1].ent_type_ in ("DATE", "TIME") or has_verb(bridge):
        return None
    if any(token.pos_ == "ADP" and token.lower_ != "with" for token in between):
        return None
    return trimmed(page, nouns[0].idx, nouns[-1].idx + len(nouns[-1]))


def _beside(view: View) -> Slice | None:
    """'the Orlon 16 inch': the name that a measure stands behind, in one noun phrase."""
    draft = view.draft
    before = view.page.doc[draft.first - 1] if draft.first else None
    measured = draft.kind not in ("count", "money", "percent", "percentage_point", "duration", "ratio", "multiple")
    inside = before is not None and draft.first <= before.head.i and before.head.idx < draft.end
    if not measured or not inside or before.pos_ != "PROPN" or before.dep_ not in ("compound", "nmod"):
        return None
    return trimmed(view.page, before.left_edge.idx, before.idx + len(before))


def _trending(view: View) -> Slice | None:
    """'with the index down 1%', 'shares up 3%': without a verb, the noun right before the 'up' or 'down'."""
    doc, first = view.page.doc, view.draft.first
    if first < 2 or doc[first - 1].lower_ not in ("up", "down", "off", "ahead"):
        return None
    noun = doc[first - 2]
    timely = noun.ent_type_ in ("DATE", "TIME") or noun.lower_ in ("day", "week", "month", "session", "year")
    if noun.pos_ not in ("NOUN", "PROPN") or timely or noun.dep_ in ("dobj", "compound"):
        return None
    return phrase(noun, view.page, view.draft)


def _subject(view: View) -> Slice | None:
    """'Sales rose 3 percent', 'the index closed at 4,100': whatever the verb is said of."""
    return view.subject


def _heading(view: View) -> Slice | None:
    """'Floor area: 32 m2', 'shaft strength lower than 9 MPa': without a verb, the first noun before the figure."""
    page, draft = view.page, view.draft
    if (
        view.subject is not None
        or draft.more.get("subject") is not None
        or (view.verb is not None and any(c.dep_ in SUBJECTS for c in view.verb.children))
    ):
        return None
    first = page.token(page.sentences[draft.sentence][0])
    for token in page.doc[first : draft.first]:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
            return phrase(token, page, draft)
    return None


def _item(view: View) -> Slice | None:
    """The item, but no pronoun and no verb: 'It costs $8', 'She sat for two hours' name nothing."""
    if view.draft.kind == "duration" and view.noun is None:
        return None
    item = view.draft.more.get("item")
    return None if view.subject is None and item == view.draft.more.get("subject") else item


def _described(view: View) -> Slice | None:
    """'a 12-page report', 'an eleven-member panel': the noun that the counted noun describes."""
    noun = view.page.doc[view.draft.noun]
    above = noun.head
    fits = noun.dep_ in ("compound", "nmod", "amod") and above.i > noun.i and above.pos_ in ("NOUN", "PROPN")
    words = phrase(above, view.page, view.draft, short=False) if fits else None
    return trimmed(view.page, max(words.start, noun.idx + len(noun)), words.end) if words else None


def _complement(view: View) -> Slice | None:
    """'five seasons of a show', 'four options for greener fuel': what the counted noun is of."""
    noun = view.page.doc[view.draft.noun]
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.idx >= view.draft.end:
            thing = next((c for c in child.rights if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN")), None)
            if thing is not None and thing.ent_type_ not in ("DATE", "TIME"):
                return phrase(thing, view.page, view.draft)
        break
    return None


def _governing(view: View) -> Slice | None:
    """'a survey of 900 nurses', 'price cuts on 50 products': the noun that the counted noun completes."""
    page, draft = view.page, view.draft
    noun = page.doc[draft.noun]
    lead = re.search(r"(\w+) (?:out )?of (?:the )?$", page.before(draft))
    if lead and (lead[1].lower() in ORDINALS or lead[1][0].isdigit()):
        return None
    if noun.dep_ == "pobj" and draft.first <= noun.head.head.i <= draft.last:
        noun = noun.head.head  # "millions of Americans"
    above = noun.head.head
    if noun.dep_ != "pobj" or noun.head.idx >= draft.start or above.i >= noun.head.i or above.like_num:
        return None
    fits = (
        above.pos_ in ("NOUN", "PROPN") and above.ent_type_ not in ("DATE", "TIME") and above.lower_ not in measures()
    )
    if not fits or above.lemma_.lower() in lists()["part_nouns"]["lemmas"] or _in_preposition(above):
        return None
    return phrase(above, page, draft)


def _in_preposition(noun: Token) -> bool:
    """'in front of 900 fans', 'on behalf of 40 firms': a noun that is part of a preposition."""
    return noun.tag_ == "NN" and noun.head.lower_ in ("in", "on", "by") and noun.left_edge.i == noun.i


def _owner(view: View) -> Slice | None:
    """'two of Quill's deputies': whose they are."""
    noun = view.page.doc[view.draft.noun]
    owner = next((c for c in noun.lefts if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    return None if owner is None else trimmed(view.page, owner.left_edge.idx, owner.idx + len(owner))


def _counter(view: View) -> Slice | None:
    """'The port has 90 cranes', 'the clinic did 700 transplants': the subject, if what is counted is no subject
    itself and the verb does not merely find or report it ('Crews found 463 shells')."""
    noun, verb = view.page.doc[view.draft.noun], view.verb
    if view.draft.more.get("of_subject"):
        return view.subject  # "The number of cases rose to 4,300"
    if view.subject is None or noun.dep_ in SUBJECTS or verb is None:
        return None
    start, end = view.draft.chunk or (0, 0)
    if view.subject.start < end and start < view.subject.end:
        return None  # "There are four mills"
    if any(t.dep_ in SUBJECTS and t.head.i == verb.i for t in noun.ancestors):
        return None
    return None if verb.lemma_.lower() in lists()["topic_verbs"]["lemmas"] else view.subject


COUNT_RULES = (_bracketed, _described, _complement, _governing, _counter, _owner)
RULES = (
    _whole,
    _backed,
    _bracketed,
    _multiplied,
    _moved,
    _modified,
    _possessed,
    _bought,
    _gapped,
    _beside,
    _trending,
    _subject,
    _heading,
    _item,
)
