"""Ingestion: from files, feeds and archives of many kinds to the articles in ``work/articles``, again and again.

``update_articles(settings)`` is all that other layers call, and ``hold_back`` before they publish. How it works is in
``docs/ingestion.md``. Modules of this folder that a run without news does not need are imported when they are.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .holdback import hold_back
    from .report import IngestReport
    from .update import update_articles

__all__ = ["IngestReport", "hold_back", "update_articles"]


def __getattr__(name: str):
    """Load lazily: the reading process must not import what it never uses (spaCy, Arrow)."""
    from importlib import import_module

    modules = {"IngestReport": "report", "hold_back": "holdback", "update_articles": "update"}
    if name in modules:
        return getattr(import_module(f"{__name__}.{modules[name]}"), name)
    raise AttributeError(name)
