"""Alerts: a command or an address of the user's, called when a run failed or was held back, or when nothing was taken
in for hours. Each is told once, by the sensor ``alerts`` or by the command line, whichever finds it first.
"""

from __future__ import annotations

import json
import logging
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
from filelock import FileLock

from pipeline.dataset.ingest.recording import last_taken_in
from pipeline.dataset.store.files import replacing
from pipeline.settings import Alerts, Settings, load_settings

from .errors import error_of

LOGGER = logging.getLogger(__name__)
LOOKED_BACK = timedelta(days=1)  # failures that are older are no news
HELD_BACK = "Held back"
FAILURES = {
    dg.DagsterEventType.STEP_FAILURE,
    dg.DagsterEventType.RESOURCE_INIT_FAILURE,
    dg.DagsterEventType.ASSET_CHECK_EVALUATION,
    dg.DagsterEventType.RUN_FAILURE,
}


@dataclass(frozen=True, slots=True)
class Alert:
    """``kind`` is ``failed``, ``held_back`` or ``silent``; ``at`` is UTC in ISO 8601; ``run_id`` is null for
    ``silent``; ``data`` is the data folder."""

    kind: str
    message: str
    at: str
    data: str
    run_id: str | None = None


def alert(settings: Settings, instance: dg.DagsterInstance, now: datetime | None = None) -> list[Alert]:
    """Tell what is new, and return it. Without a command or an address nothing is looked for.

    What cannot be told is logged and tried again with the next look.
    """
    if not settings.alerts.command and not settings.alerts.url:
        return []
    now = now or datetime.now(UTC)
    memory = settings.work / "alerts.json"
    settings.work.mkdir(parents=True, exist_ok=True)
    with FileLock(memory.with_suffix(".lock")):
        told = _told(memory)
        news = {key: one for key, one in _all(settings, instance, now) if key not in told}
        done = {key: one for key, one in news.items() if _tell(settings.alerts, one)}
        if done:
            oldest = (now - 2 * LOOKED_BACK).isoformat()
            kept = {key: at for key, at in told.items() if at > oldest or key.startswith("silent")}
            with replacing(memory) as hidden:
                hidden.write_text(json.dumps(kept | {key: one.at for key, one in done.items()}), encoding="utf-8")
    return list(done.values())


def _all(settings: Settings, instance: dg.DagsterInstance, now: datetime) -> Iterator[tuple[str, Alert]]:
    """What there is to tell, by a key that stays the same from one look to the next."""
    at, data = now.isoformat(timespec="seconds"), str(settings.data)
    failed = dg.RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE], updated_after=now - LOOKED_BACK)
    for run in instance.get_runs(filters=failed):
        events = [entry.dagster_event for entry in instance.all_logs(run.run_id, of_type=FAILURES)]
        message = error_of(events) or "The run failed; its page in the user interface tells more."
        kind = "held_back" if message.startswith(HELD_BACK) or f": {HELD_BACK}" in message else "failed"
        yield run.run_id, Alert(kind, message, at, data, run.run_id)
    hours, last = settings.alerts.silent_hours, last_taken_in(settings.work)
    if hours and last and now - last > timedelta(hours=hours):
        message = f"No article was added or changed since {last:%Y-%m-%d %H:%M} UTC ({hours} hours are allowed)."
        yield f"silent {last.isoformat()}", Alert("silent", message, at, data)


def _told(memory: Path) -> dict[str, str]:
    try:
        return json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or damaged: better told twice than never
        return {}


def _tell(alerts: Alerts, what: Alert) -> bool:
    """Whether it was told to all that are set; the alert goes as JSON to the command's input and the address."""
    body = json.dumps(asdict(what)).encode()
    try:
        if alerts.command:
            subprocess.run(alerts.command, shell=True, input=body, check=True, timeout=alerts.timeout_seconds)
        if alerts.url:
            request = urllib.request.Request(str(alerts.url), body, {"Content-Type": "application/json"})
            urllib.request.urlopen(request, timeout=alerts.timeout_seconds).close()
    except (OSError, subprocess.SubprocessError) as error:
        LOGGER.error("An alert (%s) could not be told: %s", what.kind, error)
        return False
    return True


SETTINGS = load_settings()


@dg.sensor(
    name="alerts",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING
    if SETTINGS.alerts.command or SETTINGS.alerts.url
    else dg.DefaultSensorStatus.STOPPED,
    description="Calls the command or address under [alerts] when a run failed or nothing came in.",
)
def alerts_sensor(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    told = alert(load_settings(), context.instance)
    return dg.SkipReason("; ".join(f"told: {one.message}" for one in told) or "Nothing to tell.")
