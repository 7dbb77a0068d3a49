"""Attributions that the grammar shows beside the learned ones, by what is judged, voiced or said last in a sentence.

``Reviewers savaged the play as “a long nap”``; ``Concerns have been raised by residents that the quarry leaks``;
``The bridge is safe, said Per Aldany, the chief executive``; ``“It drags,” was the verdict of Otto Brandt``.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice
from pipeline.language.rules import rule

from .grammar import attribution_kind, is_negated, phrase
from .repairs_of_speakers import is_name
from .spans import Page, claimed, in_order, overlap, quote_type, token_slice, trimmed
from .vetoes import can_speak
from .words import clausal_cues, hashes, words

# Not counted: annotated articles have too few of these rows (three on 84, none of them annotated so).
CONFIDENCE = 0.5
NAMED = re.compile(
    r"(?:[A-Z][\w.’'-]*|de|la|van|von|der|den|el|al|bin|of|the)(?: (?:[A-Z][\w.’'-]*|de|la|van|von|der|den|el|al|bin))*"
)
LAST = re.compile(r"(?P<verb>said|says|wrote|writes|warned|warns|added|adds|reported|reports|announced|explained) ")


def with_uttered(page: Page, made: list[Quote]) -> list[Quote]:
    """``made`` with such rows where no row has their cue or their words."""
    out = list(made)
    for find in (judged, voiced, said_last, named_first, verdict):
        for row in find(page) or ():
            taken = any(other.cue is not None and overlap(other.cue, row.cue) for other in out)
            if not taken and not any(claimed(out, span) for span in row.spans):
                out.append(row)
    return in_order(out)


def _row(page: Page, spans: tuple[Slice, ...], speaker: Slice | None, cue: Slice, verb: Token, kind: str = "") -> Quote:
    kind = kind or attribution_kind(page, verb.i, page.token_at(spans[0].start))
    shape, negated = quote_type(page, spans), is_negated(page, verb.i)
    return Quote(
        shape, kind, spans, "uttered", CONFIDENCE, speaker, cue=cue, cue_lemma=verb.lemma_.lower(), is_negated=negated
    )


@rule("quotes", "a verb of judging, its object and words in marks", "Reviewers savaged the play as “a long nap”.")
def judged(page: Page) -> list[Quote]:
    found = []
    for at in page.places(hashes("judging")):
        verb = page.doc[at]
        if (passive := _judged_by(page, verb)) is not None:
            found.append(passive)
            continue
        subject = page.child_before(verb, "nsubj")
        thing = page.child_after(verb, "dobj", "nsubj")
        if (
            verb.pos_ != "VERB"
            or page.quote[at] >= 0
            or subject is None
            or thing is None
            or not can_speak(page, subject)
        ):
            continue
        opened = next((slice_ for slice_ in page.arrays.quotations if slice_[0] > thing.idx), None)
        if opened is None or page.sentence_at(opened[0]) != page.sentence_at(verb.idx):
            continue
        between = page.text[thing.right_edge.idx : opened[0]]
        lead = page.doc[page.token_at(opened[0] - 2)]
        inside = thing.right_edge.idx >= opened[0]
        if not inside and (lead.lower_ not in ("as", "a", "an", "the", thing.right_edge.lower_) or "," in between):
            continue
        content = trimmed(page, thing.left_edge.idx, min(opened[1] + 1, len(page.text)))
        speaker = phrase(page, subject)
        if content is not None and speaker is not None and thing.left_edge.idx > verb.idx:
            found.append(_row(page, (content,), speaker, token_slice(page.doc, verb, verb), verb))
    return found


def _judged_by(page: Page, verb: Token) -> Quote | None:
    """``The plan was criticized by the engineer as “a costly mistake”``: the plan, and the words in marks."""
    thing, by = page.child_before(verb, "nsubjpass"), page.child_after(verb, "agent")
    judge = None if by is None else page.child(by, "pobj")
    if thing is None or judge is None or page.quote[verb.i] >= 0:
        return None
    opened = next((slice_ for slice_ in page.arrays.quotations if slice_[0] > judge.idx), None)
    if opened is None or page.sentence_at(opened[0]) != page.sentence_at(verb.idx):
        return None
    named, marked, speaker = phrase(page, thing), trimmed(page, opened[0], opened[1]), phrase(page, judge)
    if named is None or marked is None or speaker is None or page.doc[page.token_at(opened[0] - 2)].lower_ != "as":
        return None
    cue = token_slice(page.doc, page.doc[min(verb.i, thing.right_edge.i + 1)], verb)
    return _row(page, (named, marked), speaker, cue, verb)


@rule(
    "quotes",
    "feelings and questions that are voiced by somebody",
    "Concerns have been raised by residents that it leaks.",
)
def voiced(page: Page) -> list[Quote]:
    """The clause behind, or what the noun is about; without ``by`` nobody is named, but something is said."""
    found = []
    for at in page.places(hashes("voicing")):
        verb = page.doc[at]
        noun = page.child_before(verb, "nsubjpass")
        if noun is None or page.quote[at] >= 0 or noun.lemma_.lower() not in words("voiced"):
            continue
        by = page.child_after(verb, "agent")
        source = None if by is None else page.child(by, "pobj")
        heads = [head for head in (source, verb, noun) if head is not None]
        clause = next(
            (c for head in heads for c in page.children(head, "acl", "ccomp", "relcl") if _opens(page, c)), None
        )
        about = next(
            (
                p
                for head in heads
                for p in page.children(head, "prep")
                if p.lower_ in ("about", "over") and p.i > noun.i
            ),
            None,
        )
        content = clause or about
        if content is None:
            continue
        piece = trimmed(page, content.left_edge.idx, content.right_edge.idx + len(content.right_edge))
        speaker = (
            None if source is None else phrase(page, source, set(range(content.left_edge.i, content.right_edge.i + 1)))
        )
        cue = token_slice(page.doc, noun, verb)
        if piece is not None and not overlap(piece, cue):
            found.append(_row(page, (piece,), speaker, cue, verb, "speech"))
    return found


def _opens(page: Page, clause: Token) -> bool:
    return clause.left_edge.lower_ in ("that", "whether", "how", "if")


@rule(
    "quotes",
    "a clause, a comma, a verb of saying and a name",
    "The bridge is safe, said Per Aldany, the chief executive.",
)
def said_last(page: Page) -> list[Quote]:
    """Where the parse sees no subject: a name that is also a word ("Per", "Early"), or one it does not know."""
    found = []
    for match in LAST.finditer(page.text):
        before = page.text[: match.start()].rstrip()
        sentence = page.sentences[page.sentence_at(match.start())] if page.sentences else None
        if not before.endswith((",", ",”", ',"')) or sentence is None or sentence.start_char >= match.start():
            continue
        verb = page.doc[page.token_at(match.start())]
        named = NAMED.match(page.text, match.end(), sentence.end_char)
        if (
            named is None
            or not page.text[named.start()].isupper()
            or page.quote[verb.i] >= 0
            or verb.idx != match.start()
        ):
            continue
        follows = page.text[named.end() : named.end() + 1]
        content = trimmed(page, sentence.start_char, match.start())
        enough = content is not None and (len(page.tokens(content)) > 2 or page.is_quoted(page.tokens(content)))
        if follows not in (",", ".", "") or not enough:
            continue
        if not any(page.doc[token].pos_ in ("VERB", "AUX") for token in page.tokens(content)):
            continue
        end = _end_of_apposition(page, named.end(), sentence.end_char) if follows == "," else named.end()
        speaker = trimmed(page, named.start(), end)
        found.append(_row(page, (content,), speaker, Slice(verb.idx, verb.idx + len(verb)), verb))
    return found


@rule(
    "quotes", "a name that is also a word, before a verb of saying and its clause", "Early says the county should pay."
)
def named_first(page: Page) -> list[Quote]:
    """Where the parse sees no subject before the verb, and the text has the word as a name."""
    found = []
    for at in page.places(clausal_cues()):
        verb = page.doc[at]
        if verb.tag_ not in ("VBZ", "VBD") or at == 0 or page.children(verb, "nsubj", "nsubjpass", "expl", "auxpass"):
            continue
        name, clause = page.doc[at - 1], page.child_after(verb, "ccomp")
        if clause is None or name.i != page.sentence(at).start or not is_name(page, name):
            continue
        content = trimmed(page, clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge))
        if content is not None and content.start > verb.idx:
            speaker = Slice(name.idx, name.idx + len(name))
            found.append(_row(page, (content,), speaker, token_slice(page.doc, verb, verb), verb))
    return found


def _end_of_apposition(page: Page, start: int, end: int) -> int:
    """``, the chief executive``: up to the next comma or the full stop, where no verb stands in it."""
    stop = min((at for sign in (",", ".") if (at := page.text.find(sign, start + 1, end)) > 0), default=end)
    tokens = page.tokens(Slice(start + 1, stop)) if stop > start + 1 else range(0)
    plain = len(tokens) <= 12 and not any(page.doc[at].pos_ in ("VERB", "AUX", "PRON") for at in tokens)
    return stop if plain else start


@rule("quotes", "a quotation that was somebody's verdict", "“It drags,” was the verdict of Otto Brandt.")
def verdict(page: Page) -> list[Quote]:
    """``“A,” was her answer``; ``“A” was how Marden put it`` is left to the model."""
    found = []
    for opened, closed in page.arrays.quotations:
        after = page.token_at(min(closed + 1, len(page.text) - 1)) + 1
        if (
            after + 2 >= len(page.doc)
            or page.doc[after].lower_ not in ("was", "is")
            or page.doc[after].idx > closed + 3
        ):
            continue
        noun = page.child_after(page.doc[after], "attr", "nsubj")
        if noun is None or noun.lemma_.lower() not in words("wordings"):
            continue
        owner = page.child(noun, "poss") or next(
            (p for of in page.children(noun, "prep") if of.lower_ in ("of", "from") for p in page.children(of, "pobj")),
            None,
        )
        piece, speaker = trimmed(page, opened, closed), None if owner is None else phrase(page, owner)
        if piece is not None and speaker is not None:
            found.append(_row(page, (piece,), speaker, token_slice(page.doc, noun, noun), noun, "speech"))
    return found
