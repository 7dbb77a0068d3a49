"""The speakers of quotes: from the words that name them to a mention, through pronouns and descriptions."""

from __future__ import annotations

from dataclasses import replace

from pipeline.language.coreference.text import Text
from pipeline.language.records import Quote, Slice

from .confidence import link_confidence
from .discourse import Found


class Speakers:
    """Finds the mention a speaker's words stand for."""

    def __init__(self, text: Text, founds: list[Found]):
        self.text = text
        self.by_head = {found.head: found for found in founds if not found.nested}
        self.by_token: dict[int, Found] = {}
        for found in sorted(founds, key=lambda f: (f.nested, f.how != "name", f.start)):
            for token in range(found.start, found.end):
                self.by_token.setdefault(token, found)

    def of(self, where: Slice | None) -> Found | None:
        """``Ann Cole, the mayor``, ``she``, ``who``, ``the mayor``; None for "officials" or "a spokesman for Velm"."""
        if where is None or where.end <= where.start:
            return None
        text = self.text
        start, end = max(0, text.token_at(where.start)), text.token_at(where.end - 1) + 1
        if len(text.words[start]) > 1 and text.words[start].isupper():
            # "TARN -- Mayor Cole": a dateline is no part of who speaks.
            start = next((i + 1 for i in range(start, end - 1) if text.words[i] in ("--", "—", "–")), start)
        if start >= end:
            return None
        head = text.head_of(start, end)
        if text.lower[head] in ("who", "which", "that", "whom") and end - start == 1:
            head = self._antecedent(head)
        found = self.by_head.get(head)
        if found is not None:
            return found
        holder = self.by_token.get(head)
        if holder is not None and not holder.nested:
            return holder
        # "palace spokesman Odo Varn" with the noun as head, "Cole of Tolland", "Cole, 45,"; not "Cole's aides".
        for token in (end - 1, start):
            found = self.by_token.get(token)
            if found is not None and found.how == "name" and found.thing.is_person and self._stands_alone(found, end):
                return found
        return None

    def _stands_alone(self, found: Found, end: int) -> bool:
        """Whether nothing behind a name within the speaker's words makes it a modifier: "Cole supporters"."""
        text, behind = self.text, found.end
        return behind >= end or not (text.tags[behind] == "POS" or text.tags[behind].startswith(("NN", "JJ", "VBG")))

    def _antecedent(self, relative: int) -> int:
        """The noun a relative clause hangs on: "Cole, who said"."""
        text, index = self.text, relative
        for _ in range(6):
            if text.deps[index] == "relcl" or text.heads[index] == index:
                break
            index = text.heads[index]
        head = text.heads[index] if text.deps[index] == "relcl" else relative
        # "Odo Varn and Ann Cole, who laughed": she, wherever the parser hangs the clause.
        beside = self.by_token.get(relative - 2) if relative > 1 and text.words[relative - 1] == "," else None
        joined = beside is not None and beside.thing.is_person and text.deps[beside.head] == "conj"
        return beside.head if joined else head


def filled(quote: Quote, speakers: Speakers, index_of: dict[int, int], roles: dict[int, str]) -> Quote:
    """The quote with its speaker's mention and role; ``index_of`` maps a found mention's id() to its position."""
    speaker, via = speakers.of(quote.speaker), speakers.of(quote.via)
    role = None
    if speaker is not None:
        role = speaker.role or roles.get(id(speaker.thing))
    return replace(
        quote,
        speaker_mention=None if speaker is None else index_of.get(id(speaker)),
        via_mention=None if via is None else index_of.get(id(via)),
        speaker_role=quote.speaker_role or role,  # what a transcript's label says, first
        speaker_confidence=None if speaker is None else link_confidence(speakers.text, speaker),
    )
