"""Statements that a label gives to their speaker: the turns of a transcript, the colon of a headline."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span

from pipeline.language.labels import Label, conversations, labels
from pipeline.language.quotes.model.confidence import RULES
from pipeline.language.records import Quote, Slice

from .spans import Page, overlap, quote_type, token_slice, trimmed
from .words import words

STAGE = re.compile(r"[(\[][^()\[\]]*[)\]]?\.?")  # "(Applause.)"
COLON = re.compile(r"(?<=\w)[:：] (?=\S)")


def turns(page: Page) -> list[Quote]:
    """A row for every paragraph of a turn; the first has the colon for a cue.

    ``MARDEN: The piers are cracked.``, ``Q. Who pays?``, or the label on a line of its own. Paragraphs without a label
    between two turns go on with the one before them.
    """
    found = labels(page.text, page.sentences)
    if len(found) < 2:
        return []
    paragraphs = page.paragraphs()
    out: list[Quote] = []
    for run in conversations(found, words("no_turns")):
        if not _speaks(page, run, paragraphs):
            continue
        names = frozenset(label.text.split()[-1] for label in run)
        for label, following in zip(run, [*run[1:], None], strict=True):
            out += _turn(page, label, following, paragraphs, names)
    return out


def _speaks(page: Page, run: list[Label], paragraphs: dict[int, tuple[int, int]]) -> bool:
    """Most turns hold a clause: ``Marden: 1,769`` / ``Brandt: 547`` is a table."""
    spoken = 0
    for label in run:
        last = min(label.paragraph + 1, max(paragraphs))
        end = _end(page, paragraphs, label.paragraph)
        end = end if page.text[label.content_start : end].strip() else _end(page, paragraphs, last)
        tokens = page.tokens(Slice(label.content_start, max(end, label.content_start + 1)))
        spoken += any(page.doc[at].pos_ in ("VERB", "AUX") for at in tokens)
    return 2 * spoken > len(run)


def _turn(
    page: Page, label: Label, following: Label | None, paragraphs: dict[int, tuple[int, int]], names: frozenset[str]
) -> list[Quote]:
    alone = not page.text[label.content_start : _end(page, paragraphs, label.paragraph)].strip()
    last = label.paragraph + alone if following is None else following.paragraph - 1
    out = []
    for number in range(label.paragraph, last + 1):
        if number not in paragraphs:
            continue
        kinds = {page.sentences[at].kind for at in range(*paragraphs[number])}
        if number > label.paragraph and not kinds <= {"prose", "list", "headline", "heading"}:
            break
        if number > label.paragraph + alone and _tells_of(page, names, paragraphs[number]):
            break
        first = number == label.paragraph
        start = label.content_start if first else page.sentences[paragraphs[number][0]].start_char
        piece = trimmed(page, start, _end(page, paragraphs, number))
        if piece is None or STAGE.fullmatch(page.text, piece.start, piece.end):
            continue
        cue = label.colon if not out else None
        lemma = None if cue is None else ":"
        row = Quote("direct", "speech", (piece,), "turn", RULES["turn"], label.name, cue=cue, cue_lemma=lemma)
        out.append(
            row if label.role is None else replace(row, speaker_role=page.text[label.role.start : label.role.end])
        )
    return out


def _tells_of(page: Page, names: frozenset[str], sentences: tuple[int, int]) -> bool:
    """``On Sunday Marden said the bridge was rotten.``: the article goes on, and tells of one who speaks in it."""
    start, end = page.sentences[sentences[0]].start_char, page.sentences[sentences[1] - 1].end_char
    for at in page.tokens(Slice(start, end)):
        token = page.doc[at]
        if token.dep_ == "nsubj" and token.lower_ in names and token.head.lemma_.lower() in words("saying"):
            return True
    return False


def _end(page: Page, paragraphs: dict[int, tuple[int, int]], number: int) -> int:
    return page.sentences[paragraphs[number][1] - 1].end_char


def headlines(page: Page) -> list[Quote]:
    """Headlines that name their source beside a colon or at their end.

    ``Marden: bridge to stay shut``, ``Bridge to stay shut: Marden``, ``Bridge to stay shut, says Marden``.
    """
    out = []
    for sentence in page.sentences:
        if sentence.kind == "headline":
            piece = Slice(sentence.start_char, sentence.end_char)
            row = _with_colon(page, piece) or _with_verb(page, piece)
            if row is not None:
                out.append(row)
    return out


def _with_colon(page: Page, line: Slice) -> Quote | None:
    match = COLON.search(page.text, line.start, line.end)
    if match is None:
        return None
    before, after = Slice(line.start, match.start()), Slice(match.end(), line.end)
    if _is_source(page, before, line):
        speaker, piece = before, after
    elif _is_source(page, after, line) and len(page.tokens(before)) > 2:
        speaker, piece = after, before
    else:
        return None
    piece = trimmed(page, piece.start, piece.end)
    cue = Slice(match.start(), match.start() + 1)
    if piece is not None and not _is_statement(page, piece):
        return None
    return None if piece is None else _row(page, piece, speaker, cue, ":")


def _is_statement(page: Page, piece: Slice) -> bool:
    """With a verb, or in marks; not ``Marden and Brandt: a long quarrel``."""
    tokens = [page.doc[at] for at in page.tokens(piece)]
    return any(token.pos_ in ("VERB", "AUX") or page.quote[token.i] >= 0 for token in tokens)


def _with_verb(page: Page, line: Slice) -> Quote | None:
    """The last comma, a reporting verb and a name to the end of the line, or the name and the verb."""
    comma = page.text.rfind(", ", line.start, line.end)
    if comma < 0 or len(page.tokens(Slice(line.start, comma))) < 3:
        return None
    tokens = [page.doc[at] for at in page.tokens(Slice(comma + 2, line.end)) if not page.doc[at].is_punct]
    if not 2 <= len(tokens) <= 7:
        return None
    for verb, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        if verb.lemma_.lower() in words("headline_verbs") and verb.tag_ in ("VBZ", "VBP", "VBD"):
            speaker = token_slice(page.doc, rest[0], rest[-1])
            piece = trimmed(page, line.start, comma)
            if piece and not any(token.pos_ in ("VERB", "AUX", "SCONJ") for token in rest):
                return _row(page, piece, speaker, token_slice(page.doc, verb, verb), verb.lemma_.lower())
    return None


def _is_source(page: Page, piece: Slice, line: Slice) -> bool:
    """A short name of somebody, or of a body that speaks; not ``Opinion``, not a clause."""
    tokens = [page.doc[at] for at in page.tokens(piece)]
    text = page.text[piece.start : piece.end]
    if not 1 <= len(tokens) <= 5 or text.strip().casefold() in words("headline_labels"):
        return False
    if any(token.pos_ in ("VERB", "AUX", "NUM", "SCONJ", "ADP") for token in tokens) or not text[:1].isupper():
        return False
    if tokens[-1].lemma_.lower() in words("people") or tokens[-1].lower_ in words("headline_sources"):
        return True
    return any(token.ent_type_ in ("PERSON", "ORG") for token in tokens[-1:]) or _is_named(page, text, line)


def _is_named(page: Page, text: str, line: Slice) -> bool:
    """The body calls a person or an organization so, although the headline alone does not tell."""
    wanted = text.strip().split()[-1]
    return any(
        entity.label_ in ("PERSON", "ORG") and wanted in entity.text.split() and not overlap(line, _place(entity))
        for entity in page.doc.ents
    )


def _place(entity: Span) -> Slice:
    return Slice(entity.start_char, entity.end_char)


def _row(page: Page, piece: Slice, speaker: Slice, cue: Slice, lemma: str) -> Quote:
    shape = quote_type(page, (piece,))
    return Quote(shape, "speech", (piece,), "headline", RULES["headline"], speaker, cue=cue, cue_lemma=lemma)
