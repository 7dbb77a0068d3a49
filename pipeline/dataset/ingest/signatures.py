"""What tells copies and repeated lines: a MinHash signature, the numbers in the text, and hashes of its lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import numpy as np

WORDS = re.compile(r"\w+")
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
PERMUTATIONS = 64
SEED = 20200220
MAX_LINE = 400
MAX_WORDS = 20_000
MIN_WORDS = 20  # shorter texts are copies only when they are equal


def signature(text: str) -> bytes:
    """MinHash of the text's word triples: 64 unsigned 32-bit numbers; b"" for a text too short to have one."""
    words = WORDS.findall(text.lower())[:MAX_WORDS]
    if len(words) < MIN_WORDS:
        return b""
    from rensa import RMinHash

    minhash = RMinHash(PERMUTATIONS, SEED)
    minhash.update([" ".join(triple) for triple in zip(words, words[1:], words[2:], strict=False)])
    return np.array(minhash.digest(), dtype="<u4").tobytes()


def numbers(text: str) -> str:
    """The different numbers written in digits, sorted: a copy adds none."""
    return " ".join(sorted(set(NUMBERS.findall(text))))


def line_hash(line: str) -> int:
    return int.from_bytes(hashlib.blake2b(line.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def line_hashes(text: str) -> bytes:
    """Hashes of the different lines that may be boilerplate, sorted, 64 bits each."""
    hashes = {line_hash(line) for line in text.split("\n") if line and len(line) <= MAX_LINE}
    return np.array(sorted(hashes), dtype="<u8").tobytes()


def repeated_spans(text: str, repeated: Iterable[int]) -> list[dict[str, int]]:
    """Slices of the lines whose hash is among ``repeated``."""
    wanted, spans, start = frozenset(repeated), [], 0
    for line in text.split("\n") if wanted else ():
        if line and len(line) <= MAX_LINE and line_hash(line) in wanted:
            spans.append({"start": start, "end": start + len(line)})
        start += len(line) + 1
    return spans
