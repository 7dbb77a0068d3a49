"""The user's own article, where it lies beside the project (or in NEWSLEDGER_TEST_SHARED)."""

import os
from pathlib import Path

import pytest

from pipeline.dataset.load import load_tables

SHARED = Path(os.environ.get("NEWSLEDGER_TEST_SHARED", Path(__file__).resolve().parents[3] / "shared"))

pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the user's article is not on this machine")


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    from tests.dataset.conftest import Project

    project = Project(tmp_path_factory.mktemp("user"))
    for path in (SHARED / "seeds").iterdir():
        (project.settings.seeds / path.name).write_bytes(path.read_bytes())
    project.run()
    return load_tables(data=project.settings.data)


def test_sentences_and_boilerplate(tables):
    sentences = tables["sentences"]
    prose = sentences[~sentences.is_boilerplate]
    assert set(sentences[sentences.is_boilerplate].text) == {"In Other News", "Load More"}
    # 30 sentences in 18 paragraphs, each from a capital or an opening mark to the mark that ends it.
    assert (len(prose), prose.paragraph_index.nunique(), set(prose.kind)) == (30, 18, {"prose"})
    assert prose.text.str.fullmatch(r"“?[A-Z].*[.]”?").all()
    assert prose.groupby("paragraph_index").size().tolist() == [1, 3, 2, 2, 2, 1, 1, 2, 1, 2, 1, 1, 2, 2, 2, 1, 2, 2]


def test_haqqani_speaks(tables):
    said = tables["quotes"][tables["quotes"].speaker_name == "Sirajuddin Haqqani"]
    assert len(said) >= 5 and said.speaker_entity_id.nunique() == 1
    assert any("We did not choose our war" in content for content in said.content)


def test_figures(tables):
    figures = tables["figures"]
    by_high = figures[figures.modifier == "at_most"]
    assert figures[figures.value == 13000][["modifier", "unit"]].values.tolist()[0][0] == "more_than"
    assert 5_000_000 in set(by_high.value_high) and set(by_high[by_high.value_high == 5e6].currency) == {"USD"}
    assert {415, 463, 17} <= set(figures.value)
    assert not {9, 11, 2008} & set(figures[figures.text.isin(["9/11", "9", "2008"])].value)
