"""What the parse tells of a cue: whose it is where no words were found, what it does, whether it is denied."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.language.records import Slice

from .spans import token_slice
from .words import words

SUBJECTS = ("nsubj", "csubj", "expl")
RELATIVES = frozenset({"who", "which", "that", "whom"})
EXPLETIVES = frozenset({"it", "there", "what", "this"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})
LONGEST = 16  # tokens of a speaker


def attribution_kind(doc: Doc, cue: int, content: int) -> str:
    """By the cue's lemma, and by the noun it is said in; speech where no list has it.

    ``content`` is the content's first token: ``agreed to pay`` is an intention, ``agreed that it was late`` speech.
    """
    token = doc[cue]
    lemma = token.lemma_.lower()
    if _withholds(token):
        return "speech"
    forms = {lemma, token.lower_}  # the lemma of "convinced" is "convince"
    kind = next((kind for kind in ("writing", "thought", "intention", "stance") if forms & words(kind)), "speech")
    if kind == "intention" and lemma == "agree" and (doc[content].is_quote or doc[max(0, content - 1)].is_quote):
        return "speech"
    if kind == "intention" and lemma in ("agree", "decide", "mean") and doc[content].lower_ == "that":
        return "speech" if lemma == "agree" else "thought"
    if kind == "speech" and any(noun.lemma_.lower() in words("writing") for noun in _said_in(token)):
        return "writing"
    return kind


def _said_in(cue: Token) -> Iterator[Token]:
    """``said in a letter``"""
    for child in cue.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "by", "on") and child.i > cue.i:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def is_negated(doc: Doc, cue: int) -> bool:
    """``did not say``, ``no one said``, ``said nothing``, ``declined to say``, and what is only supposed: ``if she
    says``."""
    token = doc[cue]
    if any(child.lower_ in words("suppositions") and child.dep_ in ("mark", "advmod") for child in token.children):
        return True
    if _withholds(token):
        return True
    for _ in range(4):
        if _denied(token) or (token.i != cue and token.lemma_.lower() in words("withheld")):
            return True
        if token.dep_ not in ("xcomp", "conj", "pcomp", "acomp") or token.head.i == token.i:
            return False
        if token.dep_ == "conj" and not _shares_auxiliary(token):
            return False
        token = token.head if token.dep_ != "pcomp" else token.head.head
    return False


def _withholds(cue: Token) -> bool:
    """``declined to say`` as one cue, headed by its first verb."""
    said = words("saying")
    withheld = cue.lemma_.lower() in words("withheld")
    return withheld and any(child.dep_ == "xcomp" and child.lemma_.lower() in said for child in cue.children)


def _denied(token: Token) -> bool:
    no = words("negations")
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in no and child.dep_ in ("preconj", "advmod", "det", "dobj")):
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and any(part.lower_ in no for part in (child, *child.children)):
            return True
    return token.dep_ == "dobj" and _denied(token.head) if token.pos_ == "NOUN" else False


def _shares_auxiliary(token: Token) -> bool:
    """``did not confirm or deny``: the second verb has the first one's auxiliary and subject, and so its denial."""
    return token.tag_ == "VB" and not any(child.dep_ in (*SUBJECTS, "aux", "nsubjpass") for child in token.children)


def speaker_of(doc: Doc, cue: int, taken: set[int]) -> Slice | None:
    """Whose the cue is by grammar; ``taken`` are the tokens of cue and content."""
    token = doc[cue]
    source = _of_verb(token, taken) if token.pos_ in ("VERB", "AUX") else None
    source = source or (None if token.pos_ in ("VERB", "AUX") else _of_noun(token, taken))
    if source is None or source.i in taken or (source.lower_ in EXPLETIVES and source.dep_ != "relcl"):
        return None
    return phrase(doc, source, taken)


def _of_verb(cue: Token, taken: set[int]) -> Token | None:
    """Subject of the cue, or of the verb it hangs on where it has none of its own.

    ``Marden said A and added that B``; ``Marden left, saying that``; ``Marden declined to say``; ``A and B, criticized
    by Brandt``: a passive's agent. A passive without one has no source.
    """
    token = cue
    for _ in range(6):
        children = list(token.children)
        own = [child for child in children if child.dep_ == "nsubj" and child.i not in taken]
        if own:
            return _inverted(token, own)
        if _is_passive(token):
            if token.i != cue.i and cue.dep_ == "conj" and _has_complement(cue):
                return next((child for child in children if child.dep_ == "nsubjpass"), None)
            return _agent(token) if token.i == cue.i or token.dep_ != "xcomp" else None
        if any(child.dep_ in ("nsubj", "expl") for child in children):
            return None
        beside = (_after(token, taken) or _before(token, taken)) if token.i == cue.i else None
        if beside is not None:
            return beside
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "xcomp" and head.lemma_.lower() in words("object_control"):
            patient = next((child for child in head.children if child.dep_ in ("dobj", "dative")), None)
            if patient is not None:
                return patient
        if token.dep_ == "acl":
            return head if token.tag_ == "VBG" else None
        if token.dep_ in ("conj", "xcomp") or (token.dep_ in ("advcl", "ccomp", "pcomp") and token.tag_ == "VBG"):
            token = head.head if head.pos_ == "ADP" else head
            continue
        return None
    return None


def _has_complement(cue: Token) -> bool:
    """``She was arrested and refused to pay``: a clause or an infinitive shows that the second verb is active."""
    return any(child.dep_ in ("ccomp", "xcomp") for child in cue.children)


def _is_passive(token: Token) -> bool:
    """``was reported``, ``accused by``, ``Asked whether``: participles that have no subject, or a passive one."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in token.children):
        return True
    return token.tag_ == "VBN" and token.dep_ in ("advcl", "acl") and not any(c.dep_ == "aux" for c in token.children)


def _agent(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _inverted(token: Token, own: list[Token]) -> Token:
    """The subject nearest to its verb: ``“A,” said Marden``."""
    return min(own, key=lambda child: abs(child.i - token.i))


def _after(cue: Token, taken: set[int]) -> Token | None:
    """``A, says Marden``: a name right after the verb that follows its content, whatever the parse makes of it."""
    for child in cue.children:
        if child.i > cue.i and child.i not in taken and child.dep_ in ("dobj", "attr", "npadvmod", "dep", "oprd"):
            before = range(cue.i + 1, child.left_edge.i)
            named = child.pos_ == "PROPN" or child.ent_type_ in ("PERSON", "ORG")
            if named and not before and taken and min(taken) < cue.i:
                return child
    return None


def _before(cue: Token, taken: set[int]) -> Token | None:
    """``In reply, the palace rebuked``: the noun that ends right before a finite verb to which the parse gave no
    subject."""
    at = cue.i - 1
    while at > cue.sent.start and cue.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    if cue.doc[at].text == "," and cue.doc[at - 1].dep_ == "appos":  # "Otto Brandt, QC, said"
        at = cue.doc[at - 1].head.i
    if not cue.sent.start <= at < cue.i or at in taken or cue.dep_ == "conj":
        return None
    noun, finite = cue.doc[at], cue.tag_ in ("VBD", "VBZ", "VBP")
    return noun if finite and noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.dep_ != "pobj" else None


def _of_noun(cue: Token, taken: set[int]) -> Token | None:
    """``Marden's claim that``, ``a claim by Marden``, ``Marden made the claim that``, ``Marden is sure that``."""
    for child in cue.children:
        if child.dep_ == "poss" and child.i not in taken:
            return child
    for child in cue.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from") and child.i not in taken:
            source = next((noun for noun in child.children if noun.dep_ == "pobj"), None)
            if source is not None:
                return source
    head = cue.head
    if cue.pos_ == "ADJ" and cue.dep_ in ("acomp", "conj"):
        return _of_verb(head, taken)
    if cue.dep_ in ("dobj", "attr") and head.lemma_.lower() in words("light_verbs"):
        return _of_verb(head, taken)
    return None


def according_source(doc: Doc, cue: int) -> Slice | None:
    """``according to Marden``"""
    if doc[cue].lower_ != "according":
        return None
    to = next((child for child in doc[cue].children if child.lower_ == "to"), None)
    noun = None if to is None else next((noun for noun in to.children if noun.dep_ == "pobj"), None)
    return None if noun is None else phrase(doc, noun)


def phrase(doc: Doc, head: Token, taken: set[int] = frozenset()) -> Slice | None:
    """The noun phrase of a head: without the clauses that hang on it, without words that are taken, not too long."""
    first, last = head.left_edge.i, head.right_edge.i
    for child in head.subtree:
        if child.dep_ in CLAUSES and child.i > head.i:
            last = min(last, child.left_edge.i - 1)
    if head.dep_ == "poss":
        last = head.i
    for at in range(head.i, first - 1, -1):
        if at in taken:
            first = at + 1
            break
    for at in range(head.i, last + 1):
        if at in taken or doc[at].is_space:
            last = at - 1
            break
    while last > head.i and (doc[last].is_punct or doc[last].pos_ in ("CCONJ", "ADP", "SCONJ")):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    if last - first >= LONGEST:
        first, last = max(first, head.i - LONGEST), head.i
    return token_slice(doc, doc[first], doc[last])
