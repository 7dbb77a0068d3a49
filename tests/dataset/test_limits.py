"""One article that takes too long, or that a process dies of, costs its own rows and nothing else."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap

import pytest

from pipeline.dataset.extract.extraction import extract_tables
from pipeline.dataset.extract.process_bucket import Job, attempts_path, process_bucket
from pipeline.dataset.ingest import update_articles
from pipeline.dataset.load import load_tables
from pipeline.language import DEFAULT_MODEL, find_model
from pipeline.language.figures import Figures
from pipeline.settings import Limits

CATASTROPHE = re.compile(r"(\w+)+$")
ODD = "Odd line\n\nA crowd of 40 people saw it.\n\n" + "x" * 600 + "\n"


def seconds(limit):
    return Limits(max_extraction_seconds=limit)


def in_python(doc):
    while True:
        pass


def in_an_expression(doc):
    CATASTROPHE.match("a" * 60 + "!")


def swallowing(doc):
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


@pytest.mark.parametrize("stuck", [in_python, in_an_expression, swallowing])
def test_an_article_that_takes_too_long_ends_and_the_run_goes_on(make_project, project, tmp_path, monkeypatch, stuck):
    real = Figures.__call__
    limited = make_project(tmp_path, limits=seconds(2))
    monkeypatch.setattr(Figures, "__call__", lambda self, doc: stuck(doc) if "8,400" in doc.text else real(self, doc))
    extraction, _ = limited.run()
    assert (extraction.parsed, extraction.extracted, extraction.failed, extraction.reused) == (3, 2, 1, 0)
    tables = load_tables(data=limited.settings.data)
    (reject,) = tables["rejects"].to_dict("records")
    assert reject["reason"] == "time_limit" and reject["source_uri"] == "match.txt"
    assert "2 seconds (limits.max_extraction_seconds)" in reject["message"]
    match = tables["articles"].set_index("source_uri").article_id["match.txt"]
    assert match in set(tables["sentences"].article_id)  # what was made before stays
    assert match not in set(tables["figures"].article_id) and tables["figures"].article_id.nunique() == 2
    monkeypatch.undo()
    assert limited.run()[0].reused == 3  # not tried again for nothing ...
    extraction, _ = make_project(tmp_path, limits=seconds(30)).run()  # ... but when there is more time
    assert (extraction.parsed, extraction.extracted, extraction.failed, extraction.reused) == (0, 1, 0, 2)
    assert load_tables("rejects", data=limited.settings.data)["rejects"].empty


def test_a_parse_that_takes_too_long_costs_no_other_article_of_its_batch(make_project, project, tmp_path, monkeypatch):
    from pipeline.language.sentences import SentenceStarts

    real = SentenceStarts.__call__
    monkeypatch.setattr(
        SentenceStarts, "__call__", lambda self, doc: in_python(doc) if "8,400" in doc.text else real(self, doc)
    )
    limited = make_project(tmp_path, limits=seconds(2))
    extraction, _ = limited.run()
    assert (extraction.parsed, extraction.extracted, extraction.failed, extraction.reused) == (2, 2, 1, 0)
    assert load_tables("rejects", data=limited.settings.data)["rejects"].reason.tolist() == ["time_limit"]


@pytest.fixture
def model(tmp_path, monkeypatch):
    """A model whose package does something to the component ``figures`` when it is loaded, in any process."""

    def make(name, body):
        package = tmp_path / "packages" / name
        shutil.copytree(find_model(DEFAULT_MODEL), package / "files")
        lines = f"""
            import ctypes, os, signal
            from pipeline.language.figures import Figures
            real = Figures.__call__
            def acting(self, doc):
                if "40 people" in doc.text:
                    {body}
                return real(self, doc)
            Figures.__call__ = acting
        """
        (package / "__init__.py").write_text(textwrap.dedent(lines), encoding="utf-8")
        monkeypatch.syspath_prepend(str(package.parent))
        return name

    yield make
    for name in [name for name in sys.modules if name.endswith("_as_a_test")]:
        del sys.modules[name]


STUCK = "ctypes.PyDLL(None).pause()"  # in C, with the interpreter's lock: no signal gets through
KILLED = "os.kill(os.getpid(), signal.SIGKILL)"  # as the system does where memory is short


def check_odd_one(project, reason, words):
    project.write({"odd.txt": ODD})
    extraction, _ = project.run()
    tables = load_tables(data=project.settings.data)
    (reject,) = tables["rejects"].to_dict("records")
    assert (reject["source_uri"], reject["reason"]) == ("odd.txt", reason) and words in reject["message"]
    assert (extraction.articles, extraction.failed, extraction.reused) == (4, 1, 0)
    assert tables["articles"].source_uri.tolist().count("odd.txt") == 1 and tables["figures"].article_id.nunique() == 3
    assert not (project.settings.work / "attempts").exists()
    assert project.run()[0].reused == 4


@pytest.mark.parametrize("body, reason, words", [
    (STUCK, "time_limit", "longer than 3 seconds"), (KILLED, "extraction_failed", "ended 3 times"),
])  # fmt: skip
def test_what_ends_a_process_is_told_and_the_run_goes_on(make_project, project, tmp_path, model, body, reason, words):
    name = model("stuck_as_a_test" if body == STUCK else "killed_as_a_test", body)
    check_odd_one(make_project(tmp_path, model=name, limits=seconds(3)), reason, words)


def test_on_ray_too(make_project, project, tmp_path, model):
    ray = pytest.importorskip("ray")
    name = model("stuck_on_ray_as_a_test", STUCK)
    path = {"PYTHONPATH": str(tmp_path / "packages")}
    ray.init(num_cpus=1, log_to_driver=False, include_dashboard=False, runtime_env={"env_vars": path})
    try:
        project = make_project(tmp_path, model=name, limits=seconds(3), engine="ray")
        check_odd_one(project, "time_limit", "longer than 3 seconds")
    finally:
        ray.shutdown()


def test_who_comes_after_a_dead_process_does_its_articles_one_by_one(project):
    update_articles(project.settings)
    job = Job(project.settings.work, 0, 1, 3, DEFAULT_MODEL, 16)
    path = attempts_path(job)
    path.parent.mkdir()
    path.write_text('{"blamed": {}, "suspects": {}}\n{"articles": ["a", "b"], "what": "parse", "deaths": 0}\n')
    counts = process_bucket(job)
    assert (counts.extracted, counts.failed) == (3, 0) and not path.exists()
    assert extract_tables(project.settings, {"figures"}).reused == 3
