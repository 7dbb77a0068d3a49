"""The language of a text, by a model that comes in its package (py3langid)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

SAMPLE = 6000
WORDS = re.compile(r"[^\W\d_]{2,}")
MIN_WORDS = 5
ENGLISH = "en"
# By how much another language must be likelier than English, as a log-likelihood per word. Of 1,000 short English lines
# (headlines, single sentences) 50 were likelier in another one, none by more than 2.9; eleven sentences in nine other
# languages by 6.2 to 22.6.
CLEAR = 4.5


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that most of a text is in; None where there are too few words to tell, or they
    might be English as well: names and capitals make many a headline look foreign.

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
    from py3langid import rank

    ranked = rank(" ".join(words))
    best, likelihood = ranked[0]
    return best if best == ENGLISH or likelihood - dict(ranked)[ENGLISH] > CLEAR * len(words) else None


@lru_cache
def english_words() -> frozenset[str]:
    """Function words of English, as english.txt lists them."""
    listed = (Path(__file__).parent / "english.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in listed if not line.startswith("#") for word in line.split())


def _is_plainly_english(words: list[str]) -> bool:
    """A quarter of running English is function words; of no other language is that share these."""
    return len(words) >= 20 and sum(word.lower() in english_words() for word in words) > 0.25 * len(words)
