"""How to add a reader, a column, a rule, an asset (docs/architecture.md): each patch, applied to a copy and tried."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = """
from pathlib import Path
import pyarrow.parquet as pq
from pipeline.dataset.extract.extraction import extract_tables
from pipeline.dataset.ingest import update_articles
from pipeline.settings import Settings
Path("seeds").mkdir()
settings = Settings(seeds=Path("seeds").resolve(), data=Path("data").resolve(), workers=1)
def column(table, name):
    (path,) = Path(settings.work, table).rglob("*.parquet")
    return pq.read_table(path)[name].to_pylist()
"""
EXAMPLES = {
    "add_a_reader": """
captions = ["1", "00:00:01,000 --> 00:00:03,000", "The pier stays shut,", ""]
captions += ["2", "00:00:03,500 --> 00:00:05,000", "he said."]
Path("seeds/news.srt").write_text("\\n".join(captions))
update_articles(settings)
(text,) = column("articles", "text")
assert text.split() == ["The", "pier", "stays", "shut,", "he", "said."]
""",
    "add_a_column": """
Path("seeds/pier.txt").write_text("The pier will stay shut until May.")
update_articles(settings)
extract_tables(settings, {"sentences"})
assert column("sentences", "word_count") == [7]
""",
    "add_a_rule": """
from pipeline import language
nlp = language.load()
assert not nlp("She sat in seat 14 and read.")._.figures
assert nlp("The pier has 14 seats.")._.figures
""",
    "add_an_asset": """
import dagster as dg
from pipeline.orchestration.definitions import make_definitions
assert dg.AssetKey("most_quoted") in make_definitions().resolve_job_def("ingest").asset_layer.executable_asset_keys
""",
}


@pytest.mark.skipif(not shutil.which("git"), reason="needs git to apply a patch")
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_applies_and_works(name, tmp_path):
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    patch = ROOT / "tests" / "examples" / f"{name}.diff"
    subprocess.run(["git", "apply", str(patch)], cwd=tmp_path, check=True)
    subprocess.run([sys.executable, "-c", PROJECT + EXAMPLES[name]], cwd=tmp_path, check=True)
