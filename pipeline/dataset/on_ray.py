"""Buckets on a Ray cluster over shared storage: the extra ``ray``. Ray places, ships and retries the work."""

from __future__ import annotations

from collections.abc import Iterator

from .bucket import Counts, Job, process_bucket

RETRIES = 100  # of a bucket whose worker died: a retry does what is left, less the article that it died of


def run_on_ray(jobs: list[Job]) -> Iterator[tuple[Job, Counts]]:
    """Process buckets on all CPUs of the cluster that ``RAY_ADDRESS`` names, else on this machine.

    Raises RuntimeError if Ray is not installed, and what Ray raises when a bucket fails for good.
    """
    try:
        import ray
    except ImportError as error:
        raise RuntimeError("engine is ray, which is not installed: pip install '.[ray]'") from error
    own = not ray.is_initialized()
    if own:
        ray.init(log_to_driver=False, include_dashboard=False)
    process = ray.remote(process_bucket).options(max_retries=RETRIES, num_cpus=1)
    running = {process.remote(job, expendable=True): job for job in jobs}
    try:
        while running:
            (done,), _ = ray.wait(list(running))
            yield running.pop(done), ray.get(done)
    finally:
        for left in running:
            ray.cancel(left)
        if own:
            ray.shutdown()
