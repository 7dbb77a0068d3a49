"""What follows from a correction: columns that say the same thing in another way are set with the one that was named.

A speaker's name sets the entity, the mention and the role; a value sets its bounds and the value in base units; a unit
sets the kind of quantity, the currency and the base unit; a quote's new speaker is the source of the figures in it.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.dataset.whole.units_of import KnownUnit, known_units

from .corrections import NAMES, Values

Row = dict[str, Any]
LOW_ONLY, HIGH_ONLY, BOTH = ("more_than", "at_least"), ("less_than", "at_most"), ("exact", "about")


@dataclass(slots=True)
class People:
    """Entities of the dataset by id and by name, to find whom a name means."""

    by_id: dict[str, Row] = field(default_factory=dict)
    by_name: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, entities: pa.Table) -> People:
        made = cls()
        columns = ["entity_id", "name", "aliases", "mention_count", "entity_type"]
        for row in entities.select(columns).to_pylist():
            made.by_id[row["entity_id"]] = row
            for name in {row["name"], *row["aliases"]}:
                made.by_name[name.casefold()].append(row)
        return made

    def find(self, name: str, here: set[str]) -> Row | None:
        """The entity of this name: rather one of this article (``here``), by its own name, named most often."""
        found = self.by_name.get(name.casefold(), [])
        return max(found, default=None, key=lambda row: (
            row["entity_id"] in here, row["name"].casefold() == name.casefold(), row["mention_count"], row["entity_id"]
        ))  # fmt: skip

    def nearest(self, name: str) -> str:
        found = difflib.get_close_matches(name.casefold(), self.by_name, 1, 0.75)
        return f" (did you mean {self.by_name[found[0]][0]['name']!r}?)" if found else ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is corrected in: the article's text and its mentions; ``problems`` are told to the person."""

    text: str
    mentions: list[Row]
    people: People
    problems: list[str]

    @property
    def entities(self) -> set[str]:
        return {mention["entity_id"] for mention in self.mentions}


def corrected(table: str, row: Row, said: Values, around: Surroundings) -> Row:
    """The row with what was said and what follows from it."""
    made = row | {column: value for column, value in said.items() if column in row}
    for name, key in NAMES[table].items():
        if name in said or key in said:
            _name(table, made, name, key, said, around)
    if table == "quotes":
        _speaker(made, row, said, around)
        if "content" in said:
            _content(made, said["content"], around)
    else:
        _quantity(made, row, said)
        if _entity_changed(row, made, "source"):
            _words_of(made, "source", around)
    return made


def _name(table: str, made: Row, name: str, key: str, said: Values, around: Surroundings) -> None:
    """Name and entity say the same; one of them is enough, and one that names nobody is told."""
    if key in said:
        entity = around.people.by_id.get(said[key])
        if said[key] and entity is None:
            around.problems.append(f"{key} = {said[key]!r} is no entity of the dataset: the row has none.")
            made[key] = None
    else:
        entity = said[name] and around.people.find(said[name], around.entities)
        if said[name] and entity is None:
            near = around.people.nearest(said[name])
            around.problems.append(f"{name} = {said[name]!r} names no entity of the dataset{near}: {key} is null.")
        made[key] = entity["entity_id"] if entity else None
    if name in made and name not in said:
        made[name] = entity["name"] if entity else None
    elif name in made and entity:
        made[name] = entity["name"]  # as the dataset spells it


def _entity_changed(before: Row, after: Row, part: str) -> bool:
    key, name = f"{part}_entity_id", f"{part}_name"
    return before[key] != after[key] or before.get(name) != after.get(name)


def _speaker(made: Row, before: Row, said: Values, around: Surroundings) -> None:
    if not _entity_changed(before, made, "speaker"):
        return
    mention = next((m for m in around.mentions if m["mention_id"] == before["speaker_mention_id"]), None)
    if mention is None or mention["entity_id"] != made["speaker_entity_id"]:
        made["speaker_mention_id"] = None
    if made["speaker_mention_id"] is None:
        _words_of(made, "speaker", around)
    if "speaker_role" not in said:
        made["speaker_role"] = _role(made, around)
    made["speaker_confidence"] = 1.0 if made["speaker_entity_id"] else None


def _role(row: Row, around: Surroundings) -> str | None:
    """The role that the article gives the speaker, rather before the quote."""
    roles = [m for m in around.mentions if m["entity_id"] == row["speaker_entity_id"] and m["role"]]
    before = [mention for mention in roles if mention["start_char"] <= row["start_char"]]
    return (before[-1] if before else roles[0])["role"] if roles and row["speaker_entity_id"] else None


def _words_of(made: Row, part: str, around: Surroundings) -> None:
    """Words that name another one do not name this one; a pronoun or a description may."""
    start, end = made[f"{part}_start_char"], made[f"{part}_end_char"]
    inside = [m for m in around.mentions if start <= m["start_char"] and m["end_char"] <= end]
    names = [m for m in inside if m["mention_type"] == "name"]
    if names and all(m["entity_id"] != made[f"{part}_entity_id"] for m in names):
        made |= {f"{part}_text": None, f"{part}_start_char": -1, f"{part}_end_char": -1}


def _content(made: Row, content: str, around: Surroundings) -> None:
    """The spans of a quote from its words, joined by ' … ', at the place nearest to where it stood."""
    spans, at = [], None
    for words in content.split(" … "):
        found = [i for i in range(len(around.text)) if around.text.startswith(words, i) and (at is None or i >= at)]
        if not words or not found:
            around.problems.append(f"content: {words!r} does not stand in the article: the content is left as it was.")
            made["content"] = " … ".join(around.text[span["start"] : span["end"]] for span in made["spans"])
            return
        near = made["start_char"] if at is None else at
        start = min(found, key=lambda place: (abs(place - near), place))
        at = start + len(words)
        spans.append({"start": start, "end": at})
    first, last = spans[0]["start"], spans[-1]["end"]
    made |= {"spans": spans, "start_char": first, "end_char": last, "text": around.text[first:last]}


def _quantity(made: Row, before: Row, said: Values) -> None:
    unit = known_units().get(made["unit"])
    if "unit" in said:
        _unit(made, said, unit)
    if {"value", "modifier"} & said.keys():
        _bounds(made, said)
    if {"value", "unit"} & said.keys():
        made["value_base"], made["unit_base"] = _in_base(made, before, unit, "unit" in said)


def _unit(made: Row, said: Values, unit: KnownUnit | None) -> None:
    years_of_life = made["quantity_type"] == "age" and unit is not None and unit.quantity_type == "duration"
    if "quantity_type" not in said and not years_of_life:
        made["quantity_type"] = unit.quantity_type if unit else "count"
    if "currency" not in said:
        made["currency"] = unit.currency if unit else None


def _bounds(made: Row, said: Values) -> None:
    value, modifier = made["value"], made["modifier"]
    if value is None or modifier == "range":
        return
    low = value if modifier in (*LOW_ONLY, *BOTH) else None
    high = value if modifier in (*HIGH_ONLY, *BOTH) else None
    made |= {name: bound for name, bound in (("value_low", low), ("value_high", high)) if name not in said}


def _in_base(made: Row, before: Row, unit: KnownUnit | None, new_unit: bool) -> tuple[float | None, str | None]:
    """The value in base units: by the unit's factor, or by the share by which the value changed."""
    if made["value"] is None:
        return None, made["unit_base"]
    if unit and unit.factor is not None:
        return made["value"] * unit.factor + unit.offset, unit.base
    if new_unit or before["value_base"] is None or not before["value"]:
        return None, None
    return made["value"] * before["value_base"] / before["value"], before["unit_base"]
