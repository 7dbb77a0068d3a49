"""Dagster's side: what is defined, that it runs, and when it runs by itself."""

import os
import subprocess
import sys

import dagster as dg
import pytest

from pipeline.dataset.extract import process_bucket as bucket
from pipeline.dataset.publish import checks
from pipeline.orchestration.automation import reingestion, sources_changed
from pipeline.orchestration.definitions import make_definitions
from pipeline.orchestration.project import Project
from pipeline.orchestration.run import MODULE, materialize
from pipeline.settings import Settings

LANGUAGE = {"parsed_documents", "sentences", "mentions", "quotes", "figures"}
ASSETS = LANGUAGE | {"articles", "entities", "stories", "series", "rejects", "accuracy", "dataset", "explorer"}


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
        without = ("parsed_documents", "accuracy", "dataset", "explorer")
        assert name in without or node.metadata["dagster/column_schema"].columns


def test_one_click_makes_everything_and_every_check_passes(project):
    result = run(project)
    made = materialized(result)
    assert made.keys() == ASSETS
    assert made["figures"].metadata["dagster/row_count"].value == 1
    (source,) = made["articles"].metadata["by source"].records
    assert (source.data["source"], source.data["inputs"], source.data["added"]) == ("seeds", 1, 1)
    (change,) = made["articles"].metadata["by article"].records
    assert (change.data["source_uri"], change.data["change"]) == ("harvest.txt", "added")
    checks = result.get_asset_check_evaluations()
    assert len(checks) == 44 and all(check.passed for check in checks)
    assert {check.description for check in checks if check.check_name == "text_is_slice"} == {"0 bad rows"}
    assert "dagster/row_count" not in made["dataset"].metadata  # rows of different tables have no sum


def test_rejects_are_on_the_graph_and_on_the_page_of_the_run(project):
    (project.settings.seeds / "empty.txt").write_text("", encoding="utf-8")
    (project.settings.seeds / "broken.json").write_text('{"text": ', encoding="utf-8")
    job, instance = make_definitions(project).resolve_job_def("ingest"), dg.DagsterInstance.ephemeral()
    result = job.execute_in_process(instance=instance)
    metadata = materialized(result)["rejects"].metadata
    shown = [record.data["source_uri"] for record in metadata["preview"].records]
    assert metadata["dagster/row_count"].value == 2 and shown == ["broken.json", "empty.txt"]
    (check,) = [one for one in result.get_asset_check_evaluations() if one.check_name == "nothing_rejected"]
    assert (check.passed, check.severity, check.asset_key) == (
        False,
        dg.AssetCheckSeverity.WARN,
        dg.AssetKey("rejects"),
    )
    assert "empty.txt: empty" in check.metadata["rejected"].value
    assert instance.get_run_by_id(result.run_id).tags["rejects"] == "2"


def test_figures_alone_after_their_rules_changed_need_no_parse(project, monkeypatch):
    run(project)
    work = project.settings.work
    others = {path: path.read_bytes() for name in ("mentions", "quotes") for path in (work / name).rglob("*.parquet")}
    real = bucket.fingerprint
    monkeypatch.setattr(bucket, "fingerprint", lambda table, *models: real(table, *models) + "x" * (table == "figures"))
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


def test_a_preview_shows_what_a_person_looks_at_first(project):
    story = "Pier closes\n\n“It’s <b>unsafe</b> & shut,” Mayor Ilo Brandt said on Monday. The pier’s staff left.\n"
    (project.settings.seeds / "pier.txt").write_text(story, encoding="utf-8")
    made = materialized(run(project))
    (quote,) = [r.data for r in made["quotes"].metadata["preview"].records if "unsafe" in r.data["content"]]
    assert (quote["speaker_text"], quote["cue_text"]) == ("Mayor Ilo Brandt", "said")
    assert quote["content"].startswith("It’s <b>unsafe</b> & shut")  # plain text, which Dagster escapes once
    for name in ("articles", "sentences", "mentions", "entities", "quotes", "figures"):
        records = made[name].metadata["preview"].records
        assert records and all(not column.endswith("_id") for record in records for column in record.data), name


def test_a_run_of_one_asset_says_that_nothing_is_published(project):
    assert "published" not in materialized(run(project))["figures"].metadata
    (figures,) = materialized(run(project, ["figures"])).values()
    assert "'dataset'" in figures.metadata["published"].value


def test_a_run_of_the_command_line_is_one_of_the_job_on_the_timeline(project, tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    assert materialize(project.settings, show_progress=False).success
    with dg.DagsterInstance.get() as instance:
        (made,) = instance.get_runs()
    origin = made.remote_job_origin
    assert origin.repository_origin.code_location_origin.location_name == MODULE  # as `dagster dev -m` names it
    assert (origin.repository_origin.repository_name, origin.job_name) == ("__repository__", "ingest")


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
    tables = ["articles", "entities", "figures", "mentions", "quotes", "sentences", "series", "stories"]
    assert sorted(looked) == tables
    looked.clear()
    run(project)
    assert not looked
    (project.settings.seeds / "harvest.txt").write_text("Harvest falls\n\nIt fell by 15 percent, Edda Lorn said.\n")
    run(project)
    assert {"articles", "mentions", "figures"} <= set(looked)
