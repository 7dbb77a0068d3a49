"""The schema, as data: every table, column, type, description, enumeration and reference stands here and only here.

Arrow schemas, Dagster's column schemas, the data dictionary, the data package and the checks are derived from it.
``SCHEMA_VERSION`` is written into every file; raise it when a column is renamed, removed
or changes its meaning, or a table is added: releases of an earlier version have the tables of theirs.
"""

from .columns import Column, Table
from .extracted import ENTITIES, FIGURES, MENTIONS, QUOTES, SENTENCES
from .shared import SERIES, STORIES
from .sources import ARTICLES, CHANGES, HISTORY, REJECTS
from .views import ABOUT, FACTS, STATEMENTS

SCHEMA_VERSION = "2"
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ARTICLES,
        SENTENCES,
        MENTIONS,
        ENTITIES,
        QUOTES,
        FIGURES,
        STORIES,
        SERIES,
        STATEMENTS,
        FACTS,
        ABOUT,
        REJECTS,
        CHANGES,
        HISTORY,
    )
}

__all__ = ["SCHEMA_VERSION", "TABLES", "Column", "Table"]
