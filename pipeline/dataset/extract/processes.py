"""Buckets on processes of this machine, any of which may die: another takes its place and goes on.

What could end a process ends none that matters: a bucket with a text that is not like others, and all of a run large
enough for several processes, is done in processes made for it. Only a few ordinary articles are done in this one,
which saves the time to start another; no library's code needs long for those, and all else heeds the alarm.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from pipeline import startup
from pipeline.dataset.store.working_tables import folder

from .process_bucket import Counts, Job, attempts_path, is_extracted, process_bucket

LOGGER = logging.getLogger(__name__)
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
WORTH_A_PROCESS = 2  # buckets to do, below which starting processes costs more than it saves
ORDINARY_LENGTH = 50_000  # characters of an article
UNBROKEN = re.compile(r"\S{500}")
IN_A_ROW = 3  # times that processes die without one bucket's being done or one article's being left out


def run_buckets(jobs: list[Job], processes: int) -> Iterator[tuple[Job, Counts]]:
    """Process all of them; raises BrokenProcessPool where processes cannot even begin."""
    if processes > 1 and len(jobs) >= WORTH_A_PROCESS:
        yield from _in_processes(jobs, processes)
        return
    odd = []
    for job in jobs:
        if _is_ordinary(job):
            yield job, process_bucket(job)
        else:
            odd.append(job)
    if odd:
        yield from _in_processes(odd, processes)


def _is_ordinary(job: Job) -> bool:
    """Whether no process died of it, and all its texts look like articles."""
    if attempts_path(job).exists():
        return False
    found = folder(job.work, "articles").read(job.bucket, job.count, ["text", "language", "duplicate_of"])
    rows = found.table.to_pylist() if found else []
    texts = (row["text"] for row in rows if is_extracted(row))
    return all(len(text) <= ORDINARY_LENGTH and not UNBROKEN.search(text) for text in texts)


def _in_processes(jobs: list[Job], processes: int) -> Iterator[tuple[Job, Counts]]:
    left, vain = list(jobs), 0
    while left:
        before = _traces(left)
        try:
            for job, counts in _pool(left, min(processes, len(left))):
                left.remove(job)
                vain = 0
                yield job, counts
        except BrokenProcessPool:
            vain = 0 if _traces(left) != before else vain + 1
            if vain == IN_A_ROW:
                raise
            LOGGER.warning("A process that extracts was ended; another goes on where it was.")


def _traces(jobs: list[Job]) -> dict[int, bytes]:
    """What processes left behind that died."""
    paths = {job.bucket: attempts_path(job) for job in jobs}
    return {bucket: path.read_bytes() for bucket, path in paths.items() if path.exists()}


def _pool(jobs: list[Job], processes: int) -> Iterator[tuple[Job, Counts]]:
    # spawn: Arrow and Dagster have threads, which a forked process would inherit dead
    context = multiprocessing.get_context("spawn")
    with _one_thread_each(), ProcessPoolExecutor(processes, context, initializer=_begin) as pool:
        running = {pool.submit(process_bucket, job, True): job for job in jobs}
        try:
            for finished in as_completed(running):
                if not isinstance(finished.exception(), BrokenProcessPool):
                    yield running[finished], finished.result()
        except BaseException:  # a bucket that is not finished loses nothing
            for process in list(pool._processes.values()):
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        if any(isinstance(future.exception(), BrokenProcessPool) for future in running):
            raise BrokenProcessPool("a process died")


def _begin() -> None:
    """Ctrl-C reaches all processes of a terminal; the one that started these ends them."""
    startup.begin()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """A process per core is enough; matrix libraries would start as many threads in each, which wait for each other.
    They look when they are loaded, so the processes must be born with it."""
    set_here = [name for name in THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(set_here, "1"))
    try:
        yield
    finally:
        for name in set_here:
            del os.environ[name]
