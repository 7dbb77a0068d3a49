"""Throw mutated input at all readers: ``python tests/faults/fuzz.py --minutes 10``.

Each input is answered as the reading process would, in this process. Asked of every answer: it ends, within seconds;
nothing is raised; each row's text is clean and not empty; each problem has a known reason. Inputs are the catalogue's
small files, cut, joined, repeated and overwritten with pieces of each other and of the formats' own signs.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import signal
import tempfile
import time
import unicodedata
from dataclasses import asdict
from pathlib import Path

from fault_cases import CASES

from pipeline.dataset.ingest.records import Bounds
from pipeline.dataset.ingest.worker import answer
from pipeline.dataset.schema.sources import REJECT_REASONS

SECONDS = 20
LARGEST = 40_000
SIGNS = [
    *(
        b"<",
        b">",
        b"</p>",
        b"<div>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"&#x0;",
        b"&amp;",
        b"<?xml",
        b"<rss version='2.0'>",
    ),
    *(b"{", b"}", b"[", b"]", b'"', b"\\u", b"\\ud800", b":", b",", b"null", b"1e999", b"-", b"---\n", b"# ", b"\n\n"),
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"ustar", b"WARC/1.0\r\n", b"Content-Length: "),
    *(
        b"From: a\nSubject: b\n\n",
        b"Content-Type: multipart/mixed; boundary=x\n",
        b"--x",
        b"=?utf-8?q?=ff?=",
        b"Date: ",
    ),
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xcc\x81" * 20, b"\xe2\x80\xae", b"\xc2\xad"),
    *(
        b"99999999999999999999",
        b"2021-02-31",
        b"0000-00-00",
        b"\r",
        b"\t",
        b"title,text\n",
        b"'",
        b"&a;",
        b"<!ENTITY a ''>",
    ),
]


def seeds() -> list[tuple[str, bytes]]:
    """Small files of the catalogue, with their names."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(CASES):
            if "1,000" in case.name or "1 GB" in case.name or "50 MB" in case.name or "bomb" in case.name:
                continue
            own = Path(folder) / str(number)
            own.mkdir()
            case.make(own)
            for path in own.rglob("*"):
                if path.is_file() and not path.is_symlink() and path.stat().st_size < LARGEST:
                    found.append((path.name, path.read_bytes()))
    return found


def mutated(rng: random.Random, corpus: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """A name and an input that was never there."""
    name, raw = rng.choice(corpus)
    made = bytearray(raw)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 10, 30))):
        at = rng.randrange(len(made) + 1)
        what = rng.randrange(8)
        if what == 0:
            made[at : at + 1] = rng.randbytes(1)
        elif what == 1:
            made[at:at] = rng.choice(SIGNS)
        elif what == 2:
            del made[at : at + rng.choice((1, 4, 50, 2000))]
        elif what == 3:
            made[at:at] = made[at : at + rng.choice((3, 30, 600))] * rng.choice((1, 2, 20))
        elif what == 4:
            other = rng.choice(corpus)[1]
            start = rng.randrange(len(other) + 1)
            made[at:at] = other[start : start + rng.choice((5, 80, 900))]
        elif what == 5 and made:
            made[at % len(made)] ^= 1 << rng.randrange(8)
        elif what == 6:
            made[at:at] = rng.choice(SIGNS) * rng.choice((2, 40, 300))
        else:
            del made[at:]
        del made[LARGEST:]
    return (name if rng.random() < 0.8 else rng.choice(corpus)[0]), bytes(made)


def check(message: dict) -> str:
    """Kind of answer; raises AssertionError for one that must not be."""
    if "problem" in message:
        assert message["problem"]["reason"] in REJECT_REASONS, message
        assert "It cannot be read: " not in message["problem"]["message"] or not os.environ.get("STRICT"), message
        unforeseen = message["problem"]["message"].startswith("It cannot be read: ")
        return f"{'unforeseen ' * unforeseen}{message['problem']['reason']}"
    if "row" in message:
        text = message["row"]["text"]
        assert text and text == text.strip(), repr(text[:100])
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in set(text)), repr(text)
        return "article"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    rng, corpus, counts = random.Random(arguments.seed), seeds(), collections.Counter()
    bounds = asdict(Bounds(max_unpacked_bytes=50_000_000))
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError(f"no answer in {SECONDS} s")))
    tried, until, slowest = 0, time.monotonic() + 60 * arguments.minutes, 0.0
    with tempfile.TemporaryDirectory() as folder:
        print(f"seed {arguments.seed}, {len(corpus)} files to begin with", flush=True)
        while time.monotonic() < until:
            name, raw = mutated(rng, corpus)
            path = Path(folder) / "input"
            path.write_bytes(raw)
            request = {"uri": name, "path": str(path), "meta_path": None, "publisher": None, "fields": {}}
            started = time.monotonic()
            signal.alarm(SECONDS)
            try:
                for message in answer(request | {"bounds": bounds, "start": 0, "skip": 0}):
                    counts[check(message)] += 1
            except BaseException:
                kept = Path(tempfile.gettempdir()) / f"fuzz-{arguments.seed}-{tried}"
                kept.write_bytes(raw)
                print(f"input {tried} kept as {kept}", flush=True)
                raise
            finally:
                signal.alarm(0)
            slowest = max(slowest, time.monotonic() - started)
            tried += 1
    del counts[""]
    print(f"{tried:,} inputs, nothing raised, slowest {slowest:.2f} s")
    for kind, count in counts.most_common():
        print(f"  {count:9,} {kind}")


if __name__ == "__main__":
    main()
