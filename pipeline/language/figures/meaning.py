"""What a figure is about: the item, the concept, the governing verb and its subject, from the parse."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipeline.language.records import Slice

from .numbers import ORDINALS
from .page import Draft, Page
from .words import lists

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
SKIP = frozenset({"DET", "PUNCT", "SPACE"})
PARTNERS = frozenset({"more", "fewer", "less", "additional", "further", "another"})


def fill(page: Page, draft: Draft) -> None:
    """Set ``more``'s item, concept, predicate, subject (Slices and a lemma) as far as the parse tells."""
    doc = page.doc
    top = _top(doc, draft)
    verb = _verb(top)
    subject = _subject(verb) if verb is not None else None
    if verb is not None:
        draft.more["predicate"] = verb.lemma_.lower()
    subject_slice = phrase(subject, page, draft) if subject is not None else None
    if subject is not None and (subject.dep_ == "expl" or subject.ent_type_ in ("DATE", "TIME")):
        subject_slice = None
    if subject_slice and not _covers(subject_slice, draft):
        draft.more["subject"] = subject_slice
    outside = draft.more.get("subject")
    noun = _noun_of(page, draft, top)
    draft.more["item"] = _item(page, draft, top, verb, noun, outside)
    draft.more["concept"] = _concept(page, draft, noun, outside)


def _covers(piece: Slice, draft: Draft) -> bool:
    return piece.start < draft.end and draft.start < piece.end


def _top(doc: Doc, draft: Draft) -> Token:
    """The highest token inside the figure's own words (its unit, when it has one)."""
    token, steps = doc[draft.last], 0
    while token.head.i != token.i and draft.start <= token.head.idx < draft.end and steps < 6:
        token, steps = token.head, steps + 1
    return token


def _verb(token: Token) -> Token | None:
    steps = 0
    while token.head.i != token.i and steps < 12:
        token, steps = token.head, steps + 1
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
    return token if token.pos_ in ("VERB", "AUX") else None


def _subject(verb: Token) -> Token | None:
    """The verb's subject, or that of the verb it is coordinated with or a complement of."""
    for _ in range(4):
        for child in verb.lefts:
            if child.dep_ in SUBJECTS:
                if child.lower_ in ("which", "who", "that") and verb.dep_ == "relcl":
                    return verb.head
                return child
        for child in verb.rights:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp") and verb.head.pos_ in ("VERB", "AUX", "ADP"):
            verb = verb.head if verb.head.pos_ != "ADP" else verb.head.head
            continue
        return None
    return None


def phrase(token: Token, page: Page, draft: Draft | None = None, short: bool = True) -> Slice | None:
    """A noun with its left modifiers and an 'of' phrase, without its relative clauses, appositions and determiner."""
    if token.idx + len(token) > len(page.text):
        return None
    lefts = [
        t
        for t in token.lefts
        if t.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "det", "quantmod") and t.pos_ not in SKIP
    ]
    first = min([t.left_edge.i for t in lefts] + [token.i])
    last = token
    for child in token.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in ("of", "on", "for", "to", "in")
            and (not short or child.lower_ == "of")
        ):
            if child.right_edge.i - child.i < 8:
                last = child.right_edge
            break
        if child.dep_ not in ("case",):
            break
        last = child
    start, end = page.doc[first].idx, last.idx + len(last)
    if draft is not None and draft.start < end and start < draft.end:
        start = max(start, draft.end) if token.idx >= draft.end else start
        end = min(end, draft.start) if token.idx < draft.start else end
    return trimmed(page, start, end)


def trimmed(page: Page, start: int, end: int) -> Slice | None:
    piece = page.text[start:end]
    lead = re.match(r"(?i)[\s,;:\"“”()–-]*(?:(?:the|an?|its|their|his|her|our)\s+)?", piece)
    start += lead.end() if lead else 0
    tail = re.search(r"(?i)\s+(?:of|in|on|for|to|at|by|with|from)\s*$", page.text[start:end])
    if tail:
        end = start + tail.start()
    if re.search(r"\b(?:[A-Za-z]\.){2,}$", page.text[start:end]):  # "U.S."
        return Slice(start, end)
    while end > start and not page.text[end - 1].isalnum() and page.text[end - 1] not in ")”\"'’%":
        end -= 1
    return Slice(start, end) if end > start else None


def _noun_of(page: Page, draft: Draft, top: Token) -> Token | None:
    """The noun that the figure modifies or that governs it by 'of': '20-minute walk', 'a reward of $5 million'."""
    if draft.noun is not None:
        return page.doc[draft.noun]
    doc = page.doc
    if draft.kind == "ratio" or (draft.kind in ("percent", "multiple") and _of_object(top, draft) is not None):
        return _of_object(top, draft)
    head = top.head
    if head.i != top.i and head.idx >= draft.end and head.lower_ in ("high", "low"):
        return head
    if (
        head.i != top.i
        and head.pos_ in ("NOUN", "PROPN")
        and head.idx >= draft.end
        and top.dep_ not in ("appos", "conj")
    ):
        return head
    if (
        head.i != top.i
        and head.pos_ in ("ADJ", "ADV")
        and head.idx >= draft.end
        and head.head.pos_ in ("NOUN", "PROPN")
        and head.head.i > head.i
    ):
        return head.head
    after = page.token(draft.end) + (
        page.text[draft.end - 1 : draft.end].isalnum() and page.token(draft.end) < draft.last + 1
    )
    joined = draft.kind in (
        "duration",
        "distance",
        "area",
        "age",
        "money",
        "percent",
        "other",
        "mass",
        "volume",
        "speed",
    )
    if joined and draft.number.kind != "vague" and after < len(doc) and doc[after].idx >= draft.end:
        best = None
        for word in doc[after : after + 4]:
            if word.pos_ in ("NOUN", "PROPN") or word.lower_ in ("high", "low"):
                best = word
            elif (word.pos_ != "ADJ" and word.text not in ("-",)) or best is not None:
                break
        singular = page.text[draft.unit_span[0] : draft.unit_span[1]] if draft.unit_span else ""
        if best is not None and (not singular.endswith("s") or "-" in page.text[draft.start : draft.end]):
            return best
    governed = top.dep_ == "pobj" and head.lower_ in ("of", "at", "worth") and head.head.pos_ in ("NOUN", "PROPN")
    if governed and head.head.lower_ not in ("total", "average", "minimum", "maximum", "sum"):
        return head.head
    for child in top.rights:  # "$2 million in deposits"
        if (
            child.dep_ == "prep"
            and child.lower_ in ("of", "in", "worth")
            and draft.kind in ("money", "mass", "volume", "area", "other")
        ):
            for inner in child.rights:
                if (
                    inner.dep_ == "pobj"
                    and inner.ent_type_ not in ("DATE", "TIME", "GPE", "LOC")
                    and inner.idx >= draft.end
                ):
                    return inner
    return None


def _of_object(top: Token, draft: Draft) -> Token | None:
    """'a quarter of citizens', '60 percent of its revenue', '20 liters of milk'."""
    for child in top.rights:
        if child.lower_ == "of" and child.idx >= draft.end - 3:
            for grandchild in child.rights:
                if grandchild.dep_ == "pobj":
                    return grandchild
    doc, here = top.doc, top.i
    while here < len(doc) and doc[here].idx < draft.end:
        here += 1
    if here + 1 < len(doc) and doc[here].lower_ in ("of", "all"):
        for word in doc[here + 1 : here + 8]:
            if word.dep_ == "pobj" or (
                word.pos_ in ("NOUN", "PROPN", "PRON") and word.dep_ not in ("compound", "poss", "nmod")
            ):
                return word
    if here < len(doc) and draft.kind == "ratio":
        for word in doc[here : here + 6]:
            if word.pos_ in ("NOUN", "PROPN") and word.dep_ not in ("compound", "poss"):
                return word
            if word.pos_ in ("VERB", "AUX", "PUNCT"):
                break
    return None


def _item(
    page: Page, draft: Draft, top: Token, verb: Token | None, noun: Token | None, subject: Slice | None
) -> Slice | None:
    if draft.kind == "age" and noun is not None and noun.lower_ == "age":
        noun = None
    if draft.kind == "age":
        return _bearer(page, draft, top, noun) or subject
    if draft.rule == "times" or (draft.kind == "count" and draft.name == "time"):
        return subject
    if draft.noun is not None and draft.chunk:
        return _counted(page, draft)
    of = _of_object(top, draft)
    if of is not None and draft.kind not in ("duration",):
        return phrase(of, page, draft)
    if draft.kind == "duration":
        if noun is None and of is not None and of.ent_type_ not in ("DATE", "TIME"):
            return trimmed(page, of.left_edge.idx, of.idx + len(of))
        if noun is not None:
            return phrase(noun, page, draft, short=False)
        return _clause(page, draft, verb) or subject
    if draft.kind == "money" and noun is None and verb is not None:
        for child in verb.rights:
            if child.dep_ == "prep" and child.lower_ in ("for", "on", "in") and child.idx >= draft.end:
                for grandchild in child.rights:
                    if grandchild.dep_ == "pobj" and grandchild.ent_type_ not in ("DATE", "TIME"):
                        return phrase(grandchild, page, draft)
        for child in verb.rights:
            if child.dep_ in ("dobj", "obj") and not draft.start <= child.idx < draft.end:
                return phrase(child, page, draft)
    if noun is not None:
        inner = [c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" and c.idx >= draft.end]
        return (
            phrase(noun, page, draft) if not inner or draft.kind != "money" else phrase(noun, page, draft, short=False)
        )
    return subject


def _counted(page: Page, draft: Draft) -> Slice | None:
    noun = page.doc[draft.noun]
    start, end = draft.chunk
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.right_edge.i - child.i < 6 and child.idx >= end:
            end = child.right_edge.idx + len(child.right_edge)
        break
    return trimmed(page, start, end)


def _bearer(page: Page, draft: Draft, top: Token, noun: Token | None) -> Slice | None:
    """Whose age: the name before an apposition, the noun of 'a 27-year-old man' or the name that it describes."""
    doc = page.doc
    last = draft.more.get("bearer")
    if last is not None:
        first = last
        while first > 0 and (
            (doc[last].ent_type_ and doc[first].ent_iob_ == "I")
            or (not doc[last].ent_type_ and doc[first - 1].pos_ == "PROPN")
        ):
            first -= 1
        return trimmed(page, doc[first].idx, doc[last].idx + len(doc[last]))
    if noun is None:
        return None
    named = (
        noun.head
        if noun.dep_ == "appos"
        else next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    )
    if named is not None and named.pos_ == "PROPN":
        return phrase(named, page, draft)
    return phrase(noun, page, draft)


def _clause(page: Page, draft: Draft, verb: Token | None) -> Slice | None:
    """The clause that lasts: verb and object, with its subject when it has no object ('he sat')."""
    if verb is None or verb.lemma_ == "be":
        return None
    start, end = verb.idx, verb.idx + len(verb)
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "prt", "acomp", "attr") and c.idx < draft.start]
    if objects:
        end = max(c.idx + len(c) for c in objects)
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and verb.i - c.i < 4), None)
    if subject is not None and not (draft.start < subject.idx + len(subject) and subject.idx < draft.end):
        start = subject.left_edge.idx if subject.i - subject.left_edge.i < 5 else subject.idx
    if start < draft.end and draft.start < end:
        return None
    return trimmed(page, start, end)


def _counted_about(page: Page, draft: Draft, subject: Slice | None) -> Slice | None:
    """'a run of seven games' is about the run, 'the port has 90 cranes' about the port."""
    noun = page.doc[draft.noun]
    head = noun.head
    lead = re.search(r"(\w+) (?:out )?of (?:the )?$", page.before(draft))
    ranked = head.head.like_num or (lead is not None and (lead[1].lower() in ORDINALS or re.match(r"\d", lead[1])))
    if ranked:
        return draft.more.get("item")
    if noun.dep_ == "pobj" and head.idx < draft.start and head.head.pos_ in ("NOUN", "PROPN") and head.head.i < head.i:
        return phrase(head.head, page, draft)
    verb = _verb(noun)
    if (
        subject is None
        or noun.dep_ in SUBJECTS
        or verb is None
        or verb.lemma_.lower() in lists()["topic_verbs"]["lemmas"]
    ):
        return draft.more.get("item")
    return subject


def _concept(page: Page, draft: Draft, noun: Token | None, subject: Slice | None) -> Slice | None:
    """What the figure is about: the noun counted or modified, else the subject ('sales', 'the index')."""
    if draft.kind == "age":
        return draft.more.get("item")
    if draft.kind == "count" and draft.noun is not None:
        return _counted_about(page, draft, subject)
    if draft.kind in ("ratio",) and draft.more.get("item"):
        return draft.more["item"]
    if (
        draft.kind == "percent"
        and noun is not None
        and noun.lemma_.lower()
        in (
            "increase",
            "rise",
            "drop",
            "fall",
            "decline",
            "gain",
            "growth",
            "decrease",
            "improvement",
            "reduction",
            "hike",
            "cut",
            "jump",
        )
    ):
        return phrase(noun, page, draft, short=False)
    if noun is not None:
        return phrase(noun, page, draft, short=False)
    return subject or draft.more.get("item") or _heading(page, draft)


def _heading(page: Page, draft: Draft) -> Slice | None:
    """'Floor area ≈ 32 m2', 'panel strength lower than 8.9 MPa': without a verb, the first noun before the figure."""
    first = page.token(page.sentences[draft.sentence][0])
    for token in page.doc[first : draft.first]:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
            return phrase(token, page, draft)
    return None
