"""When the job runs by itself: a schedule, and a sensor on the local sources."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipeline.settings import Settings, load_settings

SETTINGS = load_settings()

ingest_job = dg.define_asset_job(
    "ingest",
    dg.AssetSelection.all(),
    description="Take what is new in the sources, extract, and publish a release.",
)

reingestion = dg.ScheduleDefinition(
    name="reingestion",
    job=ingest_job,
    cron_schedule=SETTINGS.schedule.cron,
    execution_timezone=SETTINGS.schedule.timezone,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)


def sources_digest(settings: Settings) -> str:
    """Digest of names, sizes and times of the files in local sources; remote ones wait for the schedule."""
    sha = hashlib.sha256()
    for source in settings.sources:
        if "://" not in source.uri:
            for line in sorted(_files(Path(source.uri))):
                sha.update(line)
    return sha.hexdigest()


def _files(root: Path) -> Iterator[bytes]:
    while not root.exists() and root != root.parent:  # a glob: the folder above its pattern
        root = root.parent
    inside = [(root, [], [""])] if root.is_file() else os.walk(root)
    for folder, _, names in inside:
        for name in names:
            path = Path(folder, name) if name else root
            try:
                status = path.lstat()
            except OSError:
                continue
            yield f"{os.path.relpath(path, root)}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(
                errors="backslashreplace"
            )


@dg.sensor(
    job=ingest_job,
    minimum_interval_seconds=SETTINGS.sensor.interval_seconds,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts the job when a file in the sources comes, changes or goes.",
)
def sources_changed(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    digest = sources_digest(load_settings())
    if digest == context.cursor:
        return dg.SkipReason("Nothing changed in the sources.")
    context.update_cursor(digest)
    return dg.RunRequest(run_key=None)
