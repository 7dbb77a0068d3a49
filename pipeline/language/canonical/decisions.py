"""What a person decided about entities: ``decisions.toml`` read into records.

A reference is a string: an ``entity_id``, a name ("Jane Roe"), a name with its type ("ORG: Mercury"), and behind
``@`` the article it is meant in ("Jane Roe @ 0a1b2c").
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from pipeline.language.records import ENTITY_TYPES


@dataclass(frozen=True, slots=True)
class Decisions:
    """Groups of references (same, not_same, unsure), and pairs of a reference and its new name or type."""

    same: tuple[tuple[str, ...], ...] = ()
    not_same: tuple[tuple[str, ...], ...] = ()
    unsure: tuple[tuple[str, ...], ...] = ()
    rename: tuple[tuple[str, str], ...] = ()
    type: tuple[tuple[str, str], ...] = ()


def read_decisions(text: str) -> Decisions:
    """Read the TOML; raises ValueError (with the table) for a decision that is not complete."""
    data = tomllib.loads(text)
    # Decisions about rows of other tables may stand in the same file; only entities are read here.
    groups = {
        table: tuple(sorted(_group(table, row) for row in _rows(data, table)))
        for table in ("same", "not_same", "unsure")
    }
    return Decisions(
        **groups,
        rename=tuple(sorted(_pair("rename", row, "name") for row in _rows(data, "rename"))),
        type=tuple(sorted(_pair("type", row, "type") for row in _rows(data, "type"))),
    )


def _rows(data: dict, name: str) -> list[dict]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"decisions: write [[{name}]], with double brackets")
    return rows


def _group(table: str, row: dict) -> tuple[str, ...]:
    entities = row.get("entities")
    texts = isinstance(entities, list) and all(isinstance(entity, str) and entity.strip() for entity in entities)
    if not texts or len(entities) < 2:
        raise ValueError(f'decisions: [[{table}]] needs entities = ["...", "..."], two or more; got {row!r}')
    return tuple(sorted({entity.strip() for entity in entities}))


def _pair(table: str, row: dict, field: str) -> tuple[str, str]:
    entity, value = row.get("entity"), row.get(field)
    if not (isinstance(entity, str) and isinstance(value, str) and entity.strip() and value.strip()):
        raise ValueError(f'decisions: [[{table}]] needs entity = "..." and {field} = "..."; got {row!r}')
    if field == "type" and value not in ENTITY_TYPES:
        raise ValueError(f"decisions: {value!r} is no type; the types are {', '.join(ENTITY_TYPES)}")
    return entity.strip(), value.strip()
