"""How sure the link from a speaker's words to a person or body is: the share that was right, by kind of link.

Counted on the speakers of the rows found in 84 documents of GUM (news, interviews, biographies, letters, essays,
speeches, court hearings, travel guides, textbooks; annotations CC BY 4.0) with their gold coreference: a link is right
where the gold mention at the speaker's place belongs to the entity that most names of the linked one belong to. One
right and one wrong link are added to each count, so that few give no certainty.
"""

from __future__ import annotations

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.text import Text

from .discourse import Found

# right, of
COUNTED = {
    "a person's full name": (58, 58),
    "a person's surname or given name, the full name elsewhere": (80, 83),
    "a person's surname or given name, nothing else": (13, 17),
    "another name of several words": (27, 30),
    "another name, its longer form elsewhere": (7, 8),
    "another name of one word": (37, 49),
    "he or she, clearly": (56, 63),
    "he or she, others near": (2, 3),
    "the first or second person": (106, 122),
    "it or they": (1, 1),
    "a description": (12, 18),
}
CLEARLY = 2 / 3  # of the salience of all persons that the pronoun may be
THIRD = lexicon.words("third_person")


def kind_of_link(text: Text, found: Found) -> str:
    """Which of the kinds above a speaker's mention is."""
    if found.how == "nominal":
        return "a description"
    if found.how == "pronoun":
        word = text.lower[found.start]
        if word in THIRD:
            return "he or she, clearly" if found.share >= CLEARLY else "he or she, others near"
        return "it or they" if word in ("it", "its", "they", "their", "them") else "the first or second person"
    several, fuller = found.end - found.start > 1, len(found.thing.parts) > 1
    if found.thing.is_person:
        if several:
            return "a person's full name"
        rest = "the full name elsewhere" if fuller else "nothing else"
        return f"a person's surname or given name, {rest}"
    if several:
        return "another name of several words"
    return "another name, its longer form elsewhere" if fuller else "another name of one word"


def link_confidence(text: Text, found: Found) -> float:
    """Estimated probability that a speaker's mention is of the entity it is given to, 0 to 1."""
    right, of = COUNTED[kind_of_link(text, found)]
    return round((right + 1) / (of + 2), 2)
