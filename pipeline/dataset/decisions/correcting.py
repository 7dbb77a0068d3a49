"""Corrections applied to a bucket: rows found by key or by their words, changed with what follows, dropped or added."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.extract.rows import make_id
from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.files import read_parquet
from pipeline.dataset.whole.entities import canonical_path
from pipeline.settings import Settings

from .anchors import Anchor
from .consequences import People, Row, Surroundings, corrected
from .corrections import CORRECTED, Correction, Corrections, Values, read_corrections

Tables = dict[str, pa.Table]
BY_A_PERSON = "person"
QUOTATION_MARKS = "“”\"‘'«»„"


@dataclass(slots=True)
class Correcting:
    """``problems`` grow as buckets are done; ``met`` are the lines whose row was seen."""

    corrections: Corrections
    people: People
    problems: list[str] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    last: tuple[int, Tables] | None = None  # the bucket that was done last

    @property
    def is_empty(self) -> bool:
        return not (self.corrections.rows or self.corrections.added)

    def apply(self, tables: Tables, texts: Mapping[str, str]) -> Tables:
        """The tables of a bucket as corrected; ``texts`` of its articles by id."""
        found = {name: self._found(name, tables[name], texts) for name in CORRECTED}
        added = [line for line in self.corrections.added if line.at.article_id in texts]
        if not any(found.values()) and not added:
            return tables
        made = dict(tables)
        for name in CORRECTED:
            made[name] = self._changed(name, made, found[name], texts)
            if name == "quotes":
                self._follow(tables["quotes"], made["quotes"], made, found["figures"])
        for line in added:
            self._add(line, made, texts[line.at.article_id])
        gone = {name: [key for key, values in found[name].items() if values is None] for name in CORRECTED}
        return {name: _without_references(name, rows, gone) for name, rows in made.items()}

    def all_problems(self) -> list[str]:
        """To be asked when all buckets have been done."""
        lines = [*self.corrections.rows, *self.corrections.added]
        lost = [line for line in lines if id(line) not in self.met]
        return [*self.corrections.problems, *self.problems, *map(_lost, lost)]

    def _found(self, name: str, rows: pa.Table, texts: Mapping[str, str]) -> dict[str, Values | None]:
        """What was said, by the key that the row has now."""
        lines = [line for line in self.corrections.rows if line.table == name]
        if not lines:
            return {}
        keys = rows[TABLES[name].key]
        wanted = pa.array([line.key for line in lines], pa.string())
        there = rows.filter(pc.is_in(keys, wanted)).select([TABLES[name].key, "article_id", "text"]).to_pylist()
        known = {row[TABLES[name].key]: row for row in there}
        found: dict[str, Values | None] = {}
        for line in lines:
            row = known.get(line.key)
            if row and (line.at is None or row["text"] == line.at.text):
                found[line.key] = line.values
                self.met.add(id(line))
            elif line.at and line.at.article_id in texts:
                self._find_again(line, rows, texts[line.at.article_id], found)
        return found

    def _find_again(self, line: Correction, rows: pa.Table, text: str, found: dict[str, Values | None]) -> None:
        """The row at the words of the line, under whatever key; a row that was to go and is gone is as was wanted."""
        place = line.at.place(text)
        key = place and _row_at(rows, TABLES[line.table].key, line.at, place)
        if key:
            found[key] = line.values
        elif place is None:
            return
        elif line.values is not None:
            self.problems.append(
                f"decisions.toml corrects {line.table} {line.key} at {line.at.text!r}: no row stands at these words "
                "any more; write [[add]] to have one."
            )
        self.met.add(id(line))

    def _changed(self, name: str, tables: Tables, said: dict[str, Values | None], texts: Mapping[str, str]) -> pa.Table:
        rows = tables[name]
        if not said:
            return rows
        key, made = TABLES[name].key, []
        for row in rows.to_pylist():
            values = said.get(row[key], {})
            if values:
                around = self._around(row["article_id"], tables["mentions"], texts)
                row = corrected(name, row, values, around)
                if "content" in values:
                    row["sentence_id"] = _sentence_at(tables["sentences"], row["article_id"], row["start_char"])
                self._tell(around, f"{name} {row[key]}")
            if values is not None:
                made.append(row)
        return _sorted(name, made, rows.schema)

    def _around(self, article_id: str, mentions: pa.Table, texts: Mapping[str, str]) -> Surroundings:
        here = mentions.filter(pc.equal(mentions["article_id"], article_id)).to_pylist()
        here.sort(key=lambda mention: mention["start_char"])
        return Surroundings(texts[article_id], here, self.people, [])

    def _tell(self, around: Surroundings, what: str) -> None:
        self.problems += [f"decisions.toml corrects {what}: {problem}" for problem in around.problems]

    def _follow(self, before: pa.Table, after: pa.Table, made: Tables, said: dict[str, Values | None]) -> None:
        """The source of a figure is the speaker of its quote, where it was so before and nothing else was said."""
        columns = ["quote_id", "speaker_entity_id", "speaker_name"]
        old = {row["quote_id"]: row for row in before.select(columns).to_pylist()}
        changed = {row["quote_id"]: row for row in after.to_pylist() if row["quote_id"] in old and any(
            row[column] != old[row["quote_id"]][column] for column in columns)}  # fmt: skip
        if not changed:
            return
        rows = []
        for row in made["figures"].to_pylist():
            quote, own = changed.get(row["quote_id"]), said.get(row["figure_id"]) or {}
            if quote and row["source_entity_id"] == old[row["quote_id"]]["speaker_entity_id"] and not (
                {"source_name", "source_entity_id"} & own.keys()
            ):  # fmt: skip
                row |= {f"source_{part}": quote[f"speaker_{part}"] for part in
                        ("entity_id", "name", "text", "start_char", "end_char")}  # fmt: skip
            rows.append(row)
        made["figures"] = pa.Table.from_pylist(rows, schema=made["figures"].schema)

    def _add(self, line: Correction, made: Tables, text: str) -> None:
        place = line.at.place(text)
        if place is None:
            return
        self.met.add(id(line))
        name, rows = line.table, made[line.table]
        around = self._around(line.at.article_id, made["mentions"], {line.at.article_id: text})
        key = _row_at(rows, TABLES[name].key, line.at, place, exactly=True)
        if key is None:
            row = _new_row(name, line.at.article_id, place, text, made)
            rest = rows.to_pylist()
        else:
            rest = rows.to_pylist()
            row = next(each for each in rest if each[TABLES[name].key] == key)
            rest.remove(row)
        row = corrected(name, row, line.values, around)
        self._tell(around, f"{name} at {line.at.text!r}")
        made[name] = _sorted(name, [*rest, row], rows.schema)


def correcting_of(settings: Settings) -> Correcting:
    """Raises ValueError for a correction that no row can have."""
    made = Correcting(read_corrections(settings.decisions), People())
    if not made.is_empty:
        made.people = People.of(read_parquet(canonical_path(settings.work)))
    return made


def _lost(line: Correction) -> str:
    what = f"corrects {line.table} {line.key}" if line.key else f"adds to {line.table}"
    if line.at is None:
        return f"decisions.toml {what}, which is not there."
    return (
        f"decisions.toml {what} at {line.at.text!r} in article {line.at.article_id}: these words are gone from it, or "
        "stand in several places, or the article is gone. The line waits for them; remove it if it is settled."
    )


def _row_at(rows: pa.Table, key: str, at: Anchor, place: tuple[int, int], exactly: bool = False) -> str | None:
    """Key of the row at a place: the one that stands there, else the one that shares most of it."""
    here = rows.filter(pc.equal(rows["article_id"], at.article_id)).select([key, "start_char", "end_char"]).to_pylist()
    best, most = None, 0.5  # shares less than half of both: another row
    for row in here:
        shared = min(place[1], row["end_char"]) - max(place[0], row["start_char"])
        share = shared / max(place[1] - place[0], row["end_char"] - row["start_char"])
        if share > most or share == 1:
            best, most = row[key], share
    return best if not exactly or most == 1 else None


def _new_row(name: str, article_id: str, place: tuple[int, int], text: str, made: Tables) -> Row:
    """A row at these words of which nothing is known yet; its key is the one that extraction would give it."""
    start, end = place
    singular = {"quotes": "quote", "figures": "figure"}[name]
    row: Row = {field.name: None for field in made[name].schema}
    row |= {column: -1 for column in row if column.endswith("_char")}
    row |= {column: False for column in row if column.startswith("is_")}
    row |= {
        f"{singular}_id": make_id(article_id, singular, start, end, 0), "article_id": article_id,
        "sentence_id": _sentence_at(made["sentences"], article_id, start),
        "start_char": start, "end_char": end, "text": text[start:end], "confidence": 1.0, "rule": BY_A_PERSON,
    }  # fmt: skip
    if name == "quotes":
        marked = text[:start].rstrip(" ")[-1:] in QUOTATION_MARKS and text[:start].strip()
        return row | {"quote_type": "direct" if marked else "indirect", "attribution_kind": "speech",
                      "spans": [{"start": start, "end": end}], "content": text[start:end]}  # fmt: skip
    quote = _quote_around(made["quotes"], article_id, start, end)
    if quote:
        row |= {f"source_{part}": quote[f"speaker_{part}"] for part in
                ("entity_id", "name", "text", "start_char", "end_char")} | {"quote_id": quote["quote_id"]}  # fmt: skip
    return row | {"modifier": "exact", "quantity_type": "count", "unit": "dimensionless"}


def _sentence_at(sentences: pa.Table, article_id: str, start: int) -> str:
    here = sentences.filter(pc.equal(sentences["article_id"], article_id)).sort_by("start_char")
    starts = here["start_char"].to_pylist()
    return here["sentence_id"][max(0, bisect_right(starts, start) - 1)].as_py()


def _quote_around(quotes: pa.Table, article_id: str, start: int, end: int) -> Row | None:
    here = quotes.filter(pc.equal(quotes["article_id"], article_id)).to_pylist()
    return next((row for row in here if row["quote_type"] != "scare" and any(
        span["start"] <= start and end <= span["end"] for span in row["spans"])), None)  # fmt: skip


def _sorted(name: str, rows: list[Row], schema: pa.Schema) -> pa.Table:
    rows.sort(key=lambda row: tuple(row[column] for column in TABLES[name].order))
    return pa.Table.from_pylist(rows, schema=schema)


def _without_references(name: str, rows: pa.Table, gone: dict[str, list[str]]) -> pa.Table:
    """References to rows that go become null."""
    for column in TABLES[name].columns if name in TABLES else ():
        if keys := gone.get(column.references or ""):
            place, said = rows.schema.get_field_index(column.name), rows[column.name]
            kept = pc.if_else(pc.is_in(said, pa.array(keys)), pa.scalar(None, pa.string()), said)
            rows = rows.set_column(place, rows.schema.field(place), kept)
    return rows
