"""Stories and series as tables: on annotated stories, made again, after a correction, a purge, an older release."""

import json

import pandas as pd
import pyarrow.parquet as pq
import pytest

import pipeline.language.series as language_of_series
import pipeline.language.stories as language_of_stories
from pipeline.dataset.accuracy import of_release
from pipeline.dataset.load import load_tables
from pipeline.dataset.publish.datapackage import damage
from pipeline.dataset.publish.release_folders import current_release, release_folders
from pipeline.dataset.remove.purge import find, purge
from pipeline.dataset.schema import TABLES
from pipeline.dataset.whole.series import update_series
from pipeline.dataset.whole.stories import update_stories
from tests.dataset.annotated_stories import annotated, scored, write
from tests.dataset.test_purge import problems

FERRY = (
    "Ferry {what} off Cape Torrin\n\nQUILLETH, March {day}, 2021 (Northern Press) -- The ferry Morning Star sank off "
    "Cape Torrin on Tuesday, killing {dead} people, the coast guard of Quilleth said. {more}\n"
)
DAYS = {
    "ferry1.txt": FERRY.format(what="sinks", day=9, dead=11, more="Divers searched the hull of the ferry."),
    "ferry2.txt": FERRY.format(what="toll rises", day=10, dead=27, more="Divers left the hull of the ferry."),
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    from tests.dataset.conftest import Project

    project, articles = Project(tmp_path_factory.mktemp("stories")), annotated()
    write(articles, project.settings.seeds)
    project.run()
    return scored(load_tables(data=project.settings.data), articles)


def test_figures_of_annotated_stories_are_in_the_right_series(scores):
    """Six events at first sight: precision 46, recall 18; mended on them 95 and 57; two more at first sight 98 and 58.
    The floors are for what changes elsewhere, not a claim."""
    (series, *_), _, _, _ = scores
    assert series.precision >= 0.92 and series.recall >= 0.5, series


def test_annotated_articles_are_in_the_right_stories(scores):
    _, (stories, *_), _, _ = scores
    assert stories.precision >= 0.98 and stories.recall >= 0.85, stories


@pytest.fixture
def ferry(project):
    project.write(DAYS)
    project.run()
    return project


def tables(project, *names):
    return load_tables(*(names or ("articles", "figures", "stories", "series")), data=project.settings.data)


def test_a_toll_that_rises_is_a_series_that_moved(ferry):
    found = tables(ferry)
    (story,) = found["stories"].itertuples()
    assert (story.title, story.article_count) == ("Ferry sinks off Cape Torrin", 2)
    assert (story.first_on, story.last_on) == (pd.Timestamp("2021-03-09"), pd.Timestamp("2021-03-10"))
    assert found["articles"].story_id.notna().sum() == 2
    toll = found["series"][found["series"].value_count == 2].iloc[0]
    assert (toll.first_value, toll.last_value, toll.lowest, toll.highest, toll.state) == (11, 27, 11, 27, "moved")
    figures = found["figures"][found["figures"].series_id == toll.series_id]
    assert sorted(figures.value) == [11, 27] and toll.story_id == story.story_id


def test_nothing_is_made_again_where_nothing_changed(ferry, monkeypatch):
    def never(*_):
        raise AssertionError("made again")

    monkeypatch.setattr(language_of_stories, "group", never)
    monkeypatch.setattr(language_of_series, "story_series", never)
    assert update_stories(ferry.settings).changed is False
    assert update_series(ferry.settings).changed is False
    assert ferry.run()[1].changed is False
    ferry.write({"ferry2.txt": DAYS["ferry2.txt"].replace("27", "29")})
    with pytest.raises(AssertionError, match="made again"):
        ferry.run()


def test_words_are_counted_only_where_articles_changed(ferry, monkeypatch):
    counted = []
    real = language_of_stories.text_counts
    monkeypatch.setattr(language_of_stories, "text_counts", lambda texts: counted.append(len(texts)) or real(texts))
    ferry.settings.decisions.write_text('[[rename]]\nentity = "Ilse Marden"\nname = "Ilse Marden-Roe"\n', "utf-8")
    ferry.run()
    assert counted == []
    ferry.write({"ferry2.txt": DAYS["ferry2.txt"].replace("27", "29")})
    ferry.run()
    assert len(counted) == 1


def test_a_corrected_value_is_that_of_its_series(ferry):
    figures = tables(ferry)["figures"]
    key = figures[figures.value == 27].figure_id.iloc[0]
    bounds = ", ".join(f"{name} = 26.0" for name in ("value", "value_low", "value_high"))
    line = f'[[correct]]\ntable = "figures"\nid = "{key}"\nset = {{ {bounds} }}\n'
    ferry.settings.decisions.write_text(line, encoding="utf-8")
    ferry.run()
    assert tables(ferry)["series"].last_value.max() == 26


def test_what_a_purged_article_had_a_part_in_goes_and_the_next_run_makes_what_is_left(ferry):
    key = next(iter(find(ferry.settings, "ferry2.txt")))
    purge(ferry.settings, key)
    for release in release_folders(ferry.settings.data):
        assert damage(release) is None and problems(release) == []
        assert pq.read_metadata(release / "stories.parquet").num_rows == 0
        assert 27 not in pq.read_table(release / "series.parquet")["last_value"].to_pylist()
    ferry.run()
    assert len(tables(ferry)["stories"]) == 0


def test_a_release_of_a_version_without_these_tables_stays_readable(ferry):
    release = current_release(ferry.settings.data)
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    package["schema_version"] = "1"
    package["resources"] = [one for one in package["resources"] if one["name"] not in ("stories", "series", "facts")]
    (release / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name in ("stories", "series", "facts"):
        (release / f"{name}.parquet").unlink()
    assert damage(release) is None and of_release(release) is not None
    assert set(load_tables(data=ferry.settings.data)) == set(TABLES) - {"stories", "series", "facts"}
    ferry.write({"ferry2.txt": DAYS["ferry2.txt"].replace("27", "29")})
    assert ferry.run()[1].number == int(release.name) + 1
    assert len(release_folders(ferry.settings.data)) == 2 and len(tables(ferry, "stories")["stories"]) == 1
