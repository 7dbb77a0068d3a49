"""Readers: from the bytes of one input to its articles. Found by content; a name only helps where content cannot tell.

A reader is a function ``(stream, origin) -> Iterator[Delivered | Problem]``; it raises Rejected for the whole of
what it was given. Readers import their libraries inside their functions, so that a run without news imports none.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from ..records import Found, Origin

Reader = Callable[[BinaryIO, Origin], Found]
READERS = {
    "text": "text.read_text",
    "markdown": "text.read_markdown",
    "html": "html.read_html",
    "json": "json_records.read_json",
    "jsonl": "json_records.read_json_lines",
    "csv": "tabular.read_csv",
    "feed": "feed.read_feed",
    "mail": "mail.read_mail",
}
RESUMABLE = frozenset({"jsonl", "csv"})  # one record's failure does not end the reading of the others


def reader(kind: str) -> Reader:
    module, name = READERS[kind].split(".")
    return getattr(import_module(f"{__name__}.{module}"), name)
