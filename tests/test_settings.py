"""What is wrong in the settings is told in one line, with what was probably meant."""

from __future__ import annotations

import pytest

from pipeline.cli import main
from pipeline.misspelled import nearest


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLEDGER_PROJECT", str(tmp_path))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    monkeypatch.delenv("DAGSTER_STORAGE", raising=False)
    return tmp_path


def told(capsys, *command):
    assert main(list(command or ["rejects"])) == 1
    lines = capsys.readouterr().err.splitlines()
    assert "Traceback" not in "\n".join(lines)
    return lines


@pytest.mark.parametrize("content, words", [
    (b"[schedule\ncron = 1", "newsledger.toml cannot be read"),
    (b"seeds = 'a'\nseeds = 'b'", "newsledger.toml cannot be read"),
    (b"seeds = '\xff\xfe'", "newsledger.toml cannot be read"),
])  # fmt: skip
def test_a_file_that_is_no_toml(project, capsys, content, words):
    (project / "newsledger.toml").write_bytes(content)
    (line,) = told(capsys)
    assert words in line and str(project) in line


@pytest.mark.parametrize("content, words", [
    ("[schedule]\ntimezone = 'Europe/Pariss'", "Did you mean Europe/Paris?"),
    ("[schedule]\ntimezone = '../etc'", "no such time zone"),
    ("[schedul]\ncron = '* * * * *'", "Setting schedul: there is none of this name. Did you mean schedule?"),
    ("[limits]\nmax_secunds = 4", "Setting limits.max_secunds: there is none of this name. Did you mean max_seconds?"),
    ("[[sources]]\nname = 'w'\nuri = 'w'\npublishr = 'x'", "Did you mean publisher?"),
    ("[[sources]]\nname = 'w'\nuri = 'w'\nfields = { headlin = 'h' }", "headlin is none of our columns"),
    ("[[sources]]\nname = 'w'\nuri = 'w'\nfields = { titel = 'h' }", "Did you mean title?"),
    ("[[sources]]\nname = 'w'\nuri = 'w'\nfields = { publishd_on = 'h' }", "Did you mean published_on?"),
])  # fmt: skip
def test_a_name_that_is_not_there(project, capsys, content, words):
    (project / "newsledger.toml").write_text(content, encoding="utf-8")
    first, second = told(capsys)
    assert words in first and second.startswith("Settings come from")


@pytest.mark.parametrize("variable, meant", [
    ("NEWSLEDGER_SEDES", "NEWSLEDGER_SEEDS"),
    ("NEWSLEDGER_WORKER", "NEWSLEDGER_WORKERS"),
    ("NEWSLEDGER_HOLDBACK__ACCEPT", "NEWSLEDGER_HOLD_BACK__ACCEPT"),
    ("NEWSLEDGER_SCHEDULE_CRON", "NEWSLEDGER_SCHEDULE__CRON"),
])  # fmt: skip
def test_a_variable_that_sets_nothing(monkeypatch, capsys, variable, meant):
    monkeypatch.setenv(variable, "1")
    assert told(capsys) == [f"Variable {variable}: there is no such setting. Did you mean {meant}?"]


def test_a_variable_like_no_setting_is_told_without_a_guess(monkeypatch, capsys):
    monkeypatch.setenv("NEWSLEDGER_XYZZY", "1")
    assert told(capsys) == ["Variable NEWSLEDGER_XYZZY: there is no such setting."]
    assert nearest("xyzzy", ["seeds", "data"]) == ""


def test_what_is_no_schedule(monkeypatch):
    import importlib

    from pipeline.orchestration import automation
    from pipeline.settings import BadSettings

    for wrong in ("61 * * * *", "daily", "* * * *", ""):
        monkeypatch.setenv("NEWSLEDGER_SCHEDULE__CRON", wrong)
        with pytest.raises(BadSettings, match=r"schedule\.cron.*is no schedule"):
            importlib.reload(automation)
    monkeypatch.delenv("NEWSLEDGER_SCHEDULE__CRON")
    importlib.reload(automation)
