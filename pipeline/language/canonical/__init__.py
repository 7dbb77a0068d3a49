"""Canonical entities of the dataset, from the entities of single articles and what a person decided.

>>> result = canonicalize(local_entities, read_decisions(Path("decisions.toml").read_text()))  # doctest: +SKIP

Pure functions: the result depends on the set of entities and decisions, not on their order. docs/entities.md says
how entities are joined and what changes when an article arrives that tells two apart.
"""

from .decisions import Decisions, read_decisions
from .merge import canonicalize
from .records import CanonicalEntity, Conflict, LocalEntity, Result
from .suspicious import suspicious

__all__ = [
    "CanonicalEntity",
    "Conflict",
    "Decisions",
    "LocalEntity",
    "Result",
    "canonicalize",
    "read_decisions",
    "suspicious",
]
