"""Newsledger: news articles in, an analysis-ready dataset out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.dataset.load import load_tables

    from .dataset.publish.export import export

__all__ = ["export", "load_tables"]


def __getattr__(name: str):
    """Load lazily, so that importing the package costs nothing."""
    if name == "load_tables":
        from pipeline.dataset.load import load_tables

        return load_tables
    if name == "export":
        from .dataset.publish.export import export

        return export
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
