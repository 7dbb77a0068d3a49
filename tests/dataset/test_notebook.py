"""The sample notebook, its cells run in order over a release of the sample articles."""

import json
from pathlib import Path

from tests.dataset.conftest import Project

ROOT = Path(__file__).parent.parent.parent
NOTEBOOK = ROOT / "docs" / "first-questions.ipynb"


def test_every_cell_runs_and_shows_something(tmp_path, monkeypatch):
    project = Project(tmp_path)
    for path in (ROOT / "seeds").iterdir():
        if "ferry" in path.name or "budget" in path.name:
            (project.settings.seeds / path.name).write_bytes(path.read_bytes())
    project.run()
    monkeypatch.setenv("NEWSLEDGER_DATA", str(project.settings.data))
    names: dict = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            *lines, last = "".join(cell["source"]).splitlines()
            exec("\n".join(lines), names)
            shown = eval(last, names)
            assert len(shown), last
