"""The record of each run: a row per source, and a row per article that the run touched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
from stories import story

from pipeline.dataset.ingest.recording import forget, record
from pipeline.dataset.ingest.report import Change, IngestReport
from pipeline.settings import Source


def read(project):
    folder = project.settings.work / "runs"
    return pd.read_parquet(folder / "sources.parquet"), pd.read_parquet(folder / "articles")


def test_each_run_tells_by_source_and_by_article_what_it_did(project):
    (project.folder / "wire").mkdir()
    sources = [Source(name="seeds", uri=str(project.seeds)), Source(name="wire", uri=str(project.folder / "wire"))]
    project.overrides = {"sources": sources}
    project.write("a.txt", story(1))
    project.write("empty.txt", "")
    project.write("../wire/b.txt", story(2))
    project.update()
    project.write("a.txt", story(1) + "\nA new last paragraph.\n")
    (project.folder / "wire").rename(project.folder / "away")
    project.update()
    by_source, by_article = read(project)
    columns = ["source", "inputs", "added", "changed", "articles", "rejected"]
    assert by_source[columns].values.tolist() == [
        ["seeds", 2, 1, 0, 1, 1],
        ["wire", 1, 1, 0, 1, 0],
        ["seeds", 2, 0, 1, 1, 1],
        ["wire", 0, 0, 0, 1, 0],
    ]
    assert by_source["problem"].notna().tolist() == [False, False, False, True]
    told = by_article.sort_values(["run_at", "source_uri"])[["source", "source_uri", "change"]]
    assert told.values.tolist() == [
        ["seeds", "a.txt", "added"],
        ["wire", "wire/b.txt", "added"],
        ["seeds", "a.txt", "changed"],
    ]
    assert by_article["run_at"].isin(by_source["run_at"]).all()


def test_a_run_without_news_leaves_a_row_a_source_and_no_file(project):
    project.write("a.txt", story(1))
    project.update()
    project.update()
    by_source, by_article = read(project)
    assert by_source["added"].tolist() == [1, 0] and len(by_article) == 1


def test_records_are_kept_as_long_as_releases(project):
    project.write("a.txt", story(1))
    old = IngestReport(changes=[Change("id", "seeds", "old.txt", "added")])
    record(project.settings, old, datetime.now(UTC) - timedelta(days=40))
    project.update()
    assert read(project)[1]["source_uri"].tolist() == ["a.txt"]


def test_a_damaged_record_stops_no_run(project, caplog):
    project.write("a.txt", story(1))
    project.update()
    (project.settings.work / "runs" / "sources.parquet").write_bytes(b"PAR1")
    project.update()
    assert "damaged" in caplog.text and len(read(project)[0]) == 1


def test_an_article_is_forgotten(project):
    project.write("a.txt", story(1))
    project.write("b.txt", story(2))
    project.update()
    [gone] = read(project)[1].query("source_uri == 'a.txt'")["article_id"]
    forget(project.settings.work, {gone})
    assert read(project)[1]["source_uri"].tolist() == ["b.txt"]
