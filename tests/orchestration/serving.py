"""``python -m pipeline dev`` in a process of its own, with its own seeds, data and history; and how to ask it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a server whose project lies in ``folder``; ``settings`` are NEWSLEDGER_ variables."""
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "home").mkdir()
    shutil.copy(ROOT / "dagster.yaml", folder / "home")
    port = free_port()
    environment = os.environ | {
        "DAGSTER_HOME": str(folder / "home"),
        "NEWSLEDGER_SEEDS": str(folder / "seeds"),
        "NEWSLEDGER_DATA": str(folder / "data"),
        "NEWSLEDGER_WORKERS": "1",
        **{f"NEWSLEDGER_{name}": value for name, value in settings.items()},
    }
    environment.pop("DAGSTER_STORAGE", None)
    log = (folder / "log").open("w")
    command = [sys.executable, "-m", "pipeline", "dev", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        until(lambda: answers(address), 120, f"the server to answer; see {folder / 'log'}")
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        log.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what: Callable[[], Any], seconds: float, name: str) -> Any:
    """The first true answer of ``what``; fails the test after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.5)
    pytest.fail(f"waited {seconds} s for {name}")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/server_info", timeout=5):
            return True
    except OSError:
        return False


def ask(address: str, query: str) -> dict[str, Any]:
    """The data that a GraphQL query gives."""
    request = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["data"]
