"""Second clauses of one statement: ``said he is linked to a theft, and is believed to have fled``."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.language.records import Quote
from pipeline.language.rules import rule

from .rows import has, with_spans
from .spans import Page, trimmed

SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
PRESENT, PAST = frozenset({"VBZ", "VBP", "MD"}), frozenset({"VBD"})
BETWEEN = 3  # tokens between the content and the clause that goes on: a comma, "and", an adverb


@rule(
    "quotes", "a second clause without a subject goes on with what is said", "said he is ill, and is believed to rest"
)
def with_the_second_clause(page: Page, quote: Quote, cue: Token) -> Quote | None:
    """Joined to the content's verb; or to the cue, where its tense is the content's and not the cue's."""
    last = quote.spans[-1]
    if quote.quote_type == "direct" or cue.pos_ != "VERB" or last.start < cue.idx:
        return None
    clause = next((child for child in page.children(cue, "ccomp") if has(page, last, child)), None)
    if clause is None or page.quote[cue.i] != page.quote[clause.i]:
        return None
    end, verb = last.end, clause
    while (joined := _joined(page, verb, cue, end)) is not None:
        verb, end = joined, joined.right_edge.idx + len(joined.right_edge)
    sentence = page.sentences[page.sentence_at(cue.idx)]
    piece = trimmed(page, last.start, min(end, sentence.end_char)) if end > last.end else None
    if piece is not None and page.text[piece.end - 1] == "." and page.quote[page.token_at(piece.end - 1)] < 0:
        piece = trimmed(page, piece.start, piece.end - 1)
    return None if piece is None else with_spans(page, quote, [*quote.spans[:-1], piece])


def _joined(page: Page, verb: Token, cue: Token, end: int) -> Token | None:
    """The next finite verb without a subject that goes on with the clause, right behind what there is of it."""
    for head in (verb, cue):
        for child in page.children(head, "conj"):
            if child.idx < end or page.children(child, *SUBJECTS) or child.pos_ not in ("VERB", "AUX"):
                continue
            between = page.doc[page.token_at(end - 1) + 1 : child.left_edge.i]
            near = len(between) <= BETWEEN and all(token.pos_ in ("CCONJ", "PUNCT", "ADV") for token in between)
            if near and page.text[end : child.idx].count("\n") == 0 and _goes_on(page, child, verb, cue, head):
                return child
    return None


def _goes_on(page: Page, joined: Token, verb: Token, cue: Token, head: Token) -> bool:
    own, its, said = (_tense(page, token) for token in (joined, verb, cue))
    if head is verb:
        return (
            own is None or own == its or (its is PRESENT and joined.lower_.endswith("ed") and _has(page, verb, "have"))
        )
    return own is not None and own == its != said


def _has(page: Page, verb: Token, lemma: str) -> bool:
    return any(child.lemma_ == lemma for child in page.children(verb, "aux"))


def _tense(page: Page, verb: Token) -> frozenset[str] | None:
    """None for an infinitive or a bare participle."""
    first = next(iter(page.children(verb, "aux", "auxpass")), verb)
    return next((tense for tense in (PRESENT, PAST) if first.tag_ in tense), None)
