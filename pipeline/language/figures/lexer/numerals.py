"""The vocabulary of numbers: words, scales, suffixes, fractions, ordinals; and the record of one number."""

from __future__ import annotations

from dataclasses import dataclass

UNITS = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True
    ),
    fourty=40,
)
SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
SUFFIXES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "mil": 10**6,
    "mm": 10**6,
    "cr": 10**7,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "tln": 10**12,
    "t": 10**12,
}
DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
VAGUE = {"dozens": (12, 120), "scores": (20, 200), "tens": (10, 100), "hundreds": (100, 1000)} | {
    f"{name}s": (value, 10 * value) for name, value in SCALES.items()
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
TIMES = {"once": 1, "twice": 2, "thrice": 3}
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))


@dataclass(slots=True)
class Number:
    """``low`` and ``high`` are set for vague plurals only; ``start_char``, ``end_char`` are character offsets.

    ``kind``: digits, words, one (the bare word), vague, fraction, times ("twice"), none ("no"), ordinal.
    ``scaled`` is the factor of a scale word or suffix ("million"), so that "2-3 million" can share it.
    """

    start: int
    end: int
    value: float | None
    kind: str
    low: float | None = None
    high: float | None = None
    scaled: float = 1
    suffix: str | None = None
