"""spaCy's tokenizer in time linear in the length of a text, whatever the text.

That tokenizer peels marks off the ends of what stands between two white spaces, one at a time, and searches all the
rest again for each: a line of 8,000 dollar signs takes it minutes. So no more than PIECE characters without a white
space are given to it at once; texts without such a run are tokenized as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.tokens import Doc

LONGEST = 120  # characters between white spaces; longer words of news are addresses, and chains of words and dashes
PIECE = 40
LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
# Nothing much can be peeled off an address that has letters or digits after every other mark.
ADDRESS = re.compile(r"(?:https?://|www\.)(?:\w++[^\w\s]{0,2}+){1,400}+(?!\S)")


class BoundedTokenizer:
    """Wraps a tokenizer; whatever else is asked of this one, the wrapped one answers."""

    def __init__(self, tokenizer: Callable[[str], Doc]):
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        if not LONG.search(text):
            return self.tokenizer(text)
        ends = [*cuts(text), len(text)]
        starts = [0, *ends[:-1]]
        return Doc.from_docs(
            [self.tokenizer(text[start:end]) for start, end in zip(starts, ends, strict=True) if start < end],
            ensure_whitespace=False,
        )

    def pipe(self, texts, batch_size: int = 1000) -> Iterator[Doc]:
        return map(self, texts)

    def __getattr__(self, name: str):
        if name == "tokenizer":  # while it is being unpickled
            raise AttributeError(name)
        return getattr(self.tokenizer, name)

    def from_disk(self, path: Path, **options) -> BoundedTokenizer:
        self.tokenizer.from_disk(path, **options)
        return self

    def from_bytes(self, data: bytes, **options) -> BoundedTokenizer:
        self.tokenizer.from_bytes(data, **options)
        return self


def cuts(text: str) -> Iterator[int]:
    """Offsets inside runs without white space at which a text is cut before it is tokenized: between words where a
    piece holds the end of one, and around addresses."""
    for run in LONG.finditer(text):
        start, end = run.span()
        while end - start > PIECE:
            address = ADDRESS.match(text, start, end)
            start = address.end() if address else _cut(text, start, start + PIECE)
            if start < end:
                yield start


def _cut(text: str, start: int, end: int) -> int:
    """``end``, or before it where a word (or a string of marks) begins that goes on."""
    at = end
    while at > start + PIECE // 2 and text[at - 1].isalnum() == text[at].isalnum():
        at -= 1
    return at if at > start + PIECE // 2 else end
