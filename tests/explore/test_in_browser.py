"""The reading room as a person uses it, in a real browser: search, read, follow, correct, mark, run again.

With NEWSLEDGER_TEST_SCREENSHOTS=docs/images it also takes the pictures of the README, from the sample articles.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest

from pipeline.dataset.load import load_tables
from tests.explore.conftest import BRIDGE, STORIES, make_settings, run

ROOT = Path(__file__).resolve().parents[2]
PICTURES = os.environ.get("NEWSLEDGER_TEST_SCREENSHOTS")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--window-size=1400,950"]  # fmt: skip
TOLL = (
    "Bridge toll\n\nPublished March 5, 2021\n\nMayor Ilse Marden said on Friday that 14 of the 30 cables had failed.\n"
)

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


@contextlib.contextmanager
def serving(settings, *more):
    """The address of ``python -m pipeline explore`` over these settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"NEWSLEDGER_DATA": str(settings.data), "NEWSLEDGER_DECISIONS": str(settings.decisions)}
    command = [sys.executable, "-m", "pipeline", "explore", "--port", str(port), *more]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    settings = make_settings(tmp_path_factory.mktemp("browser"))
    for name, text in STORIES.items():
        (settings.seeds / name).write_text(text, encoding="utf-8")
    (settings.seeds / "toll.txt").write_text(TOLL, encoding="utf-8")
    run(settings)
    return settings


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    driver.implicitly_wait(5)
    yield driver
    driver.quit()


def find(browser, css):
    return browser.find_element("css selector", css)


def requested(browser):
    """Addresses that the browser has asked for since this was last called."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def complaints(browser):
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def press(browser, button):
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()


def submit(browser, button):
    """Press it, and wait for the page that comes of it."""
    from selenium.webdriver.support.expected_conditions import staleness_of
    from selenium.webdriver.support.wait import WebDriverWait

    press(browser, button)
    WebDriverWait(browser, 20).until(staleness_of(button))
    assert "Written to decisions.toml" in find(browser, ".notice.good").text


def select(browser, words):
    """As a reader drags over words."""
    browser.execute_script(
        """const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode()); ) {
          const at = node.data.indexOf(arguments[0]);
          if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + arguments[0].length); return; }
        }""",
        words,
    )


def test_search_read_follow_correct_and_mark_and_keep_it_all(own, browser):
    with serving(own) as address:
        browser.get(address)
        find(browser, ".find input").send_keys("Marden\n")
        press(browser, find(browser, ".people .who"))
        assert find(browser, "h1").text == "Ilse Marden"
        press(browser, find(browser, ".statement .content a"))
        assert find(browser, "#panel .row h2").text.lower() == "statement"
        assert "#quote-" in browser.current_url and browser.find_elements("css selector", "#text .on")

        figures = load_tables("figures", data=own.data)["figures"]
        twelve = figures[figures.text == "12"].iloc[0]
        browser.get(f"{address}/article/{twelve.article_id}#figure-{twelve.figure_id}")
        press(browser, find(browser, "#panel .facts a[href^='/series/']"))
        assert len(browser.find_elements("css selector", "td a[href*='#figure-']")) >= 2
        assert find(browser, ".chart canvas").size["width"] > 200

        browser.get(f"{address}/article/{twelve.article_id}#figure-{twelve.figure_id}")
        press(browser, find(browser, "#panel .judge summary"))
        field = find(browser, "#panel [name='set.value']")
        field.clear()
        field.send_keys("13")
        submit(browser, find(browser, "#panel [value=correct]"))
        quotes = load_tables("quotes", data=own.data)["quotes"]
        quote = quotes[quotes.content.str.contains("gamble")].iloc[0]
        browser.get(f"{address}/article/{quote.article_id}#quote-{quote.quote_id}")
        press(browser, find(browser, "#panel .judge summary"))
        field = find(browser, "#panel [name='set.speaker_name']")
        field.clear()
        field.send_keys("Oda Kell")
        submit(browser, find(browser, "#panel [value=correct]"))

        select(browser, "every cable")
        press(browser, find(browser, ".selectbar"))
        press(browser, find(browser, "#panel [value=figures]"))
        form = find(browser, "#panel form[data-table=figures]")
        form.find_element("name", "set.value").send_keys("30")
        form.find_element("name", "set.unit").send_keys("cable")
        submit(browser, form.find_element("css selector", "button"))
        assert "pending" in (browser.get(f"{address}/decisions") or find(browser, "table").text)

    said = tomllib.loads(own.decisions.read_text(encoding="utf-8"))
    assert len(said["correct"]) == 2 and said["add"][0]["at"]["text"] == "every cable"
    for text in (BRIDGE, BRIDGE.replace("said on Monday", "told a full hall on Monday")):
        for name in ("bridge.txt", "bridge-copy.txt"):
            (own.seeds / name).write_text(text, encoding="utf-8")
        assert run(own).warnings == []
        tables = load_tables("quotes", "figures", data=own.data)
        figures = tables["figures"].set_index("text")
        assert figures.loc["12"].value == 13
        assert figures.loc["every cable"].unit == "cable" and figures.loc["every cable"].value == 30
        kept = tables["quotes"][tables["quotes"].content.str.contains("gamble")].iloc[0]
        assert kept.speaker_name == "Oda Kell" and kept.speaker_entity_id


def test_no_request_leaves_the_machine_and_no_page_breaks_its_policy(own, browser):
    requested(browser), complaints(browser)
    figures = load_tables("figures", data=own.data)["figures"]
    row = figures[figures.series_id.notna()].iloc[0]
    entity = load_tables("quotes", data=own.data)["quotes"].speaker_entity_id.dropna().iloc[0]
    with serving(own) as address:
        for path in ("/", "/search?q=bridge", "/statements", "/figures", "/articles", "/series", "/decisions",
                     f"/article/{row.article_id}#figure-{row.figure_id}", f"/entity/{entity}",
                     f"/series/{row.series_id}"):  # fmt: skip
            browser.get(address + path)
            find(browser, "main")
            time.sleep(0.3)
            assert complaints(browser) == [], path
        asked = requested(browser)
    assert len(asked) > 20
    assert all(url.startswith((address, "data:", "blob:")) for url in asked), asked


def test_markup_in_an_article_never_runs(own, browser):
    articles = load_tables("articles", data=own.data)["articles"]
    key = articles[articles.source_uri == "markup.txt"].article_id.iloc[0]
    with serving(own, "--read-only") as address:
        for path in (f"/article/{key}", "/statements", "/search?q=Orrin"):
            browser.get(address + path)  # an alert would make the next line fail
            assert find(browser, "main").text
            assert not browser.find_elements("css selector", "main img, main script:not([type='application/json'])")
        browser.get(f"{address}/article/{key}")
        assert "<script>alert(1)</script>" in find(browser, "#text").text


def test_the_keyboard_goes_from_row_to_row_and_closes(own, browser):
    from selenium.webdriver.common.keys import Keys

    quotes = load_tables("quotes", data=own.data)["quotes"]
    with serving(own) as address:
        browser.get(f"{address}/article/{quotes[quotes.content.str.contains('gamble')].article_id.iloc[0]}")
        opened = []
        for _ in range(3):
            browser.switch_to.active_element.send_keys("n")
            opened.append(until(lambda: find(browser, "#panel .row").get_attribute("data-row"), opened[-1:]))
            assert browser.current_url.endswith(f"#{opened[-1]}")
        assert len(set(opened)) == 3
        browser.switch_to.active_element.send_keys("p")
        assert until(lambda: find(browser, "#panel .row").get_attribute("data-row"), opened[-1:]) == opened[1]
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert "#" not in browser.current_url and not find(browser, "#panel").get_attribute("class").endswith("open")


def until(what, others, seconds=5):
    """What there is, once it is none of the others."""
    from selenium.common.exceptions import StaleElementReferenceException

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(StaleElementReferenceException):
            if (found := what()) not in others:
                return found
        time.sleep(0.05)
    pytest.fail(f"still {others}")


@pytest.mark.parametrize("width", [390, 820])
def test_pages_fit_a_phone_and_a_tablet(own, browser, width):
    row = load_tables("figures", data=own.data)["figures"].dropna(subset="series_id").iloc[0]
    sizes = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)
    try:
        with serving(own) as address:
            for path in ("/", "/figures", "/series", f"/article/{row.article_id}", f"/series/{row.series_id}"):
                browser.get(address + path)
                assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.skipif(not PICTURES, reason="takes the README's pictures only if asked to")
def test_pictures(browser, tmp_path):
    settings = make_settings(tmp_path)
    shutil.copytree(ROOT / "seeds", settings.seeds, dirs_exist_ok=True)
    run(settings)
    tables = load_tables("series", "quotes", data=settings.data)
    series = tables["series"].sort_values(["article_count", "value_count"]).iloc[-1]
    quotes = tables["quotes"]
    quote = quotes[quotes.content.str.contains("honest with the families")].iloc[0]
    with serving(settings) as address:
        for name, path in (("start", "/"), ("article", f"/article/{quote.article_id}#quote-{quote.quote_id}"),
                           ("series", f"/series/{series.series_id}")):  # fmt: skip
            browser.get(address + path)
            time.sleep(1.5)
            browser.save_screenshot(str(Path(PICTURES, f"explore-{name}.png").resolve()))
