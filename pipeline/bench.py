"""Wall time of a whole run over that of the bare model on the same texts, each in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.settings import Settings, load_settings, project_root

BARE = """
import json, sys, spacy
nlp = spacy.load(sys.argv[1], exclude=["senter"])
texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
for doc in nlp.pipe(texts, batch_size=int(sys.argv[3]), n_process=int(sys.argv[4])):
    pass
"""
SHARED_ARTICLES = Path("shared/bench/quotes/polnear.train.jsonl")
COPIES_OF_SEEDS = 20


def bench(articles: Path | None) -> int:
    """Print the table: whole first run, run with nothing new, run with one changed article, peak memory."""
    settings = load_settings()
    found = articles or project_root().parent / SHARED_ARTICLES
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        texts = _texts(settings, found if found.exists() else None)
        for size in sorted({min(200, len(texts)), len(texts)}):
            _measure(settings, folder / str(size), texts[:size])
    return 0


def _texts(settings: Settings, articles: Path | None) -> list[str]:
    if articles is not None:
        return [json.loads(line)["text"] for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    seeds = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(settings.seeds.glob("*.txt"))]
    return [f"{text}\n\nCopy {copy}.\n" for copy in range(COPIES_OF_SEEDS) for text in seeds]


def _measure(settings: Settings, folder: Path, texts: list[str]) -> None:
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    for number, text in enumerate(texts):
        (seeds / f"{number:05d}.txt").write_text(text, encoding="utf-8")
    lines = folder / "texts.jsonl"
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    bare = [sys.executable, "-c", BARE, settings.model, str(lines), str(settings.batch_size), str(settings.processes)]
    home = folder / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text((project_root() / "dagster.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    names = {"SEEDS": str(seeds), "DATA": str(folder / "data"), "PROJECT": str(project_root())}
    env = os.environ | {f"NEWSLEDGER_{name}": value for name, value in names.items()} | {"DAGSTER_HOME": str(home)}
    whole = [sys.executable, "-m", "pipeline", "materialize", "--quiet"]
    base = _timed(bare, os.environ.copy())
    first = _timed(whole, env)
    again = _timed(whole, env)
    changed = seeds / "00000.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThree more lines were added.\n", encoding="utf-8")
    one = _timed(whole, env)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{len(texts)} articles: bare nlp.pipe {base:.1f} s; first run {first:.1f} s ({first / base:.2f} times); "
        f"nothing new {again:.1f} s; one changed {one:.1f} s; peak memory of a process {peak:.0f} MB",
        flush=True,
    )


def _timed(command: list[str], env: dict[str, str]) -> float:
    started = time.monotonic()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - started
