"""What each reader makes of an ordinary delivery, through the whole of ingestion."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from pipeline.dataset.ingest.sniff import sniff
from pipeline.settings import Source

BODY = (
    "The council of Ardmoor voted on Monday to close the old bridge. Mayor Tilda Renn said that 14 people had spoken "
    "against it, and that the work would cost $3 million. It will take at least nine months."
)


def rows(project):
    return project.articles().reset_index()


@pytest.mark.parametrize(
    "start, name, kind",
    [
        ("A plain line of text.", "a.json", "text"),
        ('{"text": "a"}\n{"text": "b"}\n', "a.txt", "jsonl"),
        ('[{"text": "a"}]', "a.txt", "json"),
        ('{"articles": [\n {"text": "a"}]}', "a.txt", "json"),
        ("[Editor's note: this is text.]\n", "a.txt", "text"),
        ("<!doctype html><p>x", "a.txt", "html"),
        ('<?xml version="1.0"?>\n<rss version="2.0">', "a.txt", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "a", "feed"),
        ("---\ntitle: x\n---\ntext", "a.txt", "markdown"),
        ("title,text\na,b\n", "a.txt", "csv"),
        ("Yes, no, maybe\nis how it goes.", "a.txt", "text"),
        ("Fares rise; \nRiders, long patient, may not be.\n", "a.txt", "text"),
        ("Love, text and story\n\nIt is late, he said.", "a.txt", "text"),
        ("From: a@b.example\nSubject: x\n\ntext", "a.txt", "mail"),
        ("Title: x\nDate: 2021-03-04\n\ntext", "a.txt", "text"),
        ("WARC/1.0\r\n", "a.txt", "warc"),
        ("< 5 percent of the votes", "a.txt", "text"),
    ],
)
def test_kind_is_found_by_content(start, name, kind):
    assert sniff(start.encode(), name) == kind


def test_markdown(project):
    project.write(
        "a.md",
        "---\ntitle: Bridge to close\nauthor: [Ida Lund, Per Rask]\ndate: 2021-03-04\ntags: [x]\n---\n"
        f"# Bridge to close\n\n**{BODY[:11]}**{BODY[11:]}\n[More](https://x.example/a_b_c) of *it*.\n\n"
        "> “Yes,” he said.\n",
    )
    project.update()
    [row] = rows(project).to_dict("records")
    assert row["text"].startswith(f"Bridge to close\n\n{BODY}\nMore of it.\n\n“Yes,” he said.")
    assert (row["title"], row["byline"], str(row["published_on"].date())) == (
        "Bridge to close", "Ida Lund, Per Rask", "2021-03-04",
    )  # fmt: skip


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Ardmoor Wire</title><item><title>Bridge &amp; road</title><guid isPermaLink="false">aw-17</guid>
<pubDate>Thu, 04 Mar 2021 23:10:00 -0500</pubDate><author>Ida Lund</author><description>Short.</description>
<content:encoded><![CDATA[<p>{}</p><script>x()</script><p>It is &#8220;late&#8221;.</p>]]></content:encoded>
</item></channel></rss>"""


def test_a_feed_twice_is_its_articles_once(project):
    project.write("monday.xml", FEED.format(BODY))
    project.write("tuesday.xml", FEED.format(BODY.replace("14", "15")))
    report = project.update()
    [row] = rows(project).to_dict("records")
    assert report.articles == 1 and "15 people" in row["text"]
    assert row["text"].endswith("It is “late”.") and "x()" not in row["text"]
    assert (row["title"], row["publisher"], row["byline"]) == ("Bridge & road", "Ardmoor Wire", "Ida Lund")
    assert str(row["published_on"].date()) == "2021-03-04"


def test_a_feed_that_is_an_address_is_not_fetched(tmp_path, monkeypatch):
    import socket

    from pipeline.dataset.ingest.readers.feed import read_feed
    from pipeline.dataset.ingest.records import Origin, Rejected

    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a connection was tried"))
    for text in ("http://127.0.0.1:9/feed?<rss>", str(tmp_path)):
        with pytest.raises(Rejected):
            list(read_feed(io.BytesIO(text.encode()), Origin("a.xml")))


def test_json_with_a_mapping(project):
    source = Source(name="seeds", uri=str(project.seeds), fields={"text": "body.plain", "title": "hed", "url": "u"})
    project.overrides = {"sources": [source]}
    records = [
        {"hed": f"Bridge {n}", "body": {"plain": f"{BODY} {n}"}, "u": f"https://x.example/{n}"} for n in range(3)
    ]
    project.write("a.json", json.dumps({"items": records}))
    project.write("b.json", json.dumps({"data": {"items": records}}))
    assert project.update().articles in (3, 6)
    assert set(rows(project)["url"]) == {f"https://x.example/{n}" for n in range(3)}
    assert set(rows(project)["title"]) == {"Bridge 0", "Bridge 1", "Bridge 2"}


def test_json_lines_keep_their_ids_when_a_line_is_put_in(project):
    lines = [json.dumps({"id": f"n{n}", "text": f"{BODY} {n}", "date": 1614900000}) for n in range(3)]
    project.write("a.jsonl", "\n".join(lines))
    project.update()
    before = set(rows(project)["article_id"])
    project.write("a.jsonl", "\n".join([json.dumps({"id": "new", "text": BODY + " x"}), *lines]))
    report = project.update()
    assert (report.added, report.changed, report.withdrawn) == (1, 0, 0)
    assert before < set(rows(project)["article_id"])
    assert str(rows(project).set_index("source_uri").loc["a.jsonl#n1", "published_on"].date()) == "2021-03-04"


def test_csv(project):
    project.write("a.csv", f'Headline;Body;Date;Author\nBridge;"{BODY}\n\nIt is late.";04.03.2021;Ida Lund\n')
    project.update()
    [row] = rows(project).to_dict("records")
    assert row["text"] == f"Bridge\n\n{BODY}\n\nIt is late."
    assert (row["source_uri"], row["byline"]) == ("a.csv#1", "Ida Lund")


def test_mail_with_html_only(project):
    project.write(
        "a.eml",
        "From: =?utf-8?q?Ardmoor_Caf=C3=A9?= <a@x.example>\nTo: you@x.example\nSubject: Fwd: Bridge to close\n"
        "Date: Thu, 4 Mar 2021 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=iso-8859-1\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n<p>{BODY}</p><p>It is=20late.</p>\n",
    )
    project.update()
    [row] = rows(project).to_dict("records")
    assert row["text"] == f"Bridge to close\n\n{BODY}\n\nIt is late."
    assert (row["publisher"], row["published_on_source"]) == ("Ardmoor Café", "metadata")


def test_header_lines(project):
    header = "Title: Bridge to close\nAuthor: Ida Lund\nDate: March 4, 2021\nURL: https://x.example/bridge\n\n"
    project.write("a.txt", header + BODY)
    project.update()
    [row] = rows(project).to_dict("records")
    assert row["text"] == f"Bridge to close\n\n{BODY}"
    assert (row["byline"], row["url"]) == ("Ida Lund", "https://x.example/bridge")


def test_a_packed_text_and_members_of_an_archive(project):
    project.write("a.txt.gz", gzip.compress(BODY.encode()))
    project.update()
    assert list(rows(project)["source_uri"]) == ["a.txt.gz"]


def test_several_sources_globs_and_memory(project):
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/wire/in/a.txt", (BODY + " memory").encode())
    memory.pipe("/wire/in/a.txt.meta.json", b'{"publisher": "From Memory", "published_on": "2021-03-05"}')
    project.write("one/a.txt", BODY + " one")
    project.write("one/b.text", BODY + " no")
    project.write("two/deep/a.txt", BODY + " two")
    project.overrides = {
        "sources": [
            Source(name="one", uri=f"{project.seeds}/one/*.txt", publisher="The One"),
            Source(name="two", uri=f"{project.seeds}/two/**/*.txt"),
            Source(name="wire", uri="memory://wire"),
        ]
    }
    assert project.update().articles == 3
    table = project.articles()
    assert list(table.index) == ["one/a.txt", "two/deep/a.txt", "wire/in/a.txt"]
    assert list(table["publisher"].fillna("")) == ["The One", "", "From Memory"]
    project.overrides["sources"].pop()
    assert project.update().withdrawn == 1
    memory.rm("/wire", recursive=True)
