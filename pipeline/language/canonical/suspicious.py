"""Clusters a person should look at: two people in one, as far as names tell."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.language.coreference import lexicon

from .keys import SUFFIXES, words
from .records import CanonicalEntity


def suspicious(entities: Iterable[CanonicalEntity]) -> list[tuple[CanonicalEntity, str]]:
    """Persons whose names differ in the first name (short forms and initials aside), with what differs.

    The dataset shows them as a warning; a decision (same, or not_same with articles) settles one.
    """
    return [(entity, reason) for entity in entities if (reason := _two_first_names(entity))]


def _two_first_names(entity: CanonicalEntity) -> str | None:
    """``Bill Cole`` and ``Hillary Cole`` in one; ``J. Cole``, ``Cole`` and ``Will Cole`` beside ``William`` pass."""
    if entity.entity_type != "PERSON" or "decision" in entity.merge_rule.split("+"):
        return None
    full = []
    for name in (entity.name, *entity.aliases):
        parts = [part for part in words(name) if part not in SUFFIXES]
        if len(parts) > 1:
            full.append((parts, name))
    for position, (parts, name) in enumerate(full):
        for other, other_name in full[position + 1 :]:
            # "Marn Cole" beside "Hilda Marn Cole" is a part of the name, not another person.
            part = set(parts) <= set(other) or set(other) <= set(parts)
            if not part and not lexicon.same_given(parts[0], other[0]):
                return f"{name} and {other_name}"
    return None
