"""Buckets on a Ray cluster over shared storage: the extra ``ray``. Ray places, ships and retries the work."""

from __future__ import annotations

import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .process_bucket import Counts, Job, process_bucket

RETRIES = 100  # of a bucket whose worker died: a retry does what is left, less the article that it died of


class NotShared(RuntimeError):
    """A node of the cluster sees another folder, or none, where the working files lie."""


def run_on_ray(jobs: list[Job]) -> Iterator[tuple[Job, Counts]]:
    """Process buckets on all CPUs of the cluster that ``RAY_ADDRESS`` names, else on this machine.

    Raises RuntimeError if Ray is not installed, NotShared, and what a bucket raises when it fails for good.
    """
    try:
        import ray
    except ImportError as error:
        raise RuntimeError("engine is ray, which is not installed: pip install '.[ray]'") from error
    own = not ray.is_initialized()
    if own:
        ray.init(log_to_driver=False, include_dashboard=False)
    process = ray.remote(process_shared).options(max_retries=RETRIES, num_cpus=1)
    with _marked(jobs[0].work) as mark:
        running = {process.remote(job, mark, socket.gethostname()): job for job in jobs}
        try:
            while running:
                (done,), _ = ray.wait(list(running))
                yield running.pop(done), ray.get(done)
        except ray.exceptions.RayTaskError as error:  # in the words of what the bucket raised
            raise error.cause from None
        finally:
            for left in running:
                ray.cancel(left)
            if own:
                ray.shutdown()


@contextmanager
def _marked(work: Path) -> Iterator[str]:
    """A file that nobody else has, for a node to look for: a folder of the same name may be there, and another one."""
    mark = work / f".{uuid.uuid4().hex}.shared"
    mark.touch()
    try:
        yield mark.name
    finally:
        mark.unlink(missing_ok=True)


def process_shared(job: Job, mark: str, driver: str) -> Counts:
    """``process_bucket`` on a node that sees the folder: on another one it would find no article, and say that there is
    nothing to do."""
    if not (job.work / mark).exists():
        raise NotShared(
            f"{socket.gethostname()} does not see {job.work} of {driver}: engine ray needs the data folder on storage "
            f"that all nodes of the cluster share, under the same path."
        )
    return process_bucket(job, expendable=True)
