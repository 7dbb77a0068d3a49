"""The clause around a figure: its verb, that verb's subject, noun phrases; for parses that are partly wrong.

The small model errs most on coordination, gapping and relative clauses, so where the order of words speaks plainly
("while energy fell 2%", "the country that is 90 miles wide") it decides against the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.language.figures.grammar.bounds_and_trends import lists
from pipeline.language.figures.page import Draft, Page
from pipeline.language.records import Slice

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
RELATIVE = frozenset({"which", "who", "that"})
SKIP = frozenset({"DET", "PUNCT", "SPACE"})
DIMENSION = re.compile(r"[- ](?:high|long|wide|tall|deep|thick|across)\b")
LINKED = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "parataxis"})


@cache
def measures() -> frozenset[str]:
    """Nouns that are units: no such noun is what a figure is about."""
    return frozenset(lists()["units"]["words"])


def covers(piece: Slice, draft: Draft) -> bool:
    return piece.start < draft.end and draft.start < piece.end


def top_of(doc: Doc, draft: Draft) -> Token:
    """The highest token inside the figure's own words (its unit, when it has one)."""
    token, steps = doc[draft.last], 0
    while token.head.i != token.i and draft.start <= token.head.idx < draft.end and steps < 6:
        token, steps = token.head, steps + 1
    return token


def mistagged(token: Token) -> bool:
    """'Sugar rose 4% and coffee 6%': no bare verb follows a past one, so that it is a noun."""
    past = token.dep_ == "conj" and token.head.tag_ in ("VBD", "VBZ", "VBN")
    return token.tag_ in ("VB", "VBP") and past and not any(c.dep_ in ("aux", "nsubj") for c in token.lefts)


def has_verb(tokens: Iterable[Token]) -> bool:
    return any(token.pos_ in ("VERB", "AUX") and not mistagged(token) for token in tokens)


def verb_above(token: Token) -> Token | None:
    steps = 0
    while token.head.i != token.i and steps < 12:
        token, steps = token.head, steps + 1
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
    return token if token.pos_ in ("VERB", "AUX") else None


def subject_of(verb: Token) -> Token | None:
    """The verb's subject, else that of the verb it hangs on: 'rose 3% and closed at 90', 'plans to cut 40 jobs'."""
    for _ in range(5):
        if (nearest := _object_before(verb)) is not None:
            return nearest
        own = next((c for c in (*reversed(list(verb.lefts)), *verb.rights) if c.dep_ in SUBJECTS), None)
        if own is not None and own.dep_ == "expl":
            return next((child for child in verb.children if child.dep_ == "attr"), own)
        if own is not None:
            return _antecedent(own, verb) if own.lower_ in RELATIVE and verb.dep_ == "relcl" else own
        if verb.tag_ == "VBG" and (before := _noun_before(verb)) is not None:
            return before
        if verb.dep_ in ("acl", "relcl"):
            noun = verb.head
            if noun.pos_ in ("NUM", "SYM"):  # "range from $3 to $5, which works out to ..."
                above = verb_above(noun)
                if above is None or above.i == verb.i:
                    return None
                verb = above
                continue
            if verb.tag_ != "VB" or noun.lemma_.lower() not in lists()["control_nouns"]["lemmas"]:
                return noun
            owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
            if owner is not None:
                return owner  # "Quill's plan to cut 40 jobs"
            above = verb_above(noun)
            if above is None:
                return None
            verb = above
            continue
        if verb.dep_ not in LINKED:
            return None
        if verb.dep_ == "ccomp" and verb.head.i > verb.i:
            return _reported_opener(verb)
        if (nearer := _clause_opener(verb)) is not None:
            return nearer
        raised = _raised(verb)
        if raised is not None:
            return raised
        head = _finite(verb, verb.head)
        if head.pos_ in ("ADP", "ADJ"):
            head = head.head  # "claims are likely to be less than $9"
        if head.pos_ not in ("VERB", "AUX"):
            return head if verb.dep_ == "pcomp" and head.pos_ in ("NOUN", "PROPN") else None
        verb = head
    return None


def _object_before(verb: Token) -> Token | None:
    """'figures showing the economy grew 7%': no finite verb follows an object but its own subject."""
    helps = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg")]
    first = min([verb, *helps], key=lambda word: word.i)
    if first.tag_ not in ("VBD", "VBZ", "VBP", "MD") or verb.dep_ in ("relcl", "acl"):
        return None
    here = first.i - 1
    while here >= 0 and verb.doc[here].pos_ == "ADV":
        here -= 1
    noun = verb.doc[here] if here >= 0 else verb
    return noun if noun.dep_ == "dobj" and noun.pos_ in ("NOUN", "PROPN") and noun.head.i < noun.i else None


def _raised(verb: Token) -> Token | None:
    """'urged the bank to cut 40 jobs', 'expects sales to fall 3%', 'saw profits drop 2%': the object acts."""
    head = verb.head
    if verb.dep_ not in ("ccomp", "xcomp") or head.pos_ != "VERB" or verb.tag_ != "VB" or head.lemma_ == "promise":
        return None
    return next((c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i and c.pos_ in ("NOUN", "PROPN")), None)


def _finite(verb: Token, head: Token) -> Token:
    """'is the first car to come from Orl and offers 536 hp': a finite verb is joined to a finite one."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBZ", "VBD", "VBP") or head.tag_ != "VB":
        return head
    if not any(child.lower_ == "to" and child.dep_ == "aux" for child in head.children):
        return head
    above = next((t for t in head.ancestors if t.tag_ in ("VBZ", "VBD", "VBP", "MD")), None)
    return head if above is None else above


def _noun_before(verb: Token) -> Token | None:
    """'The poll shows Marl leading 44 to 37', 'with wheat gaining 2%': the noun right before the participle."""
    here = verb.i - 1
    while here >= 0 and verb.doc[here].pos_ == "ADV":
        here -= 1
    if verb.lemma_ in ("range", "vary") and here > 0 and verb.doc[here].text == ",":
        here -= 1  # "$9 million of claims, ranging from $200 to $4,000"
    noun = verb.doc[here] if here >= 0 else verb
    if verb.lemma_ in ("range", "vary") and noun.pos_ in ("NOUN", "PROPN"):
        return noun
    if noun.dep_ == "pobj" and noun.head.lower_ != "with":
        return None  # "spent a year in space orbiting the planet"
    return noun if noun.pos_ in ("NOUN", "PROPN") and noun.i != verb.head.i else None


def _antecedent(pronoun: Token, verb: Token) -> Token:
    """'the small country that is 90 miles wide': the noun before 'that', wherever the parse hangs the clause."""
    before = pronoun.nbor(-1) if pronoun.i else pronoun
    if pronoun.lower_ == "that" and before.pos_ in ("NOUN", "PROPN"):
        return before
    if pronoun.lower_ == "who" and verb.head.ent_type_ != "PERSON":  # "Quill, head of a fund, who gave $9"
        return next((above for above in verb.head.ancestors if above.ent_type_ == "PERSON"), verb.head)
    return verb.head


def _clause_opener(verb: Token) -> Token | None:
    """'Barley dropped 2%, while oats, a smaller crop, fell 1%': the noun that opens the verb's own clause."""
    first = verb.head.i + 1
    if first > verb.i:
        return None
    between = verb.doc[first : verb.i]
    start = next((t.i for t in reversed(between) if t.lower_ in lists()["clause_starts"]["words"]), None)
    return None if start is None else _noun_run(verb.doc, start + 1, verb.i)


def _reported_opener(verb: Token) -> Token | None:
    """'70 groups active in May had raised $9 million, The Post found': never the subject of who reports."""
    first = verb.sent.start
    start = next(
        (t.i + 1 for t in reversed(verb.doc[first : verb.i]) if t.lower_ in lists()["clause_starts"]["words"]), first
    )
    return _noun_run(verb.doc, start, verb.i)


def _noun_run(doc: Doc, first: int, stop: int) -> Token | None:
    """The head of the noun phrase that begins at ``first``, if one does: 'the sp 500', 'dairy prices'."""
    best = None
    for token in doc[first:stop]:
        if token.pos_ in ("NOUN", "PROPN"):
            best = token
        elif best is not None or (token.pos_ not in ("DET", "ADJ", "NUM", "SYM") and token.tag_ not in ("PRP$", "POS")):
            break
    return best


def phrase(token: Token, page: Page, draft: Draft | None = None, short: bool = True) -> Slice | None:
    """A noun with its left modifiers and an 'of' phrase, without its relative clauses, appositions and determiner."""
    if token.idx + len(token) > len(page.text):
        return None
    lefts = [
        t
        for t in token.lefts
        if t.dep_ in ("compound", "amod", "nmod", "poss", "det", "quantmod") and t.pos_ not in SKIP
    ]
    first = min([t.left_edge.i for t in lefts] + [token.i])
    last = token
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "on", "for", "to", "in"):
            ends = child.right_edge.idx + len(child.right_edge)
            holds = draft is not None and child.idx < draft.start < ends  # "an employee of four years"
            if (not short or child.lower_ == "of") and child.right_edge.i - child.i < 8 and not holds:
                last = child.right_edge
            break
        if child.dep_ not in ("case",):
            break
        last = child
    start, end = page.doc[first].idx, last.idx + len(last)
    if draft is not None and draft.start < end and start < draft.end:
        start = max(start, draft.end) if token.idx >= draft.end else start
        end = min(end, draft.start) if token.idx < draft.start else end
    return without_figures(page, token, start, end)


def without_figures(page: Page, token: Token, start: int, end: int) -> Slice | None:
    """The part of a phrase around ``token`` that holds no figure: 'journey' of 'a five-year, 9-mile journey'."""
    for other in page.near(start - 1, end):
        if other.start <= token.idx < other.end:
            return None
        if other.end <= token.idx:
            start = other.end
            dimension = DIMENSION.match(page.text, start) if other.kind == "distance" else None
            start = dimension.end() if dimension else start
        else:
            end = other.start
            lead = next((t for t in reversed(page.doc[token.i + 1 : other.first]) if t.pos_ == "ADP"), None)
            end = end if lead is None else min(end, lead.idx)  # "an advantage to the current 2 points"
    closed = re.match(r"\s*[)\]]\s*", page.text[start:end])
    return trimmed(page, start + closed.end() if closed else start, end)


ARTICLES = frozenset({"", "the", "a", "an"})
OPEN_MARK = re.compile(r" (?:[\"“][^\"“”]*$|['‘](?!s\b)[^'’]*$)")
TAIL = re.compile(r"(?i)\s+(?:of|in|on|for|to|at|by|with|from|and|or|about|nearly)\s*$")


def _is_name(page: Page, at: int, lead: str) -> bool:
    """'Our Principles raised', but 'Our sales rose': a word of the name, which no article is."""
    word = lead.strip(' ,;:"“”()–-')
    return word[:1].isupper() and page.text[at : at + 1].isupper()


def trimmed(page: Page, start: int, end: int) -> Slice | None:
    piece = page.text[start:end]
    lead = re.match(
        r"(?i)[\s,;:\"“”()–-]*(?:(?:the|an?|its|their|his|her|our|whose|this|these|those|such|as many|as much)\s+)?",
        piece,
    )
    if lead and not (lead.group().strip().lower() not in ARTICLES and _is_name(page, start + lead.end(), lead.group())):
        start += lead.end()
    open_mark = OPEN_MARK.search(page.text, start, end)
    if open_mark:  # "emails 'top secret": one mark of a pair
        end = open_mark.start()
    tail = TAIL.search(page.text, start, end)
    if tail and tail.end() == end:
        end = tail.start()
    if page.text[start:end].endswith(("'s", "’s")):
        end -= 2
    if re.search(r"\b(?:[A-Za-z]\.){2,}$", page.text[start:end]):  # "U.S."
        return Slice(start, end)
    while end > start and not page.text[end - 1].isalnum() and page.text[end - 1] not in ")”\"'’%":
        end -= 1
    return Slice(start, end) if end > start else None


def named(token: Token, page: Page, draft: Draft | None = None) -> Slice | None:
    """A noun's phrase; for a pronoun the name or noun that it stands for in the sentence, if any.

    Only there: over sentences coreference errs often enough that a wrong name would stand in a fifth of these rows;
    ``subject_mention`` leads to the entity for who wants it all the same.
    """
    if token.lower_ in lists()["quantifiers"]["words"]:  # "each of the mills", "most of it"
        part = next((c for child in token.rights if child.lower_ == "of" for c in child.rights), None)
        return None if part is None else named(part, page, draft)
    if token.tag_ in ("WDT", "WP"):  # "82 percent of whom"
        clause = next((above for above in token.ancestors if above.dep_ == "relcl"), None)
        known = clause is not None and clause.head.pos_ in ("NOUN", "PROPN")
        return phrase(clause.head, page, draft) if known else None
    if token.pos_ != "PRON" and token.tag_ not in ("PRP", "DT", "WDT", "WP", "EX"):
        return phrase(token, page, draft)
    mentions = page.doc._.mentions
    here = next((m for m in mentions if m.start_char == token.idx and m.mention_type == "pronoun"), None)
    if here is None:
        earlier = _parallel(token)
        return None if earlier is None else phrase(earlier, page, draft)
    start = page.sentences[page.sentence(token.idx)][0]
    same = [
        m
        for m in mentions
        if m.entity == here.entity and m.mention_type != "pronoun" and start <= m.start_char and m.end_char <= token.idx
    ]
    best = next((m for m in reversed(same) if m.mention_type == "name"), same[-1] if same else None)
    return None if best is None else Slice(best.start_char, best.end_char)


def _parallel(pronoun: Token) -> Token | None:
    """'Although stocks fell 7%, they were 36% higher than ...': the subject before, if it has the pronoun's number."""
    plural = {"they": ("NNS", "NNPS"), "it": ("NN", "NNP")}.get(pronoun.lower_)
    if plural is None or pronoun.dep_ not in SUBJECTS:
        return None
    first = pronoun.sent.start
    subjects = [t for t in pronoun.doc[first : pronoun.i] if t.dep_ in SUBJECTS and t.pos_ in ("NOUN", "PROPN")]
    near = subjects[-1] if subjects else None
    fits = near is not None and near.tag_ in plural and near.ent_type_ not in ("DATE", "TIME", "PERSON")
    return near if fits else None
