"""The user interface in a real browser: one click materializes everything; schedule and sensor are on."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
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
ASSETS = {"articles", "parsed_documents", "sentences", "mentions", "entities", "quotes", "figures", "dataset"}
MATERIALIZED = """{ assetNodes { assetKey { path } assetMaterializations(limit: 1) { metadataEntries {
 label ... on IntMetadataEntry { intValue } } } } }"""
RUNS = "{ runsOrError { ... on Runs { results { status pipelineName tags { key value } } } } }"

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="chromium and chromedriver are not installed")


def ask(port, query):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        json.dumps({"query": query}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["data"]


def until(condition, seconds):
    """What ``condition`` gives once it is true; fails after some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := condition():
                return found
        except OSError:
            pass
        time.sleep(0.5)
    pytest.fail(f"not within {seconds} seconds")


@pytest.fixture
def served(tmp_path):
    shutil.copy(ROOT / "dagster.yaml", tmp_path)
    (tmp_path / "seeds").mkdir()
    shutil.copy(ROOT / "seeds" / "budget-standoff.txt", tmp_path / "seeds")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "DAGSTER_HOME": str(tmp_path),
        "NEWSLEDGER_SEEDS": str(tmp_path / "seeds"),
        "NEWSLEDGER_DATA": str(tmp_path / "data"),
    }
    command = [sys.executable, "-m", "pipeline", "dev", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        yield port
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def test_one_click_materializes_everything(served, tmp_path):
    from selenium import webdriver
    from selenium.webdriver.common.by import By

    until(lambda: ask(served, "{ version }"), 60)
    options = webdriver.ChromeOptions()
    for flag in [*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"]:
        options.add_argument(flag)
    options.binary_location = BROWSER
    browser = webdriver.Chrome(service=webdriver.ChromeService(DRIVER), options=options)
    try:
        browser.get(f"http://127.0.0.1:{served}/asset-groups")
        button = "//button[contains(., 'Materialize all')]"
        until(lambda: [b for b in browser.find_elements(By.XPATH, button) if b.is_enabled()], 60)[0].click()
        rows = until(lambda: _all_materialized(served), 90)
        assert rows.keys() == ASSETS and rows["sentences"] > 10
        runs = ask(served, RUNS)["runsOrError"]["results"]
        assert any(tag["key"] == "dagster/sensor_name" for run in runs for tag in run["tags"])
        until(lambda: _finished(served), 60)
        browser.get(f"http://127.0.0.1:{served}/assets/figures")
        until(lambda: "row_count" in browser.page_source or "Row count" in browser.page_source, 30)
    finally:
        browser.quit()


def _all_materialized(port):
    found = {}
    for node in ask(port, MATERIALIZED)["assetNodes"]:
        for event in node["assetMaterializations"]:
            counts = [e.get("intValue") for e in event["metadataEntries"] if e["label"] == "dagster/row_count"]
            found["/".join(node["assetKey"]["path"])] = counts[0]
    return found if len(found) == len(ASSETS) else None


def _finished(port):
    states = {run["status"] for run in ask(port, RUNS)["runsOrError"]["results"]}
    assert "FAILURE" not in states
    return states == {"SUCCESS"}
