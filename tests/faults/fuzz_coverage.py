"""The same as ``fuzz.py``, led by coverage: ``python tests/faults/fuzz_coverage.py CORPUS -max_total_time=600``.

Needs ``pip install atheris`` (Linux, Python up to 3.13). CORPUS is a folder that keeps inputs which reach new code; it
is filled with the catalogue's small files. Other arguments are libFuzzer's.
"""

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline.dataset.ingest"]):
    from pipeline.dataset.ingest import clean, containers, dates, decode, headings, sniff, warc  # noqa: F401
    from pipeline.dataset.ingest.readers import READERS, reader
    from pipeline.dataset.ingest.worker import answer

    for kind in READERS:
        reader(kind)

from fuzz import check, seeds

from pipeline.dataset.ingest.records import Bounds

BOUNDS = asdict(Bounds(max_unpacked_bytes=20_000_000))
PATH = Path(tempfile.mkdtemp()) / "input"
REQUEST = {"uri": "input", "path": str(PATH), "meta_path": None, "publisher": None, "fields": {}, "start": 0, "skip": 0}


def one(raw: bytes) -> None:
    """Answer one input; whatever is raised is a finding."""
    PATH.write_bytes(raw)
    for message in answer(REQUEST | {"bounds": BOUNDS}):
        check(message)


if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, (_, raw) in enumerate(seeds()):
        (corpus / f"seed{number}").write_bytes(raw)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
