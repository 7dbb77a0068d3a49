"""Time of a whole run over that of the bare model on the same texts, each in a process of its own.

Wall time is what is asked for; processor time, of a process and its children, tells the same on a machine that has
other work to do.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.settings import Settings, load_settings, project_root

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
    bare = [BARE, settings.model, str(lines), str(settings.batch_size), str(settings.processes)]
    home = folder / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text((project_root() / "dagster.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    names = {"SEEDS": str(seeds), "DATA": str(folder / "data"), "PROJECT": str(project_root())}
    env = os.environ | {f"NEWSLEDGER_{name}": value for name, value in names.items()} | {"DAGSTER_HOME": str(home)}
    env.pop("DAGSTER_STORAGE", None)
    base = _timed(bare, os.environ.copy())
    first = _timed([WHOLE], env)
    again = _timed([WHOLE], env)
    changed = seeds / "00000.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThree more lines were added.\n", encoding="utf-8")
    one = _timed([WHOLE], env)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n{len(texts)} articles, {settings.processes} processes; a time is also given in times of bare nlp.pipe")
    print(f"{'':<36} {'wall':>14} {'processors':>15}")
    _row("bare nlp.pipe", base, base)
    _row("first run, the whole", first, base)
    for name, seconds in {"imports": first.told["imports"], **_steps(first.told["steps"])}.items():
        print(f"    {name:<32} {seconds:7.1f} {seconds / base.wall:6.2f}")
    for name, seconds in first.told["components"].items():
        print(f"    {name + ', in all processes':<32} {seconds:7.1f} {seconds / base.wall / settings.processes:6.2f}")
    _row("nothing new", again, base)
    told = again.told
    print(f"    of which imports {told['imports']:.1f} s; {told['parsed']} parsed, released: {told['new']}")
    _row("one article changed", one, base)
    print(f"    {one.told['parsed']} parsed\npeak memory of a process {peak:.0f} MB", flush=True)


def _steps(steps: dict[str, float]) -> dict[str, float]:
    """Seconds by asset; the checks of all tables together."""
    checks = {name for name in steps if name.endswith("_checks") or "_nothing_" in name}
    return {n: s for n, s in steps.items() if n not in checks} | {"checks": sum(steps[name] for name in checks)}


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of a process from start to end, of processors in it and its children, and the JSON that it printed."""

    wall: float
    processors: float
    told: dict


def _row(name: str, timed: Timed, base: Timed) -> None:
    wall, processors = timed.wall / base.wall, timed.processors / base.processors
    print(f"{name:<36} {timed.wall:7.1f} {wall:6.2f} {timed.processors:8.1f} {processors:6.2f}", flush=True)


def _timed(arguments: list[str], env: dict[str, str]) -> Timed:
    started, before = time.monotonic(), os.times()
    command = [sys.executable, "-c", *arguments]
    made = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    seconds, after = time.monotonic() - started, os.times()
    processors = after.children_user + after.children_system - before.children_user - before.children_system
    printed = made.stdout.decode().splitlines()
    return Timed(seconds, processors, json.loads(printed[-1]) if printed else {})
