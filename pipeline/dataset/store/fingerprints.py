"""What code and model rows were made with: a change here, and only that, makes unchanged articles be done again.

The version of an extractor is the digest of its folder (code, word lists, parameters) and of those it builds on, so
that nobody has to remember to raise a number.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline.language import DEFAULT_MODEL, find_model

PACKAGE = Path(__file__).resolve().parents[2]
LANGUAGE = PACKAGE / "language"
SHARED = (LANGUAGE, PACKAGE / "dataset" / "extract" / "rows.py", PACKAGE / "dataset" / "extract" / "restore.py")
SCHEMA = tuple(PACKAGE / "dataset" / "schema" / f"{name}.py" for name in ("columns", "extracted", "sources"))
ENCODER = ("onnxruntime", "tokenizers")  # what runs the model of quotes of that name
LIBRARIES = ("babel", "numpy")  # whose data or arithmetic the extractors use
STEPS = {
    "parsed_documents": ("sentences",),
    "sentences": ("kinds", "coreference"),  # whose list of given names tells a line that is a writer's name
    "mentions": ("quotes", "coreference"),
    "quotes": ("quotes", "coreference"),
    "figures": ("quotes", "coreference", "figures"),
}


@cache
def folder_digest(path: Path, recursive: bool = True) -> str:
    """SHA-256 over names and bytes of a folder's files, or of one file; caches do not count."""
    sha = hashlib.sha256()
    files = [path] if path.is_file() else path.rglob("*") if recursive else path.glob("*.py")
    for file in sorted(files):
        if file.is_file() and file.suffix != ".pyc" and not file.name.startswith("."):
            sha.update(file.relative_to(path.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return sha.hexdigest()


@cache
def model_version(model: str) -> str:
    """Name and version of an installed model; raises OSError if there is none of that name."""
    meta = json.loads((find_model(model) / "meta.json").read_bytes())
    return f"{model} {meta['version']} spacy {version('spacy')}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@cache
def parse_fingerprint(model: str) -> str:
    """Of a parse: the model, what cuts the text into tokens, what sets sentence starts before it, and what parses in
    its place."""
    parts = (folder_digest(LANGUAGE / name) for name in ("sentences", "tokens.py", "parsing"))
    return _digest(model_version(model), *parts, f"numpy {version('numpy')}")


@cache
def fingerprint(table: str, model: str = DEFAULT_MODEL, quotes_model: str = "network") -> str:
    """Of a table's rows: the parse, the extractors up to the table's own, and what all rows are made through."""
    if table == "parsed_documents":
        return parse_fingerprint(model)
    if table not in STEPS:
        return _digest(folder_digest(PACKAGE / "dataset" / "ingest"), folder_digest(LANGUAGE / "canonical"))
    folders = dict.fromkeys(("kinds", *STEPS[table]))
    chosen = [f"{name} {version(name)}" for name in ENCODER if quotes_model == "encoder" and "quotes" in folders]
    shared = [folder_digest(path, recursive=path != LANGUAGE) for path in (*SHARED, *SCHEMA)]
    return _digest(
        parse_fingerprint(model),
        *(folder_digest(LANGUAGE / name) for name in folders),
        *shared,
        *chosen,
        *(f"{name} {version(name)}" for name in LIBRARIES),
    )
