"""The answers of docs/questions.md, run on the sample articles: pandas, DuckDB and the reading room agree."""

import ast
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pytest

import pipeline
from tests.explore.conftest import make_client, make_settings, run

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
KEYS = {"statements": "quote_id", "figures": "figure_id", "articles": "article_id", "series": "series_id"}


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    settings = make_settings(tmp_path_factory.mktemp("questions"))
    shutil.copytree(ROOT / "seeds", settings.seeds, dirs_exist_ok=True)
    run(settings)
    return settings


def answers(section, samples):
    """What pandas and DuckDB give, and the link's path."""
    python, sql = (re.search(rf"```{kind}\n(.*?)```", section, re.DOTALL)[1] for kind in ("python", "sql"))
    *before, last = ast.parse(python).body
    space = {"pipeline": pipeline, "tables": pipeline.load_tables(data=samples.data)}
    exec(compile(ast.Module(before, []), "questions.md", "exec"), space)
    query = sql.replace("'data/tables/", f"'{samples.data}/tables/")
    by_pandas = eval(compile(ast.Expression(last.value), "questions.md", "eval"), space)
    return by_pandas, duckdb.sql(query).df(), urlsplit(re.search(r"\]\((http[^)]+)\)", section)[1])


def test_there_are_twelve():
    assert [section.split(".")[0] for section in SECTIONS] == [str(number) for number in range(1, 13)]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.splitlines()[0])
def test_all_ways_give_the_same_rows(section, samples):
    by_pandas, by_duckdb, link = answers(section, samples)
    server = make_client(samples, read_only=True)
    assert server.get(link.path, params=dict(parse_qsl(link.query))).status_code == 200
    assert len(by_pandas) > 0
    if key := KEYS.get(link.path.strip("/")):
        listed = server.get(f"{link.path}.json", params=dict(parse_qsl(link.query))).json()
        assert sorted(by_pandas[key]) == sorted(by_duckdb[key]) == sorted(row[key] for row in listed)
    else:
        names = list(by_duckdb.columns)
        assert sorted(by_pandas[names].itertuples(index=False)) == sorted(by_duckdb.itertuples(index=False))
