"""Articles come, change, move, vanish; only what changed is read and written."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from stories import story

from pipeline.dataset.ingest.sources import SourceMissing
from pipeline.dataset.store.hash_buckets import BucketFolder
from pipeline.settings import Source


def snapshot(project):
    folder = project.settings.work / "articles"
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def test_a_second_run_reads_and_writes_nothing(project):
    for number in range(30):
        project.write(f"{number}.txt", story(number))
    first = project.update()
    assert (first.added, first.read, first.articles) == (30, 30, 30)
    before = snapshot(project)
    project.update()
    second = project.update()
    assert (second.added, second.changed, second.withdrawn, second.unchanged) == (0, 0, 0, 30)
    assert snapshot(project) == before


def test_added_changed_withdrawn_and_renamed(project):
    for number in range(6):
        project.write(f"{number}.txt", story(number))
    project.update()
    ids = project.articles()["article_id"]
    project.write("6.txt", story(6))
    project.write("1.txt", story(1) + "\nA new last paragraph.\n")
    (project.seeds / "2.txt").unlink()
    (project.seeds / "3.txt").rename(project.seeds / "moved.txt")
    report = project.update()
    assert (report.added, report.changed, report.withdrawn, report.renamed) == (2, 1, 2, 1)
    now = project.articles()
    assert sorted(now.index) == ["0.txt", "1.txt", "4.txt", "5.txt", "6.txt", "moved.txt"]
    assert now.loc["1.txt", "article_id"] == ids["1.txt"]
    assert now.loc["1.txt", "text"].endswith("A new last paragraph.")
    written = pd.read_parquet(project.settings.work / "runs" / "articles")
    assert written["run_at"].nunique() == 2
    counts = written[written["run_at"] == written["run_at"].max()]["change"].value_counts().to_dict()
    assert counts == {"added": 2, "changed": 1, "withdrawn": 2, "renamed": 1}
    [renamed] = [change for change in report.changes if change.change == "renamed"]
    assert (renamed.before, renamed.article_id) == (ids["3.txt"], now.loc["moved.txt", "article_id"])


def test_the_result_does_not_depend_on_the_way_to_it(project, tmp_path):
    for number in range(8):
        project.write(f"{number}.txt", story(number))
        project.update()
    project.write("0.txt", story(100))
    (project.seeds / "7.txt").unlink()
    project.update()
    grown = project.articles()
    shutil.rmtree(project.settings.data)
    project.update()
    assert project.articles().equals(grown)


def test_kept_when_the_settings_say_so(project):
    project.overrides = {"on_missing": "keep"}
    project.write("a.txt", story(1))
    project.update()
    (project.seeds / "a.txt").unlink()
    assert project.update().withdrawn == 0
    assert list(project.articles().index) == ["a.txt"]


def test_a_source_that_is_gone_withdraws_nothing(project):
    project.write("a.txt", story(1))
    project.update()
    project.seeds.rename(project.folder / "elsewhere")
    with pytest.raises(SourceMissing, match=r"cannot be listed.*Nothing was withdrawn"):
        project.update()
    assert list(project.articles().index) == ["a.txt"]
    assert list(project.rejects().reason) == ["unreadable"]
    (project.folder / "elsewhere").rename(project.seeds)
    assert project.update().rejected == {}
    assert list(project.articles().index) == ["a.txt"]


def test_one_source_of_two_that_is_gone_is_told_and_the_other_is_read(project):
    (project.folder / "wire").mkdir()
    named = [Source(name="seeds", uri=str(project.seeds)), Source(name="wire", uri=str(project.folder / "wire"))]
    project.overrides = {"sources": named}
    project.write("a.txt", story(1))
    project.write("../wire/b.txt", story(2))
    project.update()
    (project.folder / "wire").rename(project.folder / "elsewhere")
    project.write("c.txt", story(3))
    report = project.update()
    assert (report.added, report.withdrawn, len(report.missing)) == (1, 0, 1) and "Source wire" in report.missing[0]
    assert list(project.articles().index) == ["a.txt", "c.txt", "wire/b.txt"]


@pytest.mark.parametrize("damage", ["cut", "removed", "garbage"])
def test_a_damaged_bucket_is_made_again(project, damage):
    for number in range(5):
        project.write(f"{number}.txt", story(number))
    project.update()
    before = project.articles()
    [path] = BucketFolder(project.settings.work / "articles").paths()
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:1000] if damage == "cut" else b"PAR1" + b"x" * 5000)
    report = project.update()
    assert project.articles().equals(before)
    assert any("damaged" in warning for warning in report.warnings)


@pytest.mark.parametrize("content", [None, b"", b"garbage" * 1000])
def test_a_lost_or_damaged_index_is_made_again(project, content):
    for number in range(5):
        project.write(f"{number}.txt", story(number))
    project.update()
    before = project.articles()
    for path in project.settings.work.glob("ingest.sqlite*"):
        path.unlink()
    if content is not None:
        (project.settings.work / "ingest.sqlite").write_bytes(content)
    project.update()
    assert project.articles().equals(before)


def test_the_same_address_twice_is_one_article_and_the_last_one_counts(project):
    for name, number in (("a", 1), ("b", 2)):
        project.write(f"{name}.txt", story(number))
        project.write(f"{name}.txt.meta.json", '{"url": "https://vanderholm.example/story"}')
    report = project.update()
    assert (report.articles, report.superseded) == (1, 0)
    assert list(project.articles().index) == ["b.txt"]
    (project.seeds / "b.txt").unlink()
    project.update()
    assert list(project.articles().index) == ["a.txt"]


def test_copies_are_marked_and_a_new_number_makes_no_copy(project):
    project.write("a.txt", story(7))
    project.write("b.txt", story(7))
    project.write("near.txt", story(7).replace("a long meeting", "a very long meeting"))
    project.write("update.txt", story(7).replace("27 people", "31 people"))
    project.update()
    articles = project.articles()
    first = articles.loc["a.txt", "article_id"]
    assert articles["duplicate_of"].fillna("").to_dict() == {
        "a.txt": "", "b.txt": first, "near.txt": first, "update.txt": "",
    }  # fmt: skip
    (project.seeds / "a.txt").unlink()
    project.update()
    articles = project.articles()
    assert articles["duplicate_of"].fillna("").to_dict() == {
        "b.txt": "", "near.txt": articles.loc["b.txt", "article_id"], "update.txt": "",
    }  # fmt: skip


def test_lines_of_several_articles_are_marked_as_repeated(project):
    line = "Write to the Vanderholm desk with what you know."
    for number in range(3):
        project.write(f"{number}.txt", story(number) + f"\n{line}\n")
        project.update()
    for article in project.articles().itertuples():
        assert line in [article.text[span["start"] : span["end"]] for span in article.repeated]


def test_metadata_beside_a_text(project):
    project.write("a.txt", "A line of text that is a story about the mill and the people who work in it.")
    meta = '{"title": "The mill", "byline": "Orla Kest", "publisher": "The Quay", "published_on": "2020-02-20"}'
    project.write("a.txt.meta.json", meta)
    project.update()
    row = project.articles().loc["a.txt"]
    assert row["text"].startswith("The mill\n\nA line of text")
    assert (row["title"], row["byline"], row["publisher"]) == ("The mill", "Orla Kest", "The Quay")
    assert (str(row["published_on"].date()), row["published_on_source"]) == ("2020-02-20", "metadata")
    project.write("a.txt.meta.json", meta.replace("02-20", "02-21"))
    assert project.update().changed == 1
    assert str(project.articles().loc["a.txt", "reference_on"].date()) == "2020-02-21"
