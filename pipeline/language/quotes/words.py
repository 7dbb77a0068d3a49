"""The word lists of ``words.toml``, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def _stored() -> dict[str, frozenset[str]]:
    stored = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entries) for name, entries in stored.items()}


def words(name: str) -> frozenset[str]:
    """One list, by its name in the file."""
    return _stored()[name]
