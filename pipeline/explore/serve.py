"""``python -m pipeline explore``: Datasette over the current release, on this machine's loopback only."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sqlite3
import sys
import threading
from pathlib import Path

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from pipeline.explore import plugin
from pipeline.explore.database import explorer_path, stamp, update_explorer
from pipeline.settings import Settings

HOST = "127.0.0.1"
LIMITS = {"sql_time_limit_ms": 5000, "max_returned_rows": 5000, "allow_download": False, "default_page_size": 50}


class Current(Database):
    """The file that lies at a path now: a connection is opened again when a run has put another one there."""

    def __init__(self, datasette: Datasette, path: Path):
        super().__init__(datasette, path=str(path), is_mutable=True)
        self.held = threading.local()

    async def execute_fn(self, fn):
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, lambda: fn(self._connection()))

    def _connection(self) -> sqlite3.Connection:
        now = stamp(Path(self.path))
        if now is None:
            raise FileNotFoundError(self.path)
        if getattr(self.held, "stamp", None) != now:
            if old := getattr(self.held, "connection", None):
                old.close()
            self.held.connection = self.connect()
            self.ds._prepare_connection(self.held.connection, self.name)
            self.held.stamp = now
        return self.held.connection


def make_app(settings: Settings, port: int = 8001, read_only: bool = False) -> Datasette:
    """Datasette with our plugin; ``.app()`` is what a server runs."""
    if not pm.has_plugin("newsledger"):
        pm.register(plugin, name="newsledger")
    datasette = Datasette([], settings=LIMITS, memory=False)
    # Not as the plugin's configuration: Datasette shows that to everybody at /-/metadata.
    datasette.newsledger = {
        "data": settings.data,
        "decisions": settings.decisions,
        "read_only": read_only,
        "port": port,
        "token": secrets.token_urlsafe(24),
    }
    datasette.add_database(Current(datasette, explorer_path(settings.data)), name=plugin.DATABASE)
    return datasette


def serve(settings: Settings, port: int = 8001, read_only: bool = False) -> int:
    """Make the file of the current release if need be, and serve it until it is stopped; returns an exit code."""
    import uvicorn

    try:
        report = update_explorer(settings.data)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    if not _is_free(port):
        print(f"Port {port} is in use: stop what listens there, or name another with --port.", file=sys.stderr)
        return 1
    what = "reading only" if read_only else f"corrections go to {settings.decisions}"
    print(f"http://{HOST}:{port}  release {report.release}, {what} (stop with Ctrl-C)", flush=True)
    datasette = make_app(settings, port, read_only)
    uvicorn.run(datasette.app(), host=HOST, port=port, log_level="warning")
    return 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
