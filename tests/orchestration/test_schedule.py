"""The schedule in a running ``make dev``: what is added, changed and removed meanwhile is seen in the tables."""

from serving import ask, serving, until

from pipeline.dataset.load import load_tables

STORY = "{place} loses its ferry\n\nThe ferry carried {people} people a day, Captain Ada Perrin said on Monday.\n"
RUNS = "{runsOrError {... on Runs {results {status tags {key value}}}}}"


def statuses(address, tag):
    """Statuses of the runs that have a tag, newest first."""
    runs = ask(address, RUNS)["runsOrError"]["results"]
    return [run["status"] for run in runs if any(entry["key"] == tag for entry in run["tags"])]


def test_the_schedule_takes_in_what_was_added_changed_and_removed(tmp_path):
    seeds, data = tmp_path / "seeds", tmp_path / "data"
    seeds.mkdir()
    for place, people in (("Hollin", 410), ("Tolland", 520)):
        (seeds / f"{place}.txt").write_text(STORY.format(place=place, people=people), encoding="utf-8")
    # The sensor's first tick makes the first release; its next one is an hour away, so the rest is the schedule's.
    with serving(tmp_path, SENSOR__INTERVAL_SECONDS="3600", SCHEDULE__CRON="* * * * *") as address:
        until(lambda: "SUCCESS" in statuses(address, "dagster/sensor_name"), 120, "the first run")
        assert set(load_tables(data=data)["figures"].value) == {410, 520}
        before = len(statuses(address, "dagster/schedule_name"))
        (seeds / "Marrow.txt").write_text(STORY.format(place="Marrow", people=63), encoding="utf-8")
        (seeds / "Hollin.txt").write_text(STORY.format(place="Hollin", people=475), encoding="utf-8")
        (seeds / "Tolland.txt").unlink()

        def seen():
            scheduled = statuses(address, "dagster/schedule_name")
            assert "FAILURE" not in scheduled
            return len(scheduled) > before and set(load_tables("figures", data=data)["figures"].value) == {475, 63}

        until(seen, 150, "the schedule's run to publish what changed")
        tables = load_tables(data=data)
    assert sorted(tables["articles"].source_uri) == ["Hollin.txt", "Marrow.txt"]
    assert sorted(tables["history"].change) == ["added", "added", "added", "changed", "withdrawn"]
    changed = tables["changes"][tables["changes"].table == "figures"]
    assert sorted(changed.change) == ["added", "changed", "removed"]
    for name in ("sentences", "mentions", "quotes", "figures"):
        assert set(tables[name].article_id) <= set(tables["articles"].article_id)
