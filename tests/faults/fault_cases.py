"""Everything that arrives broken, hostile or strange, and what must become of it.

Each case writes its files below a folder of its own and says what is expected: reasons of rejects (in any order) and
the number of articles. ``tests/faults/test_catalogue.py`` asserts it; ``python tests/faults/run.py`` prints it.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SENTENCES = (
    "The town council of Ostrava Ridge met on Monday to talk about the bridge. "
    "Mayor Della Quist said that 14 people had been heard and that the cost would be about $3 million. "
    '"We cannot wait for another winter," she said after the meeting. '
    "The members will vote on the plan in two weeks, and the work would take at least nine months. "
)
STORY = f"Council hears plan for bridge\n\nBy Jonas Marr\n\n{SENTENCES}\n\nNobody spoke against it.\n"
PAGE = "<html><head><title>Bridge</title></head><body><article><h1>Bridge plan heard</h1>{}</article></body></html>"
QUOTED = SENTENCES.replace('"', '""')
PARAGRAPHS = "".join(f"<p>{SENTENCES}</p>" for _ in range(3))


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    make: Callable[[Path], None]
    rejects: tuple[str, ...] = ()
    articles: int = 0
    note: str = ""


CASES: list[Case] = []


def case(name: str, *rejects: str, articles: int = 0, note: str = ""):
    """Register a function that writes a case's files into the folder it is given."""

    def add(make: Callable[[Path], None]) -> Callable[[Path], None]:
        CASES.append(Case(name, make, rejects, articles, note))
        return make

    return add


def single(
    name: str, content: str | bytes, *rejects: str, articles: int = 0, file: str = "a.txt", note: str = ""
) -> None:
    """Register a case of one file."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    CASES.append(Case(name, lambda folder: (folder / file).write_bytes(raw) and None, rejects, articles, note))


# Files that are no text
single("empty file", b"", "empty")
single("only white space", b" \n\t\n ", "empty")
single("only boilerplate", "Share\nTweet\nSubscribe now\nAdvertisement\nAll rights reserved.\n", "only_boilerplate")
single("binary with a .txt name", bytes(range(256)) * 40, "not_text")
single("picture with a .txt name", b"\x89PNG\r\n\x1a\n" + os.urandom(500), "not_text")
single("only digits", "12345 67890\n" * 20, "missing_text")
single("50 MB line", b"word " * 10_000_000, "line_too_long")
single("truncated gzip", gzip.compress(STORY.encode() * 50)[:-40], "truncated", file="a.txt.gz")
single(
    "broken gzip",
    bytes(b ^ 255 if 40 < i < 60 else b for i, b in enumerate(gzip.compress(STORY.encode() * 9))),
    "malformed",
    file="a.gz",
)
single("lone .meta.json", '{"title": "Nobody"}', "missing_text", file="gone.txt.meta.json")


@case("1 GB file", "too_large", note="sparse")
def _(folder: Path) -> None:
    with (folder / "a.txt").open("wb") as file:
        file.write(STORY.encode())
        file.truncate(1 << 30)


# Encodings and characters
single("undecodable bytes", STORY.encode() + b"\x81\x8d\x8f\x90\x9d" * 40, "undecodable")
single("Windows-1252", STORY.replace('"', "\x93").encode("latin-1"), articles=1)
single("Windows-1251", ("Мэр города сообщил, что мост будет закрыт до весны. " * 20).encode("cp1251"), articles=1)
single(
    "Shift JIS",
    ("市長は月曜日に橋の計画について説明した。費用は三百万ドル。" * 20).encode("shift_jis"),
    articles=1,
)
single("UTF-16 with a mark", STORY.encode("utf-16"), articles=1)
single("UTF-16 without a mark", STORY.encode("utf-16-le"), articles=1)
single("UTF-32", STORY.encode("utf-32"), articles=1)
single("UTF-8 with a mark", b"\xef\xbb\xbf" + STORY.encode(), articles=1)
single("UTF-8 with stray Windows-1252", "“Mixed,” she said. ".encode() + STORY.encode() + b"\x93so\x94", articles=1)
single("UTF-8 cut in a character", STORY.encode() + "€".encode()[:2], articles=1)
single("NUL bytes", STORY.replace("bridge", "bri\0dge"), articles=1, note="removed")
single("lone surrogates", STORY + "\ud800 and \udfff", articles=1, note="replaced")
single("right-to-left overrides", STORY.replace("plan", "\u202eplan\u202c"), articles=1, note="removed")
single(
    "10,000 combining marks", STORY.replace("plan", "pla" + "\u0301\u0316" * 5000 + "n"), articles=1, note="four stay"
)
single("Arabic", "قال رئيس البلدية إن الجسر سيغلق حتى الربيع بسبب أعمال الصيانة. " * 12, articles=1, note="marked")
single("two languages", STORY + "\n" + "Der Rat der Stadt hat am Montag getagt. " * 4, articles=1)
single("mojibake", STORY.replace('"', "â€œ"), articles=1, note="repaired")

# Size
single("sentence of 100,000 words", "word " * 100_000, "too_large", articles=1, note="cut at a word")
single("article of 5 MB", (SENTENCES + "\n\n") * 15_000, "too_large", articles=1, note="cut at a paragraph")


@case("1,000 tiny files", articles=1000)
def _(folder: Path) -> None:
    for number in range(1000):
        (folder / f"{number}.txt").write_text(f"Lot {number} was sold to a bidder from the town of Ostrava Ridge.")


# Names
@case("strange names", articles=5)
def _(folder: Path) -> None:
    for name in ("new\nline.txt", "🦊 fox.txt", "x" * 251 + ".txt", "no suffix", "-rf *"):
        (folder / name).write_text(f"{STORY} {len(name)}")


@case("a name that is not Unicode", articles=1)
def _(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(STORY)


@case("same name in two folders, same content", articles=2, note="one is a copy of the other")
def _(folder: Path) -> None:
    for inner in ("one", "two"):
        (folder / inner).mkdir()
        (folder / inner / "a.txt").write_text(STORY)


# Links and special files
@case(
    "symbolic links", "outside_source", "unreadable", "unreadable", "not_a_regular_file", "outside_source", articles=2
)
def _(folder: Path) -> None:
    (folder / "inside.txt").write_text(STORY)
    (folder / "out").symlink_to("/etc/hostname")
    (folder / "loop").symlink_to("loop")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "folder").symlink_to(folder)
    (folder / "device").symlink_to("/dev/zero")
    (folder / "good").symlink_to("inside.txt")


@case("pipe and socket", "not_a_regular_file", "not_a_regular_file")
def _(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    before = Path.cwd()
    os.chdir(folder)  # a socket's path may have 108 bytes only
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket.txt")
    finally:
        os.chdir(before)


# Archives
def _zip(folder: Path, members: dict[str, str | bytes], **options: object) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@case("zip", "empty", articles=2)
def _(folder: Path) -> None:
    _zip(folder, {"in/a.txt": STORY, "in/b.md": f"# Title\n\n{SENTENCES}", "in/c.txt": "", "__MACOSX/d": "x"})


@case("zip with names that lead out", "outside_source", "outside_source", "outside_source", articles=1)
def _(folder: Path) -> None:
    _zip(folder, {"../up.txt": STORY, "/root.txt": STORY, "C:\\x.txt": STORY, "good.txt": STORY})


@case("zip with a symbolic link", "not_a_regular_file", articles=1)
def _(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("good.txt", STORY)


@case("zip bomb", "too_large")
def _(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("b.txt", "w") as member:
        for _ in range(300):
            member.write(b"0\n" * 500_000)


@case("gzip bomb", "too_large")
def _(folder: Path) -> None:
    with gzip.open(folder / "a.gz", "wb") as file:
        for _ in range(300):
            file.write(b"0\n" * 500_000)


@case("archives in archives", "too_deep")
def _(folder: Path) -> None:
    raw = STORY.encode()
    for depth in range(6):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(f"{depth}.zip", raw)
        raw = packed.getvalue()
    (folder / "a.zip").write_bytes(raw)


@case("truncated zip", "truncated")
def _(folder: Path) -> None:
    _zip(folder, {f"{n}.txt": STORY for n in range(5)})
    path = folder / "a.zip"
    path.write_bytes(path.read_bytes()[:-60])


@case("tar.gz with a link, a device and a name that leads out", "not_a_regular_file", "not_a_regular_file",
      "outside_source", articles=2)  # fmt: skip
def _(folder: Path) -> None:
    with tarfile.open(folder / "a.tar.gz", "w:gz") as archive:
        for name, kind in (("a.txt", tarfile.REGTYPE), ("l", tarfile.SYMTYPE), ("d", tarfile.CHRTYPE),
                           ("../x.txt", tarfile.REGTYPE), ("z.html", tarfile.REGTYPE)):  # fmt: skip
            raw = (PAGE.format(PARAGRAPHS) if name == "z.html" else STORY).encode()
            info = tarfile.TarInfo(name)
            info.type, info.size = kind, len(raw) if kind == tarfile.REGTYPE else 0
            info.linkname = "/etc/passwd"
            archive.addfile(info, io.BytesIO(raw) if info.size else None)


@case("truncated tar", "truncated", "truncated", articles=1, note="member and archive")
def _(folder: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("a.txt", "b.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(STORY) * 4
            archive.addfile(info, io.BytesIO(STORY.encode() * 4))
    (folder / "a.tar").write_bytes(packed.getvalue()[:3700])


# Pages
single("HTML", PAGE.format(PARAGRAPHS), articles=1, file="a.html")
single(
    "HTML without a story",
    "<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "only_boilerplate",
    file="a.html",
)
single("HTML nested 100,000 deep", PAGE.format("<div>" * 100_000 + PARAGRAPHS), "too_deep", file="a.html")
single("HTML with scripts, entities and data URIs",
       "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + PAGE.format(
           "<script>alert(1)</script><img src='data:image/png;base64," + "A" * 100_000 + f"'>{PARAGRAPHS}<p>&x;</p>"),
       articles=1, file="a.html")  # fmt: skip

# JSON and tables
single("JSON nested 100,000 deep", "[" * 100_000, "too_deep", file="a.json")
single("JSON object nested 100,000 deep", '{"a":' * 100_000, "too_deep", file="a.json")
single("JSON lines with all that can be wrong", "\n".join([
    json.dumps({"id": 1, "text": STORY, "score": 1}).replace("1}", "NaN}"),
    '{"text": "first", "text": ' + json.dumps(SENTENCES) + "}",
    '{"text": 17}', '{"text": null}', '{"title": "no text"}', "[1, 2]", "{broken", '{"text": ["One.", "Two."]}',
]), "missing_text", "missing_text", "missing_text", "malformed", "malformed", articles=3, file="a.jsonl")  # fmt: skip
single("CSV with embedded newlines and a wrong number of columns",
       f'title,text,date\n"One","{QUOTED}\n\nMore.",2021-03-04\nTwo,too few\nThree,a,b,c,d\n',
       "malformed", "malformed", articles=1, file="a.csv")  # fmt: skip

# Feeds, archives of the web, mail
single("feed without content", "<rss version='2.0'><channel><title>T</title><item><title>Bridge</title>"
       "<link>https://x.example/1</link></item></channel></rss>", "missing_text", file="a.xml")  # fmt: skip
single("feed that expands entities", "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>"
       "<!ENTITY c SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item><title>Bridge</title><description>"
       f"{SENTENCES}&b;&c;</description></item></channel></rss>", articles=1, file="a.xml")  # fmt: skip
single("XML of another kind", "<?xml version='1.0'?><invoice><total>3</total></invoice>", "missing_text", file="a.xml")


def warc_record(body: bytes, number: str) -> bytes:
    """One response record of a WARC file."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc(name: str) -> bytes:
    """Three pages of one site."""
    pages = (PAGE.format(PARAGRAPHS + f"<p>Page {n}.</p>").encode() for n in range(3))
    return b"".join(warc_record(page, f"{name}/{n}") for n, page in enumerate(pages))


single("WARC", warc("one"), articles=3, file="a.warc")
single("WARC packed", gzip.compress(warc("two")), articles=3, file="a.warc.gz")
single("WARC record cut short", warc("three")[:-300], "truncated", articles=2, file="a.warc")
single("e-mail", "From: Desk <desk@x.example>\nSubject: Bridge plan\nDate: Thu, 4 Mar 2021 10:00:00 +0000\n"
       f"Message-ID: <1@x.example>\n\n{SENTENCES}", articles=1, file="a.eml")  # fmt: skip

# Dates
for _name, _day in (("year 0", "0000-01-01"), ("year 9999", "9999-12-31"), ("another calendar", "1442-07-20"),
                    ("in the future", "2087-03-04"), ("no date", "soon"), ("31 February", "2021-02-31")):  # fmt: skip
    single(f"date: {_name}", f"Title: Bridge\nDate: {_day}\n\n{STORY}", articles=1, note="published_on is null")
