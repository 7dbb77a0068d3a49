"""Alerts: what is told to a command and an address, once each."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import dagster as dg
import pytest

from pipeline.orchestration.alerts import alert
from pipeline.orchestration.run import materialize
from pipeline.settings import Alerts, HoldBack, Settings

STORY = "Pier closes\n\nThe pier will close for {} weeks, Mayor Ilo Brandt said on Monday.\n"


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "pier.txt").write_text(STORY.format(3), encoding="utf-8")
    alerts = Alerts(command=f"cat >> '{tmp_path}/told'; echo >> '{tmp_path}/told'")
    return Settings(seeds=tmp_path / "seeds", data=tmp_path / "data", workers=1, alerts=alerts)


def told(settings):
    path = settings.data.parent / "told"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_a_failed_run_is_told_once_in_its_own_words(settings):
    assert materialize(settings, show_progress=False).success
    assert not told(settings)
    wrong = settings.model_copy(update={"model": "no_such_model"})
    assert not materialize(wrong, show_progress=False).success
    (first,) = told(settings)
    assert first["kind"] == "failed" and "no_such_model" in first["message"] and first["run_id"]
    with dg.DagsterInstance.get() as instance:
        assert not alert(settings, instance)  # as the sensor does a minute later
    assert len(told(settings)) == 1


def test_a_run_that_is_held_back_is_told_as_that(settings):
    (settings.seeds / "torn.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    careful = HoldBack(max_rejected_share=0.1, min_articles=1)
    assert not materialize(settings.model_copy(update={"hold_back": careful}), show_progress=False).success
    (one,) = told(settings)
    assert one["kind"] == "held_back" and "rejected" in one["message"]


def test_nothing_taken_in_for_a_day_is_told_once_until_something_is(settings):
    materialize(settings, show_progress=False)
    later = datetime.now(UTC) + timedelta(hours=25)
    with dg.DagsterInstance.get() as instance:
        assert [one.kind for one in alert(settings, instance, later)] == ["silent"]
        assert not alert(settings, instance, later + timedelta(hours=9))
        never = settings.model_copy(update={"alerts": settings.alerts.model_copy(update={"silent_hours": 0})})
        assert not alert(never, instance, later + timedelta(hours=99))


def test_an_address_is_sent_the_alert_and_one_that_fails_is_tried_again(settings):
    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if len(bodies) == 1 else 204)
            self.end_headers()

        def log_message(self, *_):
            pass

    bodies = []
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = settings.model_copy(update={"alerts": Alerts(url=f"http://127.0.0.1:{server.server_port}/hook")})
    materialize(settings, show_progress=False)
    later = datetime.now(UTC) + timedelta(hours=25)
    try:
        with dg.DagsterInstance.get() as instance:
            assert not alert(here, instance, later)
            assert len(alert(here, instance, later)) == 1
            assert not alert(here, instance, later)
    finally:
        server.shutdown()
        server.server_close()
    assert [body["kind"] for body in bodies] == ["silent", "silent"]
