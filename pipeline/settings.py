"""Settings: ``newsledger.toml`` in the project's folder, overridden by ``NEWSLEDGER_*`` variables.

A nested setting's variable joins the names with two underscores: ``NEWSLEDGER_SCHEDULE__CRON``. Relative folders are
relative to the project, whatever the working folder.
"""

from __future__ import annotations

import os
import tomllib
import zoneinfo
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from pipeline.language import DEFAULT_MODEL
from pipeline.misspelled import nearest, unknown_variables

SETTINGS_FILE = "newsledger.toml"
PREFIX = "NEWSLEDGER_"
OTHER_VARIABLES = ("PROJECT", "WORKER_BYTES", "TEST_")  # what else begins so: TEST_ is for the tests
COLUMNS = ("id", "text", "title", "byline", "url", "publisher", "published_on")  # that readers of records look for
EXPLORER_PORT = 8001
EXPLORER_FILE = "explorer.sqlite"
Share = Annotated[float, Field(ge=0, le=1)]


class UnknownName(Exception):
    """What the user named is not there; the message says what is."""


class BadSettings(Exception):
    """The settings cannot be read, or name what there is not; the message is for the user."""


def project_root() -> Path:
    """The folder of ``newsledger.toml``: ``NEWSLEDGER_PROJECT``, else that of the source tree, else the working one."""
    if named := os.environ.get("NEWSLEDGER_PROJECT"):
        return Path(named).resolve()
    source_tree = Path(__file__).resolve().parent.parent
    return source_tree if (source_tree / SETTINGS_FILE).exists() else Path.cwd()


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Group):
    """Where articles come from: a folder, a file, a glob or an fsspec URL."""

    name: str
    uri: str
    publisher: str | None = None
    fields: dict[str, str] = Field(default_factory=dict, description="Our column -> the name it has in JSON or CSV.")

    @field_validator("fields")
    @classmethod
    def _are_known(cls, fields: dict[str, str]) -> dict[str, str]:
        for name in fields.keys() - set(COLUMNS):
            raise ValueError(f"{name} is none of our columns ({', '.join(COLUMNS)}).{nearest(name, COLUMNS)}")
        return fields


class Limits(Group):
    """Above these an input is rejected with a reason; bytes are those of one input after unpacking."""

    max_bytes: PositiveInt = 100_000_000
    max_line_bytes: PositiveInt = 10_000_000
    max_members: PositiveInt = 200_000
    max_unpacked_bytes: PositiveInt = 2_000_000_000
    max_depth: PositiveInt = 3
    max_article_chars: PositiveInt = 200_000
    max_seconds: PositiveInt = 60
    max_extraction_seconds: PositiveFloat = Field(120, description="For one article, parse and extraction each.")
    max_memory_bytes: PositiveInt = 4_000_000_000


class Schedule(Group):
    cron: str = "0 6 * * *"
    timezone: str = "UTC"

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"there is no such time zone.{nearest(name, zoneinfo.available_timezones())}") from error
        return name


class Sensor(Group):
    interval_seconds: PositiveInt = 30


class Retention(Group):
    """Releases older than ``days`` are removed, and all but the newest ``releases``; never the current one."""

    releases: PositiveInt = 5
    days: PositiveInt = 30


class HoldBack(Group):
    """A run that looks wrong is not published, unless ``accept`` says so."""

    max_rejected_share: Share = 0.5
    max_jump_factor: PositiveFloat = 3.0
    min_articles: NonNegativeInt = 20
    allow_withdrawals: bool = Field(False, description="Whether a run that only withdraws articles is an ordinary one.")
    accept: bool = False


class Alerts(Group):
    """Called when a run failed or was held back, or when nothing was taken in for ``silent_hours`` (0: never so).
    The command runs in a shell and reads the alert as JSON; an address is sent the same. Off unless one is set."""

    command: str | None = None
    url: HttpUrl | None = None
    silent_hours: NonNegativeInt = 24
    timeout_seconds: PositiveInt = 30


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, toml_file=SETTINGS_FILE
    )

    seeds: Path = Path("seeds")
    data: Path = Path("data")
    decisions: Path = Path("decisions.toml")
    sources: list[Source] = Field(default_factory=list, description="Empty: the seeds folder alone.")
    on_missing: Literal["withdraw", "keep"] = "withdraw"
    model: str = DEFAULT_MODEL
    quotes_model: Literal["network", "encoder"] = Field("network", description="See README: encoder needs its extra.")
    engine: Literal["processes", "ray"] = Field("processes", description="What extracts: see README, Many machines.")
    workers: NonNegativeInt = Field(0, description="Processes that parse; 0: one per available core.")
    batch_size: PositiveInt = Field(16, description="Articles the model takes at once.")
    lock_timeout_seconds: NonNegativeInt = Field(3600, description="How long a run waits for another one.")
    limits: Limits = Limits()
    schedule: Schedule = Schedule()
    sensor: Sensor = Sensor()
    retention: Retention = Retention()
    hold_back: HoldBack = HoldBack()
    alerts: Alerts = Alerts()

    @model_validator(mode="after")
    def _resolve(self) -> Settings:
        for name in ("seeds", "data", "decisions"):
            object.__setattr__(self, name, (project_root() / getattr(self, name).expanduser()).resolve())
        if not self.sources:
            object.__setattr__(self, "sources", [Source(name="seeds", uri=str(self.seeds))])
        return self

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings, env_settings, dotenv_settings, file_secret_settings
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = TomlConfigSettingsSource(settings_cls, toml_file=project_root() / SETTINGS_FILE)
        return init_settings, env_settings, toml

    @property
    def work(self) -> Path:
        """What is rebuilt at will: articles, parses and extracted rows in buckets."""
        return self.data / "work"

    @property
    def releases(self) -> Path:
        return self.data / "releases"

    @property
    def tables(self) -> Path:
        """The current release's tables, for readers."""
        return self.data / "tables"

    @property
    def explorer(self) -> Path:
        """The current release as one SQLite file."""
        return self.data / EXPLORER_FILE

    @property
    def history(self) -> Path:
        """Dagster's history of runs: each data folder has its own, that of ``data`` lies beside it."""
        return project_root() / ".dagster" if self.data == project_root() / "data" else self.data / ".dagster"

    @property
    def processes(self) -> int:
        """Number of processes that parse."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_settings(**overrides: object) -> Settings:
    """Read file and environment; raises pydantic's ValidationError, which names the setting that is wrong, and
    BadSettings for a file that cannot be read and variables that set nothing."""
    if lines := unknown_variables(os.environ, PREFIX, Settings, OTHER_VARIABLES):
        raise BadSettings("\n".join(lines))
    try:
        return Settings(**overrides)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadSettings(f"{project_root() / SETTINGS_FILE} cannot be read: {error}") from error
