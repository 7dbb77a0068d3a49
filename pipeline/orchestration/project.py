"""The resource that assets work with: the settings, who hears of progress, and what the stages reported."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipeline.dataset.progress import Progress
from pipeline.settings import Settings, load_settings


@dataclass(slots=True)
class Project:
    """``listener`` hears of progress instead of the run's log; ``reports`` collects what each stage returned."""

    settings: Settings = field(default_factory=load_settings)
    listener: Callable[[Progress], None] | None = None
    reports: dict[str, Any] = field(default_factory=dict)
