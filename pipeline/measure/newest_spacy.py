"""An environment with spaCy's newest release and the model that the settings name, to measure against.

It lies in the working folder (``data/work/bench/``) and is made once, by pip.
"""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.settings import Settings

NEWEST = "3.8.18"  # of the 3.8 series, when this was last measured
SECONDS = 900


class Missing(Exception):
    """There is no such environment; the message says why."""


def python_with_newest(settings: Settings) -> Path:
    """The environment's Python; raises Missing when it cannot be made, as where there is no network."""
    folder = settings.work / "bench" / f"spacy-{NEWEST}-python-{sys.version_info.major}.{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if _has(python):
        return python
    shutil.rmtree(folder, ignore_errors=True)
    print(f"Installing spaCy {NEWEST} into {folder} (once)", flush=True)
    try:
        _run([sys.executable, "-m", "venv", str(folder)])
        limits = folder / "constraints.txt"
        limits.write_text(f"numpy=={importlib.metadata.version('numpy')}\n", encoding="utf-8")
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", str(limits)]
        _run([*pip, f"spacy=={NEWEST}", *_model(settings.model)])
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Missing(str(error)) from None
    if not _has(python):
        raise Missing(f"{folder} was made, but spaCy {NEWEST} cannot be imported there.")
    return python


def _has(python: Path) -> bool:
    """Whether spaCy can be imported there, in that version."""
    if not python.exists():
        return False
    told = subprocess.run([str(python), "-c", "import spacy; print(spacy.__version__)"], capture_output=True)
    return told.stdout.decode().strip() == NEWEST


def _model(name: str) -> list[str]:
    """The requirement of the model as it is installed here; none for a folder, which needs no installing."""
    if Path(name).is_dir():
        return []
    packages = importlib.metadata.packages_distributions().get(name)
    if not packages:
        raise OSError(f"the model {name} is no installed package")
    return [f"{packages[0]}=={importlib.metadata.version(packages[0])}"]


def _run(command: list[str]) -> None:
    """Raises OSError with the last line of what it said."""
    try:
        made = subprocess.run(command, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise OSError(f"it took longer than {SECONDS} seconds") from None
    if made.returncode:
        said = (made.stderr or made.stdout).decode(errors="replace").strip().splitlines()
        raise OSError(next((line for line in reversed(said) if "ERROR" in line), said[-1] if said else "no reason"))
