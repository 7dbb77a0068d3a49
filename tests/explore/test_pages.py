"""The pages as a server gives them: what is on them, what they refuse, and that markup in a text is shown, not run."""

import csv
import io
import json
import re

import pyarrow.parquet as pq
import pytest

from pipeline.explore.pages.lists import selected

LOADED = r"""(?: src| srcset|rel="(?:stylesheet|icon)"[^>]*href)\s*=\s*["']([^"']+)"""


@pytest.fixture(scope="module")
def pages(settings):
    """Addresses of every kind of page."""
    from contextlib import closing

    from pipeline.explore.database import connect, explorer_path

    with closing(connect(explorer_path(settings.data))) as connection:
        one = lambda text: connection.execute(text).fetchone()[0]  # noqa: E731
        return [
            "/", "/search?q=bridge", "/search?q=%22%27*%3Cb%3E", "/search?q=", "/statements", "/figures", "/articles",
            f"/article/{one('select article_id from quotes limit 1')}",
            f"/entity/{one('select speaker_entity_id from quotes where speaker_entity_id is not null limit 1')}",
            f"/row/quotes/{one('select quote_id from quotes limit 1')}",
            f"/row/figures/{one('select figure_id from figures limit 1')}?panel",
            f"/row/mentions/{one('select mention_id from mentions limit 1')}",
            "/newsledger", "/newsledger/quotes",
        ]  # fmt: skip


def test_every_page_answers_with_a_policy_that_allows_our_own_files_only(client, pages):
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy and "unsafe" not in policy and "http:" not in policy, path


def test_nothing_is_loaded_from_elsewhere(client, pages):
    for path in pages:
        loaded = re.findall(
            r"""(?: src| srcset|rel="(?:stylesheet|icon)"[^>]*href)\s*=\s*["']([^"']+)""", client.get(path).text
        )
        assert all(address.startswith(("/", "data:")) and not address.startswith("//") for address in loaded), path


def test_markup_in_a_text_is_shown_and_never_an_element(client, keys):
    page = client.get(f"/article/{keys.articles['markup.txt']}").text
    assert "<script>alert" not in page and "<img" not in page and "<b>" not in page
    shown = re.sub(r"<[^>]+>", "", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown and "onerror=alert(2)" in shown
    for path in ("/", "/statements", "/figures", "/articles", "/search?q=<script>alert(9)</script>"):
        assert not re.search(r"<script>|<img", client.get(path).text), path


def test_an_article_shows_its_rows_at_their_addresses(client, connection, keys):
    key = keys.articles["bridge.txt"]
    copy = keys.articles["bridge-copy.txt"]
    known = "select coalesce(duplicate_of, article_id) from articles where article_id = ?"
    (original,) = connection.execute(known, (key,)).fetchone()
    page = client.get(f"/article/{original}").text
    for table in ("quote", "figure", "mention"):
        for (row,) in connection.execute(f"select {table}_id from {table}s where article_id = ?", (original,)):
            assert page.count(f'id="{table}-{row}"') == 1
    other = copy if original == key else key
    assert f'A copy of <a href="/article/{original}"' in client.get(f"/article/{other}").text


def test_a_person_page_gathers_what_was_said_in_several_articles(client, keys):
    page = client.get(f"/entity/{keys.entities['Ilse Marden']}").text
    assert "gamble with lives" in page and "Bridge opens again" in page and "Bridge stays shut" in page


@pytest.mark.parametrize("path", ["/article/zzz", "/entity/zzz", "/row/quotes/zzz", "/row/letters/1"])
def test_what_is_not_there_says_what_to_do(client, path):
    answer = client.get(path)
    assert answer.status_code == 404 and "Not in this release" in answer.text


def test_another_name_for_this_machine_is_refused(client):
    for host in ("evil.example", "evil.example:8001", "127.0.0.1.evil.example"):
        assert client.get("/", headers={"host": host}).status_code == 421
    assert client.get("/", headers={"host": "localhost:8001"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("statements", {}),
        ("statements", {"words": "BRIDGE", "type": "direct"}),
        ("statements", {"speaker": "Ilse Marden", "from": "2021-04-01"}),
        ("statements", {"sure": "0.8", "kind": "speech", "to": "2021-04-09"}),
        ("figures", {"unit": "US dollar", "at_least": "4500000"}),
        ("figures", {"quantity": "percent", "change": "decrease"}),
        ("figures", {"words": "sales"}),
        ("articles", {"words": "harvest fell"}),
        ("articles", {"words": "bridge", "sort": "oldest"}),
    ],
)
def test_files_hold_what_the_list_selects(client, connection, name, args):
    names, rows = selected(connection, name, args)
    as_csv = list(csv.reader(io.StringIO(client.get(f"/{name}.csv", params=args).text)))
    assert as_csv[0] == names and len(as_csv) == len(rows) + 1
    as_json = json.loads(client.get(f"/{name}.json", params=args).text)
    assert [tuple(row.values()) for row in as_json] == rows
    as_parquet = pq.read_table(io.BytesIO(client.get(f"/{name}.parquet", params=args).content)).to_pylist()
    assert [tuple(row.values()) for row in as_parquet] == rows
    assert f"<strong>{len(rows)}</strong>" in client.get(f"/{name}", params=args).text


def test_a_wrong_filter_is_named_and_the_others_hold(client):
    page = client.get("/statements", params={"from": "yesterday", "kind": "sung", "type": "direct"}).text
    assert (
        "“yesterday” is not a day" in page
        and "“sung” is not one of speech" in page
        and "how it is given: direct" in page
    )


def test_datasette_does_not_show_what_guards_the_pages(client):
    token = client.token
    for path in ("/-/metadata.json", "/-/config.json", "/-/settings.json", "/-/plugins.json", "/-/threads.json"):
        assert token not in client.get(path).text


def test_series_and_story_pages_show_the_figures_that_are_in_them(client, connection):
    known = "select series_id, story_id, value_count from series order by value_count desc, series_id limit 1"
    series, story, count = connection.execute(known).fetchone()
    page = client.get(f"/series/{series}")
    assert page.status_code == 200
    assert page.text.count("#figure-") == count == connection.execute(
        "select count(*) from figures where series_id = ?", (series,)).fetchone()[0]  # fmt: skip
    assert client.get(f"/story/{story}").status_code == 200
    assert client.get("/series", params={"story_id": story}).text.count("/series/") >= 1


def test_a_chart_holds_its_points_as_data_that_cannot_end_the_script():
    from pipeline.explore.charts import series_chart
    from pipeline.explore.rendering import data

    points = [{"day": f"2021-03-0{n}", "value": n, "low": None, "high": None, "bound": "value",
               "source": "</script><b>"} for n in (1, 2)]  # fmt: skip
    text = str(data(series_chart(points)))
    assert "<" not in text and json.loads(text)["datasets"]["rows"] == points


def test_a_network_keeps_the_strongest_pairs():
    from pipeline.explore.network import drawn

    pairs = [{"speaker_id": f"s{a}", "speaker": f"S{a}", "target_id": f"t{b}", "target": f"T{b}", "n": 100 - a - b}
             for a in range(20) for b in range(20)]  # fmt: skip
    made = drawn(sorted(pairs, key=lambda pair: -pair["n"]))
    assert len(made.lines) == 30 and len(made.speakers) <= 10 and len(made.targets) <= 12
    assert {"s0", "s1"} <= {key for key, *_ in made.speakers}
    assert drawn(pairs[:1]) is None


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("statements", {"speaker": "Ilse Marden", "from": "2021-04-01"}),
        ("statements", {"words": "gamble WITH lives", "type": "direct"}),
        ("statements", {"words": "naïve", "sure": "0.1"}),
        ("figures", {"unit": "US dollar", "at_least": "4500000"}),
        ("figures", {"words": "cables", "modifier": "exact"}),
        ("articles", {"words": "bridge carried", "to": "2021-12-31"}),
        ("series", {"state": "moved", "told": "2"}),
    ],
)
def test_the_lines_for_pandas_and_duckdb_give_the_same_rows(settings, connection, name, args, monkeypatch):
    import duckdb

    import pipeline
    from pipeline.explore.pages.lists import LISTS, code_of, narrowed

    monkeypatch.setenv("NEWSLEDGER_DATA", str(settings.data))
    monkeypatch.chdir(settings.data.parent)
    wanted = LISTS[name]
    names, rows = selected(connection, name, args)
    keys = sorted(row[names.index(wanted.key)] for row in rows)
    code = code_of(wanted, narrowed(wanted, args).conditions)
    *before, last = code["pandas"].splitlines()
    space = {"pipeline": pipeline}
    exec("\n".join(before), space)
    assert sorted(eval(last, space)[wanted.key]) == keys
    assert sorted(eval(code["DuckDB"], {"duckdb": duckdb}).df()[wanted.key]) == keys


def test_whole_words_are_found_and_not_their_parts(connection):
    from pipeline.explore.filters import says

    assert says("per cent", "40 Per-Cent of it") and not says("per cent", "upper centre")
    assert says("Ärger", None, "viel ärger!") and not says("Ärger", "Verärgerung")
    assert selected(connection, "statements", {"words": "gambl"})[1] == []
