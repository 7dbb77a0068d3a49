"""What went wrong in a run, in the words of what failed first."""

from __future__ import annotations

from collections.abc import Iterable

import dagster as dg


def error_of(events: Iterable[dg.DagsterEvent]) -> str:
    """The first failure's own words, without the frames of the framework; else the checks that failed."""
    failed = []
    for event in events:
        error = None
        if event.is_step_failure:
            error = event.step_failure_data.error
        elif event.event_type == dg.DagsterEventType.RESOURCE_INIT_FAILURE:
            error = event.engine_event_data.error
        elif event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            check = event.asset_check_evaluation_data
            if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR:
                failed.append(f"check {check.check_name} on {check.asset_key.to_user_string()} failed")
        while error is not None and error.cause is not None:
            error = error.cause
        if error is not None:
            return error.message.strip()
    return "; ".join(failed)
