"""The word lists of ``words.toml``, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from spacy.strings import get_string_id

# The lists of cues: what tells that somebody speaks, writes, thinks, wants or judges.
CUES = ("saying", "writing", "thought", "intention", "stance", "telling", "reporting")
# Lists whose words rules look for in a whole text, where other lists are asked about a token at hand.
LOOKED_FOR = (*CUES, "source_leads", "said_nouns", "media_nouns", "judging", "voicing")


@cache
def _stored() -> dict[str, frozenset[str]]:
    stored = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entries) for name, entries in stored.items()}


@cache
def words(*names: str) -> frozenset[str]:
    """All words of some lists, by their names in the file."""
    return frozenset().union(*(_stored()[name] for name in names))


@cache
def hashes(*names: str) -> frozenset[int]:
    """The same as the hashes that a Doc has its lemmas by."""
    return frozenset(map(get_string_id, words(*names)))


@cache
def clausal_cues() -> frozenset[int]:
    """Hashes of the cues whose clause alone attributes: ``said it was late``, but not ``spoke about it``."""
    return hashes(*CUES) - hashes("no_clause_verbs")
