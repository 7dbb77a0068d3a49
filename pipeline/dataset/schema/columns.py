"""What a column and a table are: the vocabulary in which the schema is written, and its Arrow form."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyarrow as pa

DAY = pa.timestamp("ms")
INSTANT = pa.timestamp("us", tz="UTC")
SPANS = pa.list_(pa.struct([pa.field("start", pa.int32(), False), pa.field("end", pa.int32(), False)]))
STRINGS = pa.list_(pa.string())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Arrow type, what it means, and what must hold of it.

    ``values`` closes an enumeration; ``references`` is the table whose key it holds; ``slice_of`` is the prefix of the
    offset columns that the text was cut by ("" for ``start_char`` and ``end_char`` themselves); ``is_across`` marks
    what all articles together decide: it is made when publishing, and working files have it not.
    """

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    values: tuple[str, ...] | None = None
    references: str | None = None
    slice_of: str | None = None
    is_across: bool = False

    @property
    def kind(self) -> str:
        """The type in a word, as a reader of tables knows it."""
        return "category" if self.values is not None else str(self.type)

    def arrow_field(self) -> pa.Field:
        return pa.field(self.name, self.type, self.nullable, metadata={"description": self.description})


@dataclass(frozen=True, slots=True)
class Table:
    """One published table: ``key`` is its primary key; rows are sorted by ``order``; ``preview`` are the columns that a
    person looks at first, the one that must be there for a row to tell something foremost; ``is_view`` is one whose
    columns all stand in other tables too."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str
    order: tuple[str, ...]
    preview: tuple[str, ...] = ()
    is_view: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def working(self) -> Table:
        """As the working files have it."""
        return replace(self, columns=tuple(column for column in self.columns if not column.is_across))

    def arrow_schema(self) -> pa.Schema:
        return pa.schema(
            [column.arrow_field() for column in self.columns],
            metadata={"table": self.name, "description": self.description},
        )


def key(name: str, description: str) -> Column:
    return Column(name, pa.string(), description)


def foreign(name: str, table: str, description: str, nullable: bool = False) -> Column:
    return Column(name, pa.string(), description, nullable, references=table)


def across(name: str, table: str, description: str) -> Column:
    """A key that all articles together give a row, or none."""
    return Column(name, pa.string(), description, True, references=table, is_across=True)


def text(name: str, description: str, nullable: bool = True) -> Column:
    return Column(name, pa.string(), description, nullable)


def enum(name: str, values: tuple[str, ...], description: str, nullable: bool = False) -> Column:
    return Column(name, pa.dictionary(pa.int8(), pa.string()), description, nullable, values=tuple(values))


def count(name: str, description: str) -> Column:
    return Column(name, pa.int32(), description)


def number(name: str, description: str, nullable: bool = False) -> Column:
    return Column(name, pa.float64(), description, nullable)


def flag(name: str, description: str) -> Column:
    return Column(name, pa.bool_(), description)


def day(name: str, description: str) -> Column:
    return Column(name, DAY, description, True)


def whole(description: str) -> tuple[Column, ...]:
    """The row's own slice of the article."""
    return (
        count("start_char", "First character of the row in articles.text (Unicode code points, from 0)."),
        count("end_char", "Character after the last one; text is articles.text[start_char:end_char]."),
        Column("text", pa.string(), description, slice_of=""),
    )


def part(name: str, description: str) -> tuple[Column, ...]:
    """A part of the row that may be absent: null text and -1, -1."""
    return (
        Column(f"{name}_text", pa.string(), description, True, slice_of=f"{name}_"),
        count(f"{name}_start_char", f"First character of {name}_text in articles.text; -1 if absent."),
        count(f"{name}_end_char", f"Character after the last one of {name}_text; -1 if absent."),
    )
