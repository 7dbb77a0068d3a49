"""What goes into canonicalization and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of one article (``records.Entity`` with its article). ``within``: places it is said to lie in."""

    local_id: str
    article_id: str
    name: str
    entity_type: str
    aliases: tuple[str, ...] = ()
    country_code: str | None = None
    mention_count: int = 1
    published_on: date | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CanonicalEntity:
    """One real-world thing. ``members`` are local ids, sorted; ``merge_rule`` says what joined them:

    ``single`` (one article only), ``same_name``, ``country``, ``middle_name``, ``nickname``, ``acronym``,
    ``surname``, ``other_type``, ``decision``; of several, joined by ``+``.
    """

    entity_id: str
    name: str
    entity_type: str
    aliases: tuple[str, ...]
    merge_rule: str
    country_code: str | None
    wikidata_id: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that could not be applied: ``reason`` is ``unknown``, ``contradiction`` or ``ambiguous``."""

    reason: str
    references: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    entities: tuple[CanonicalEntity, ...]
    conflicts: tuple[Conflict, ...] = ()
