"""The definitions that Dagster loads."""

import dagster as dg

from .alerts import alerts_sensor
from .assets import ASSETS
from .automation import ingest_job, reingestion, sources_changed
from .checks import ASSET_CHECKS
from .project import Project, for_a_run


def make_definitions(project: Project | None = None) -> dg.Definitions:
    """All of it; tests and the command line give a project of their own."""
    return dg.Definitions(
        assets=ASSETS,
        asset_checks=ASSET_CHECKS,
        jobs=[ingest_job],
        schedules=[reingestion],
        sensors=[sources_changed, alerts_sensor],
        resources={"project": for_a_run(project or Project())},
        executor=dg.in_process_executor,  # a process per step costs seconds, its work milliseconds
    )


defs = make_definitions()
