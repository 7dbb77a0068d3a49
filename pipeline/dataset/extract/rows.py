"""From the language layer's records to rows of the tables, and back.

Rows are keyed by what stands where in which article, so that an unchanged article keeps its ids. Entities are those of
one article here; ``canonical`` makes those of the dataset.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

Row = dict[str, Any]


def make_id(*parts: object) -> str:
    """A short stable key: 80 bits of SHA-256 over the parts, hexadecimal."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def article_rows(doc: Doc, article_id: str) -> dict[str, list[Row]]:
    """Rows of ``sentences``, ``mentions``, ``entities``, ``quotes`` and ``figures``, with their tables' columns."""
    return _Flattener(doc, article_id).rows()


@cache
def _fields(record: type) -> tuple[tuple[str, str | None], ...]:
    """Names of a record's fields; for one that is a slice of the text or None also the prefix of its columns."""
    return tuple(
        (field.name, field.name.removesuffix("_slice") if "Slice | None" in str(field.type) else None)
        for field in fields(record)
    )


class _Flattener:
    def __init__(self, doc: Doc, article_id: str):
        self.doc, self.text, self.article_id = doc, doc.text, article_id
        self.counts = Counter(mention.entity for mention in doc._.mentions)
        self.starts = [sentence.start_char for sentence in doc._.sentences]
        self.ids = {
            "sentence": [self._id("sentence", s.start_char) for s in doc._.sentences],
            "mention": self._unique("mention", [(m.start_char, m.end_char) for m in doc._.mentions]),
            "entity": [self._id("entity", position) for position in range(len(doc._.entities))],
            "quote": self._unique("quote", [(q.start_char, q.end_char) for q in doc._.quotes]),
            "figure": self._unique("figure", [(f.start_char, f.end_char) for f in doc._.figures]),
        }

    def _id(self, *parts: object) -> str:
        return make_id(self.article_id, *parts)

    def _unique(self, what: str, places: list[tuple[int, int]]) -> list[str]:
        """Ids by place; rows that share one are told apart by their order."""
        seen: dict[tuple[int, int], int] = {}
        ids = []
        for place in places:
            seen[place] = seen.get(place, -1) + 1
            ids.append(self._id(what, *place, seen[place]))
        return ids

    def rows(self) -> dict[str, list[Row]]:
        doc = self.doc
        return {
            "sentences": [self._sentence(i, s) for i, s in enumerate(doc._.sentences)],
            "mentions": [self._mention(i, m) for i, m in enumerate(doc._.mentions)],
            "entities": [self._entity(i, e) for i, e in enumerate(doc._.entities)],
            "quotes": [self._quote(i, q) for i, q in enumerate(doc._.quotes)],
            "figures": [self._figure(i, f) for i, f in enumerate(doc._.figures)],
        }

    def _plain(self, record: Any) -> Row:
        """A record's own fields; slices become text and offsets, absent ones null and -1."""
        row: Row = {}
        for name, part in _fields(type(record)):
            value = getattr(record, name)
            if part is not None:
                row[f"{part}_text"] = None if value is None else self.text[value.start : value.end]
                row[f"{part}_start_char"], row[f"{part}_end_char"] = (
                    (-1, -1) if value is None else (value.start, value.end)
                )
            else:
                row[name] = value
        return row

    def _sentence_id(self, start: int) -> str | None:
        index = bisect_right(self.starts, start) - 1
        return self.ids["sentence"][index] if index >= 0 else None

    def _placed(self, what: str, index: int, record: Any) -> Row:
        row = self._plain(record)
        row["start_char"], row["end_char"] = record.start_char, record.end_char
        return row | {
            f"{what}_id": self.ids[what][index],
            "article_id": self.article_id,
            "sentence_id": self._sentence_id(record.start_char),
            "text": self.text[record.start_char : record.end_char],
        }

    def _sentence(self, index: int, sentence: Any) -> Row:
        return self._placed("sentence", index, sentence) | {
            "sentence_index": index,
            "is_boilerplate": sentence.is_boilerplate,
        }

    def _mention(self, index: int, mention: Any) -> Row:
        row = self._placed("mention", index, mention)
        row["entity_id"] = self.ids["entity"][row.pop("entity")]
        return row

    def _entity(self, index: int, entity: Any) -> Row:
        row = self._plain(entity)
        count = self.counts[index]
        return row | {
            "entity_id": self.ids["entity"][index],
            "aliases": list(entity.aliases),
            "merge_rule": "article",
            "wikidata_id": None,
            "mention_count": count,
            "article_count": 1,
            "first_article_id": self.article_id,
        }

    def _linked(self, row: Row, name: str, mention_index: int | None) -> None:
        """``<name>_entity_id`` from a mention's position."""
        mention = None if mention_index is None else self.doc._.mentions[mention_index]
        row[f"{name}_entity_id"] = None if mention is None else self.ids["entity"][mention.entity]

    def _name(self, mention_index: int | None) -> str | None:
        if mention_index is None:
            return None
        return self.doc._.entities[self.doc._.mentions[mention_index].entity].name

    def _quote(self, index: int, quote: Any) -> Row:
        row = self._placed("quote", index, quote)
        speaker, via = row.pop("speaker_mention"), row.pop("via_mention")
        row["speaker_mention_id"] = None if speaker is None else self.ids["mention"][speaker]
        self._linked(row, "speaker", speaker)
        self._linked(row, "via", via)
        row["speaker_name"] = self._name(speaker)
        row["spans"] = [{"start": span.start, "end": span.end} for span in quote.spans]
        row["content"] = " … ".join(self.text[span.start : span.end] for span in quote.spans)
        return row

    def _figure(self, index: int, figure: Any) -> Row:
        row = self._placed("figure", index, figure)
        for name in ("subject", "place", "source"):
            mention = row.pop(f"{name}_mention")
            self._linked(row, name, mention)
            if name == "source":
                row["source_name"] = self._name(mention)
        for name in ("of_figure", "restates_figure", "quote"):
            position, what = row.pop(name), "quote" if name == "quote" else "figure"
            row[f"{name}_id"] = None if position is None else self.ids[what][position]
        return row
