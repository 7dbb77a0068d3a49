"""Who passed a statement on: "told the Courier", "in an interview with Radio Tarn", "according to Reuters"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.language.records import Slice

from .spans import Page, among, token_slice
from .words import hashes, words

NOT_MEDIA = frozenset({"PERSON", "NORP", "GPE", "LOC", "DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL"})
OWN_WORDS = frozenset(
    {("in", noun) for noun in ("words", "view", "opinion", "estimation", "telling")}
    | {("by", noun) for noun in ("account", "admission", "estimation", "telling")}
)
REACH = 7  # tokens from the noun that names what was said in to the preposition before the organization


def via(page: Page, cue: int, taken: set[int]) -> Slice | None:
    """The organization that heard or carried it; ``taken`` are the tokens of content and speaker."""
    token = page.doc[cue]
    return _told(page, token, taken) or _carried(page, token, taken)


def _told(page: Page, cue: Token, taken: set[int]) -> Slice | None:
    """``told the Courier that``, ``said to Reuters``"""
    for child in page.children(cue, "dobj", "dative", "iobj", "prep"):
        if child.i < cue.i or child.i in taken:
            continue
        if child.dep_ != "prep" and cue.lemma_.lower() in words("telling"):
            target = child if child.pos_ != "ADP" else next(iter(page.children(child)), child)
            if (medium := medium_of(page, target)) is not None:
                return _named(medium, taken)
        if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "on", "via"):
            target = page.child(child, "pobj")
            if target is not None and (medium := medium_of(page, target)) is not None:
                return _named(medium, taken)
    return None


def _carried(page: Page, cue: Token, taken: set[int]) -> Slice | None:
    """``wrote in an op-ed for the Courier``, ``said in comments carried by Reuters``, ``said, speaking to Reuters``."""
    doc = page.doc
    for start in _leads(page, cue, taken):
        for at in range(start + 1, min(start + REACH, len(doc))):
            token = doc[at]
            if at in taken or token.is_space or token.is_sent_start or token.text in '.;:"“”':
                break
            if token.pos_ == "VERB" and token.lemma_.lower() not in words("carrying"):
                break
            if token.lower_ not in words("media_prepositions") or token.pos_ not in ("ADP", "SCONJ", "PART"):
                continue
            target = next((noun for noun in page.children(token, "pobj") if noun.i > at), None)
            if target is not None and target.i not in taken and (medium := medium_of(page, target)) is not None:
                return _named(medium, taken)
    return None


def _leads(page: Page, cue: Token, taken: set[int]) -> list[int]:
    """Where to look from: the noun it was said in (``in an interview``) and verbs like ``speaking``, under the cue."""
    found = []
    for child in page.children(cue, "prep", "advcl"):
        if child.i in taken:
            continue
        if child.dep_ == "prep" and child.lower_ in ("in", "during", "on", "by", "through", "via", "from"):
            behind = range(child.i + 1, child.right_edge.i + 1)
            nouns = [page.doc[at] for at in among(page.places(hashes("media_nouns")), behind) if at not in taken]
            found += [noun.i for noun in nouns if noun.pos_ == "NOUN" and child.is_ancestor(noun)]
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in words("appearing"):
            found.append(child.i)
    return sorted(found)


def medium_of(page: Page, token: Token) -> Token | None:
    """The noun itself where it may name what carries news, or its owner: ``on Radio Tarn's “Morning Hour”``."""
    owner = page.child(token, "poss")
    if owner is not None and owner.pos_ == "PROPN" and is_medium(page, owner):
        return owner
    return token if is_medium(page, token) else None


def is_medium(page: Page, token: Token) -> bool:
    """The head of a name that is no person's and no place's, a platform ("Twitter"), "the newspaper".

    What the parse calls a person is none after an article ("the Tarn Courier").
    """
    if token.lower_ in words("platforms") or (token.pos_ == "NOUN" and token.lemma_.lower() in words("outlets")):
        return True
    if token.pos_ != "PROPN" or any(child.lemma_.lower() in words("people") for child in page.children(token)):
        return False
    named = [token, *page.children(token, "compound")]
    if token.ent_type_ not in NOT_MEDIA or any(part.lower_ in words("press_words") for part in named):
        return True
    return token.ent_type_ == "PERSON" and any(child.lower_ == "the" for child in page.children(token))


def _named(target: Token, taken: set[int]) -> Slice:
    """The name with its article: ``the Tarn Courier``, without what follows (``on Tuesday``)."""
    doc = target.doc
    kept = {child.i for child in target.subtree if child.dep_ in ("compound", "det", "poss", "amod", "nmod")}
    first = target.i
    while first - 1 in kept and first - 1 not in taken:
        first -= 1
    last = target.i
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].tag_ != "POS":
        last += 1
    while target.pos_ == "NOUN" and last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and last + 1 not in taken:
        last += 1  # "the broadcaster VTV"
    return token_slice(doc, doc[first], doc[last])


def according_to(page: Page) -> list[tuple[Token, Token, Token]]:
    """Phrases that name a source outside of any verb, as (first token, last token of the lead, head of the source).

    ``according to the county``, ``per the county engineer``, ``in Marden's words``, ``in the words of Marden``,
    ``by her own account``.
    """
    doc, found = page.doc, []
    for at in page.places(hashes("source_leads")):
        token = doc[at]
        lower = token.lower_
        if lower == "according":
            to = next((child for child in page.children(token) if child.lower_ == "to" and child.i == at + 1), None)
            noun = None if to is None else page.child(to, "pobj")
            if noun is not None:
                found.append((token, to, noun))
        elif lower == "per" and token.dep_ == "prep" and (token.text == "per" or token.is_sent_start):
            noun = page.child(token, "pobj")
            after = doc[noun.right_edge.i + 1].text if noun is not None and noun.right_edge.i + 1 < len(doc) else ""
            named = token.text == "Per" and after != ","  # "Per Holm thinks so"
            if noun is not None and not named and _is_source(page, noun):
                found.append((token, token, noun))
        elif token.dep_ == "pobj" and (token.head.lower_, lower) in OWN_WORDS:
            owner = _owner(page, token)
            if owner is not None:
                found.append((token.head, token, owner))
    return found


def subject_in_apposition(page: Page, noun: Token, verb: Token) -> Token | None:
    """``According to the bureau, Tarn, who fled, is ill``: where the verb of the clause has no subject, what the parse
    took for an apposition of the source is that."""
    if verb.tag_ == "VB" or page.children(verb, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl"):
        return None
    apposed = (child for child in page.children(noun, "appos") if child.i > noun.i)
    return next((child for child in apposed if page.doc[child.left_edge.i - 1].text == ","), None)


def _is_source(page: Page, noun: Token) -> bool:
    """``per the county engineer``, ``per Reuters``; not ``per year``, ``per the contract``."""
    if noun.ent_type_ in ("PERSON", "ORG"):
        return True
    return noun.lemma_.lower() in words("people") and any(
        child.lower_ in ("the", "a", "an") or child.dep_ == "poss" for child in page.children(noun)
    )


def _owner(page: Page, noun: Token) -> Token | None:
    for child in page.children(noun, "poss", "prep"):
        if child.dep_ == "poss":
            return child
        if child.lower_ == "of":
            return page.child(child, "pobj")
    return None
