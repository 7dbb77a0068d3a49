"""Where a judgement stands: words of an article and their neighbours, which find their place again in another revision.

``at = { article_id = "...", text = "12", before = "said on Monday that ", after = " of the 30 cables" }``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

NEIGHBOURS = 40  # characters kept on either side
ENOUGH = 8  # so many of them must still be there, unless the words are many and stand in one place only
MANY = 25


@dataclass(frozen=True, slots=True)
class Anchor:
    article_id: str
    text: str
    before: str = ""
    after: str = ""

    def place(self, text: str) -> tuple[int, int] | None:
        """Where the words stand in an article's text now; None where they do not, or in several places alike."""
        found = [match.start() for match in re.finditer(f"(?={re.escape(self.text)})", text)]
        scores = sorted(((self._alike(text, start), start) for start in found), reverse=True)
        if not scores or (len(scores) > 1 and scores[0][0] == scores[1][0]):
            return None
        score, start = scores[0]
        known = score >= min(ENOUGH, len(self.before) + len(self.after))
        return (start, start + len(self.text)) if known or (len(found) == 1 and len(self.text) >= MANY) else None

    def _alike(self, text: str, start: int) -> int:
        """How many characters beside the words are the same as they were."""
        before, after = text[:start], text[start + len(self.text) :]
        return _common(self.before[::-1], before[: -len(self.before) - 1 : -1]) + _common(self.after, after)


def _common(a: str, b: str) -> int:
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def make_anchor(article_id: str, text: str, start: int, end: int) -> Anchor:
    """Of ``text[start:end]``."""
    before, after = text[max(0, start - NEIGHBOURS) : start], text[end : end + NEIGHBOURS]
    return Anchor(article_id, text[start:end], before, after)


def read_anchor(at: Any) -> Anchor | None:
    """Raises ValueError for one that is not complete; None if there is none."""
    if at is None:
        return None
    names = ("article_id", "text", "before", "after")
    if not isinstance(at, dict) or not at.keys() <= set(names) or not all(isinstance(v, str) for v in at.values()):
        raise ValueError(f"decisions.toml: at needs texts named {', '.join(names)}; got {at!r}")
    if not at.get("article_id") or not at.get("text"):
        raise ValueError(f"decisions.toml: at needs article_id and text; got {at!r}")
    return Anchor(**at)
