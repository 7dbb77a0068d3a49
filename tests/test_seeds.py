"""The sample articles are what docs/seeds.md says they are; readers and cleaning have tests of their own."""

import json
import re
from pathlib import Path
from urllib.parse import urlparse

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
META = ".meta.json"
ARTICLES = sorted(p for p in SEEDS.iterdir() if p.is_file() and not p.name.endswith(META) and p.name[0] != ".")
ENCODINGS = {"nordvik-third-quarter.txt": "cp1252"}
FIRST_DAY, PICKED_UP, SECOND_DAY = (
    "ferry-sinks-off-cape-torrin.txt",
    "torrin-ferry-disaster.txt",
    "ferry-toll-rises.txt",
)


def read(name: str) -> str:
    return (SEEDS / name).read_bytes().decode(ENCODINGS.get(name, "utf-8"))


def word_triples(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def likeness(a: str, b: str) -> float:
    """Share of the word triples of two articles that both have."""
    first, second = word_triples(read(a)), word_triples(read(b))
    return len(first & second) / len(first | second)


@pytest.mark.parametrize("name", [p.name for p in ARTICLES])
def test_is_a_whole_article_without_stray_characters(name):
    text = read(name)
    assert len(re.findall(r"\w+", text)) >= 250
    assert re.search(r"\d", text)
    assert re.search(r"[\"“‘]", text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\u200b\ufeff]", text)


def test_one_article_is_windows_1252_and_no_utf_8():
    raw = (SEEDS / "nordvik-third-quarter.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert {"“", "”", "–", "€", "ø"} <= set(raw.decode("cp1252"))


def test_the_wire_story_came_twice_and_the_next_day_is_another_story():
    assert likeness(FIRST_DAY, PICKED_UP) > 0.75
    assert likeness(FIRST_DAY, SECOND_DAY) < 0.2
    assert read(FIRST_DAY).splitlines()[0] != read(PICKED_UP).splitlines()[0]


def test_no_other_two_articles_are_alike():
    names = [p.name for p in ARTICLES if p.name != PICKED_UP]
    assert max(likeness(a, b) for i, a in enumerate(names) for b in names[:i]) < 0.2


def test_one_article_is_wrapped_at_72_columns():
    lines = read("warehouse-fire-verdict.txt").splitlines()
    assert max(map(len, lines)) <= 72
    assert sum(len(line) > 60 for line in lines) > 25


def test_quotation_marks_of_three_styles():
    assert "“" not in read(FIRST_DAY) and '"' in read(FIRST_DAY)
    assert '"' not in read("budget-standoff.txt") and "“" in read("budget-standoff.txt")
    assert not set('"“') & set(read("market-hall-vote.txt")) and "‘" in read("market-hall-vote.txt")


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*" + META)), ids=lambda p: p.name)
def test_metadata_stands_beside_an_article_and_has_known_keys(path):
    meta = json.loads(path.read_text("utf-8"))
    assert path.with_name(path.name.removesuffix(META)).is_file()
    assert set(meta) <= {"title", "url", "publisher", "byline", "published_on"}
    assert urlparse(meta["url"]).hostname.endswith(".example")  # reserved: no real publisher is named
    assert "published_on" in meta or re.search(r"/\d{4}/\d{2}/\d{2}/", meta["url"])


def test_the_page_about_the_seeds_lists_every_file():
    listed = re.findall(r"^\| `([^`]+)`", (ROOT / "docs" / "seeds.md").read_text("utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == [p.name for p in ARTICLES]
