"""Of what: the counted or measured item, the governing verb and its subject, from the parse."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.language.figures.context.clauses import (
    RELATIVE,
    SUBJECTS,
    covers,
    measures,
    named,
    phrase,
    subject_of,
    top_of,
    trimmed,
    verb_above,
)
from pipeline.language.figures.grammar.ages import OLDER
from pipeline.language.figures.grammar.bounds_and_trends import lists
from pipeline.language.figures.page import Draft, Page
from pipeline.language.records import Slice

from .concept import View, concept, owner_before

WORTH = re.compile(
    r"(?i)(\w+),? (?:worth|valued at|priced at|costing|up to|reaching|averaging|totall?ing|exceeding) (?:[a-z]+ ){0,3}$"
)
DIMENSIONS = frozenset({"long", "wide", "tall", "deep", "thick", "across", "away"})
FAR = re.compile(r"(\w+),? (?:(?:about|some|nearly|just|roughly|around|more than|less than|over|under) )*$")
AWAY = re.compile(
    r"(?i) (?:from|away|(?:due )?(?:north|south|east|west)\w*|outside|off|inland|offshore|upstream|downstream)\b"
)
NOMINAL = re.compile(r"(?i)\b(?:an?|the|this|that|another) $")  # "the 19-year-old fled": the age names its bearer
AGED = re.compile(r"(?i)(\w+)(?:,| -| –| —| \()? age[sd]? (?:between |about |from )?$")


def fill(page: Page, draft: Draft, previous: Draft | None) -> None:
    """Set ``more``'s item, concept, predicate, subject (Slices and a lemma) as far as the parse tells."""
    top = top_of(page.doc, draft)
    verb = page.doc[draft.last] if draft.rule == "multiple verb" else verb_above(top)
    about, pronoun = None, False
    if verb is not None:
        draft.more["predicate"] = verb.lemma_.lower()
        subject = subject_of(verb)
        numeral = subject is not None and subject.pos_ in ("NUM", "SYM") and subject.dep_ in SUBJECTS
        if subject is not None and not numeral and subject.ent_type_ not in ("DATE", "TIME"):
            words, about = phrase(subject, page, draft), named(subject, page, draft)
            pronoun = _names_nothing(subject, draft)
            if words and not covers(words, draft):
                draft.more["subject"] = words
            if about and (covers(about, draft) or subject.pos_ in ("NUM", "SYM")):
                about = None
    noun = _noun_of(page, draft, top)
    if noun is None and (owner := owner_before(page, draft)) is not None:
        about = trimmed(page, owner.left_edge.idx, owner.idx + len(owner))  # "to Quill's 33 percent"
    bearer = about or (None if pronoun else draft.more.get("subject"))
    draft.more["item"] = _item(page, draft, top, verb, noun, bearer)
    found = draft.more["concept"] = concept(View(page, draft, top, noun, verb, about, previous))
    ahead = noun is not None and draft.kind in ("percentage_point", "other") and noun.idx >= draft.end
    stands_in = draft.more["item"] is None or draft.more["item"] == bearer or (ahead and noun.dep_ == "pobj")
    gapped = found is not None and draft.more.get("gapped") == found
    if gapped or (found is not None and stands_in and draft.kind not in ("count", "duration", "age")):
        draft.more["item"] = found  # "cut its key rate by 25 basis points", "Marl 16 points ahead of Tarn"


def _names_nothing(subject: Token, draft: Draft) -> bool:
    """'It costs $8', 'this is 40 percent', 'we paid $9': no item; 'he earns $20' has one, so has weather."""
    if subject.pos_ != "PRON" and subject.tag_ not in ("DT", "WDT", "WP", "EX"):
        return False
    weather = draft.kind == "temperature" and subject.lower_ == "it"
    return not weather and draft.kind != "age" and subject.lower_ not in ("he", "she")


def _noun_of(page: Page, draft: Draft, top: Token) -> Token | None:
    """The noun that the figure counts, measures or is a part of, by the first rule that finds one."""
    if draft.noun is not None:
        return page.doc[draft.noun]
    if draft.kind in ("ratio", "percent", "multiple"):
        whole = _repeated(page, draft) or whole_of(page, draft, top)
        if whole is not None or draft.kind == "ratio":
            draft.more["whole"] = whole is not None
            return whole
    after = page.doc[draft.after(page) : draft.after(page) + 2]
    if draft.kind == "money" and len(after) == 2 and after.text.lower() == "worth of":
        return next((c for c in after[1].rights if c.dep_ == "pobj"), None)  # "$9,000 worth of ads"
    for rule in (_worth, _distant, _described, _behind, _content, _holder):
        noun = _past_figures(page, rule(page, draft, top))
        if noun is not None and not _is_time(noun, draft):
            return noun
    return None


def _past_figures(page: Page, noun: Token | None) -> Token | None:
    """'a five-year, 9 mile (14 km) journey': the noun that stands behind the other figures."""
    while noun is not None and page.near(noun.idx, noun.idx + 1):
        noun = noun.head if noun.head.i > noun.i and noun.head.pos_ in ("NOUN", "PROPN") else None
    return noun


def _repeated(page: Page, draft: Draft) -> Token | None:
    """'twice as many guests': what there is so many times as much of."""
    after = page.doc[draft.after(page) : draft.after(page) + 6]
    if draft.kind != "multiple" or len(after) < 3 or after[:2].text.lower() not in ("as many", "as much"):
        return None
    return next((token for token in after[2:] if token.tag_ in ("NNS", "NN", "NNPS")), None)


def _is_time(noun: Token, draft: Draft) -> bool:
    """'$8 billion last year', 'down 9% year over year', '$30 US': no noun that is measured."""
    if noun.lower_ in ("high", "low"):
        return False
    timely = noun.ent_type_ in ("DATE", "TIME") or noun.lower_ in ("year", "month", "week", "quarter", "today")
    place = draft.kind == "money" and noun.i > draft.last and noun.ent_type_ == "GPE" and noun.dep_ != "compound"
    return place or (timely and draft.kind not in ("duration", "age"))


def _is_dimension(word: Token, draft: Draft) -> bool:
    """'40 feet high', '6 ft tall', but 'a 10-year high'."""
    return word.lower_ in DIMENSIONS or (word.lower_ in ("high", "low") and draft.kind == "distance")


def _worth(page: Page, draft: Draft, top: Token) -> Token | None:
    """'a grant worth up to $8 million', 'a market valued at $2 billion': the noun before 'worth'."""
    found = WORTH.search(page.before(draft))
    noun = page.doc[page.token(draft.start - len(found.group()))] if found else top
    return noun if found and noun.pos_ in ("NOUN", "PROPN") else None


def _distant(page: Page, draft: Draft, top: Token) -> Token | None:
    """'a park about two miles from the site', 'the village, 30 km north of Orl': what is so far away."""
    if draft.kind != "distance" or not AWAY.match(page.text, draft.end):
        return None
    found = FAR.search(page.before(draft))
    noun = page.doc[page.token(draft.start - len(found.group()))] if found else top
    return noun if found and noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in ("DATE", "TIME") else None


def _described(page: Page, draft: Draft, top: Token) -> Token | None:
    """'a 20-minute walk', 'a 40-foot-high wall', 'a wall 40 feet high': the noun to the right, through an adjective."""
    head = top.head
    if head.i == top.i or head.idx < draft.end or top.dep_ in ("appos", "conj") or _is_dimension(head, draft):
        return head.head if _is_dimension(head, draft) and head.head.pos_ in ("NOUN", "PROPN") else None
    if head.pos_ in ("NOUN", "PROPN") or head.lower_ in ("high", "low"):
        return head
    if head.pos_ not in ("ADJ", "ADV"):
        return None
    above = head.head
    if above.pos_ in ("NOUN", "PROPN") and (above.i > head.i or head.dep_ == "amod"):
        return above
    return None


def _behind(page: Page, draft: Draft, top: Token) -> Token | None:
    """'$9 million bail', 'a 12 year cycle' where the parse misses it: the nouns right behind a singular unit."""
    if draft.number.kind == "vague" or draft.kind in ("count", "percentage_point", "score", "rank"):
        return None
    doc, best, here = page.doc, None, draft.after(page)
    restated = re.match(r" ?\(([^()]{1,40})\) |\) ", page.text[draft.end : draft.end + 44])
    inside = "restates" in draft.more if restated and restated[1] is None else None
    if restated and (inside or (inside is None and page.near(draft.end, draft.end + restated.end()))):
        here = page.token(draft.end + restated.end())  # "an 18-foot (5.5-meter) surge"
    for word in doc[here : here + 5]:
        if best is None and _is_dimension(word, draft):
            break
        if word.pos_ in ("NOUN", "PROPN") or word.lower_ in ("high", "low"):
            best = word
        elif (word.pos_ != "ADJ" and word.text != "-") or best is not None:
            break
    unit = page.text[slice(*draft.unit_span)] if draft.unit_span else ""
    joined = not unit.endswith("s") or "-" in page.text[draft.start : draft.end]
    return best if joined else None


def _holder(page: Page, draft: Draft, top: Token) -> Token | None:
    """'a reward of $5 million', 'carbon levels at 40 parts per million', 'drives each of $200': what is so much."""
    head = top.head
    if top.dep_ == "pobj" and head.lower_ in ("with", "at") and head.head.i != head.i - 1:
        return _beside(page, draft, head)
    compared = head.lower_ in ("above", "over", "under", "below", "between", "near") and head.head.i == head.i - 1
    compared = compared and draft.kind != "duration"  # but "beset by rows over the past two years"
    has = head.lower_ == "with" and draft.kind not in ("duration", "percent") and head.head.i == head.i - 1
    if top.dep_ != "pobj" or not (compared or has or head.lower_ in ("of", "at", "worth", "for")):
        return None
    holder = head.head
    if head.lower_ == "for" and (draft.kind != "duration" or holder.i != head.i - 1):
        return None
    if holder.lower_ == "each":
        holder = holder.head if holder.head.i < holder.i else page.doc[max(0, holder.i - 1)]
    if holder.dep_ == "pobj" and holder.head.lower_ == "of" and holder.head.head.pos_ == "NOUN":
        holder = holder.head.head  # "a margin of error of 3 points"
    if holder.lower_ in lists()["empty_nouns"]["lemmas"]:
        return None
    return holder if holder.pos_ in ("NOUN", "PROPN") else None


def _beside(page: Page, draft: Draft, preposition: Token) -> Token | None:
    """'was seen with levels at 40 ppm', 'than the Orlon with 3,687 mAh': the noun right before the preposition,
    where the parse hangs the phrase on the verb."""
    noun = preposition.nbor(-1) if preposition.i else preposition
    if noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ in ("DATE", "TIME", "GPE", "LOC", "PERSON"):
        return None
    if draft.kind in ("duration", "speed", "age", "percent") or (noun.dep_ == "dobj" and preposition.lower_ == "at"):
        return None  # "hit the wall at 30 mph", "ended the day at $9"
    return noun if noun.dep_ not in SUBJECTS else None


def _content(page: Page, draft: Draft, top: Token) -> Token | None:
    """'$2 million in deposits', '20 liters of milk', '50 years' worth of letters': what there is so much of."""
    if draft.kind not in ("money", "mass", "volume", "area", "other", "distance", "energy"):
        worth = page.doc[draft.after(page) : draft.after(page) + 2]
        if len(worth) < 2 or worth.text != "worth of":
            return None
    if draft.per is not None and draft.kind == "money":
        return None  # "a tax of $9 per ton of coal"
    if top.dep_ == "pobj" and top.head.lower_ in ("to", "at", "from"):
        return None  # "fell to $20 in early trading"
    for child in [*top.rights, *page.doc[draft.after(page) : draft.after(page) + 2]]:
        if child.lower_ in ("of", "in", "worth") and child.pos_ in ("ADP", "ADJ", "NOUN"):
            for inner in child.rights:
                if (
                    inner.dep_ == "pobj"
                    and inner.lower_ not in ("value", "cash", "total", "advance", "addition", "size", "length", "all")
                    and inner.ent_type_ not in ("DATE", "TIME", "GPE", "LOC")
                    and inner.idx >= draft.end
                ):
                    return inner
    return None


def whole_of(page: Page, draft: Draft, top: Token) -> Token | None:
    """'a quarter of citizens', '60 percent of its revenue', 'half the fleet'."""
    for child in top.rights:
        if child.lower_ == "of" and child.idx >= draft.end - 3:
            for grandchild in child.rights:
                if grandchild.dep_ == "pobj":
                    return grandchild
    doc, here = page.doc, draft.after(page)
    if here + 1 < len(doc) and doc[here].lower_ in ("of", "all"):
        for word in doc[here + 1 : here + 8]:
            if word.dep_ == "pobj" or (
                word.pos_ in ("NOUN", "PROPN", "PRON") and word.dep_ not in ("compound", "poss", "nmod")
            ):
                return word
    if draft.kind == "ratio":
        for word in doc[here : here + 6]:
            if word.pos_ in ("NOUN", "PROPN") and word.dep_ not in ("compound", "poss"):
                return word
            if word.pos_ in ("VERB", "AUX", "PUNCT"):
                break
    return None


def _item(
    page: Page, draft: Draft, top: Token, verb: Token | None, noun: Token | None, subject: Slice | None
) -> Slice | None:
    if draft.kind == "age":
        bearer = _bearer(page, draft, top, None if noun is not None and noun.lower_ == "age" else noun)
        return bearer or (None if NOMINAL.search(page.before(draft, 8)) and draft.end > draft.number.end else subject)
    if draft.kind == "rank" or draft.rule == "times" or (draft.kind == "count" and draft.name == "time"):
        return subject
    if draft.noun is not None and draft.chunk:
        return _counted(page, draft)
    if draft.kind == "count" and draft.name == "person" and "group" not in draft.more:
        return None  # "left 50,000 homeless"
    if "group" in draft.more:
        return phrase(page.doc[draft.more["group"]], page, draft)
    of = _repeated(page, draft) or whole_of(page, draft, top)
    if draft.kind == "duration":
        return _lasting(page, draft, verb, noun, of) or subject
    if of is not None and of.lower_ == "those":  # "two thirds of those known to be ill"
        last = next((c.right_edge for c in of.rights if c.dep_ in ("acl", "relcl") and c.right_edge.i - of.i < 9), of)
        return Slice(of.idx, last.idx + len(last)) if last.i > of.i else None
    if of is not None:
        return named(of, page, draft) or (None if of.pos_ == "PRON" else phrase(of, page, draft))
    if draft.kind == "money" and noun is None and verb is not None:
        return _paid(page, draft, verb) or subject
    if noun is not None:
        inner = any(c.dep_ == "prep" and c.lower_ == "of" and c.idx >= draft.end for c in noun.rights)
        return phrase(noun, page, draft, short=not (inner and draft.kind == "money"))
    return subject


def _lasting(page: Page, draft: Draft, verb: Token | None, noun: Token | None, of: Token | None) -> Slice | None:
    """'the last two months of her term', 'a 12 year lease', 'he sat for 30 hours'."""
    if of is not None and of.ent_type_ not in ("DATE", "TIME"):
        return trimmed(page, of.left_edge.idx, of.idx + len(of))
    if noun is not None:
        return phrase(noun, page, draft, short=False)
    return _clause(page, draft, verb)


def _paid(page: Page, draft: Draft, verb: Token) -> Slice | None:
    """'paid $3 million for the barge', 'sold the barge for $3 million': what the money is for."""
    for child in (*page.doc[draft.last].rights, *verb.rights):
        lemma = verb.lemma_.lower()
        spends = child.lower_ == "on" and lemma in lists()["spending_verbs"]["lemmas"]
        sinks = child.lower_ == "in" and lemma in ("invest", "put", "pour", "sink")
        leads = child.lower_ == "for" or spends or sinks
        if child.dep_ == "prep" and leads and child.idx >= draft.end:
            for thing in child.rights:
                if thing.dep_ == "pobj" and thing.ent_type_ not in ("DATE", "TIME") and thing.lower_ != "behalf":
                    return phrase(thing, page, draft)
    for child in verb.rights:
        own = draft.start <= child.idx < draft.end
        if child.dep_ in ("dobj", "obj") and not own and child.lower_ not in measures() and child.ent_type_ != "DATE":
            return phrase(child, page, draft)
    return None


def _counted(page: Page, draft: Draft) -> Slice | None:
    noun = page.doc[draft.noun]
    start, end = draft.chunk
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.right_edge.i - child.i < 6 and child.idx >= end:
            end = child.right_edge.idx + len(child.right_edge)
        break
    return trimmed(page, start, end)


def _bearer(page: Page, draft: Draft, top: Token, noun: Token | None) -> Slice | None:
    """Whose age: the name before an apposition, the noun of 'a 27-year-old man' or the name that it describes."""
    doc = page.doc
    last = draft.more.get("bearer")
    if last is not None:
        first = last
        while first > 0 and (
            (doc[last].ent_type_ and doc[first].ent_iob_ == "I")
            or (not doc[last].ent_type_ and doc[first - 1].pos_ == "PROPN")
        ):
            first -= 1
        return trimmed(page, doc[first].idx, doc[last].idx + len(doc[last]))
    aged = AGED.search(page.before(draft)) or OLDER.search(page.before(draft))
    if aged:  # "schoolchildren, aged 8 to 10"
        bearer = doc[page.token(draft.start - len(aged.group()))]
        if bearer.pos_ in ("NOUN", "PROPN"):
            return phrase(bearer, page, draft)
    if noun is None:
        return None
    named = (
        noun.head
        if noun.dep_ == "appos"
        else next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    )
    if named is not None and named.pos_ == "PROPN":
        return phrase(named, page, draft)
    return phrase(noun, page, draft)


def _following(page: Page, draft: Draft, verb: Token) -> Slice | None:
    """'Over the last two weeks, Ana Ruiz visited ...', 'Ten minutes after the bell rang': subject and verb behind."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.idx >= draft.end), None)
    if subject is None or verb.i - subject.i > 4:
        return None
    start = subject.left_edge if subject.i - subject.left_edge.i < 5 else subject
    return trimmed(page, start.idx, verb.idx + len(verb))


def _clause(page: Page, draft: Draft, verb: Token | None) -> Slice | None:
    """The clause that lasts, up to the figure's own phrase: 'he sat', 'served as a judge', 'interrogated him'."""
    if verb is not None and verb.idx >= draft.end:
        return _following(page, draft, verb)
    if verb is None or verb.lemma_ == "be" or verb.idx >= draft.start:
        return None
    top = page.doc[draft.last]
    while top.head.i != top.i and top.head.i > verb.i:
        top = top.head
    end = min(top.left_edge.idx, draft.start)
    if end <= verb.idx or page.token(end) - verb.i > 8:
        end = verb.idx + len(verb)
    start = verb.idx
    subject = next(
        (
            c
            for c in verb.lefts
            if c.dep_ in SUBJECTS and verb.i - c.i < 4 and c.lower_ not in RELATIVE and c.ent_type_ != "DATE"
        ),
        None,
    )
    if subject is not None:
        start = subject.left_edge.idx if subject.i - subject.left_edge.i < 5 else subject.idx
    if start < draft.end and draft.start < end:
        return None
    return trimmed(page, start, end)
