"""Buckets on Ray, on this machine: the same bytes as by processes, also when a worker is killed."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pipeline.dataset.extraction import extract_tables
from pipeline.dataset.ingest import update_articles

ray = pytest.importorskip("ray")
STORY = "Fair {n} opens\n\nThe fair drew {visitors} visitors, Ada Perrin said.\n"
TABLES = ("sentences", "mentions", "quotes", "figures")


@pytest.fixture
def cluster():
    ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False)
    yield
    ray.shutdown()


@pytest.fixture
def big(make_project, tmp_path):
    """A hundred short articles, in four buckets, by either engine."""

    def make(name, **overrides):
        (tmp_path / name).mkdir()
        project = make_project(tmp_path / name, **overrides)
        stories = {
            f"{n}.txt": f"Fair {n} opens\n\nThe fair drew {700 + n} visitors, Ada Perrin said.\n" for n in range(100)
        }
        project.write(stories)
        update_articles(project.settings)
        return project

    return make


def content(project):
    work = project.settings.work
    return {path.relative_to(work): path.read_bytes() for name in TABLES for path in (work / name).rglob("*.parquet")}


def test_ray_makes_the_same_buckets(cluster, big):
    local, remote = big("local"), big("remote", engine="ray")
    extract_tables(local.settings, {"figures"})
    report = extract_tables(remote.settings, {"figures"})
    assert (report.parsed, report.failed, report.components.keys()) == (
        100,
        0,
        {"kinds", "quotes", "coreference", "figures"},
    )
    assert content(remote) == content(local) and len(content(local)) == 4 * len(TABLES)
    assert extract_tables(remote.settings, {"figures"}).reused == 100


def test_a_killed_worker_costs_no_row(cluster, big):
    project, killed = big("killed", engine="ray"), []

    def kill():
        until = time.monotonic() + 60
        while not killed and time.monotonic() < until:
            killed.extend(pid for pid in workers() if not os.kill(pid, signal.SIGKILL))
            time.sleep(0.05)

    killer = threading.Thread(target=kill)
    killer.start()
    report = extract_tables(project.settings, {"figures"})
    killer.join()
    assert killed and report.failed == 0
    assert extract_tables(project.settings, {"figures"}).reused == 100


def workers():
    """Processes of our Ray that are at a bucket now."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_bytes().startswith(b"ray::process_bucket") and parent(parent(path.parent.name)) == os.getpid():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def parent(pid):
    return int(Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[1])
