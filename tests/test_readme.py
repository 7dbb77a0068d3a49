"""What README.md shows is what a run over the sample articles makes."""

import importlib.util
from pathlib import Path

from pipeline.dataset.extract.extraction import extract_tables
from pipeline.dataset.ingest import update_articles
from pipeline.dataset.publish.release import publish
from pipeline.dataset.whole.entities import update_entities
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent


def test_the_rows_shown_are_rows_of_the_tables(tmp_path):
    settings = Settings(seeds=ROOT / "seeds", data=tmp_path / "data", decisions=ROOT / "decisions.toml", workers=1)
    update_articles(settings)
    extract_tables(settings, {"figures"})
    update_entities(settings)
    publish(settings)
    spec = importlib.util.spec_from_file_location("readme_rows", ROOT / "docs" / "readme_rows.py")
    rows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rows)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert rows.with_rows(readme, settings.tables) == readme, "make run, then .venv/bin/python docs/readme_rows.py"
