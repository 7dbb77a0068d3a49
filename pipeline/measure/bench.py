"""Time of a whole run over that of the bare model on the same texts, each in a process of its own.

The bare model is run with spaCy as it is installed here, and with its newest release of the same series, in an
environment of its own (newest_spacy.py). Wall time is what is asked for; processor time, of a process and its children,
tells the same on a machine that has other work to do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pipeline.settings import Settings, load_settings, project_root

from .newest_spacy import NEWEST, Missing, python_with_newest

BARE = """
import json, sys, spacy
nlp = spacy.load(sys.argv[1], exclude=["senter"])
texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
for doc in nlp.pipe(texts, batch_size=int(sys.argv[3]), n_process=int(sys.argv[4])):
    pass
"""
WHOLE = """
import json, time
started = time.monotonic()
from pipeline import startup
startup.begin()
from pipeline.orchestration.run import materialize
from pipeline.settings import load_settings
from pipeline.summary import lines
imported = time.monotonic() - started
settings = load_settings()
made = materialize(settings, show_progress=False)
assert made.success, made.error
extraction = made.reports["extraction"]
print(json.dumps({"imports": imported, "steps": made.seconds, "components": dict(extraction.components),
                  "parsed": extraction.parsed, "new": made.reports["publish"].changed}))
startup.end()
"""
MEASURED = """
import json, os, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
os.write(int(sys.argv[1]), json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]).encode())
sys.exit(code)
"""
SHARED_ARTICLES = Path("shared/bench/quotes/polnear.train.jsonl")
COPIES_OF_SEEDS = 20


def bench(articles: Path | None) -> int:
    """Print the table: whole first run, run with nothing new, run with one changed article, peak memory."""
    settings = load_settings()
    found = articles or project_root().parent / SHARED_ARTICLES
    try:
        newest = python_with_newest(settings)
    except Missing as reason:
        print(f"spaCy {NEWEST} is not measured: {reason}", flush=True)
        newest = None
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        texts = _texts(settings, found if found.exists() else None)
        for size in sorted({min(200, len(texts)), len(texts)}):
            _measure(settings, folder / str(size), texts[:size], newest)
    return 0


def _texts(settings: Settings, articles: Path | None) -> list[str]:
    if articles is not None:
        return [json.loads(line)["text"] for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    seeds = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(settings.seeds.glob("*.txt"))]
    return [f"{text}\n\nCopy {copy}.\n" for copy in range(COPIES_OF_SEEDS) for text in seeds]


def _measure(settings: Settings, folder: Path, texts: list[str], newest: Path | None) -> None:
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    for number, text in enumerate(texts):
        (seeds / f"{number:05d}.txt").write_text(text, encoding="utf-8")
    env = _environment(folder, seeds)
    bases = _bare(settings, folder, texts, newest)
    first = _timed(sys.executable, [WHOLE], env)
    again = _timed(sys.executable, [WHOLE], env)
    changed = seeds / "00000.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThree more lines were added.\n", encoding="utf-8")
    one = _timed(sys.executable, [WHOLE], env)
    table = _Table(bases)
    print(f"\n{len(texts)} articles, {settings.processes} processes; seconds, and times those of bare nlp.pipe")
    table.head()
    for name, base in bases.items():
        table.row(f"bare nlp.pipe, {name}", base)
    table.row("first run, the whole", first)
    for name, seconds in {"imports": first.told["imports"], **_steps(first.told["steps"])}.items():
        table.part(name, seconds)
    for name, seconds in first.told["components"].items():
        table.part(f"{name}, in all processes", seconds, settings.processes)
    table.row("nothing new", again)
    told = again.told
    print(f"    of which imports {told['imports']:.1f} s; {told['parsed']} parsed, released: {told['new']}")
    table.row("one article changed", one)
    print(f"    {one.told['parsed']} parsed\npeak memory of a process {first.peak:.0f} MB", flush=True)


def _environment(folder: Path, seeds: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text((project_root() / "dagster.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    names = {"SEEDS": str(seeds), "DATA": str(folder / "data"), "PROJECT": str(project_root())}
    env = os.environ | {f"NEWSLEDGER_{name}": value for name, value in names.items()} | {"DAGSTER_HOME": str(home)}
    env.pop("DAGSTER_STORAGE", None)
    return env


def _bare(settings: Settings, folder: Path, texts: list[str], newest: Path | None) -> dict[str, Timed]:
    """Of each version of spaCy, the newest first; it has the same model, whatever is installed beside it."""
    lines = folder / "texts.jsonl"
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    bare = [BARE, settings.model, str(lines), str(settings.batch_size), str(settings.processes)]
    found = {f"spaCy {NEWEST}": str(newest)} if newest else {}
    pythons = found | {f"spaCy {version('spacy')}": sys.executable}
    return {name: _timed(python, bare, os.environ.copy()) for name, python in pythons.items()}


def _steps(steps: dict[str, float]) -> dict[str, float]:
    """Seconds by asset; the checks of all tables together."""
    checks = {name for name in steps if name.endswith("_checks") or "_nothing_" in name}
    return {n: s for n, s in steps.items() if n not in checks} | {"checks": sum(steps[name] for name in checks)}


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of a process from start to end, of processors in it and its children; the most memory that one of these
    had (MB); and the JSON that it printed."""

    wall: float
    processors: float
    peak: float
    told: dict


@dataclass(frozen=True, slots=True)
class _Table:
    """Wall time and processor time, each in seconds and in times of every base."""

    bases: dict[str, Timed]

    def head(self) -> None:
        columns = "".join(f"{name.removeprefix('spaCy '):>8}" for name in self.bases)
        print(f"{'':<36} {'wall':>8} {columns} {'processors':>12} {columns}")

    def row(self, name: str, timed: Timed) -> None:
        wall = "".join(f"{timed.wall / base.wall:8.2f}" for base in self.bases.values())
        processors = "".join(f"{timed.processors / base.processors:8.2f}" for base in self.bases.values())
        print(f"{name:<36} {timed.wall:8.1f} {wall} {timed.processors:12.1f} {processors}", flush=True)

    def part(self, name: str, seconds: float, processes: int = 1) -> None:
        wall = "".join(f"{seconds / base.wall / processes:8.2f}" for base in self.bases.values())
        print(f"    {name:<32} {seconds:8.1f} {wall}")


def _timed(python: str, arguments: list[str], env: dict[str, str]) -> Timed:
    """Raises CalledProcessError with what the process said on standard error."""
    started = time.monotonic()
    read, write = os.pipe()
    command = [sys.executable, "-c", MEASURED, str(write), python, "-c", *arguments]
    made = subprocess.run(command, env=env, capture_output=True, pass_fds=[write])
    seconds = time.monotonic() - started
    os.close(write)
    with os.fdopen(read) as told:
        used = json.loads(told.read() or "[0, 0]")
    if made.returncode:
        raise subprocess.CalledProcessError(made.returncode, python, stderr=made.stderr.decode(errors="replace"))
    printed = made.stdout.decode().splitlines()
    return Timed(seconds, *used, json.loads(printed[-1]) if printed else {})
