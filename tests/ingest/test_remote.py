"""Sources that are not on this machine, each served by a real server of its protocol: S3 (moto) and HTTP."""

from __future__ import annotations

import functools
import http.server
import threading
import urllib.request

import pytest
from stories import story

from pipeline.settings import Source

BUCKET = "wire"


@pytest.fixture
def bucket(monkeypatch):
    """An S3 client whose bucket is empty, on a server of our own that s3fs finds by the usual variables."""
    boto3 = pytest.importorskip("boto3", reason="needs the test extra")
    server = pytest.importorskip("moto.server", reason="needs the test extra")
    s3fs = pytest.importorskip("s3fs", reason="needs the s3 extra")
    running = server.ThreadedMotoServer(port=0)
    running.start()
    address = "http://{}:{}".format(*running.get_host_and_port())
    for name, value in {
        "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    urllib.request.urlopen(urllib.request.Request(f"{address}/moto-api/reset", method="POST")).close()
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield client
    s3fs.S3FileSystem.clear_instance_cache()
    running.stop()


def put(client, name, text):
    client.put_object(Bucket=BUCKET, Key=f"in/{name}", Body=text.encode())


def test_a_bucket_of_s3_is_ingested_again_and_again(project, bucket):
    project.overrides = {"sources": [Source(name="wire", uri=f"s3://{BUCKET}/in", publisher="The Wire")]}
    for number in range(4):
        put(bucket, f"2021/{number}.txt", story(number))
    put(bucket, "2021/0.txt.meta.json", '{"title": "The one with metadata"}')
    first = project.update()
    assert (first.added, first.read, first.rejected) == (4, 4, {})
    assert project.articles().loc["wire/2021/0.txt", ["title", "publisher"]].tolist() == [
        "The one with metadata", "The Wire",
    ]  # fmt: skip
    second = project.update()
    assert (second.read, second.unchanged) == (0, 4)  # its ETag tells that nothing changed: nothing is fetched
    put(bucket, "2021/1.txt", story(1) + "\nA new last paragraph.\n")
    put(bucket, "2021/9.txt", story(9))
    bucket.delete_object(Bucket=BUCKET, Key="in/2021/2.txt")
    third = project.update()
    assert (third.read, third.added, third.changed, third.withdrawn) == (2, 1, 1, 1)
    assert not any((project.settings.work / "fetched").iterdir())


def test_a_glob_in_a_bucket(project, bucket):
    project.overrides = {"sources": [Source(name="wire", uri=f"s3://{BUCKET}/in/*/*.txt")]}
    put(bucket, "a/1.txt", story(1))
    put(bucket, "a/2.html", "<p>not wanted</p>")
    put(bucket, "3.txt", story(3))
    project.update()
    assert list(project.articles().index) == ["wire/a/1.txt"]


def test_a_bucket_that_is_gone_withdraws_nothing(project, bucket):
    project.overrides = {"sources": [Source(name="wire", uri=f"s3://{BUCKET}/in")]}
    put(bucket, "1.txt", story(1))
    project.update()
    bucket.delete_object(Bucket=BUCKET, Key="in/1.txt")
    bucket.delete_bucket(Bucket=BUCKET)
    report = project.update()
    assert report.withdrawn == 0 and report.articles == 1 and "cannot be listed" in report.warnings[0]


@pytest.fixture
def served(tmp_path):
    """A folder and its address: a page that lists links, files with their times."""
    pytest.importorskip("aiohttp", reason="needs the http extra")
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_feed_at_an_address(project, served):
    folder, address = served
    entry = "<item><guid>{0}</guid><title>Story {0}</title><description>{1}</description></item>"
    items = "".join(entry.format(number, story(number)) for number in range(3))
    (folder / "feed.xml").write_text(f"<rss version='2.0'><channel>{items}</channel></rss>")
    project.overrides = {"sources": [Source(name="feed", uri=f"{address}/feed.xml")]}
    assert project.update().added == 3
    (folder / "feed.xml").write_text(f"<rss version='2.0'><channel>{items.replace('mayor', 'sheriff')}</channel></rss>")
    report = project.update()
    assert (report.added, report.changed, report.articles) == (0, 3, 3)


def test_a_listing_at_an_address(project, served):
    folder, address = served
    for number in range(3):
        (folder / f"{number}.txt").write_text(story(number))
    project.overrides = {"sources": [Source(name="site", uri=f"{address}/")]}
    assert project.update().added == 3
    assert project.update().unchanged == 3
    (folder / "1.txt").unlink()
    assert project.update().withdrawn == 1


def test_an_address_that_does_not_answer_withdraws_nothing(project, served):
    folder, address = served
    (folder / "1.txt").write_text(story(1))
    project.overrides = {"sources": [Source(name="site", uri=f"{address}/1.txt")]}
    project.update()
    (folder / "1.txt").unlink()
    report = project.update()
    assert report.withdrawn == 0 and report.articles == 1 and "cannot be listed" in report.warnings[0]
