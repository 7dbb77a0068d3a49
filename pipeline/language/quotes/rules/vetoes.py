"""Proposed rows that attribute nothing, told by the parse: what is named, asked of the reader, or done by a thing."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.language.coreference.lexicon import words as names
from pipeline.language.labels import LABEL
from pipeline.language.records import Quote
from pipeline.language.rules import rule

from .repairs import is_comment
from .rows import has, has_clause, head_of
from .spans import Page
from .words import clausal_cues, words

NAMING = frozenset({"call", "name", "know", "title", "entitle", "dub", "label", "term"})
AGENT_SUFFIXES = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ant", "ants")
SPEAKING_ENTITIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})
JUDGING = frozenset({"expect", "debate", "propose", "question"})
WHATEVER = frozenset({"everything", "all", "whatever", "anything", "nothing", "what", "much"})
UNSURE, UNTOLD = 0.2, 0.3  # the least confidence of a row without a clause: of a verb that may take one, and of others
SURE = 0.6
ADDRESSING = frozenset({"speak", "talk", "chat", "write", "tweet", "say", "whisper", "complain", "answer", "reply"})
FACTS = frozenset({"it", "this", "that", "which"})
EMPTY = frozenset({"not", "otherwise", "nothing", "anything", "something", "much", "little", "a lot"})


def attributes(page: Page, quote: Quote) -> bool:
    """False for a learned row that some veto speaks against; of rows with marks few are asked."""
    if quote.cue is None or not quote.rule.startswith("cue_"):
        return True
    cue = head_of(page, quote)
    if quote.quote_type != "indirect":
        return not is_unsure(page, quote, cue) and not acts_beside(page, quote, cue)
    return not any(veto(page, quote, cue) for veto in VETOES)


@rule("quotes", "words for saying nothing are no content", "he said nothing", otherwise=False)
def says_nothing(page: Page, quote: Quote, cue: Token) -> bool:
    """``he said nothing``, ``That said, ...``"""
    if all(span.start > cue.idx and is_comment(page, span) for span in quote.spans):
        return True
    content = " ".join(page.text[span.start : span.end] for span in quote.spans).lower()
    that = quote.speaker is not None and page.text[quote.speaker.start : quote.speaker.end] == "That"
    return content in EMPTY or (that and cue.lower_ == "said")


@rule(
    "quotes",
    "a deed in a sentence beside a quotation is no cue",
    "“I walked.” He put down his hat. “It rained.”",
    otherwise=False,
)
def acts_beside(page: Page, quote: Quote, cue: Token) -> bool:
    """``“I walked.” He did not look at her. “It rained.”``: a verb of doing, in a sentence without any of the words."""
    if cue.lemma_.lower() in words("saying", "writing", "thought", "stance", "telling") or cue.pos_ != "VERB":
        return False
    number = page.sentence_at(cue.idx)
    near = any(page.sentence_at(span.start) <= number <= page.sentence_at(span.end - 1) for span in quote.spans)
    return not near and page.text[page.sentences[number].end_char - 1] in ".!?"


@rule("quotes", "what is called something is named", "The project is called Tarnlight.", otherwise=False)
def is_named(page: Page, quote: Quote, cue: Token) -> bool:
    """``The project is called Tarnlight``, ``known as the Gliders``: a name, and nobody who gave it."""
    if cue.lemma_.lower() not in NAMING or cue.tag_ != "VBN" or has_clause(page, quote, cue):
        return False
    if page.children(cue, "agent"):
        return False
    return quote.speaker is None or bool(page.children(cue, "auxpass", "nsubjpass"))


@rule("quotes", "an imperative has no source", "Ask the shop for the right size.", otherwise=False)
def asks_the_reader(page: Page, quote: Quote, cue: Token) -> bool:
    """``Ask the shop for the right size.``, ``See page 12``: an imperative has no source."""
    if quote.speaker is not None or cue.tag_ != "VB":
        return False
    if page.children(cue, "nsubj", "nsubjpass", "auxpass", "expl"):
        return False
    if any(child.lower_ not in ("do", "don") for child in page.children(cue, "aux")):
        return False
    head = cue
    while head.dep_ == "conj":
        head = head.head
    return head.head == head or head.dep_ in ("ccomp", "parataxis", "acl", "dep")


@rule("quotes", "a participle without source and clause tells nothing", "was charged with theft", otherwise=False)
def has_no_agent(page: Page, quote: Quote, cue: Token) -> bool:
    """``was charged with theft``, ``streamed on the site``: a participle without source and clause, of no judgement."""
    if quote.speaker is not None or cue.pos_ != "VERB" or cue.tag_ != "VBN" or has_clause(page, quote, cue):
        return False
    if page.children(cue, "xcomp", "nsubj", "agent"):
        return False
    lemma = cue.lemma_.lower()
    return lemma not in words("stance", "saying", "thought") and lemma not in JUDGING


@rule("quotes", "things neither speak nor are read", "Outfits offered a cross-section of genres.", otherwise=False)
def is_done_by_a_thing(page: Page, quote: Quote, cue: Token) -> bool:
    """``Outfits offered a cross-section of genres``: no clause, and a subject that can neither speak nor be read.

    Of rows that the model is sure of, more are right than wrong: a poll's averages, a page or a memo on a list of none
    do tell something.
    """
    if quote.speaker is None or cue.pos_ != "VERB" or quote.confidence >= SURE or has_clause(page, quote, cue):
        return False
    head = page.root(page.tokens(quote.speaker)[::-1])
    if head.lower_ in ("which", "that") and cue.dep_ == "relcl":
        head = cue.head
    return not can_speak(page, head)


def can_speak(page: Page, head: Token) -> bool:
    """People, bodies, places that stand for theirs, and what is read; names and pronouns, since they may be any."""
    for _ in range(3):
        lemma = head.lemma_.lower()
        if head.pos_ != "NOUN" or _is_named(head) or head.ent_type_ in SPEAKING_ENTITIES or lemma in words("outlets"):
            return True
        part = next((n for of in page.children(head) if of.lower_ == "of" for n in page.children(of, "pobj")), None)
        if lemma not in words("amounts") or part is None:
            break
        head = part
    if lemma in names("not_person_nouns") and lemma not in words("sources"):
        return False
    if lemma in words("people", "sources", "writing", "media_nouns", "headline_sources"):
        return True
    if any(lemma in names(kind) for kind in ("person_nouns", "male_nouns", "female_nouns", "org_nouns", "place_nouns")):
        return True
    return lemma.endswith(AGENT_SUFFIXES) or any(child.ent_type_ in SPEAKING_ENTITIES for child in page.children(head))


def _is_named(noun: Token) -> bool:
    """A capital tells a name that the tagger took for a noun; of a sentence's first word, that it has one elsewhere."""
    if not noun.text[0].isupper() or noun.i > noun.sent.start:
        return noun.text[0].isupper()
    return any(token.text == noun.text and token.i > token.sent.start for token in noun.doc)


@rule("quotes", "what is given or ruled is not said", "offered a reward; ruled the island", otherwise=False)
def is_given_or_governed(page: Page, quote: Quote, cue: Token) -> bool:
    """``offered a reward``, ``ruled the island``: the object shows that the verb is none of saying."""
    gives = cue.lemma_.lower() in ("offer", "provide", "give")
    thing = page.child_after(cue, "dobj") if gives or cue.lemma_.lower() == "rule" else None
    if thing is None or has_clause(page, quote, cue):
        return False
    noun = thing.lemma_.lower()
    if gives:
        return noun in words("goods") or thing.ent_type_ == "MONEY"
    return thing.ent_type_ in ("GPE", "LOC", "NORP") or noun in names("place_nouns") or noun in words("realms")


@rule("quotes", "the clause of “what he said” is not what he said", "I know what he said.", otherwise=False)
def asks_what(page: Page, quote: Quote, cue: Token) -> bool:
    """``I know what he said``: the clause of ``said`` hangs on what stands before it, which it does not say."""
    head = cue.head
    if head.lemma_ == "be" or not any(has(page, span, head) for span in quote.spans):
        return False
    what = next((child for child in page.children(cue, "dobj", "pobj") if child.lower_ == "what"), None)
    return what is not None and head.i < what.i <= cue.i


@rule("quotes", "what is said of words is not said by them", "Everything she says is a lie.", otherwise=False)
def is_said_of(page: Page, quote: Quote, cue: Token) -> bool:
    """``Everything she says is a lie``: what follows is said of her words, and not by her."""
    if cue.dep_ == "csubj":  # "What people remember is the noise"
        return any(has(page, span, cue.head) for span in quote.spans)
    first = page.doc[page.token_at(quote.spans[0].start)]
    follows = first.i == cue.i + 1 and first.tag_ in ("VBZ", "VBP", "VBD", "MD")
    subject = page.child_before(cue, "nsubj") if follows else None
    if subject is None:
        return False
    return any(page.doc[at].lower_ in WHATEVER for at in range(max(0, subject.left_edge.i - 2), subject.i))


@rule("quotes", "what a fact means is nobody's thought", "It does not mean that the boat is lost.", otherwise=False)
def is_meant_by_it(page: Page, quote: Quote, cue: Token) -> bool:
    """``It does not mean that the boat is lost``: what a fact means is nobody's thought."""
    subject = page.child_before(cue, "nsubj", "csubj") if cue.lemma_ == "mean" else None
    return subject is not None and (subject.lower_ in FACTS or subject.dep_ == "csubj")


@rule("quotes", "without a clause a row has to be surer", "has made the ferry a priority", otherwise=False)
def is_unsure(page: Page, quote: Quote, cue: Token) -> bool:
    """``has made the ferry a priority``: without a clause a row has to be surer, and much surer where the cue does not
    say or think, or nobody is the source.

    Acts count as attributions in political news, from which the model has learned; elsewhere they hardly do.
    """
    if has_clause(page, quote, cue):
        return False
    told = quote.speaker is not None and cue.lemma in clausal_cues()
    if told and quote.quote_type != "indirect":
        return False  # the marks show that something is said
    return quote.confidence < (UNSURE if told else UNTOLD)


@rule("quotes", "who is spoken to is nothing that is said", "spoke with the mayor", otherwise=False)
def is_spoken_to(page: Page, quote: Quote, cue: Token) -> bool:
    """``spoke with the mayor``, ``tweeted to Brandt``: who hears it is nothing that is said."""
    if cue.lemma_.lower() not in ADDRESSING:
        return False
    at = quote.spans[0].start
    toward = (child for child in page.children(cue, "prep", "dative") if child.lower_ in ("to", "with"))
    heard = (noun for preposition in toward for noun in page.children(preposition, "pobj"))
    return any(noun.left_edge.idx <= at <= noun.idx < quote.end_char and can_speak(page, noun) for noun in heard)


@rule("quotes", "what the reader may think or say is nobody's statement", "You know that it leaks.", otherwise=False)
def is_the_readers(page: Page, quote: Quote) -> bool:
    """``you`` outside of quotations and turns is whoever reads."""
    if quote.speaker is None:
        return False
    tokens = page.tokens(quote.speaker)
    alone = len(tokens) == 1 and page.doc[tokens.start].lower_ in ("you", "your", "yours", "u")
    return alone and page.quote[tokens.start] < 0 and not _is_spoken(page, tokens.start)


def _is_spoken(page: Page, at: int) -> bool:
    """In a paragraph that opens with a label: there somebody speaks to somebody."""
    number = page.sentence_at(page.doc[at].idx)
    while number and page.sentences[number - 1].paragraph_index == page.sentences[number].paragraph_index:
        number -= 1
    return LABEL.match(page.text, page.sentences[number].start_char) is not None


@rule("quotes", "a deed is no statement, whatever it is done with", "She spearheaded the charge.", otherwise=False)
def is_a_deed(page: Page, quote: Quote, cue: Token) -> bool:
    return cue.pos_ == "VERB" and cue.lemma_.lower() in words("deeds") and not has_clause(page, quote, cue)


VETOES = (
    is_a_deed,
    is_unsure,
    is_spoken_to,
    says_nothing,
    is_named,
    asks_the_reader,
    has_no_agent,
    is_done_by_a_thing,
    is_given_or_governed,
    asks_what,
    is_said_of,
    is_meant_by_it,
)
