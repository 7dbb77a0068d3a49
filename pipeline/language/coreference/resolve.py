"""The pass over one article that puts the rules together."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.language.records import Entity, Mention, Quote

from .discourse import HE, IT, THEY, Discourse, Found
from .linking import Thing, link
from .names import find_names
from .phrases import Phrase, described, find_phrases, noun_gender, noun_kinds, title_before
from .spans import Name
from .speakers import Speakers, filled
from .text import Text
from .turns import FIRST, SECOND, WE, guest_of, interview_turns, labelled, organization_of

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
    phrases = find_phrases(text, covered)
    tied = tie_phrases(text, phrases, founds, covered)
    discourse = Discourse(text, named_speakers(text, doc._.quotes, founds, quoted), quoted)
    for _, _, event in sorted(events(text, names, phrases, covered), key=lambda event: event[:2]):
        if isinstance(event, Name):
            name_event(text, discourse, event, heads[id(event)], roles)
        elif isinstance(event, Phrase):
            found = phrase_event(text, discourse, event, tied.get(event.head), roles)
            if found is not None:
                founds.append(found)
        elif text.lower[event] == "who":
            discourse.relative(event)
        else:
            thing = pronoun(text, discourse, event)
            if thing is not None:
                found = Found(event, event + 1, event, thing, "pronoun")
                discourse.add(found)
                founds.append(found)
    founds += labelled_speakers(text, founds, doc)
    founds += first_and_second(text, founds, doc, quoted)
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
            words = [text.lemmas[i].lower() for i in range(*title) if noun_kinds(text.lemmas[i])]
            words += [text.lower[i] for i in range(*title) if noun_kinds(text.lower[i])]
            words += [ABBREVIATED[word] for word in text.lower[slice(*title)] if word in ABBREVIATED]
            thing.words.update(text.lower[slice(*title)])
            for word in words:
                thing.gender = thing.gender or noun_gender(word)
    elif not name.nested and name.end - name.start > 1:
        words = [text.lower[i] for i in range(name.start, name.end) if noun_kinds(text.lower[i]) and text.is_capital(i)]
    discourse.add(found)
    discourse.name_words(found, words)


def tie_phrases(text: Text, phrases: list[Phrase], founds: list[Found], covered: list[int]) -> dict[int, Thing]:
    """Things of phrases in apposition to a name, by the phrase's head: known before the text is read in order."""
    out = {}
    for phrase in phrases:
        if phrase.how == "apposition" and covered[phrase.link]:
            thing = founds[covered[phrase.link] - 1].thing
            if fits(phrase, thing):
                out[phrase.head] = thing
    return out


def fits(phrase: Phrase, thing: Thing) -> bool:
    kinds = phrase.kinds
    if thing.is_person:
        return "P" in kinds
    return ("O" in kinds and thing.kind in ("ORG", "FAC")) or ("G" in kinds and thing.kind in ("GPE", "LOC", "FAC"))


def phrase_event(
    text: Text, discourse: Discourse, phrase: Phrase, tied: Thing | None, roles: dict[int, str]
) -> Found | None:
    thing = tied
    if thing is None and phrase.link >= 0:
        linked = discourse.at.get(phrase.link)
        if linked is not None and fits(phrase, linked.thing) and not linked.nested:
            thing = linked.thing
    if thing is None and phrase.link < 0:
        thing = discourse.described(phrase)
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
    discourse.add(found)
    thing.words.update(text.lower[phrase.start : phrase.end])
    discourse.name_words(found, [text.lemmas[phrase.head].lower()])
    return found


def pronoun(text: Text, discourse: Discourse, index: int) -> Thing | None:
    word = text.lower[index]
    if word in HE:
        return discourse.third_person(index)
    return discourse.it(index) if word in IT else discourse.they(index)


def quoted_tokens(text: Text, quotes: tuple[Quote, ...]) -> dict[int, int]:
    """Token to the position of the direct or mixed quote it stands in."""
    out = {}
    for position, quote in enumerate(quotes):
        if quote.quote_type in ("direct", "mixed") and quote.rule != "turn":  # turns tell who "I" is there
            for span in quote.spans:
                for token in range(max(0, text.token_at(span.start)), text.token_at(span.end - 1) + 1):
                    if quote.quote_type == "direct" or in_marks(text, token, span):
                        out[token] = position
    return out


def in_marks(text: Text, token: int, span) -> bool:
    """Inside the marks of a partly quoted content."""
    opened = False
    for index in range(max(0, text.token_at(span.start)), token + 1):
        if text.words[index] in ("“", "``"):
            opened = True
        elif text.words[index] in ("”", "''"):
            opened = False
        elif text.words[index] == '"':
            opened = not opened
    return opened


def named_speakers(
    text: Text, quotes: tuple[Quote, ...], founds: list[Found], quoted: dict[int, int]
) -> dict[int, Thing]:
    """Token inside a quotation to its speaker, where the speaker's words are a name: "he" is another person."""
    if not quoted:
        return {}
    speakers = Speakers(text, founds)
    of = {position: speakers.of(quotes[position].speaker) for position in set(quoted.values())}
    return {token: of[position].thing for token, position in quoted.items() if of[position] is not None}


def labelled_speakers(text: Text, founds: list[Found], doc: Doc) -> list[Found]:
    """The labels of turns ("MARDEN:", "A:") that are no mention yet, where it is known whose they are."""
    places = {quote.speaker for quote in doc._.quotes if quote.rule == "turn" and quote.speaker is not None}
    if not places:
        return []
    things, speakers, out = labelled(text, founds, doc._.context.title), Speakers(text, founds), []
    for place in sorted(places, key=lambda place: place.start):
        start, end = text.token_at(place.start), text.token_at(place.end - 1) + 1
        thing = things.get(text.paragraphs[start])
        if thing is not None and speakers.of(place) is None:
            how = "name" if text.lower[end - 1] in thing.parts else "nominal"
            out.append(Found(start, end, text.head_of(start, end), thing, how))
    return out


def first_and_second(text: Text, founds: list[Found], doc: Doc, quoted: dict[int, int]) -> list[Found]:
    """ "I" in a quotation is its speaker; in an interview's turn whoever has it, and "you" the one asked."""
    places = [
        i
        for i, word in enumerate(text.lower)
        if (word in FIRST or word in SECOND or word in WE) and not text.skipped[i]
    ]
    if not places:
        return []
    turns = interview_turns(text, founds, doc._.context.title)
    guest = guest_of(text, founds, doc._.context.title) if turns else None
    headed = organization_of(text, founds, guest)
    speakers = Speakers(text, founds)
    taken, cache, out = {found.head for found in founds}, {}, []
    for index in places:
        thing = None
        if index in quoted:
            position = quoted[index]
            if position not in cache:
                cache[position] = speakers.of(doc._.quotes[position].speaker)
            if text.lower[index] in FIRST and cache[position] is not None:
                thing = cache[position].thing
        elif turns:
            speaker, asked = turns.get(text.paragraphs[index], (None, None))
            thing = speaker if text.lower[index] in FIRST else asked
            if text.lower[index] in WE:
                thing = headed if speaker is guest else None
            if index + 1 < len(text) and text.lower[index + 1] in ("two", "both", "all", "guys", "three"):
                thing = None
        if thing is not None and index not in taken:
            out.append(Found(index, index + 1, index, thing, "pronoun"))
    return out


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
        best = max(names, key=lambda name: (len(name.split()) > 1, names[name], len(name), name))
    else:
        best = max(names, key=lambda name: (not name.replace(".", "").isupper(), len(name.split()), names[name], name))
    within = tuple(sorted(set(thing.within)))
    return Entity(best, thing.kind, tuple(sorted(set(names) - {best})), thing.country, within)
