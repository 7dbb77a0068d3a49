"""Figures of the same measured thing, across articles and days: series, and whether their values agree.

>>> story_series(points)  # doctest: +SKIP

Pure functions over records: the result depends on the set of figures, not on their order. docs/series.md says what is
one series and what is two.
"""

from .build import indicator_series, story_series
from .indicators import Indicator, indicator_of
from .measure import as_earlier, is_earlier
from .records import STATES, Point, Series

__all__ = [
    "STATES",
    "Indicator",
    "Point",
    "Series",
    "as_earlier",
    "indicator_of",
    "indicator_series",
    "is_earlier",
    "story_series",
]
