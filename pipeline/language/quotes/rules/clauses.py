"""Attributions that the grammar shows without a doubt: a verb of saying or thinking, its subject and its clause.

``Marden believes that it is safe`` where the learned model passed it over; the same within what somebody else says
(``Brandt said Marden believes that it is safe``: two rows); ``It is thought that``; ``The lock is thought to leak``;
``As Marden notes, it is safe``.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice

from .grammar import attribution_kind, is_negated, phrase
from .spans import Page, in_order, overlap, quote_type, token_slice, trimmed
from .words import clausal_cues, words

# Shares that were right: of clauses that the model left, 4 of 12 in articles that it has not learned from; of raised
# subjects 10 of 20 in the training articles. Within what others say they are not annotated there: of 87 in the
# development articles read by eye four were wrong, and some are too long.
ALONE, RAISED, WITHIN = 0.33, 0.5, 0.9
SUBJECTS = ("nsubj", "nsubjpass")
NOBODY = frozenset({"it", "this", "that", "which", "what", "there", "these", "whoever"})


def with_clauses(page: Page, made: list[Quote], quoted: bool = False) -> list[Quote]:
    """``made`` with such clauses that no row has the cue of: those in quotation marks or those outside of them."""
    taken = {at for quote in made if quote.cue is not None for at in page.tokens(quote.cue)}
    hulls = [(_hull(quote), quote) for quote in made]
    out = list(made)
    for at in page.places(clausal_cues()):
        if at in taken or quoted != (page.quote[at] >= 0):
            continue
        row = _row(page, page.doc[at]) or _raised(page, page.doc[at])
        if row is None:
            continue
        whole = _hull(row)
        near = [quote for hull, quote in hulls if overlap(hull, whole)]
        if not any(_crosses(row, quote) for quote in near):
            inside = any(overlap(span, piece) for quote in near for span in quote.spans for piece in row.spans)
            out.append(replace(row, confidence=WITHIN) if inside else row)
    return in_order(out)


def _row(page: Page, token: Token) -> Quote | None:
    if token.dep_ != "advcl" and not page.children(token, "ccomp"):
        return None
    verb = token.head if token.pos_ == "ADJ" else token
    if token.pos_ not in ("VERB", "ADJ") or (verb is not token and (token.dep_ != "acomp" or verb.pos_ != "AUX")):
        return None
    subject = page.child(verb, *SUBJECTS)
    if subject is None or subject.i > verb.i or (verb.dep_ == "relcl" and subject.lower_ != "who"):
        return None  # "the next thing Marden knows it is May"
    passive = bool(page.children(verb, "auxpass"))
    content = (
        _clause(page, token) or _clause_before(page, token, subject) or (None if passive else _main_clause(page, token))
    )
    if content is None or (subject.lower_ in NOBODY and not (passive and subject.lower_ == "it")):
        return None
    if passive and subject.lower_ != "it":
        return None
    first = min([child.i for child in page.children(verb, "aux", "auxpass", "neg") if child.i < token.i] + [verb.i])
    cue = token_slice(page.doc, page.doc[max(first, subject.right_edge.i + 1)], token)
    speaker = None if passive else phrase(page, subject)
    if speaker is not None and page.quote[subject.i] != page.quote[page.token_at(speaker.end - 1)]:
        speaker = token_slice(page.doc, subject.left_edge, subject)
    if any(part is not None and overlap(part, content) for part in (cue, speaker)):
        return None
    kind = attribution_kind(page, token.i, page.token_at(content.start))
    return Quote(
        quote_type(page, (content,)), kind, (content,), "clause", ALONE, speaker, cue=cue,
        cue_lemma=token.lemma_.lower(), is_negated=is_negated(page, token.i),
    )  # fmt: skip


def _raised(page: Page, token: Token) -> Quote | None:
    """``The lock is believed to leak``: what is believed is that it leaks, and who believes it stands behind ``by``."""
    helper = page.child(token, "auxpass") if token.tag_ == "VBN" and token.lemma_ in words("raising_verbs") else None
    subject, verb = page.child_before(token, "nsubjpass"), page.child_after(token, "xcomp")
    if helper is None or subject is None or verb is None or not any(part.tag_ == "TO" for part in page.children(verb)):
        return None
    infinitive = _within_sentence(page, token, verb.left_edge, verb.right_edge)
    if infinitive is None:
        return None
    named = phrase(page, subject) if subject.pos_ in ("NOUN", "PROPN") else None
    agent = next((noun for by in page.children(token, "agent") for noun in page.children(by, "pobj")), None)
    cue = token_slice(page.doc, page.doc[max(helper.i, subject.right_edge.i + 1)], token)
    spans = tuple(span for span in (named, infinitive) if span is not None)
    if any(overlap(cue, span) for span in spans):
        return None
    kind, speaker = attribution_kind(page, token.i, verb.left_edge.i), None if agent is None else phrase(page, agent)
    return Quote(
        quote_type(page, spans), kind, spans, "raised", RAISED, speaker, cue=cue, cue_lemma=token.lemma_.lower(),
        is_negated=is_negated(page, token.i),
    )  # fmt: skip


def _clause_before(page: Page, token: Token, subject: Token) -> Slice | None:
    """``Sleep helps birds to learn, a study suggests.``: the clause, a comma, the subject and its verb."""
    clause = next((child for child in page.children(token, "ccomp") if child.i < subject.left_edge.i), None)
    if clause is None or clause.left_edge.i > page.sentence(token.i).start + 1:
        return None
    comma = page.doc[subject.left_edge.i - 1]
    if comma.text != "," or clause.right_edge.i > comma.i or token.i + 1 >= len(page.doc):
        return None
    if not page.doc[token.i + 1].is_punct and page.doc[token.i + 1].pos_ not in ("ADP", "ADV", "PROPN"):
        return None
    return _within_sentence(page, token, clause.left_edge, page.doc[comma.i - 1])


def _clause(page: Page, token: Token) -> Slice | None:
    """The finite clause after the verb, with a subject of its own."""
    for child in page.children(token, "ccomp"):
        if child.i < token.i or child.left_edge.i <= token.i:
            continue
        finite = child.tag_ in ("VBD", "VBZ", "VBP") or page.children(child, "aux", "auxpass")
        if finite and page.children(child, *SUBJECTS, "expl", "csubj"):
            return _within_sentence(page, token, child.left_edge, child.right_edge)
    return None


def _main_clause(page: Page, token: Token) -> Slice | None:
    """``As Marden notes, the bridge is rotten.``: the sentence that an as-clause opens."""
    if token.dep_ != "advcl" or token.left_edge.lower_ != "as" or token.left_edge.i != page.sentence(token.i).start:
        return None
    if page.children(token, "dobj", "advcl", "acomp", "xcomp", "prt"):
        return None
    after = token.right_edge.i + 1
    if after >= len(page.doc) or page.doc[after].text != "," or token.head.i < after:
        return None
    return _within_sentence(page, token, page.doc[after], page.doc[page.sentence(token.i).stop - 1])


def _within_sentence(page: Page, token: Token, first: Token, last: Token) -> Slice | None:
    """Up to the sentence's end, without conjunctions at its ends, and with all of a quotation that opens in it."""
    sentence = page.sentences[page.sentence_at(token.idx)]
    while first.i < last.i and (first.pos_ == "CCONJ" or first.text in (",", ";", ":")):
        first = page.doc[first.i + 1]
    while last.i > first.i and (last.pos_ == "CCONJ" or last.text in (",", ";")):
        last = page.doc[last.i - 1]
    end = min(last.idx + len(last), sentence.end_char)
    for opened, closed in page.arrays.quotations:
        if opened <= token.idx < closed or first.idx < opened < end <= closed:
            end = min(end, closed) if opened <= token.idx else closed + len(page.text[closed : closed + 1].strip())
    piece = trimmed(page, first.idx, end) if first.idx < end else None
    if piece is not None and page.text[piece.end - 1] == "." and page.quote[page.token_at(piece.end - 1)] < 0:
        piece = trimmed(page, piece.start, piece.end - 1)
    return piece


def _crosses(row: Quote, quote: Quote) -> bool:
    """Two rows share words, and neither stands within the other's content."""
    if not any(overlap(part, span) for part in _parts(row) for span in quote.spans):
        return any(overlap(span, part) for span in row.spans for part in _parts(quote))
    return not (_holds(quote, row) or _holds(row, quote))


def _holds(outer: Quote, inner: Quote) -> bool:
    """All parts of a row stand in one span of the other's content."""
    hull = _hull(inner)
    return any(span.start <= hull.start and hull.end <= span.end for span in outer.spans)


def _parts(quote: Quote) -> list[Slice]:
    return [part for part in (*quote.spans, quote.cue, quote.speaker) if part is not None]


def _hull(quote: Quote) -> Slice:
    parts = _parts(quote)
    return Slice(min([part.start for part in parts]), max([part.end for part in parts]))
