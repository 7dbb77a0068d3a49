"""How many rows are right, and how many of those that should be there are: from gold of our own, and from rows that a
person judged.

Gold is measured once for each version of the code, by ``measure_gold``; runs add what ``decisions.toml`` says.
"""

from .gold import measure_gold, measured_gold
from .summary import AccuracyReport, accuracy, fallen, gold_digest, gold_folder, lines, of_release

__all__ = [
    "AccuracyReport",
    "accuracy",
    "fallen",
    "gold_digest",
    "gold_folder",
    "lines",
    "measure_gold",
    "measured_gold",
    "of_release",
]
