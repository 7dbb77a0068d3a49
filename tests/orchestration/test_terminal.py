"""What a person at a terminal sees: one server a data folder, quiet ends, one history a data folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.settings import load_settings
from tests.orchestration.serving import ROOT, answers, free_port, until

PYTHON = [sys.executable, "-m", "pipeline"]


@pytest.fixture
def environment(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "seeds").mkdir()
    shutil.copy(ROOT / "dagster.yaml", tmp_path / "home")
    made = os.environ | {"DAGSTER_HOME": str(tmp_path / "home"), "NEWSLEDGER_WORKERS": "1"}
    made |= {f"NEWSLEDGER_{name.upper()}": str(tmp_path / name) for name in ("seeds", "data")}
    made.pop("DAGSTER_STORAGE", None)
    return made | {"NEWSLEDGER_DECISIONS": str(tmp_path / "decisions.toml")}


def processes_of(folder: Path) -> list[str]:
    """Commands of living processes whose data lie in the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder / "data").encode() in (path / "environ").read_bytes():
                found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at processes in /proc")
def test_dev_ends_with_its_children_though_interrupts_are_ignored_and_is_there_once(environment, tmp_path):
    port = free_port()
    command = [*PYTHON, "dev", "--port", str(port)]
    log = (tmp_path / "log").open("w+")
    # as a shell without job control starts what ends in "&"
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=log, stderr=log,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        until(lambda: answers(address), 120, f"the server to answer; see {log.name}")
        again = [*PYTHON, "dev", "--port", str(free_port())]
        second = subprocess.run(again, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
        assert second.returncode == 1 and second.stderr.splitlines()[-1].endswith(f"/data: {address}")
        other = environment | {"NEWSLEDGER_DATA": str(tmp_path / "other")}
        third = subprocess.run(command, cwd=ROOT, env=other, capture_output=True, text=True, timeout=60)
        assert third.returncode == 1 and f"Port {port} is in use" in third.stderr
        assert len(processes_of(tmp_path)) >= 4  # this one, Dagster's, its web server, its daemon
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(90)
    assert code == 0
    until(lambda: not processes_of(tmp_path), 10, "its children to end")
    log.seek(0)
    written = log.read()
    assert "superseded" not in written and "Traceback" not in written


def test_each_data_folder_has_its_own_history(tmp_path, monkeypatch):
    from pipeline.orchestration.run import set_home

    monkeypatch.setenv("NEWSLEDGER_PROJECT", str(tmp_path))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    monkeypatch.delenv("DAGSTER_STORAGE", raising=False)
    seen = []
    for folder in ("data", "other", "data"):
        set_home(load_settings(data=folder))
        seen.append(os.environ["DAGSTER_STORAGE"])
    assert seen == [str(tmp_path / ".dagster"), str(tmp_path / "other" / ".dagster"), str(tmp_path / ".dagster")]
    monkeypatch.setenv("DAGSTER_STORAGE", "/elsewhere")
    set_home(load_settings(data="other"))
    assert os.environ["DAGSTER_STORAGE"] == "/elsewhere"  # what a person names stays


def test_a_run_that_is_interrupted_says_that_the_next_continues(environment, tmp_path):
    for number in range(300):
        words = " ".join(f"The council of town {number} heard {n} speakers on Monday." for n in range(60))
        (tmp_path / "seeds" / f"{number}.txt").write_text(f"Council {number} meets\n\n{words}\n", encoding="utf-8")
    command = [*PYTHON, "materialize", "--quiet"]
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment | {"NEWSLEDGER_WORKERS": "2"}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    until(lambda: list((tmp_path / "data" / "work").glob("attempts/*")), 120, "extraction to begin")
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does, to all its processes
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in errors and errors.splitlines()[-1] == "Stopped; the next run continues."


def test_a_reader_that_has_read_enough_is_no_error(environment, tmp_path):
    for number in range(3000):
        (tmp_path / "seeds" / f"{number}.txt").write_bytes(b"")
    update = "from pipeline.settings import load_settings; from pipeline.dataset.ingest import update_articles; "
    subprocess.run([sys.executable, "-c", update + "update_articles(load_settings())"], env=environment, check=True)
    listing = subprocess.Popen(
        [*PYTHON, "rejects"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    listing.stdout.readline()
    listing.stdout.close()  # as "| head -1" does
    assert listing.stderr.read() == b"" and listing.wait(60) == 0


def test_a_missing_sources_folder_ends_with_an_error(environment, tmp_path):
    (tmp_path / "seeds").rmdir()
    command = [*PYTHON, "materialize", "--quiet"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert run.returncode == 1 and "cannot be listed" in run.stderr and "Traceback" not in run.stderr
    assert not (tmp_path / "data" / "tables").exists()
    assert (tmp_path / "data" / ".dagster" / "history").is_dir()
