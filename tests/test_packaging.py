"""What stands in two places must agree, and what is installed must be there."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from pipeline.dataset.schema.dictionary import dictionary

ROOT = Path(__file__).resolve().parent.parent


def test_the_data_dictionary_is_current():
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == dictionary()


def test_every_data_file_is_packaged():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["*"]
    files = [p.name for p in (ROOT / "pipeline").rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")]
    assert files and all(any(fnmatch(name, pattern) for pattern in patterns) for name in files)


def test_constraints_name_no_place():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", pin) for pin in pins)


def test_every_link_of_the_pages_leads_somewhere():
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
