"""Corrections of proposed rows by the parse and the marks: what stands in the content and is none, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice

from .beside import lead_before
from .grammar import phrase
from .marks import MARK
from .sources import via
from .spans import Page, overlap, quote_type, token_slice, trimmed
from .words import words

OTHER_CLAUSE = re.compile(r";|,\s+(?:but|and|so|yet|while|although)\b", re.I)
DASH = re.compile(r"\s(?:[—–―]|--?)\s|\w[—–―](?=\w)")
CLOSING = tuple("”\"'’»")
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "ADP"})
OBJECTS = ("dobj", "dative", "iobj")
HANGS_ON = frozenset({"prep", "advcl", "npadvmod", "advmod", "dative"})


def mended(page: Page, quotes: list[Quote]) -> list[Quote]:
    """The rows of learned cues, each corrected; none is added."""
    return [_without_fragments(page, quote, quotes) for quote in (_mend(page, quote) for quote in quotes)]


def _without_fragments(page: Page, quote: Quote, quotes: list[Quote]) -> Quote:
    """Without further spans that are a part of what another row has whole."""
    if len(quote.spans) < 2 or not quote.rule.startswith("cue_"):
        return quote
    others = [span for other in quotes if other.cue != quote.cue for span in other.spans]
    kept = [span for span in quote.spans if not any(_is_part(span, other) for other in others)]
    return _with_spans(page, quote, list(kept)) if len(kept) < len(quote.spans) else quote


def _is_part(span: Slice, other: Slice) -> bool:
    return other.start <= span.start and span.end <= other.end and span != other


def _mend(page: Page, quote: Quote) -> Quote:
    if quote.cue is None or not quote.rule.startswith("cue_"):
        return quote
    cue = head_of(page, quote)
    for repair in REPAIRS:
        quote = repair(page, quote, cue)
    return quote


def head_of(page: Page, quote: Quote) -> Token:
    """The token of the cue that names it by its lemma, else the last one."""
    tokens = [page.doc[at] for at in page.tokens(quote.cue)]
    return next((token for token in tokens if token.lemma_.lower() == quote.cue_lemma), tokens[-1])


def _with_spans(page: Page, quote: Quote, spans: list[Slice | None], **parts: Slice | None) -> Quote:
    """The row with other content; unchanged if nothing would be left."""
    kept = tuple(span for span in spans if span is not None)
    return replace(quote, spans=kept, quote_type=quote_type(page.arrays, kept), **parts) if kept else quote


def _is_marked(page: Page, span: Slice) -> bool:
    return all(page.arrays.quote[at] >= 0 for at in page.tokens(span) if page.doc[at].is_alpha)


def _has(page: Page, span: Slice, token: Token) -> bool:
    return span.start <= token.idx < span.end


def without_the_clause_before(page: Page, quote: Quote, cue: Token) -> Quote:
    """``It is unclear when it opens, but Marden said it would be soon``: a clause before ``but`` is nobody's."""
    clause = next((child for child in cue.children if child.dep_ == "ccomp" and child.i > cue.i), None)
    if clause is None or len(quote.spans) < 2 or not any(_has(page, span, clause) for span in quote.spans):
        return quote
    first = min(part.start for part in (quote.cue, quote.speaker) if part is not None)
    before = [span for span in quote.spans if span.end <= first]
    if len(before) != 1 or any(page.arrays.quote[at] >= 0 for at in page.tokens(before[0])):
        return quote
    if not OTHER_CLAUSE.match(page.text[before[0].end : first].lstrip()):
        return quote
    return _with_spans(page, quote, [span for span in quote.spans if span is not before[0]])


def without_what_comments(page: Page, quote: Quote, cue: Token) -> Quote:
    """``the boat was full — a claim that Brandt denies``: a dash and a noun for what was said end the content."""
    spans: list[Slice | None] = []
    for span in quote.spans:
        if is_comment(page, span):
            continue
        end = next(
            (m.start() for m in DASH.finditer(page.text, span.start, span.end) if _comments(page, m.end())), None
        )
        end = end if end is None or page.text[end].isspace() else end + 1
        spans.append(span if end is None else trimmed(page.arrays, span.start, end))
    return _with_spans(page, quote, spans) if spans != list(quote.spans) else quote


def is_comment(page: Page, span: Slice) -> bool:
    """``— comments that angered the town``"""
    return _comments(page, span.start) and bool(DASH.search(page.text[max(0, span.start - 3) : span.start] + "x"))


def _comments(page: Page, at: int) -> bool:
    """A noun phrase of three words or less, whose noun is one of ``said_nouns``, stands here."""
    first = page.token_at(at)
    for token in page.doc[first : first + 3]:
        if token.pos_ == "NOUN":
            return token.lemma_.lower() in words("said_nouns") and page.arrays.quote[token.i] < 0
        if token.pos_ not in ("DET", "ADJ"):
            return False
    return False


def without_who_hears(page: Page, quote: Quote, cue: Token) -> Quote:
    """``told me it was late``, ``confirmed to Reuters that it was``: who hears it is no part of it."""
    clause = next((child for child in cue.children if child.dep_ == "ccomp" and child.i > cue.i), None)
    if clause is None or not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in clause.children):
        return _without_who_hears_marks(page, quote, cue)
    for at, span in enumerate(quote.spans):
        opening = page.doc[page.token_at(span.start)]
        hearer = next(
            (c for c in _hearers(cue) if c.left_edge.i == opening.i and c.right_edge.i < clause.left_edge.i), None
        )
        if hearer is None or span.start < cue.idx:
            continue
        rest = trimmed(page.arrays, page.doc[hearer.right_edge.i].idx + len(page.doc[hearer.right_edge.i]), span.end)
        mended = _with_spans(page, quote, [*quote.spans[:at], rest, *quote.spans[at + 1 :]])
        taken = {token for part in (*mended.spans, mended.speaker) if part is not None for token in page.tokens(part)}
        return replace(mended, via=mended.via or via(page.doc, cue.i, taken))
    return quote


def _without_who_hears_marks(page: Page, quote: Quote, cue: Token) -> Quote:
    """``texted me: “Come home.”``"""
    first = quote.spans[0]
    for hearer in [*_hearers(cue), *(child for child in cue.children if child.dep_ in OBJECTS)]:
        end = hearer.right_edge.idx + len(hearer.right_edge)
        mark = page.text[end : first.end].lstrip(" ,:")
        if hearer.left_edge.idx == first.start and end < first.end and page.text[end] in ",:" and MARK.match(mark):
            rest = trimmed(page.arrays, end, first.end)
            return _with_spans(page, quote, [rest, *quote.spans[1:]]) if rest is not None else quote
    return quote


def _hearers(cue: Token) -> list[Token]:
    found = []
    if cue.lemma_.lower() in words("telling"):
        found = [child for child in cue.children if child.dep_ in OBJECTS and child.i > cue.i]
    for child in cue.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "with") and child.i > cue.i:
            found += [noun for noun in child.children if noun.dep_ == "pobj"]
    return found


def with_its_subject(page: Page, quote: Quote, cue: Token) -> Quote:
    """``The county called on Tarn to pay``: the subject of an active verb speaks, and is no part of what it says."""
    if quote.speaker is not None or cue.pos_ != "VERB" or len(quote.spans) < 2:
        return quote
    if cue.lemma_.lower() in words("seeming"):
        return quote
    subject = next((child for child in cue.children if child.dep_ == "nsubj" and child.i < cue.i), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN", "PRON"):
        return quote
    first = quote.spans[0]
    whole = token_slice(page.doc, subject.left_edge, subject.right_edge)
    if not whole.start <= first.start or first.end > whole.end + 1 or not _has(page, first, subject):
        return quote
    return _with_spans(page, quote, list(quote.spans[1:]), speaker=phrase(page.doc, subject))


def with_who_follows(page: Page, quote: Quote, cue: Token) -> Quote:
    """``“It is a lie,” whispered the girl``; ``Visitors, said Marden, are welcome``: the noun after the verb speaks."""
    if cue.pos_ != "VERB" or cue.tag_ not in ("VBD", "VBZ", "VBP"):
        return quote
    before, end = page.text[: quote.cue.start].rstrip(), quote.cue.end
    follows = _noun_phrase_after(page, cue, end)
    if follows is None or not before or before[-1] not in ",\"”'’?!":
        return quote
    inside = next((span for span in quote.spans if overlap(span, follows)), None)
    first = quote.spans[0]
    quoted = first.end <= quote.cue.start and _is_marked(page, first) and before[-1] in "\"”'’"
    if inside is not None and inside.end <= follows.end + 1 and quoted:
        return _with_spans(page, quote, [span for span in quote.spans if span is not inside], speaker=follows)
    if inside is None and quote.speaker is not None and before[-1] == ",":
        between = page.text[quote.speaker.end : quote.cue.start].strip()
        after = page.text[follows.end : follows.end + 1]
        if between == "," and after == "," and first.start >= follows.end:
            piece = trimmed(page.arrays, quote.speaker.start, quote.speaker.end)
            return _with_spans(page, quote, [piece, *quote.spans], speaker=follows)
    return quote


def _noun_phrase_after(page: Page, cue: Token, end: int) -> Slice | None:
    """Determiners, adjectives and nouns right after the cue, up to a mark or the end of the sentence."""
    tokens = []
    for token in page.doc[page.token_at(end - 1) + 1 : page.token_at(end - 1) + 10]:
        if token.is_punct or token.is_space or token.is_sent_start:
            break
        tokens.append(token)
    if not tokens or tokens[-1].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    if any(token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART") for token in tokens):
        return None
    return token_slice(page.doc, tokens[0], tokens[-1])


def with_who_is_quoted(page: Page, quote: Quote, cue: Token) -> Quote:
    """``Marden was quoted by Radio Tarn as saying that ...``: she speaks, and the radio passed it on."""
    if cue.lemma_.lower() not in ("quote", "cite") or not any(child.dep_ == "auxpass" for child in cue.children):
        return quote
    subject = next((child for child in cue.children if child.dep_ == "nsubjpass"), None)
    saying = next(
        (t for t in cue.subtree if t.tag_ == "VBG" and t.lemma_ in ("say", "tell", "write") and t.i > cue.i), None
    )
    if subject is None or saying is None:
        return quote
    start = saying.idx + len(saying)
    spans = [trimmed(page.arrays, max(span.start, start), span.end) for span in quote.spans if span.end > start]
    agent = next((noun for child in cue.children if child.dep_ == "agent" for noun in child.children), None)
    medium = quote.via if agent is None or agent.dep_ != "pobj" else phrase(page.doc, agent)
    return _with_spans(page, quote, spans, speaker=phrase(page.doc, subject), via=medium)


def without_the_circumstance(page: Page, quote: Quote, cue: Token) -> Quote:
    """``“Who pays?” she asked, turning to him``: beside a whole quotation, what hangs on the cue is how it was said."""
    whole = [span for span in quote.spans if _is_marked(page, span) and len(page.tokens(span)) > 2]
    if not whole or len(whole) == len(quote.spans):
        return quote
    kept: list[Slice | None] = []
    for span in quote.spans:
        tokens = [page.doc[at] for at in page.tokens(span)]
        root = next((token for token in tokens if token.head not in tokens or token.head == token), tokens[0])
        near = any(page.arrays.quote[token.i] >= 0 for token in tokens)
        kept.append(None if not near and root.dep_ in HANGS_ON else span)
    return _with_spans(page, quote, kept) if None in kept else quote


def without_what_others_lead_in(page: Page, quote: Quote, cue: Token) -> Quote:
    """``My father texted: “Stop.” I replied that I would``: a quotation with a verb of its own is no part of it."""
    if len(quote.spans) < 2 or quote.speaker is None:
        return quote
    kept: list[Slice | None] = []
    for span in quote.spans:
        number = int(page.arrays.quote[page.token_at(span.start)])
        opening = page.arrays.quotations[number][0] - 1 if number >= 0 else 0
        while opening > 0 and page.text[opening - 1] in "'`‘":  # marks of two characters
            opening -= 1
        led = lead_before(page, opening) if number >= 0 else None
        others = led is not None and led[1] != cue and not overlap(_place(led[0]), quote.speaker)
        kept.append(None if others else span)
    return _with_spans(page, quote, kept) if None in kept else quote


def _place(token: Token) -> Slice:
    return Slice(token.idx, token.idx + len(token))


def without_the_next_sentence(page: Page, quote: Quote, cue: Token) -> Quote:
    """``She wondered whether it was safe. “Is it, Otto?”``: what is thought or wanted ends with its sentence."""
    if quote.attribution_kind == "speech" or quote.attribution_kind == "writing" or len(quote.spans) > 1:
        return quote
    (span,) = quote.spans
    sentence = page.sentences[page.sentence_at(cue.idx)]
    marked = page.arrays.quote[page.token_at(span.start)] >= 0 or page.arrays.quote[cue.i] >= 0
    if marked or not cue.idx < span.start < sentence.end_char < span.end:
        return quote
    piece = trimmed(page.arrays, span.start, sentence.end_char)
    if piece is not None and page.text[piece.end - 1] == ".":
        piece = trimmed(page.arrays, piece.start, piece.end - 1)
    return _with_spans(page, quote, [piece])


def without_the_clause_behind(page: Page, quote: Quote, cue: Token) -> Quote:
    """``The letter says “we may”, but no plans exist``: a clause joined to the cue's own, or to marks, is no part."""
    spans: list[Slice | None] = []
    for span in quote.spans:
        end = _end_of_words(page, span, cue)
        spans.append(span if end is None else trimmed(page.arrays, span.start, end))
    return _with_spans(page, quote, spans) if spans != list(quote.spans) else quote


def _end_of_words(page: Page, span: Slice, cue: Token) -> int | None:
    """Where a coordinated clause with a subject of its own begins, if it hangs on the cue or follows closed marks."""
    for at in page.tokens(span):
        token = page.doc[at]
        joins = token.pos_ == "CCONJ" and page.arrays.quote[at] < 0 and span.start < token.idx and at > cue.i
        if not joins or at + 1 >= len(page.doc):
            continue
        clause = next((t for t in token.head.children if t.dep_ == "conj" and t.i > at), None)
        own = clause is not None and any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in clause.children)
        rest = page.tokens(Slice(token.idx, span.end))
        if not own or any(page.arrays.quote[after] >= 0 for after in rest):
            continue
        before = page.text[span.start : token.idx].rstrip()
        if token.head == cue or (before.rstrip(",")[-1:] in CLOSING and _opens_with_marks(page, span)):
            return token.idx
    return None


def _opens_with_marks(page: Page, span: Slice) -> bool:
    first = page.token_at(span.start)
    return page.arrays.quote[first] >= 0 or (page.doc[first].is_quote and page.arrays.quote[first + 1] >= 0)


def with_the_subject_before(page: Page, quote: Quote, cue: Token) -> Quote:
    """``Visitors, said Marden, are welcome``: what the sentence is about belongs to what is said."""
    first, speaker = quote.spans[0], quote.speaker
    if speaker is None or len(quote.spans) > 1 or not cue.idx < speaker.start < first.start:
        return quote
    verb = page.doc[page.token_at(first.start)]
    start = page.sentences[page.sentence_at(cue.idx)].start_char
    before = trimmed(page.arrays, start, quote.cue.start)
    if verb.tag_ not in ("VBZ", "VBP", "VBD", "MD") or before is None or page.text[before.end] != ",":
        return quote
    tokens = [page.doc[at] for at in page.tokens(before)]
    plain = not any(token.pos_ in ("VERB", "AUX", "SCONJ") or page.arrays.quote[token.i] >= 0 for token in tokens)
    return _with_spans(page, quote, [before, first]) if plain else quote


def with_who_said_it(page: Page, quote: Quote, cue: Token) -> Quote:
    """``“A,” a spokesman said, according to Reuters``: the spokesman speaks, and Reuters passed it on."""
    if cue.lower_ != "according" or quote.speaker is None or quote.speaker.start < quote.spans[-1].end:
        return quote
    last = quote.spans[-1]
    verb = page.doc[page.token_at(last.end - 1)]
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    if verb.lemma_.lower() not in words("saying") or subject is None or not _has(page, last, subject):
        return quote
    start = subject.left_edge.idx
    piece = trimmed(page.arrays, last.start, start)
    if piece is None or not set(page.text[piece.end : start]) & set(",?!”\"’'"):
        return quote
    named = page.doc[subject.left_edge.i : verb.i]
    plain = len(named) <= 12 and all(token.pos_ in NOMINAL for token in named)  # "a spokesman Otto Brandt"
    speaker = token_slice(page.doc, named[0], named[-1]) if plain else phrase(page.doc, subject)
    said = _with_spans(page, quote, [*quote.spans[:-1], piece], speaker=speaker, via=quote.speaker)
    return replace(said, cue=_place(verb), cue_lemma=verb.lemma_.lower())


def without_a_conjunction(page: Page, quote: Quote, cue: Token) -> Quote:
    """``But the bridge is safe, Marden said``: what joins the sentence to the one before is the writer's."""
    first = quote.spans[0]
    opening = page.doc[page.token_at(first.start)]
    alone = opening.idx == first.start and opening.pos_ == "CCONJ" and page.arrays.quote[opening.i] < 0
    if not alone or page.sentences[page.sentence_at(first.start)].start_char != first.start:
        return quote
    rest = trimmed(page.arrays, opening.idx + len(opening), first.end)
    return _with_spans(page, quote, [rest, *quote.spans[1:]]) if rest is not None else quote


def without_an_expletive(page: Page, quote: Quote, cue: Token) -> Quote:
    """``It is not clear who pays``: nobody says so."""
    if quote.speaker is None or page.text[quote.speaker.start : quote.speaker.end].lower() not in ("it", "there"):
        return quote
    states = cue.pos_ in ("AUX", "ADJ") or any(child.dep_ == "auxpass" for child in cue.children)
    return replace(quote, speaker=None) if states else quote


REPAIRS: tuple[Callable[[Page, Quote, Token], Quote], ...] = (
    without_the_clause_behind,
    with_the_subject_before,
    with_who_said_it,
    without_a_conjunction,
    without_an_expletive,
    without_the_clause_before,
    without_what_comments,
    without_who_hears,
    with_its_subject,
    with_who_follows,
    with_who_is_quoted,
    without_the_circumstance,
    without_what_others_lead_in,
    without_the_next_sentence,
)
