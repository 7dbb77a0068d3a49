"""When the job runs by itself: a schedule, and a sensor on the local sources."""

import hashlib

import dagster as dg
from dagster._utils.schedules import is_valid_cron_string

from pipeline.dataset.ingest.sources import SourceMissing, inputs, is_remote
from pipeline.settings import BadSettings, Settings, load_settings

SETTINGS = load_settings()
if not is_valid_cron_string(SETTINGS.schedule.cron):
    raise BadSettings(
        f"Setting schedule.cron: {SETTINGS.schedule.cron!r} is no schedule; five fields are, such as 0 6 * * * "
        "(minute, hour, day, month, weekday)."
    )

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
        if not is_remote(source):
            try:
                found = [f"{entry.uri}\0{entry.stamp}" for entry in inputs(source)]
            except SourceMissing as missing:
                found = [str(missing)]
            sha.update("\n".join([source.name, *found, ""]).encode(errors="backslashreplace"))
    return sha.hexdigest()


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
