"""Every case of the catalogue, in one run: nothing else suffers from it, and the rejects say what it was."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from fault_cases import CASES

from pipeline.dataset.ingest import update_articles
from pipeline.settings import load_settings

FOLDERS = {f"{number:03d}": case for number, case in enumerate(CASES)}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """Articles and rejects of all cases, and the report of the run."""
    folder = tmp_path_factory.mktemp("faults")
    for name, case in FOLDERS.items():
        (folder / "seeds" / name).mkdir(parents=True)
        case.make(folder / "seeds" / name)
    settings = load_settings(seeds=folder / "seeds", data=folder / "data", sources=[])
    report = update_articles(settings)
    paths = sorted((settings.work / "articles").glob("[0-9]*/*.parquet"))
    articles = pd.concat([pd.read_parquet(path, partitioning=None) for path in paths])
    rejects = pd.read_parquet(settings.work / "rejects.parquet")
    for table in (articles, rejects):
        table["folder"] = table["source_uri"].str.split("/").str[0]
    return articles, rejects, report, settings


@pytest.mark.parametrize("name", FOLDERS, ids=[f"{n}-{c.name}".replace(" ", "_") for n, c in FOLDERS.items()])
def test_case(outcome, name):
    articles, rejects, _, _ = outcome
    found = rejects[rejects["folder"] == name]
    assert sorted(found["reason"]) == sorted(FOLDERS[name].rejects), found[["member", "reason", "message"]].to_dict()
    assert (articles["folder"] == name).sum() == FOLDERS[name].articles
    assert found["message"].str.len().gt(10).all()


def test_all_texts_are_clean(outcome):
    for text in outcome[0]["text"]:
        assert text == text.strip() and "\n\n\n" not in text
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(char) in ("Cc", "Cs", "Cn") and char != "\n" for char in set(text))


def test_bad_dates_are_null(outcome):
    folders = [name for name, case in FOLDERS.items() if case.name.startswith("date:")]
    assert outcome[0].set_index("folder").loc[folders, "published_on"].isna().all()


def test_a_second_run_changes_nothing(outcome):
    articles, rejects, _, settings = outcome
    report = update_articles(settings)
    assert report.added == report.changed == report.withdrawn == report.marked == 0
    assert report.articles == len(articles) and report.rejected_total == len(rejects)


def test_other_languages_are_marked(outcome):
    articles = outcome[0].set_index("folder")
    names = ("Arabic", "Windows-1251", "Shift JIS", "two languages", "HTML")
    languages = {c.name: articles.loc[name, "language"] for name, c in FOLDERS.items() if c.name in names}
    assert (languages["Arabic"], languages["Windows-1251"], languages["Shift JIS"]) == ("ar", "ru", "ja")
    assert languages["two languages"] == languages["HTML"] == "en"
