"""What the command line says to a person who typed something wrong."""

import pytest

from pipeline.cli import main


@pytest.fixture(autouse=True)
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLEDGER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))


def test_a_wrong_setting_is_named(monkeypatch, capsys):
    monkeypatch.setenv("NEWSLEDGER_SCHEDULE__CRON", "0 * * * *")
    monkeypatch.setenv("NEWSLEDGER_RETENTION__DAYS", "many")
    assert main(["rejects"]) == 1
    told = capsys.readouterr().err
    assert "retention.days" in told and "'many'" in told and "cron" not in told


def test_before_the_first_run_there_is_nothing_to_show(capsys):
    assert main(["show", "ferry"]) == 1
    assert "make run publishes" in capsys.readouterr().err
    assert main(["rejects"]) == 0
    assert main(["release"]) == 0


def test_a_release_that_is_not_there(capsys):
    assert main(["release", "7"]) == 1
    assert "no release 7" in capsys.readouterr().err


def test_an_unknown_asset_is_named_and_the_known_ones_with_it(tmp_path, capsys):
    (tmp_path / "dagster.yaml").write_text("telemetry:\n  enabled: false\n", encoding="utf-8")
    assert main(["materialize", "--select", "quots"]) == 1
    assert "No such asset: quots" in (told := capsys.readouterr().err) and "quotes" in told
