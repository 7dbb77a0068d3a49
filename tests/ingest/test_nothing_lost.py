"""What an input holds twice, behind its end or in a wrong place is kept or told, never passed over in silence."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import warnings
import zipfile

import pytest
from stories import story


def archive(name, members):
    packed = io.BytesIO()
    if name.endswith(".zip"):
        with zipfile.ZipFile(packed, "w") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the name that is there twice
            for member, text in members:
                file.writestr(member, text)
    else:
        with tarfile.open(fileobj=packed, mode="w") as file:
            for member, text in members:
                info = tarfile.TarInfo(member)
                info.size = len(text.encode())
                file.addfile(info, io.BytesIO(text.encode()))
    return packed.getvalue()


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_members_of_one_name_are_all_kept(project, name):
    members = [("one.txt", story(1)), ("two.txt", story(2)), ("one.txt", story(3)), ("one.txt", "")]
    project.write(name, archive(name, members))
    report = project.update()
    assert sorted(project.articles().index) == [f"{name}/one.txt", f"{name}/one.txt (2)", f"{name}/two.txt"]
    texts = project.articles().text
    assert texts[f"{name}/one.txt"] != texts[f"{name}/one.txt (2)"]
    assert project.rejects().member.tolist() == ["one.txt (3)"] and report.rejected == {"empty": 1}


def test_records_of_one_name_are_all_kept(project):
    lines = [json.dumps({"id": "7", "text": story(number)}) for number in (1, 2)]
    project.write("a.jsonl", "\n".join(lines))
    assert project.update().articles == 2
    assert sorted(project.articles().index) == ["a.jsonl#7", "a.jsonl#7 (2)"]


PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("behind, kept, told", [
    (b"", 1, []), (b"\0" * 512, 1, []), (b"\r\n\r\n", 1, ["4 bytes behind"]), (b"x" * 100_000, 1, ["100,000 bytes"]),
])  # fmt: skip
def test_bytes_behind_the_end_of_packed_data_are_told_and_what_stands_before_is_kept(
    project, suffix, behind, kept, told
):
    project.write(f"a.txt.{suffix}", PACKERS[suffix](story(1).encode()) + behind)
    report = project.update()
    assert report.articles == kept and project.articles().text.iloc[0].endswith(story(1).strip()[-40:])
    messages = project.rejects().message.tolist()
    assert len(messages) == len(told) and all(words in message for words, message in zip(told, messages, strict=True))


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_streams_one_after_another_are_one_file(project, suffix):
    half = len(story(1)) // 2
    first, second = story(1)[:half].encode(), story(1)[half:].encode()
    project.write(f"a.txt.{suffix}", PACKERS[suffix](first) + PACKERS[suffix](second))
    assert project.update().rejected == {}
    assert project.articles().text.iloc[0].endswith(story(1).strip()[-40:])


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_data_cut_short_are_still_told(project, suffix):
    project.write(f"a.txt.{suffix}", PACKERS[suffix](story(1).encode() * 50)[:-40])
    assert project.update().rejected == {"truncated": 1}


WRONG = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/a",
    "/news/1",
    "https:///",
]


@pytest.mark.parametrize("address", WRONG)
def test_only_web_addresses_are_kept(project, address):
    project.write("a.txt", story(1))
    project.write("a.txt.meta.json", json.dumps({"url": address}))
    project.write("b.jsonl", json.dumps({"id": "b", "text": story(2), "url": address}))
    project.write("c.txt", f"URL: {address}\n\n{story(3)}")
    project.write("d.txt", story(4))
    project.write("d.txt.meta.json", json.dumps({"url": "HTTPS://example.org/news/1"}))
    report = project.update()
    articles = project.articles()
    assert report.articles == 4
    assert articles.url.dropna().tolist() == ["HTTPS://example.org/news/1"]
    told = project.rejects()
    assert set(told.reason) == {"address_left_out"} and {"a.txt", "b.jsonl"} <= set(told.index)
    assert address.strip() in told.message["a.txt"]


@pytest.mark.parametrize("text, ends", [
    ("Odd line\n\nIt is long. " + "The crowd waited for hours. " * 20_000, "for hours."),
    ("Odd line\n\n" + "word " * 100_000, "word"),
    ("Odd line\n\n" + "$" * 500_000, "$"),
    ("Odd line\n\n" + ("The crowd waited for hours. " * 50 + "\n\n") * 1_000, "for hours."),
])  # fmt: skip
def test_of_a_text_that_is_too_long_what_can_be_read_is_kept(project, text, ends):
    project.write("a.txt", text)
    report = project.update()
    kept = project.articles().text["a.txt"]
    assert report.rejected == {"too_large": 1} and 190_000 < len(kept) <= 200_020 and kept.endswith(ends)
