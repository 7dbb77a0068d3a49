"""Corrections of who speaks: subjects among the content, nouns behind the verb, who is quoted, who passed it on."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.language.records import Quote, Slice
from pipeline.language.rules import rule

from .grammar import phrase
from .rows import has, is_marked, place, with_spans
from .spans import Page, overlap, token_slice, trimmed
from .via import subject_in_apposition
from .words import words

NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "ADP"})
CLOSED = frozenset("\"”'’")
FOLLOWED = CLOSED | frozenset(",?!")  # what stands before a verb whose subject is behind it
QUOTING = ("quote", "cite")


@rule("quotes", "a name beside the verb of the cue speaks", "“It rained,” Early says. “It holds,” said Per Aldany.")
def with_the_name_in_the_cue(page: Page, quote: Quote, cue: Token) -> Quote | None:
    """Names that are also words ("Early", "Per", "Will") are taken for a part of the cue by parse and model."""
    tokens = [page.doc[at] for at in page.tokens(quote.cue)]
    if len(tokens) < 2 or cue.pos_ != "VERB":
        return None
    first, last = tokens[0], tokens[-1]
    finite = tokens[1].tag_ in ("VBD", "VBZ", "VBP", "MD")
    if first.i != cue.i and finite and quote.speaker is None and is_name(page, first):
        return replace(quote, speaker=place(first), cue=token_slice(page.doc, tokens[1], last))
    behind = quote.speaker is not None and quote.speaker.start - (last.idx + len(last)) in (0, 1)
    if last.i != cue.i and behind and cue.i == last.i - 1 and is_name(page, last):
        whole = Slice(last.idx, quote.speaker.end)
        return replace(quote, speaker=whole, cue=token_slice(page.doc, first, cue))
    return None


def is_name(page: Page, token: Token) -> bool:
    """With a capital within its sentence; at its start, where the text has it so within another, or before a name."""
    if not token.text[:1].isupper() or len(token) < 2 or token.lower_ in ("i",):
        return False
    if token.i > page.sentence(token.i).start:
        return True
    return any(other.text == token.text and other.i > page.sentence(other.i).start for other in page.doc)


@rule("quotes", "an active verb's subject speaks", "The county called on Tarn to pay.")
def with_its_subject(page: Page, quote: Quote, cue: Token) -> Quote:
    """``The county called on Tarn to pay``: the subject of an active verb speaks, and is no part of what it says."""
    if quote.speaker is not None or cue.pos_ != "VERB" or len(quote.spans) < 2:
        return quote
    if cue.lemma_.lower() in words("seeming"):
        return quote
    subject = page.child_before(cue, "nsubj")
    if subject is None or subject.pos_ not in ("NOUN", "PROPN", "PRON"):
        return quote
    first = quote.spans[0]
    whole = token_slice(page.doc, subject.left_edge, subject.right_edge)
    if not whole.start <= first.start or first.end > whole.end + 1 or not has(page, first, subject):
        return quote
    return with_spans(page, quote, list(quote.spans[1:]), speaker=phrase(page, subject))


@rule("quotes", "what follows the source is what is said", "According to the bureau, Tarn, who fled, is ill.")
def with_the_subject_behind_the_source(page: Page, quote: Quote, cue: Token) -> Quote:
    """``According to the bureau, Tarn, who fled, is ill``: Tarn is no part of who says so."""
    if cue.lower_ != "according" or not cue.is_sent_start or quote.speaker is None:
        return quote
    source = page.doc[page.token_at(quote.speaker.start) : page.token_at(quote.speaker.end - 1) + 1].root
    subject = subject_in_apposition(page, source, cue.head)
    if subject is None or subject.left_edge.idx > quote.spans[0].start:
        return quote
    before = token_slice(page.doc, source.left_edge, page.doc[subject.left_edge.i - 2])
    piece = trimmed(page, subject.left_edge.idx, quote.spans[-1].end)
    return with_spans(page, quote, [piece], speaker=before)


@rule("quotes", "the noun after the verb speaks", "“It is a lie,” whispered the girl.")
def with_who_follows(page: Page, quote: Quote, cue: Token) -> Quote:
    """``“It is a lie,” whispered the girl``; ``Visitors, said Marden, are welcome``: the noun after the verb speaks."""
    if cue.pos_ != "VERB" or cue.tag_ not in ("VBD", "VBZ", "VBP"):
        return quote
    sign = page.sign_before(quote.cue.start)
    follows = _noun_phrase_after(page, quote.cue) if sign in FOLLOWED else None
    if follows is None:
        return quote
    inside = next((span for span in quote.spans if overlap(span, follows)), None)
    first = quote.spans[0]
    quoted = first.end <= quote.cue.start and is_marked(page, first) and sign in CLOSED
    if inside is not None and inside.end <= follows.end + 1 and quoted:
        return with_spans(page, quote, [span for span in quote.spans if span is not inside], speaker=follows)
    if inside is None and quote.speaker is not None and sign == ",":
        between = page.text[quote.speaker.end : quote.cue.start].strip()
        after = page.text[follows.end : follows.end + 1]
        if between == "," and after == "," and first.start >= follows.end:
            piece = trimmed(page, quote.speaker.start, quote.speaker.end)
            return with_spans(page, quote, [piece, *quote.spans], speaker=follows)
    return quote


def _noun_phrase_after(page: Page, cue: Slice) -> Slice | None:
    """Determiners, adjectives and nouns right after the cue, up to a mark or the end of the sentence."""
    tokens: list[Token] = []
    first = page.token_at(cue.end - 1) + 1
    for at in range(first, min(first + 9, len(page.doc))):
        token = page.doc[at]
        if token.is_punct or token.is_space or token.is_sent_start:
            break
        tokens.append(token)
    if not tokens or tokens[-1].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    if any(token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART") for token in tokens):
        return None
    return token_slice(page.doc, tokens[0], tokens[-1])


@rule("quotes", "who is quoted as saying speaks", "Radio Tarn quoted her as saying it was late.")
def with_who_is_quoted(page: Page, quote: Quote, cue: Token) -> Quote:
    """``Marden was quoted by Radio Tarn as saying that ...``, ``Radio Tarn quoted her as saying``: she speaks, and the
    radio passed it on."""
    if cue.lemma_.lower() not in QUOTING:
        return quote
    quoted, by = page.child(cue, "nsubjpass"), page.child(cue, "agent")
    medium = None if by is None else page.child(by, "pobj")
    if quoted is None:
        quoted, medium = page.child_after(cue, "dobj"), page.child_before(cue, "nsubj")
    saying = next(
        (t for t in cue.subtree if t.tag_ == "VBG" and t.lemma_ in ("say", "tell", "write") and t.i > cue.i), None
    )
    if quoted is None or saying is None or page.doc[saying.i - 1].lower_ != "as" or quoted.i >= saying.i - 1:
        return quote  # "cites a memo saying as much"
    start = saying.idx + len(saying)
    spans = [trimmed(page, max(span.start, start), span.end) for span in quote.spans if span.end > start]
    if not spans and (clause := page.child(saying, "ccomp")) is not None:
        spans = [trimmed(page, clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge))]
    via = quote.via if medium is None else phrase(page, medium)
    speaker = phrase(page, quoted, {saying.i - 1, saying.i})
    between = quoted.i > cue.i  # the cue's words are not one piece
    return with_spans(page, quote, spans, speaker=speaker, via=via, cue=place(cue) if between else quote.cue)


@rule("quotes", "whom a passive is about says nothing", "They are said to be angry.")
def without_who_is_spoken_of(page: Page, quote: Quote, cue: Token) -> Quote:
    """``They are said to be angry``, ``The toll was condemned as unfair``: whom a passive is about says nothing."""
    if cue.tag_ != "VBN" or quote.speaker is None or not page.children(cue, "auxpass"):
        return quote
    subject = page.child_before(cue, "nsubjpass")
    raises = cue.lemma_ in words("raising_verbs") and page.child_after(cue, "xcomp") is not None
    told = cue.lemma_ in words("saying", "writing", "stance", "reporting") and cue.lower_ not in words(
        "thought", "intention"
    )
    if subject is None and raises and cue.dep_ == "conj" and page.child(cue, "agent") is None:
        return replace(quote, speaker=None)  # "said he is ill, and is believed to rest": nobody is said to believe so
    if subject is None or not (raises or told) or cue.lemma_ in QUOTING or not has(page, quote.speaker, subject):
        return quote
    hears = cue.lemma_ in words("telling")  # "She was told to wait"
    named = phrase(page, subject) if subject.pos_ in ("NOUN", "PROPN") and not hears else None
    if named is not None and any(overlap(named, span) for span in quote.spans):
        named = None
    return with_spans(page, quote, [named, *quote.spans], speaker=None)


@rule("quotes", "what the sentence is about is said", "Visitors, said Marden, are welcome.")
def with_the_subject_before(page: Page, quote: Quote, cue: Token) -> Quote:
    """``Visitors, said Marden, are welcome``: what the sentence is about belongs to what is said."""
    first, speaker = quote.spans[0], quote.speaker
    if speaker is None or len(quote.spans) > 1 or not cue.idx < speaker.start < first.start:
        return quote
    verb = page.doc[page.token_at(first.start)]
    start = page.sentences[page.sentence_at(cue.idx)].start_char
    before = trimmed(page, start, quote.cue.start)
    if verb.tag_ not in ("VBZ", "VBP", "VBD", "MD") or before is None or page.text[before.end] != ",":
        return quote
    tokens = [page.doc[at] for at in page.tokens(before)]
    plain = not any(token.pos_ in ("VERB", "AUX", "SCONJ") or page.quote[token.i] >= 0 for token in tokens)
    return with_spans(page, quote, [before, first]) if plain else quote


@rule("quotes", "who said it speaks, who is accorded with passes it on", "“A,” he said, according to Reuters.")
def with_who_said_it(page: Page, quote: Quote, cue: Token) -> Quote:
    """``“A,” a spokesman said, according to Reuters``: the spokesman speaks, and Reuters passed it on."""
    if cue.lower_ != "according" or quote.speaker is None or quote.speaker.start < quote.spans[-1].end:
        return quote
    last = quote.spans[-1]
    verb = page.doc[page.token_at(last.end - 1)]
    subject = page.child_before(verb, "nsubj")
    if verb.lemma_.lower() not in words("saying") or subject is None or not has(page, last, subject):
        return quote
    start = subject.left_edge.idx
    piece = trimmed(page, last.start, start)
    if piece is None or not set(page.text[piece.end : start]) & set(",?!”\"’'"):
        return quote
    named = page.doc[subject.left_edge.i : verb.i]
    plain = len(named) <= 12 and all(token.pos_ in NOMINAL for token in named)  # "a spokesman Otto Brandt"
    speaker = token_slice(page.doc, named[0], named[-1]) if plain else phrase(page, subject)
    said = with_spans(page, quote, [*quote.spans[:-1], piece], speaker=speaker, via=quote.speaker)
    return replace(said, cue=place(verb), cue_lemma=verb.lemma_.lower())


@rule("quotes", "nobody says what is clear", "It is not clear who pays.")
def without_an_expletive(page: Page, quote: Quote, cue: Token) -> Quote:
    """``It is not clear who pays``: nobody says so."""
    if quote.speaker is None or page.text[quote.speaker.start : quote.speaker.end].lower() not in ("it", "there"):
        return quote
    states = cue.pos_ in ("AUX", "ADJ") or page.children(cue, "auxpass")
    return replace(quote, speaker=None) if states else quote


@rule("quotes", "the clause's subject speaks", "the church, which guidebooks call “the jewel”")
def with_the_subject_of_a_relative_clause(page: Page, quote: Quote, cue: Token) -> Quote:
    """``the church, which guidebooks call “the jewel”``: the guidebooks speak, and not what they speak of."""
    if quote.speaker is None or cue.pos_ != "VERB":
        return quote
    tokens = page.tokens(quote.speaker)
    if len(tokens) > 1 or page.doc[tokens.start].tag_ not in ("WDT", "WP"):
        return quote
    subject = page.child_before(cue, "nsubj")
    if subject is None or subject.i <= tokens.start:
        return quote
    first = page.doc[min(subject.right_edge.i + 1, cue.i)]
    return replace(quote, speaker=phrase(page, subject), cue=token_slice(page.doc, first, cue))


@rule("quotes", "whoever asked is not named", "Asked whether it was safe, Marden laughed.")
def without_who_is_asked(page: Page, quote: Quote, cue: Token) -> Quote:
    """``Asked whether it was safe, Marden laughed``: whoever asked is not named."""
    if quote.speaker is None or cue.tag_ != "VBN" or cue.dep_ not in ("advcl", "acl"):
        return quote
    if page.children(cue, "aux", "auxpass", "nsubj", "agent"):
        return quote
    subject = page.child(cue.head, "nsubj")
    return replace(quote, speaker=None) if subject is not None and has(page, quote.speaker, subject) else quote


@rule("quotes", "nobody says what seems so", "The toll seems to rise.")
def without_what_seems(page: Page, quote: Quote, cue: Token) -> Quote:
    """``The toll seems to rise``: nobody says so, and the toll is what it is said of."""
    alone = page.token_at(quote.cue.end - 1) == cue.i  # not "seems to think"
    if quote.speaker is None or not alone or cue.lemma_.lower() not in ("seem", "appear"):
        return quote
    named = page.text[quote.speaker.start : quote.speaker.end].lower()
    clause = page.children(cue, "ccomp")
    spans = [] if clause or named in ("it", "there") or quote.speaker.end > quote.cue.start else [quote.speaker]
    return with_spans(page, quote, [*spans, *quote.spans], speaker=None)
