"""Who speaks where no quote record holds the figure: marks around it and the reporting verb beside them.

``doc._.quotes`` decides wherever it has a row; this is what the text itself shows.
"""

from __future__ import annotations

import re
from pathlib import Path

from spacy.tokens import Token

from pipeline.language.figures.context.clauses import trimmed
from pipeline.language.figures.page import Draft, Page
from pipeline.language.records import Slice

CUES = frozenset((Path(__file__).parent / "reporting_verbs.txt").read_text("utf-8").split("\n\n", 1)[1].split())
QUOTED = frozenset({"quote", "cite"})  # "was quoted as saying": who is quoted says it
MARKED = re.compile(r'[“"]([^“”"\n]{2,1500})(?:[”"]|\n|$)')


def subject_of(page: Page, verb: Token) -> Slice | None:
    """The words of a reporting verb's subject, without the clause that follows it; of a passive one its "by" phrase."""
    for child in verb.children:
        if child.dep_ == "agent":
            child = next((word for word in child.rights if word.dep_ == "pobj"), child)
        reports = child.dep_ in ("nsubj", "pobj") or (child.dep_ == "nsubjpass" and verb.lemma_ in QUOTED)
        if reports and child.lower_ not in ("it", "that", "which", "this", "there"):
            edge = child.right_edge
            last = (
                edge
                if edge.i - child.i < 14 and (edge.i < verb.i or child.i > verb.i) and edge.i - child.i < 6
                else child
            )
            return trimmed(page, child.left_edge.idx, last.idx + len(last))
    return None


def marked(page: Page, draft: Draft) -> Slice | None:
    """'"It took 12 days," the clerk said' and 'The clerk said: "It took 12 days."'"""
    if "marks" not in page.cache:
        page.cache["marks"] = [m.span() for m in MARKED.finditer(page.text)] if re.search('[“"]', page.text) else []
    for start, end in page.cache["marks"]:
        if start < draft.start and draft.end < end:
            return _reporter(page, start, end)
    return None


def _reporter(page: Page, start: int, end: int) -> Slice | None:
    """Subject of the nearest reporting verb behind the closing mark in its sentence, or before the opening one."""
    doc, text = page.doc, page.text
    here = page.token(end - 1) + 1
    for token in doc[here : here + 12]:
        if "\n" in text[end : token.idx] or text[token.idx] in '“"':
            break
        if token.pos_ == "VERB" and token.lemma_.lower() in CUES:
            return subject_of(page, token) or _beside(page, token)
    first = page.token(start)
    for token in reversed(doc[max(0, first - 12) : first]):
        if token.text in (".", "!", "?") and token.idx < start - 3:
            break
        if token.pos_ == "VERB" and token.lemma_.lower() in CUES:
            return subject_of(page, token) or _beside(page, token)
    return _before_colon(page, first)


def _before_colon(page: Page, first: int) -> Slice | None:
    """'Brandt praised Ruiz on the radio: "She sold 40 boats."': whatever the verb, its subject speaks."""
    doc = page.doc
    if first < 3 or doc[first - 1].text != ":":
        return None
    for token in reversed(doc[max(0, first - 30) : first - 1]):
        if token.text in (".", "!", "?", ";", "\n") or "\n" in token.text:
            return None
        if token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP") and (found := subject_of(page, token)):
            person = any(m.start_char < found.end and found.start < m.end_char for m in page.doc._.mentions)
            return found if person else None
    return None


def _beside(page: Page, verb: Token) -> Slice | None:
    """'said Mara Quill' where the parse gives the verb no subject: the mention that touches it."""
    for mention in page.doc._.mentions:
        if 0 <= mention.start_char - (verb.idx + len(verb)) <= 2 or 0 <= verb.idx - mention.end_char <= 2:
            return Slice(mention.start_char, mention.end_char)
    return None


def inserted(page: Page, draft: Draft) -> Slice | None:
    """'Lenders, said Quill, must report 40 loans': a short reporting clause between commas."""
    token = page.doc[draft.last]
    for _ in range(8):
        for child in token.children:
            reports = child.dep_ in ("parataxis", "ccomp", "advcl") and child.lemma_.lower() in CUES
            if reports and child.right_edge.i - child.left_edge.i < 8:
                found = subject_of(page, child)
                if found is not None:
                    return found
        if token.head.i == token.i:
            return None
        token = token.head
    return None
