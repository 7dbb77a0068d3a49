"""From stored rows of one article back to the language layer's records, so that nothing is extracted twice."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from pipeline.language.records import Entity, Mention, Quote, Sentence, Slice

if TYPE_CHECKING:
    from spacy.tokens import Doc

Row = dict[str, Any]


def restore_sentences(doc: Doc, rows: list[Row]) -> None:
    names = [field.name for field in fields(Sentence)]
    doc._.sentences = tuple(Sentence(**{name: row[name] for name in names}) for row in rows)


def restore_attribution(doc: Doc, mentions: list[Row], entities: list[Row], quotes: list[Row]) -> None:
    """Mentions, entities and quotes, which refer to each other by position."""
    entity_at = {row["entity_id"]: position for position, row in enumerate(entities)}
    mention_at = {row["mention_id"]: position for position, row in enumerate(mentions)}
    doc._.entities = tuple(_entity(row) for row in entities)
    doc._.mentions = tuple(
        Mention(
            row["start_char"],
            row["end_char"],
            entity_at[row["entity_id"]],
            row["entity_type"],
            row["mention_type"],
            row["role"],
        )
        for row in mentions
    )
    via_at = {row["entity_id"]: position for position, row in reversed(list(enumerate(mentions)))}
    doc._.quotes = tuple(_quote(row, mention_at, via_at) for row in quotes)


def _entity(row: Row) -> Entity:
    values = {field.name: row[field.name] for field in fields(Entity)}
    return Entity(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def _slice(row: Row, part: str) -> Slice | None:
    start = row[f"{part}_start_char"]
    return None if start < 0 else Slice(start, row[f"{part}_end_char"])


def _quote(row: Row, mention_at: dict[str, int], via_at: dict[str, int]) -> Quote:
    return Quote(
        quote_type=row["quote_type"],
        attribution_kind=row["attribution_kind"],
        spans=tuple(Slice(span["start"], span["end"]) for span in row["spans"]),
        rule=row["rule"],
        confidence=row["confidence"],
        speaker=_slice(row, "speaker"),
        speaker_mention=mention_at.get(row["speaker_mention_id"]),
        speaker_role=row["speaker_role"],
        speaker_confidence=row["speaker_confidence"],
        cue=_slice(row, "cue"),
        cue_lemma=row["cue_lemma"],
        via=_slice(row, "via"),
        via_mention=via_at.get(row["via_entity_id"]),
        is_negated=row["is_negated"],
    )
