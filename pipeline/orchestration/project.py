"""The resource that assets work with: the settings, who hears of progress, and what the stages reported."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import dagster as dg

from pipeline.dataset.progress import Progress
from pipeline.dataset.store.lock import writing
from pipeline.settings import Settings, load_settings


@dataclass(slots=True)
class Project:
    """``listener`` hears of progress instead of the run's log; ``reports`` collects what each stage returned."""

    settings: Settings = field(default_factory=load_settings)
    listener: Callable[[Progress], None] | None = None
    reports: dict[str, Any] = field(default_factory=dict)


def for_a_run(project: Project) -> dg.ResourceDefinition:
    """The project as a resource that holds the data folder's lock from a run's first step to its last: a run that
    another one overtook between two steps would find tables that do not belong together."""

    @dg.resource(description="The settings, and the data folder's lock.")
    def held(_: dg.InitResourceContext) -> Iterator[Project]:
        with writing(project.settings.data, project.settings.lock_timeout_seconds):
            yield project

    return held
