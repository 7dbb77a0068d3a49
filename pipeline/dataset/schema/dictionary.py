"""The data dictionary, from the schema: ``python -m pipeline.dataset.schema.dictionary > docs/data-dictionary.md``."""

from . import TABLES, Column, Table


def dictionary() -> str:
    """Markdown: a section a table, a row a column."""
    sections = ["# Data dictionary\n\nMade from the schema by `python -m pipeline.dataset.schema.dictionary`."]
    return "\n\n".join([*sections, *map(_section, TABLES.values())]) + "\n"


def _section(table: Table) -> str:
    head = f"## {table.name}\n\n{table.description} Key: `{table.key}`.\n\n"
    return (
        head
        + "| column | type | null | what it is |\n| --- | --- | --- | --- |\n"
        + "\n".join(map(_row, table.columns))
    )


def _row(column: Column) -> str:
    what = column.description
    if column.values is not None:
        what += " One of: " + ", ".join(f"`{value}`" for value in column.values) + "."
    if column.references:
        what += f" Refers to `{column.references}`."
    return f"| `{column.name}` | {column.kind.replace('|', ' ')} | {'yes' if column.nullable else 'no'} | {what} |"


if __name__ == "__main__":
    print(dictionary(), end="")
