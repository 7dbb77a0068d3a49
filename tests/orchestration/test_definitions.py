"""Dagster's side: what is defined, that it runs, and when it runs by itself."""

import os
import subprocess
import sys

import dagster as dg
import pytest

from pipeline.dataset import bucket, checks
from pipeline.orchestration.automation import reingestion, sources_changed
from pipeline.orchestration.definitions import make_definitions
from pipeline.orchestration.metadata import markdown
from pipeline.orchestration.project import Project
from pipeline.settings import Settings

ASSETS = {"articles", "parsed_documents", "sentences", "mentions", "entities", "quotes", "figures", "dataset"}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "seeds").mkdir()
    story = "Harvest falls\n\nThe harvest fell by 14 percent, farmer Edda Lorn said on Monday.\n"
    (tmp_path / "seeds" / "harvest.txt").write_text(story, encoding="utf-8")
    return Project(Settings(seeds=tmp_path / "seeds", data=tmp_path / "data", workers=1))


def run(project, selection=None):
    job = make_definitions(project).resolve_job_def("ingest")
    keys = [dg.AssetKey(name) for name in selection] if selection else None
    return job.execute_in_process(instance=dg.DagsterInstance.ephemeral(), asset_selection=keys)


def materialized(result):
    events = result.get_asset_materialization_events()
    return {event.asset_key.to_user_string(): event.step_materialization_data.materialization for event in events}


def test_all_assets_are_described():
    graph = make_definitions().resolve_asset_graph()
    nodes = {key.to_user_string(): graph.get(key) for key in graph.get_all_asset_keys()}
    assert nodes.keys() == ASSETS
    for name, node in nodes.items():
        assert node.description and node.owners and node.kinds, name
        assert name in ("parsed_documents", "dataset") or node.metadata["dagster/column_schema"].columns


def test_one_click_makes_everything_and_every_check_passes(project):
    result = run(project)
    made = materialized(result)
    assert made.keys() == ASSETS
    assert made["figures"].metadata["dagster/row_count"].value == 1
    assert "| seeds | 1 | 1 |" in made["articles"].metadata["by source"].value
    assert "| harvest.txt | added |" in made["articles"].metadata["by article"].value
    checks = result.get_asset_check_evaluations()
    assert len(checks) == 32 and all(check.passed for check in checks)


def test_figures_alone_after_their_rules_changed_need_no_parse(project, monkeypatch):
    run(project)
    work = project.settings.work
    others = {path: path.read_bytes() for name in ("mentions", "quotes") for path in (work / name).rglob("*.parquet")}
    real = bucket.fingerprint
    monkeypatch.setattr(bucket, "fingerprint", lambda table, model: real(table, model) + "x" * (table == "figures"))
    result = run(project, ["figures"])
    (event,) = result.get_asset_materialization_events()
    metadata = event.step_materialization_data.materialization.metadata
    assert (metadata["parsed"].value, metadata["extracted"].value) == (0, 1)
    assert {path: path.read_bytes() for path in others} == others


def test_an_unchanged_table_keeps_its_data_version(project):
    versions = []
    for _ in range(2):
        made = materialized(run(project))
        versions.append({name: one.tags["dagster/data_version"] for name, one in made.items()})
    assert versions[0] == versions[1]


def test_the_schedule_asks_for_a_run():
    context = dg.build_schedule_context(scheduled_execution_time=None)
    assert len(reingestion.evaluate_tick(context).run_requests) == 1


def test_the_sensor_asks_for_a_run_once_a_change(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLEDGER_SEEDS", str(tmp_path))
    instance = dg.DagsterInstance.ephemeral()
    context = dg.build_sensor_context(instance=instance)
    assert isinstance(sources_changed(context), dg.RunRequest)
    again = dg.build_sensor_context(instance=instance, cursor=context.cursor)
    assert isinstance(sources_changed(again), dg.SkipReason)
    (tmp_path / "new.txt").write_text("Rain fell.", encoding="utf-8")
    assert isinstance(sources_changed(again), dg.RunRequest)


def test_a_preview_renders_nothing_of_an_article():
    cell = markdown([{"text": "<script>alert(1)</script> [x](http://a.example) | **b**"}])
    assert "<script>" not in cell and "[x](" not in cell and "**" not in cell


def test_a_run_with_nothing_new_loads_neither_pandas_nor_spacy(tmp_path):
    """They take longer to load than all else takes to do."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "pier.txt").write_text("Pier closes\n\nThe pier will close, Mayor Ilo Brandt said.\n")
    env = os.environ | {"DAGSTER_HOME": str(tmp_path), "NEWSLEDGER_DATA": str(tmp_path / "data")}
    env |= {"DAGSTER_STORAGE": str(tmp_path / "history"), "NEWSLEDGER_SEEDS": str(tmp_path / "seeds")}
    code = (
        "import sys; from pipeline.cli import main; assert main(['materialize', '--quiet']) == 0; "
        "print([name for name in ('pandas', 'spacy') if name in sys.modules])"
    )
    first, again = (
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    )
    assert "Release 1 published" in first and "'spacy'" in first
    assert "Release 1 is unchanged" in again and again.endswith("[]\n")


def test_a_table_that_passed_is_read_again_only_when_it_changed(project, monkeypatch):
    looked = []
    real = checks._bucket_problems
    monkeypatch.setattr(
        checks, "_bucket_problems", lambda settings, table: looked.append(table) or real(settings, table)
    )
    run(project)
    assert sorted(looked) == ["articles", "entities", "figures", "mentions", "quotes", "sentences"]
    looked.clear()
    run(project)
    assert not looked
    (project.settings.seeds / "harvest.txt").write_text("Harvest falls\n\nIt fell by 15 percent, Edda Lorn said.\n")
    run(project)
    assert {"articles", "mentions", "figures"} <= set(looked)
