"""The language of a text, by a model that comes in its package (py3langid)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

SAMPLE = 6000
WORDS = re.compile(r"[^\W\d_]{2,}")
MIN_WORDS = 5
ENGLISH = "en"


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that most of a text is in; None where there are too few words to tell.

    A long text is judged by its beginning, middle and end, so that a foreign headline or a last line in a second
    language does not decide.
    """
    if len(text) > SAMPLE:
        third, middle = SAMPLE // 3, len(text) // 2
        text = f"{text[:third]}\n{text[middle : middle + third]}\n{text[-third:]}"
    words = WORDS.findall(text)
    if len(words) < MIN_WORDS:
        return None
    if _is_plainly_english(words):
        return ENGLISH
    from py3langid import classify

    return classify(" ".join(words))[0]


@lru_cache
def english_words() -> frozenset[str]:
    """Function words of English, as english.txt lists them."""
    listed = (Path(__file__).parent / "english.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in listed if not line.startswith("#") for word in line.split())


def _is_plainly_english(words: list[str]) -> bool:
    """A quarter of running English is function words; of no other language is that share these."""
    return len(words) >= 20 and sum(word.lower() in english_words() for word in words) > 0.25 * len(words)
