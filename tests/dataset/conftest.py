"""A small project of its own for each test, run without Dagster."""

import pytest

from pipeline.dataset.extract.extraction import extract_tables
from pipeline.dataset.ingest import update_articles
from pipeline.dataset.publish.release import publish
from pipeline.dataset.whole.entities import update_entities
from pipeline.settings import Settings

STORIES = {
    "bridge.txt": "Bridge stays shut\n\nMayor Ilse Marden said on Monday that 12 of the 30 cables had failed.\n\n"
    "“We will not gamble with lives,” Marden said.\n",
    "harvest.txt": "Harvest falls\n\nThe harvest fell by 14 percent to 2.3 million tonnes, the farm board said.\n",
    "match.txt": "Late goal settles it\n\nHarbour United beat Northfield 2-1 before 8,400 spectators on Saturday.\n",
}


class Project:
    def __init__(self, folder, **overrides):
        self.settings = Settings(
            seeds=folder / "seeds", data=folder / "data", decisions=folder / "decisions.toml", workers=1, **overrides
        )
        self.settings.seeds.mkdir(exist_ok=True)

    def write(self, stories):
        for name, text in stories.items():
            (self.settings.seeds / name).write_text(text, encoding="utf-8")

    def run(self):
        """All stages; returns the reports of extraction and publishing."""
        update_articles(self.settings)
        extraction = extract_tables(self.settings, {"figures"})
        update_entities(self.settings)
        return extraction, publish(self.settings)


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path)
    made.write(STORIES)
    return made


@pytest.fixture
def make_project():
    return Project
