"""The pass over one article that puts the rules together."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.language.records import Entity, Mention, Quote

from . import lexicon
from .links.descriptions import PEOPLE, Phrase, described, find_phrases, noun_gender, noun_kinds, title_before
from .links.discourse import HE, IT, THEY, Discourse, Found
from .links.first_person import first_and_second, labelled_speakers, named_speakers, quoted_tokens, spoken_of
from .links.kin import Family
from .links.linking import Thing, link
from .links.offices import Offices
from .links.speakers import Speakers, filled
from .names.found import find_names
from .names.institutions import place_institutions
from .names.spans import Name
from .text import Text

# What a title in short is called when it is spoken of ("the senator").
ABBREVIATED = {"sen.": "senator", "rep.": "representative", "gov.": "governor", "prof.": "professor", "gen.": "general"}
ABBREVIATED |= {"dr.": "doctor", "lt.": "lieutenant", "sgt.": "sergeant", "capt.": "captain", "rev.": "reverend"}

Resolved = tuple[tuple[Mention, ...], tuple[Entity, ...], tuple[Quote, ...]]


def resolve(doc: Doc) -> Resolved:
    """Mentions and entities of a Doc, and its quotes with their speakers."""
    text = Text(doc)
    if not len(text):
        return (), (), doc._.quotes
    names = find_names(text)
    things = link(text, names)
    covered = [0] * len(text)
    founds, roles = [], {}
    for position, (name, thing) in enumerate(zip(names, things, strict=True)):
        found = Found(name.start, name.end, text.head_of(name.start, name.end), thing, "name", nested=name.nested)
        if not name.nested:
            covered[name.start : name.end] = [position + 1] * (name.end - name.start)
        founds.append(found)
    quoted = quoted_tokens(text, doc._.quotes)
    heads = dict(zip(map(id, names), founds, strict=True))
    phrases = find_phrases(text, covered, names)
    tied = tie_phrases(text, phrases, founds, covered)
    named = named_speakers(text, doc._.quotes, founds, quoted)
    offices = Offices(text, founds, covered)
    discourse = Discourse(text, named, quoted, spoken_of(text, doc._.quotes, founds), offices)
    family = Family(text)
    for _, _, event in sorted(events(text, names, phrases, covered), key=lambda event: event[:2]):
        if isinstance(event, Name):
            name_event(text, discourse, event, heads[id(event)], roles)
            family.learn(max(0, event.start - 1), heads[id(event)].head, heads[id(event)].thing, discourse.at)
        elif isinstance(event, Phrase):
            found = phrase_event(text, discourse, event, tied.get(event.head), roles, family)
            if found is not None:
                founds.append(found)
        elif text.lower[event] == "who":
            discourse.relative(event)
        else:
            thing = pronoun(text, discourse, event)
            if thing is not None:
                found = Found(event, event + 1, event, thing, "pronoun", share=discourse.share.get(event, 1.0))
                discourse.add(found)
                founds.append(found)
    place_institutions(text, founds)
    founds += labelled_speakers(text, founds, doc)
    founds += first_and_second(text, founds, doc, quoted)
    founds += said_of_pronouns(phrases, founds) + named_later(phrases, discourse, family)
    return records(text, founds, doc._.quotes, roles)


def events(text: Text, names: list[Name], phrases: list[Phrase], covered: list[int]):
    """Everything that may refer, as (token, rank, what), for text order."""
    for name in names:
        yield name.start, 0, name
    for phrase in phrases:
        yield phrase.head, 1, phrase
    for index, word in enumerate(text.lower):
        if (
            (word in HE or word in IT or word in THEY or word == "who")
            and not covered[index]
            and not text.skipped[index]
        ):
            yield index, 2, index


def name_event(text: Text, discourse: Discourse, name: Name, found: Found, roles: dict[int, str]) -> None:
    thing, words = found.thing, []
    if thing.is_person:
        title = title_before(text, name)
        if title:
            found.role = " ".join(text.slice(*title).split())
            roles.setdefault(id(thing), found.role)
            # "Vice President Cole" is not "the president".
            own = [i for i in range(*title) if i == title[0] or text.lower[i - 1] not in lexicon.words("lesser")]
            words = [text.lemmas[i].lower() for i in own if noun_kinds(text.lemmas[i])]
            words += [text.lower[i] for i in own if noun_kinds(text.lower[i])]
            words += [ABBREVIATED[word] for word in text.lower[slice(*title)] if word in ABBREVIATED]
            thing.words.update(text.lower[slice(*title)])
            discourse.offices.title(found, *title)
            for word in words:
                thing.gender = thing.gender or noun_gender(word)
    elif not name.nested and name.end - name.start > 1:
        words = [text.lower[i] for i in range(name.start, name.end) if noun_kinds(text.lower[i]) and text.is_capital(i)]
        if thing.kind not in PEOPLE and text.lower[name.end - 1] not in words:
            words.append(text.lower[name.end - 1])
    discourse.add(found)
    discourse.name_words(found, words)


def tie_phrases(text: Text, phrases: list[Phrase], founds: list[Found], covered: list[int]) -> dict[int, Thing]:
    """Things of phrases in apposition to a name, by the phrase's head: known before the text is read in order."""
    out = {}
    for phrase in phrases:
        if phrase.how in ("apposition", "kind") and covered[phrase.link]:
            thing = founds[covered[phrase.link] - 1].thing
            if fits(phrase, thing) and not (phrase.how == "kind" and thing.kind != "ORG"):
                out[phrase.head] = thing
    return out


def fits(phrase: Phrase, thing: Thing) -> bool:
    kinds = phrase.kinds
    if thing.is_person:
        return "P" in kinds
    if kinds == "N":
        return phrase.how not in ("apposition", "copula") and thing.kind not in PEOPLE
    return ("O" in kinds and thing.kind in ("ORG", "FAC")) or ("G" in kinds and thing.kind in ("GPE", "LOC", "FAC"))


def phrase_event(
    text: Text, discourse: Discourse, phrase: Phrase, tied: Thing | None, roles: dict[int, str], family: Family
) -> Found | None:
    thing = tied
    if thing is None and phrase.link >= 0:
        linked = discourse.at.get(phrase.link)
        if linked is not None and fits(phrase, linked.thing) and not linked.nested:
            thing = linked.thing
    if thing is None and phrase.link < 0:
        thing = family.find(phrase, discourse.at) if family.owned(phrase) else discourse.described(phrase)
    elif thing is not None and phrase.how != "kind":
        family.learn(phrase.head, phrase.head, thing, discourse.at)
    if thing is None:
        return None
    found = Found(phrase.start, phrase.end, phrase.head, thing, "nominal")
    if thing.is_person:
        thing.gender = thing.gender or noun_gender(text.lemmas[phrase.head])
        if phrase.how:
            role = " ".join(text.slice(*described(text, phrase)).split())
            linked = discourse.at.get(phrase.link)
            if linked is not None and linked.thing is thing and linked.role is None:
                linked.role = role
            found.role = role
            roles.setdefault(id(thing), role)
            discourse.offices.held(found, phrase)
    discourse.add(found)
    thing.words.update(text.lower[phrase.start : phrase.end])
    discourse.name_words(found, [text.lemmas[phrase.head].lower()])
    return found


def said_of_pronouns(phrases: list[Phrase], founds: list[Found]) -> list[Found]:
    """ "I was a teacher": what is said of "I" and "you", which are known last."""
    at = {found.head: found for found in founds if not found.nested}
    out = []
    for phrase in phrases:
        linked = at.get(phrase.link) if phrase.how == "copula" and phrase.head not in at else None
        if linked is not None and linked.how == "pronoun" and fits(phrase, linked.thing):
            out.append(Found(phrase.start, phrase.end, phrase.head, linked.thing, "nominal"))
    return out


def named_later(phrases: list[Phrase], discourse: Discourse, family: Family) -> list[Found]:
    """ "his father", "the Velm boss" before the text names him."""
    out = []
    for phrase in phrases:
        if phrase.head not in discourse.at and phrase.link < 0:
            if family.owned(phrase):
                thing = family.find(phrase, discourse.at)
            else:
                thing = discourse.offices.only(phrase) or discourse.named_next(phrase)
            if thing is not None:
                out.append(Found(phrase.start, phrase.end, phrase.head, thing, "nominal"))
    return out


def pronoun(text: Text, discourse: Discourse, index: int) -> Thing | None:
    word = text.lower[index]
    if word in HE:
        return discourse.third_person(index)
    return discourse.it(index) if word in IT else discourse.they(index)


def records(text: Text, founds: list[Found], quotes: tuple[Quote, ...], roles: dict[int, str]) -> Resolved:
    """Records in text order; entities in the order of their first mention."""
    unique: dict[tuple[int, int], Found] = {}
    for found in founds:
        unique.setdefault((found.start, found.end), found)
    founds = sorted(unique.values(), key=lambda f: (f.start, f.end))
    things: dict[int, int] = {}
    for found in founds:
        things.setdefault(id(found.thing), len(things))
    by_id = {id(found.thing): found.thing for found in founds}
    mentions = tuple(
        Mention(text.starts[f.start], text.ends[f.end - 1], things[id(f.thing)], f.thing.kind, f.how, f.role)
        for f in founds
    )
    entities = tuple(entity(by_id[key]) for key in things)
    index_of = {id(found): position for position, found in enumerate(founds)}
    speakers = Speakers(text, founds)
    return mentions, entities, tuple(filled(quote, speakers, index_of, roles) for quote in quotes)


def entity(thing: Thing) -> Entity:
    names = thing.names
    if thing.is_person:
        whole = [n for n in names if not any(other.endswith(" " + n) for other in names)] or list(names)
        best = max(whole, key=lambda n: (len(n.split()) > 1, not n.isupper(), names[n], len(n), n))
    else:
        best = thing.full or max(
            names, key=lambda name: (not name.replace(".", "").isupper(), len(name.split()), names[name], name)
        )
    within = tuple(sorted(set(thing.within)))
    return Entity(best, thing.kind, tuple(sorted(set(names) - {best})), thing.country, within)
