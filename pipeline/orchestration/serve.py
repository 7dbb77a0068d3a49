"""The user interface and the daemon that runs schedule and sensor, on this machine's loopback only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from pipeline.settings import project_root

from .history import make_history
from .run import MODULE, set_home


def serve(host: str = "127.0.0.1", port: int = 3000) -> int:
    """Run ``dagster dev`` until it is stopped; returns its exit code."""
    set_home()
    make_history()
    command = [sys.executable, "-m", "dagster", "dev", "-m", MODULE, "-h", host, "-p", str(port)]
    print(f"http://{host}:{port}  (stop with Ctrl-C)", flush=True)
    process = subprocess.Popen(command, cwd=project_root(), env=os.environ | {"PYTHONUNBUFFERED": "1"})
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: process.send_signal(signal.SIGINT))
    return process.wait()
