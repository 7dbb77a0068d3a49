"""Killed, out of disk, read-only, files that change under the reader: the next run puts it right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.dataset.ingest import guard, update, update_articles
from pipeline.dataset.ingest.records import Bounds
from pipeline.dataset.ingest.worker import answer
from pipeline.settings import Limits, load_settings

ROOT = Path(__file__).parents[2]
RUN = "import sys; from pipeline.settings import load_settings; from pipeline.dataset.ingest import update_articles; "
RUN += "update_articles(load_settings(seeds=sys.argv[1], data=sys.argv[2], sources=[]))"
WORDS = "bridge council mayor winter money plan vote river school harbor clinic tram".split()  # noqa: SIM905


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "seeds").mkdir()
    return load_settings(seeds=tmp_path / "seeds", data=tmp_path / "data", sources=[])


def write(settings, count, first=0):
    for number in range(first, first + count):
        words = random.Random(number).choices(WORDS, k=60)
        path = settings.seeds / f"{number}.txt"
        path.write_text(f"Story {number} of the town\n\nThe {' '.join(words)}, she said {number} times.\n")
        os.utime(path, (1e9, 1e9))


def articles(settings):
    paths = sorted((settings.work / "articles").glob("[0-9]*/*.parquet"))
    if not paths:
        return pd.DataFrame()
    return pd.concat([pd.read_parquet(path, partitioning=None) for path in paths]).reset_index(drop=True)


def start(settings):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(settings.seeds), str(settings.data)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def test_killed_at_any_moment(settings, tmp_path):
    write(settings, 400)
    for delay in (0.3, 0.9, 1.2, 1.5, 1.8, 2.2):
        process = start(settings)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in (settings.work / "articles").glob("[0-9]*/*.parquet"):
            pq.read_table(path, partitioning=None)  # whole, whatever happened
    update_articles(settings)
    finished = articles(settings)
    assert len(finished) == 400
    fresh = load_settings(seeds=settings.seeds, data=tmp_path / "fresh", sources=[])
    update_articles(fresh)
    assert finished.equals(articles(fresh))


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 400 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_disk_full(settings, small_disk):
    write(settings, 20)
    small = load_settings(seeds=settings.seeds, data=small_disk, sources=[])
    update_articles(small)
    before = articles(small)
    assert len(before) == 20
    write(settings, 600, first=100)
    with pytest.raises(OSError):
        update_articles(small)
    assert set(before["article_id"]) <= set(articles(small)["article_id"])  # nothing that was there is harmed
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    update_articles(small)
    assert len(articles(small)) == 620


def test_read_only_data_folder(settings, small_disk):
    write(settings, 3)
    small = load_settings(seeds=settings.seeds, data=small_disk, sources=[])
    update_articles(small)
    before = articles(small)
    write(settings, 3, first=10)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(OSError, match="written"):
        update_articles(small)
    assert articles(small).equals(before)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    update_articles(small)
    assert len(articles(small)) == 6


def test_file_that_grows_or_vanishes_while_it_is_read(settings, monkeypatch):
    write(settings, 4)
    update_articles(settings)
    write(settings, 2, first=10)
    read = update._messages

    def meanwhile(guard, source, entry, settings):
        yield from read(guard, source, entry, settings)
        path = Path(entry.path)
        if path.name == "10.txt":
            path.write_text(path.read_text() + "more")
        if path.name == "11.txt":
            path.unlink()

    monkeypatch.setattr(update, "_messages", meanwhile)
    report = update_articles(settings)
    assert report.rejected == {"unreadable": 2} and report.articles == 4
    monkeypatch.undo()
    report = update_articles(settings)
    assert report.rejected == {} and report.articles == 5


def test_a_file_that_cannot_be_read_keeps_what_was_read_of_it(settings, monkeypatch):
    write(settings, 2)
    update_articles(settings)
    for number in range(2):
        os.utime(settings.seeds / f"{number}.txt")

    def refused(guard, source, entry, settings):
        yield {"problem": {"reason": "unreadable", "message": "Permission denied.", "member": "", "bytes": -1}}
        yield {"end": True}

    monkeypatch.setattr(update, "_messages", refused)
    report = update_articles(settings)
    assert report.rejected == {"unreadable": 2} and report.articles == 2 and report.withdrawn == 0
    monkeypatch.undo()
    assert update_articles(settings).rejected == {}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_read_permission(settings):
    write(settings, 2)
    (settings.seeds / "0.txt").chmod(0)
    report = update_articles(settings)
    assert report.rejected == {"unreadable": 1} and report.articles == 1


def test_what_cannot_be_opened_is_a_problem(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    request = {"meta_path": None, "publisher": None, "fields": {}, "start": 0, "skip": 0, "uri": "x"}
    request["bounds"] = {name: getattr(Bounds(), name) for name in Bounds.__dataclass_fields__}
    for name in ("pipe", "missing"):  # a pipe that took a file's place would wait for ever
        first, last = answer(request | {"path": str(tmp_path / name)})
        assert first["problem"]["reason"] == "unreadable" and "end" in last


def test_a_reader_that_hangs_or_dies_costs_one_article(settings, monkeypatch):
    """The reading process is replaced by one that does what the text tells it to."""
    actor = settings.data.parent / "actor.py"
    actor.write_text(
        "import os, sys, time\n"
        "from pipeline.dataset.ingest import worker\n"
        "real = worker.finished\n"
        "def acting(items, origin, today=None):\n"
        "    text = items[0].text\n"
        "    if 'HANG' in text: time.sleep(60)\n"
        "    if 'DIE' in text: os._exit(9)\n"
        "    if 'EAT' in text: raise MemoryError\n"
        "    return real(items, origin, today)\n"
        "worker.finished = acting\n"
        "worker.main()\n"
    )
    popen = subprocess.Popen

    def acted(arguments, **options):
        return popen([sys.executable, str(actor)], **options)

    monkeypatch.setattr(guard.subprocess, "Popen", acted)
    write(settings, 3)
    lines = [f'{{"id": {n}, "text": "The {word} council met in town {n} times."}}' for n, word in enumerate(WORDS)]
    lines[2], lines[5], lines[7] = '{"text": "HANG"}', '{"text": "DIE"}', '{"text": "EAT"}'
    (settings.seeds / "a.jsonl").write_text("\n".join(lines))
    limited = load_settings(seeds=settings.seeds, data=settings.data, sources=[], limits=Limits(max_seconds=12))
    report = update_articles(limited)
    assert report.articles == 3 + len(WORDS) - 3
    assert report.rejected == {"time_limit": 1, "extraction_failed": 1, "memory_limit": 1}


def test_a_clock_that_goes_back(settings, monkeypatch):
    write(settings, 3)
    monkeypatch.setattr(time, "time_ns", lambda: 10**18)
    update_articles(settings)
    monkeypatch.undo()
    report = update_articles(settings)
    assert report.unchanged == 3
    (settings.seeds / "0.txt").write_text("Story 0 of the town\n\nThe council changed its mind about the bridge.\n")
    os.utime(settings.seeds / "0.txt", (1e8, 1e8))  # older than before
    assert update_articles(settings).changed == 1
