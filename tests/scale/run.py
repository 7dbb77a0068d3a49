"""Time and memory of the stages that one process does for all articles, by their number.

    .venv/bin/python tests/scale/run.py 1000 10000 --articles articles.jsonl

Articles are those given (JSON lines with ``text``; else the seeds), again and again with other names and numbers of the
same length, so that what was extracted from one holds for all made of it: rows are written as extraction would, which
nothing here measures. Every stage runs in a process of its own; docs/scale.md has what was seen.
"""

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import pyarrow as pa

from pipeline.dataset.extract.extraction import extract_tables
from pipeline.dataset.extract.process_bucket import STEPS, inputs
from pipeline.dataset.ingest import update_articles
from pipeline.dataset.schema import TABLES
from pipeline.dataset.store.fingerprints import fingerprint
from pipeline.dataset.store.hash_buckets import Memo
from pipeline.dataset.store.working_tables import bucket_layout, folder, in_order, working_schema
from pipeline.settings import Settings

STAGES = {
    "listing and reading": "from pipeline.dataset.ingest import update_articles as stage",
    "reading, nothing new": "from pipeline.dataset.ingest import update_articles as stage",
    "canonical entities": "from pipeline.dataset.whole.entities import update_entities as stage",
    "stories": "from pipeline.dataset.whole.stories import update_stories as stage",
    "series": "from pipeline.dataset.whole.series import update_series as stage",
    "checks": (
        "from pipeline.dataset.publish.checks import check_table\n"
        "def stage(settings):\n"
        "    names = ('articles', 'sentences', 'mentions', 'entities', 'quotes', 'figures')\n"
        "    problems = [problem for name in names for problem in check_table(settings, name)]\n"
        "    assert not problems, problems"
    ),
    "publishing": "from pipeline.dataset.publish.release import publish as stage",
    "publishing, nothing new": "from pipeline.dataset.publish.release import publish as stage",
}
MEASURE = """
import json, resource, sys, time
from pipeline import startup
startup.begin()
from pathlib import Path
from pipeline.settings import Settings
{stage}
root = Path(sys.argv[1])
settings = Settings(seeds=root / "seeds", data=root / "data", decisions=root / "decisions.toml")
started = time.monotonic()
stage(settings)
wall = time.monotonic() - started
own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
processor = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
status = Path("/proc/self/status").read_text()  # what getrusage tells is that of the process that started this one
peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
print(json.dumps([wall, processor, peak / 1024]))
"""
FILES_PER_FOLDER = 1000
BASES = 200
WORDS = re.compile(r"\w+")
VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvw"
SLICES = {
    name: [(c.name, c.slice_of) for c in table.columns if c.slice_of is not None]
    for name, table in TABLES.items()
    if name in ("sentences", "mentions", "quotes", "figures")
}
Rows = dict[str, list[dict]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of articles")
    parser.add_argument("--articles", type=Path, help="JSON lines with texts; else the seeds")
    parsed = parser.parse_args()
    os.environ.setdefault("NEWSLEDGER_HOLD_BACK__ACCEPT", "true")
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        texts = base_texts(parsed.articles)
        rows, names = extracted(root / "base", texts)
        print(f"{len(texts)} different articles; seconds, processor seconds and MB of each stage", flush=True)
        for size in sorted(parsed.sizes):
            measure(root / str(size), size, texts, rows, names)


def base_texts(articles: Path | None) -> list[str]:
    if articles:
        lines = [line for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [json.loads(line)["text"] for line in lines[:BASES]]
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    return [path.read_text(encoding="utf-8", errors="replace") for path in sorted(seeds.glob("*.txt"))]


def settings_of(root: Path) -> Settings:
    return Settings(seeds=root / "seeds", data=root / "data", decisions=root / "decisions.toml")


def write(root: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        path = root / "seeds" / f"{number // FILES_PER_FOLDER:05d}" / f"{number:08d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def number_of(row: dict) -> int:
    return int(Path(row["source_uri"]).stem)


def extracted(root: Path, texts: list[str]) -> tuple[dict[int, Rows], dict[int, set[str]]]:
    """Rows of each base article by table, and the words of its names."""
    write(root, [variant(text, set(), number, len(texts)) for number, text in enumerate(texts)])
    settings = settings_of(root)
    update_articles(settings)
    extract_tables(settings, {"figures"})
    number, rows = {}, defaultdict(lambda: defaultdict(list))
    for part in folder(settings.work, "articles").stream(["article_id", "source_uri", "text"]):
        for row in part.to_pylist():
            number[row["article_id"]] = number_of(row)
            rows[number_of(row)]["articles"].append(row)
    for step in STEPS:
        for table in step.tables:
            for part in folder(settings.work, table).stream():
                for row in part.to_pylist():
                    rows[number[row["article_id"]]][table].append(row)
    names = {
        base: {word for row in own["entities"] if row["entity_type"] in ("PERSON", "ORG") for word in _name_words(row)}
        for base, own in rows.items()
    }
    return rows, names


def _name_words(row: dict) -> list[str]:
    return [word for word in WORDS.findall(row["name"]) if word[0].isupper() and len(word) > 3 and word.isalpha()]


def variant(text: str, names: set[str], number: int, bases: int) -> str:
    """The text with other names and numbers, and a line that no other has."""
    return exchange(text, names, number // bases) + f"\nFile {number:08d}.\n"


def exchange(text: str, names: set[str], seed: int) -> str:
    """Every word of a name by another one of its length, every number of several digits by another."""
    if not seed:
        return text
    return WORDS.sub(lambda found: _other(found[0], names, seed), text)


def _other(word: str, names: set[str], seed: int) -> str:
    if word not in names and not (word.isdigit() and word.isascii() and len(word) > 1):
        return word
    chance = random.Random(f"{seed} {word}")
    if word.isdigit():
        return str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in word[1:])
    letters = (chance.choice(VOWELS if letter.lower() in VOWELS else CONSONANTS) for letter in word)
    return "".join(letters).capitalize()


def synthesize(root: Path, texts: list[str], rows: dict[int, Rows], names: dict[int, set[str]]) -> None:
    """The buckets that extraction would write for the articles that were read, from those of the base."""
    settings = settings_of(root)
    layout = bucket_layout(settings.work)
    for bucket in range(layout):
        found = folder(settings.work, "articles").read(bucket, layout)
        if found is None:
            continue
        source = folder(settings.work, "articles").stamp(bucket, layout)
        digests = inputs(found.table)
        made: Rows = defaultdict(list)
        for article in found.table.to_pylist():
            number = number_of(article)
            base = number % len(texts)
            if article["duplicate_of"] is None and len(article["text"]) == len(rows[base]["articles"][0]["text"]):
                _add(made, article, rows[base], names[base], number // len(texts))
        for step in STEPS:
            memo = Memo(fingerprint(step.version_of, settings.model), digests, source.content)
            for table in step.tables:
                written = in_order(table, pa.Table.from_pylist(made[table], schema=working_schema(table)))
                folder(settings.work, table).write(bucket, layout, written, memo)
        none = pa.Table.from_pylist([], schema=working_schema("failures"))
        folder(settings.work, "failures").write(bucket, layout, none, Memo())


def _add(made: Rows, article: dict, own: Rows, names: set[str], seed: int) -> None:
    old = own["articles"][0]["article_id"]
    for step in STEPS:
        for table in step.tables:
            sliced = SLICES.get(table, ())
            for row in own[table]:
                new = {name: _value(name, v, article["article_id"], old, names, seed) for name, v in row.items()}
                for name, prefix in sliced:
                    if new[name] is not None:
                        new[name] = article["text"][new[f"{prefix}start_char"] : new[f"{prefix}end_char"]]
                made[table].append(new)


def _value(name: str, value: object, article_id: str, old: str, names: set[str], seed: int) -> object:
    if name.endswith("_id") and isinstance(value, str):
        return article_id if value == old else hashlib.sha256(f"{article_id} {value}".encode()).hexdigest()[:20]
    if isinstance(value, str):
        return exchange(value, names, seed)
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [exchange(one, names, seed) for one in value]
    return value


def measure(root: Path, size: int, texts: list[str], rows: dict[int, Rows], names: dict[int, set[str]]) -> None:
    made = (variant(texts[n % len(texts)], names[n % len(texts)], n, len(texts)) for n in range(size))
    write(root, made)
    print(f"\n{size:,} articles", flush=True)
    for name, stage in STAGES.items():
        if name == "canonical entities":
            synthesize(root, texts, rows, names)
        command = [sys.executable, "-c", MEASURE.format(stage=stage), str(root)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode().splitlines()[-1]
        wall, processor, peak = json.loads(told)
        print(f"{name:<26} {wall:9.1f} {processor:9.1f} {peak:8.0f}", flush=True)


if __name__ == "__main__":
    main()
