"""The user interface as a person uses it: ``python -m pipeline dev``, "Materialize all" clicked in a real browser.

With NEWSLEDGER_TEST_SCREENSHOTS=docs/images it also takes the pictures of the README.
"""

import os
import re
import shutil
import time
from pathlib import Path

import pytest
from serving import ask, serving, until

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
LANGUAGE = ("parsed_documents", "sentences", "mentions", "quotes", "figures")
TABLES = ("articles", *LANGUAGE, "entities", "stories", "series", "rejects", "dataset", "explorer")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1500,1000",
]
STORY = "Harvest falls\n\nThe harvest fell by 14 percent, farmer Edda Lorn said on Monday.\n"
ROWS = """{assetNodes {assetKey {path}
  assetMaterializations(limit: 9) {runId metadataEntries {label ... on IntMetadataEntry {intValue}}}}}"""
RUNS = "{runsOrError {... on Runs {results {runId status tags {key value}}}}}"

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


@pytest.fixture
def url(tmp_path):
    """The address of a server of our own, with an empty history and one article; schedule and sensor see it too."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "harvest.txt").write_text(STORY, encoding="utf-8")
    # The sensor's first tick starts a run; with an hour to the next, every other run is the one that is clicked.
    with serving(tmp_path, SENSOR__INTERVAL_SECONDS="3600") as address:
        yield address


@pytest.fixture
def browser(tmp_path):
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"]:
        options.add_argument(flag)
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def finished(address):
    """Runs by who started them, the sensor or a person, once both have succeeded; fails if one does."""
    runs = {}
    for run in ask(address, RUNS)["runsOrError"]["results"]:
        assert run["status"] not in ("FAILURE", "CANCELED"), run
        by_sensor = any(tag["key"] == "dagster/sensor_name" for tag in run["tags"])
        if run["status"] == "SUCCESS":
            runs["sensor" if by_sensor else "person"] = run["runId"]
    return runs if len(runs) == 2 else None


def row_counts(address, run):
    """Asset -> the row count that this run reported."""
    return {
        node["assetKey"]["path"][-1]: entry["intValue"]
        for node in ask(address, ROWS)["assetNodes"]
        for made in node["assetMaterializations"]
        for entry in made["metadataEntries"]
        if entry["label"] == "dagster/row_count" and made["runId"] == run
    }


def see(browser, label, click=False):
    """Whether a button with this label stands there ready, clicked if asked; false while the page draws itself anew."""
    from selenium.common.exceptions import StaleElementReferenceException

    try:
        for element in browser.find_elements("css selector", "button"):
            if element.is_displayed() and element.is_enabled() and element.text.strip().startswith(label):
                if click:
                    element.click()
                return True
    except StaleElementReferenceException:
        pass
    return False


def page(browser):
    return browser.find_element("tag name", "body").text


def test_materialize_all_from_the_interface(url, browser):
    browser.get(f"{url}/asset-groups")
    until(lambda: see(browser, "Materialize all", click=True), 60, "the button")
    runs = until(lambda: finished(url), 120, "the clicked run, and the one that the sensor's tick started")
    for run in runs.values():
        counts = row_counts(url, run)
        assert counts.keys() == set(TABLES) - {"dataset"}  # rows of different tables have no sum
        assert (counts["articles"], counts["figures"]) == (1, 1)
    if folder := os.environ.get("NEWSLEDGER_TEST_SCREENSHOTS"):
        browser.get(f"{url}/asset-groups")
        until(lambda: see(browser, "Materialize all"), 60, "the graph")
        time.sleep(4)  # the graph lays itself out
        browser.save_screenshot(str(Path(folder, "ui.png")))
    for table in counts:
        browser.get(f"{url}/assets/{table}?view=overview")
        row = rf"Row count\s+{counts[table]:,}\b"
        text = until(lambda row=row: re.search(row, t := page(browser)) and t, 30, f"{table}: {row}")
        assert "Failed" not in text, table
    if folder:
        browser.get(f"{url}/assets/figures?view=overview")
        until(lambda: re.search(r"Row count\s+\d", page(browser)), 30, "the page of figures")
        time.sleep(2)
        browser.save_screenshot(str(Path(folder, "asset.png")))
