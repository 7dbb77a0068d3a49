"""What the parse tells of a cue: whose it is where no words were found, what it does, whether it is denied."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.language.records import Slice

from .spans import Page, token_slice
from .words import words

SUBJECTS = ("nsubj", "csubj", "expl")
RELATIVES = frozenset({"who", "which", "that", "whom"})
EXPLETIVES = frozenset({"it", "there", "what", "this"})
CLAUSES = ("relcl", "acl", "advcl", "ccomp", "parataxis")
KINDS = ("writing", "thought", "intention", "stance")
LONGEST = 16  # tokens of a speaker


def attribution_kind(page: Page, cue: int, content: int) -> str:
    """By the cue's lemma, and by the noun it is said in; speech where no list has it.

    ``content`` is the content's first token: ``agreed to pay`` is an intention, ``agreed that it was late`` speech.
    """
    doc, token = page.doc, page.doc[cue]
    lemma = token.lemma_.lower()
    if _withholds(page, token):
        return "speech"
    forms = (lemma, token.lower_)  # the lemma of "convinced" is "convince"
    kind = next((kind for kind in KINDS if not words(kind).isdisjoint(forms)), "speech")
    if kind == "writing" and token.pos_ == "VERB" and lemma in words("written_nouns"):
        kind = "speech"
    if kind == "intention" and lemma == "agree" and (doc[content].is_quote or doc[max(0, content - 1)].is_quote):
        return "speech"
    if kind == "intention" and lemma in ("agree", "decide", "mean") and doc[content].lower_ == "that":
        return "speech" if lemma == "agree" else "thought"
    return "writing" if kind == "speech" and _is_said_in_writing(page, token) else kind


def _is_said_in_writing(page: Page, cue: Token) -> bool:
    """``said in a letter``"""
    leads = [child for child in page.children(cue, "prep") if child.i > cue.i and child.lower_ in ("in", "by", "on")]
    return any(noun.lemma_.lower() in words("writing") for child in leads for noun in page.children(child, "pobj"))


def is_negated(page: Page, cue: int) -> bool:
    """``did not say``, ``no one said``, ``said nothing``, ``declined to say``, and what is only supposed: ``if she
    says``."""
    token = page.doc[cue]
    if any(child.lower_ in words("suppositions") for child in page.children(token, "mark", "advmod")):
        return True
    if _withholds(page, token):
        return True
    for _ in range(4):
        if _denied(page, token) or (token.i != cue and token.lemma_.lower() in words("withheld")):
            return True
        if token.dep_ not in ("xcomp", "conj", "pcomp", "acomp") or token.head.i == token.i:
            return False
        if token.dep_ == "conj" and not _shares_auxiliary(page, token):
            return False
        token = token.head if token.dep_ != "pcomp" else token.head.head
    return False


def _withholds(page: Page, cue: Token) -> bool:
    """``declined to say`` as one cue, headed by its first verb."""
    if cue.lemma_.lower() not in words("withheld"):
        return False
    return any(child.lemma_.lower() in words("saying") for child in page.children(cue, "xcomp"))


def _denied(page: Page, token: Token) -> bool:
    no = words("negations")
    for child in page.children(token, "neg", "preconj", "advmod", "det", "dobj", "nsubj", "nsubjpass"):
        if child.dep_ == "neg" or child.lower_ in no:
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and any(part.lower_ in no for part in page.children(child)):
            return True
    return token.dep_ == "dobj" and token.pos_ == "NOUN" and _denied(page, token.head)


def _shares_auxiliary(page: Page, token: Token) -> bool:
    """``did not confirm or deny``: the second verb has the first one's auxiliary and subject, and so its denial."""
    return token.tag_ == "VB" and not page.children(token, *SUBJECTS, "aux", "nsubjpass")


def speaker_of(page: Page, cue: int, taken: set[int]) -> Slice | None:
    """Whose the cue is by grammar; ``taken`` are the tokens of cue and content."""
    token = page.doc[cue]
    source = _of_verb(page, token, taken) if token.pos_ in ("VERB", "AUX") else _of_noun(page, token, taken)
    if source is None or source.i in taken or (source.lower_ in EXPLETIVES and source.dep_ != "relcl"):
        return None
    return phrase(page, source, taken)


def _of_verb(page: Page, cue: Token, taken: set[int]) -> Token | None:
    """Subject of the cue, or of the verb it hangs on where it has none of its own.

    ``Marden said A and added that B``; ``Marden left, saying that``; ``Marden declined to say``; ``A and B, criticized
    by Brandt``: a passive's agent. A passive without one has no source.
    """
    token = cue
    for _ in range(6):
        own = [child for child in page.children(token, "nsubj") if child.i not in taken]
        if own:
            return _inverted(token, own)
        if _is_passive(page, token):
            if token.i != cue.i and cue.dep_ == "conj" and _has_complement(page, cue):
                return page.child(token, "nsubjpass")
            return _agent(page, token) if token.i == cue.i or token.dep_ != "xcomp" else None
        if page.children(token, "nsubj", "expl"):
            return None
        beside = (_after(page, token, taken) or _before(page, token, taken)) if token.i == cue.i else None
        if beside is not None:
            return beside
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "xcomp" and head.lemma_.lower() in words("object_control"):
            patient = page.child(head, "dobj", "dative")
            if patient is not None:
                return patient
        if token.dep_ == "acl":
            return head if token.tag_ == "VBG" else None
        if token.dep_ in ("conj", "xcomp") or (token.dep_ in ("advcl", "ccomp", "pcomp") and token.tag_ == "VBG"):
            token = head.head if head.pos_ == "ADP" else head
            continue
        return None
    return None


def _has_complement(page: Page, cue: Token) -> bool:
    """``She was arrested and refused to pay``: a clause or an infinitive shows that the second verb is active."""
    return bool(page.children(cue, "ccomp", "xcomp"))


def _is_passive(page: Page, token: Token) -> bool:
    """``was reported``, ``accused by``, ``Asked whether``: participles that have no subject, or a passive one."""
    if page.children(token, "nsubjpass", "auxpass", "agent"):
        return True
    return token.tag_ == "VBN" and token.dep_ in ("advcl", "acl") and not page.children(token, "aux")


def _agent(page: Page, token: Token) -> Token | None:
    for child in page.children(token, "agent", "prep"):
        if child.dep_ == "agent" or child.lower_ == "by":
            return page.child(child, "pobj")
    return None


def _inverted(token: Token, own: list[Token]) -> Token:
    """The subject nearest to its verb: ``“A,” said Marden``."""
    return min(own, key=lambda child: abs(child.i - token.i))


def _after(page: Page, cue: Token, taken: set[int]) -> Token | None:
    """``A, says Marden``: a name right after the verb that follows its content, whatever the parse makes of it."""
    for child in page.children(cue, "dobj", "attr", "npadvmod", "dep", "oprd"):
        if child.i > cue.i and child.i not in taken:
            before = range(cue.i + 1, child.left_edge.i)
            named = child.pos_ == "PROPN" or child.ent_type_ in ("PERSON", "ORG")
            if named and not before and taken and min(taken) < cue.i:
                return child
    return None


def _before(page: Page, cue: Token, taken: set[int]) -> Token | None:
    """``In reply, the palace rebuked``: the noun that ends right before a finite verb to which the parse gave no
    subject."""
    at, first = cue.i - 1, page.sentence(cue.i).start
    while at > first and cue.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    if cue.doc[at].text == "," and cue.doc[at - 1].dep_ == "appos":  # "Otto Brandt, QC, said"
        at = cue.doc[at - 1].head.i
    if not first <= at < cue.i or at in taken or cue.dep_ == "conj":
        return None
    noun, finite = cue.doc[at], cue.tag_ in ("VBD", "VBZ", "VBP")
    return noun if finite and noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.dep_ != "pobj" else None


def _of_noun(page: Page, cue: Token, taken: set[int]) -> Token | None:
    """``Marden's claim that``, ``a claim by Marden``, ``Marden made the claim that``, ``Marden is sure that``."""
    for child in page.children(cue, "poss"):
        if child.i not in taken:
            return child
    for child in page.children(cue, "prep"):
        if child.lower_ in ("by", "from") and child.i not in taken:
            source = page.child(child, "pobj")
            if source is not None:
                return source
    head = cue.head
    if cue.pos_ == "ADJ" and cue.dep_ in ("acomp", "conj"):
        return _of_verb(page, head, taken)
    if cue.dep_ in ("dobj", "attr") and head.lemma_.lower() in words("light_verbs"):
        return _of_verb(page, head, taken)
    return None


def according_source(page: Page, cue: int) -> Slice | None:
    """``according to Marden``"""
    token = page.doc[cue]
    if token.lower_ != "according":
        return None
    to = next((child for child in page.children(token) if child.lower_ == "to"), None)
    noun = None if to is None else page.child(to, "pobj")
    return None if noun is None else phrase(page, noun)


def phrase(page: Page, head: Token, taken: set[int] = frozenset()) -> Slice | None:
    """The noun phrase of a head: without the clauses that hang on it, without words that are taken, not too long."""
    doc, first, last = page.doc, head.left_edge.i, head.right_edge.i
    for clause in page.behind(head, *CLAUSES):
        last = min(last, clause.left_edge.i - 1)
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
    return token_slice(doc, doc[first], doc[last]) if first <= last else None
