"""``show``: which article is meant, and the page as one file."""

import re

import pandas as pd
import pytest

from pipeline.cli import main
from pipeline.show import matches
from tests.explore.conftest import BRIDGE, make_settings, run

ARTICLES = pd.DataFrame(
    [
        ("a1", "wire/ferry-sinks.txt", "Ferry sinks", None),
        ("a2", "wire/copy-of-it.txt", "Ferry lost", "a1"),
        ("a3", "ferry-toll-rises.txt", "Toll rises", None),
        ("a4", "harbour.txt", "New ferry named", None),
    ],
    columns=["article_id", "source_uri", "title", "duplicate_of"],
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("a2", ["a2"]),  # an id is that article, even of a copy
        ("ferry-sinks", ["a1"]),
        ("Toll rises", ["a3"]),
        ("copy-of-it", ["a1"]),  # else the original
        ("ferry", ["a1", "a3"]),  # the beginning of a name before words inside one
        ("new ferry", ["a4"]),
        ("bridge", []),
    ],
)
def test_the_closest_way_tells_which_article_is_meant(wanted, found):
    assert matches(ARTICLES, wanted).article_id.tolist() == found


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    settings = make_settings(tmp_path_factory.mktemp("show"))
    (settings.seeds / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (settings.seeds / "bridge-copy.txt").write_text(BRIDGE, encoding="utf-8")
    run(settings)
    return settings


def test_a_copy_is_shown_with_the_rows_of_its_original(published, monkeypatch, capsys):
    monkeypatch.setenv("NEWSLEDGER_DATA", str(published.data))
    assert main(["show", "bridge-copy"]) == 0
    told = capsys.readouterr().out
    assert "{12}" in told and "Ilse Marden" in told and "none" not in told


def test_the_page_as_one_file_holds_every_row_and_loads_nothing(published, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("NEWSLEDGER_DATA", str(published.data))
    assert main(["show", "bridge", "--html", str(tmp_path / "bridge.html")]) == 0
    page = (tmp_path / "bridge.html").read_text(encoding="utf-8")
    rows = set(re.findall(r'id="((?:quote|figure|mention)-\w+)"', page))
    assert rows and rows == set(re.findall(r'<section id="panel-((?:quote|figure|mention)-\w+)"', page))
    assert not re.search(r'(?:href|src)="(?!#|https?://[^"]*" rel="noreferrer")', page) and "url(fonts" not in page
    assert "<form method" not in page
    assert main(["show", "bridge", "--html", str(tmp_path / "no" / "bridge.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err
