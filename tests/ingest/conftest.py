"""A project of a few files, and its articles as a data frame."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pipeline.dataset.ingest import update_articles
from pipeline.settings import Settings, load_settings


@dataclass
class Project:
    folder: Path
    overrides: dict

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"

    @property
    def settings(self) -> Settings:
        return load_settings(**{"seeds": self.seeds, "data": self.folder / "data", **self.overrides})

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        past = time.time() - 3600
        os.utime(path, (past, past))
        return path

    def update(self):
        return update_articles(self.settings)

    def articles(self) -> pd.DataFrame:
        paths = sorted((self.settings.work / "articles").glob("[0-9]*/*.parquet"))
        table = pd.concat([pd.read_parquet(path, partitioning=None) for path in paths])
        return table.set_index("source_uri").sort_index()

    def rejects(self) -> pd.DataFrame:
        return pd.read_parquet(self.settings.work / "rejects.parquet").set_index("source_uri")


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    for name in ("NEWSLEDGER_SEEDS", "NEWSLEDGER_DATA"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "seeds").mkdir()
    return Project(tmp_path, {})
