"""``make faults``: the whole catalogue and what happened in each case, the faults of the machine, and the scale.

    python tests/faults/run.py [--articles 10000]

Prints one line a case, and exits with 1 if something did not go as it should.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd
from fault_cases import CASES

from pipeline.dataset.ingest import update_articles
from pipeline.settings import load_settings

HERE = Path(__file__).parent
WORDS = [
    a + b + c for a in ("bra", "ko", "min", "sta", "ve", "lor", "ta") for b in ("n", "rt", "l", "ck") for c in "eoay"
]


def megabytes() -> str:
    own, read = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"peak memory {own} MB, reading process {read} MB"


def catalogue(folder: Path) -> int:
    """Print each case; returns how many went wrong."""
    for number, case in enumerate(CASES):
        own = folder / "seeds" / f"{number:03d}"
        own.mkdir(parents=True)
        case.make(own)
    settings = load_settings(seeds=folder / "seeds", data=folder / "data", sources=[])
    started = time.monotonic()
    report = update_articles(settings)
    seconds = time.monotonic() - started
    paths = (settings.work / "articles").glob("[0-9]*/*.parquet")
    articles = pd.concat([pd.read_parquet(path, columns=["source_uri"], partitioning=None) for path in paths])
    rejects = pd.read_parquet(settings.work / "rejects.parquet")
    wrong = 0
    for number, case in enumerate(CASES):
        prefix = f"{number:03d}/"
        made = int(articles["source_uri"].str.startswith(prefix).sum())
        reasons = Counter(rejects["reason"][rejects["source_uri"].str.startswith(prefix)])
        right = made == case.articles and reasons == Counter(case.rejects)
        wrong += not right
        said = ", ".join(f"{reason} x{n}" if n > 1 else reason for reason, n in sorted(reasons.items())) or "-"
        note = f"  ({case.note})" if case.note else ""
        print(f"{'ok ' if right else 'NOT'} {case.name:58} {made:5} articles, rejected: {said}{note}")
    print(f"{len(CASES)} cases, {wrong} wrong, {seconds:.1f} s, {report.articles:,} articles, {megabytes()}")
    return wrong


def write(path: Path, number: int, version: int = 0) -> None:
    rng = random.Random(f"{number} {version}")
    paragraphs = (" ".join(rng.choices(WORDS, k=80)) + "." for _ in range(6))
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(f"Headline {number} of the day\n\n" + "\n\n".join(paragraphs) + "\n")


def scale(folder: Path, count: int) -> int:
    """Ingest ``count`` articles; change, delete and add 1 % of them; returns how many counts were wrong."""
    settings = load_settings(seeds=folder / "seeds", data=folder / "data", sources=[])
    part, wrong = count // 100, 0

    def place(number: int) -> Path:
        return settings.seeds / f"{number % 100:02d}" / f"{number}.txt"

    def step(name: str, **expected: int) -> int:
        started = time.monotonic()
        report = update_articles(settings)
        seconds = time.monotonic() - started
        found = {key: getattr(report, key) for key in ("read", "added", "changed", "withdrawn", "unchanged")}
        right = all(found[key] == value for key, value in expected.items())
        said = ", ".join(f"{value:,} {key}" for key, value in found.items())
        print(f"{'ok ' if right else 'NOT'} {name:40} {seconds:6.2f} s  {said}")
        return not right

    for number in range(count):
        write(place(number), number)
    time.sleep(2.1)
    wrong += step(f"{count:,} articles, first run", added=count)
    wrong += step("nothing changed", read=0, unchanged=count)
    for number in range(part):
        write(place(number), number, version=1)
        place(number + part).unlink()
        write(place(number + count), number + count)
    wrong += step("1 % changed, 1 % deleted, 1 % added", read=2 * part, added=part, changed=part, withdrawn=part)
    os.sync()
    time.sleep(2.1)
    step("those of the last two seconds again")
    wrong += step("nothing changed", read=0, unchanged=count)
    print(megabytes())
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = catalogue(Path(folder) / "catalogue")
        wrong += scale(Path(folder) / "scale", arguments.articles)
    print("Killed, disk full, read-only, growing, hanging and dying:", flush=True)
    tests = subprocess.run([sys.executable, "-m", "pytest", "-q", "-rA", "--no-header", HERE / "test_faults.py"])
    return int(bool(wrong or tests.returncode))


if __name__ == "__main__":
    sys.exit(main())
