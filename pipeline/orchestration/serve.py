"""The user interface and the daemon that runs schedule and sensor, on this machine's loopback only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress

from filelock import FileLock, Timeout

from pipeline.settings import load_settings, project_root

from .history import make_history
from .run import MODULE, set_home

STOP_SECONDS = 60  # Dagster's own processes get so long to end
# Dagster would rather have its separate command-line tool used, which does the same.
QUIET = ["-W", "ignore:Function `dev_command` is superseded"]


def serve(host: str = "127.0.0.1", port: int = 3000) -> int:
    """Run ``dagster dev`` until it is stopped; returns its exit code, or 1 where it already runs for this data folder
    or the port is taken."""
    settings = load_settings()
    from . import automation  # noqa: F401  (which looks at the schedule's settings)

    set_home(settings)
    settings.history.mkdir(parents=True, exist_ok=True)
    address = settings.history / "dev.address"
    lock = FileLock(settings.history / "dev.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        known = address.read_text(encoding="utf-8") if address.exists() else "another address"
        print(f"It already runs for {settings.data}: {known}", file=sys.stderr)
        return 1
    with lock:
        if _is_taken(host, port):
            print(f"Port {port} is in use; name another: make dev PORT={port + 1}", file=sys.stderr)
            return 1
        make_history()
        address.write_text(f"http://{host}:{port}", encoding="utf-8")
        print(f"http://{host}:{port}  (stop with Ctrl-C)", flush=True)
        command = [sys.executable, *QUIET, "-m", "dagster", "dev", "-m", MODULE, "-h", host, "-p", str(port)]
        return _run_until_stopped(command)


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


class _Stopped(BaseException):
    """A signal that asks to end."""


def _run_until_stopped(command: list[str]) -> int:
    """Run a command in a session of its own, and end it and its children when this process is asked to end.

    A shell starts what runs in the background with interrupts ignored, which children inherit; a handler, set before,
    is not inherited, so the command heeds them in any case.
    """

    def stop(*_: object) -> None:
        raise _Stopped

    stopping = [signal.SIGTERM, signal.SIGINT]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        stopping.append(signal.SIGHUP)
    for name in stopping:
        signal.signal(name, stop)
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    process = None
    try:
        process = subprocess.Popen(command, cwd=project_root(), env=environment, start_new_session=True)
        return process.wait()
    except _Stopped:
        for name in stopping:
            signal.signal(name, signal.SIG_IGN)
        if process is not None:
            _end(process)
        return 0


def _end(process: subprocess.Popen) -> None:
    """Ask it, which ends its children; then end what is left of its session."""
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
