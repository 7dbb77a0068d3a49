"""What a person decides is written as the next run reads it, and by nobody but the person."""

import html
import re
import tomllib

import pytest

from pipeline.dataset.load import load_tables
from tests.explore.conftest import BRIDGE, make_client, make_settings, run


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A release of this file's own; each test begins without decisions."""
    settings = make_settings(tmp_path_factory.mktemp("decide"))
    (settings.seeds / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    run(settings)
    return settings


@pytest.fixture
def server(own):
    own.decisions.unlink(missing_ok=True)
    yield make_client(own)
    own.decisions.unlink(missing_ok=True)


def written(own):
    return tomllib.loads(own.decisions.read_text(encoding="utf-8"))


def row(own, table, **said):
    rows = load_tables(table, data=own.data)[table]
    for column, value in said.items():
        rows = rows[rows[column] == value]
    return rows.iloc[0]


def form(server, **said):
    return {"token": server.token, "back": "/", **said}


def test_a_judgement_a_correction_and_a_missed_figure_are_written_with_their_words_and_comments_kept(own, server):
    own.decisions.write_text('# ours\n[[unsure]]\nentities = ["a", "b"] # left\n', encoding="utf-8")
    twelve = row(own, "figures", text="12")
    about = {"table": "figures", "id": twelve.figure_id}
    assert server.post("/decide", form(server, action="right", **about)).status_code == 303
    server.post("/decide", form(server, action="wrong", **about))
    server.post("/decide", form(server, action="correct", **about, **{"set.value": "13", "set.unit": twelve.unit}))
    server.post(
        "/decide", form(server, action="correct", **about, **{"set.modifier": "at_least", "set.period_start": ""})
    )
    text = row(own, "articles").text
    start = text.index("gamble")
    added = {"start": start, "end": start + 6, "words": "gamble", "article_id": twelve.article_id, "table": "figures"}
    server.post("/decide", form(server, action="add", **added, **{"set.value": "1", "set.unit": "game"}))
    said = written(own)
    assert [line["verdict"] for line in said["judge"]] == ["wrong"]
    (line,) = said["correct"]
    assert line["set"] == {"value": 13.0, "modifier": "at_least"} and line["at"]["text"] == "12"
    assert said["add"][0]["at"]["text"] == "gamble" and said["add"][0]["set"] == {"value": 1.0, "unit": "game"}
    assert "# ours" in (kept := own.decisions.read_text(encoding="utf-8")) and "# left" in kept


def test_what_is_written_is_shown_as_pending_and_then_applied_by_a_run(own, server):
    quote = row(own, "quotes", quote_type="direct")
    about = {"table": "quotes", "id": quote.quote_id}
    server.post("/decide", form(server, action="correct", **about, **{"set.speaker_name": "Oda Kell"}))
    assert "Pending" in server.get(f"/row/quotes/{quote.quote_id}").text
    assert "pending" in server.get("/decisions").text
    run(own)
    assert row(own, "quotes", quote_id=quote.quote_id).speaker_name == "Oda Kell"
    assert "Pending" not in server.get(f"/row/quotes/{quote.quote_id}").text
    assert "applied" in server.get("/decisions").text


def test_two_people_made_one_and_undone(own, server):
    people = load_tables("entities", data=own.data)["entities"].set_index("name").entity_id
    mayor, engineer = people["Ilse Marden"], people["Oda Kell"]
    answer = server.post("/decide", form(server, action="same", entity=mayor, other="Oda Kell"))
    assert answer.status_code == 303 and written(own)["same"][0]["entities"] == sorted([mayor, engineer])
    assert "the next run applies it" in server.get(f"/entity/{mayor}").text
    line = re.search(r'name="line" value="(\w+)"', server.get("/decisions").text)[1]
    server.post("/decide", form(server, action="undo", kind="same", line=line))
    assert "same" not in written(own)


@pytest.mark.parametrize("action", ["rename", "type"])
def test_names_and_types(own, server, action):
    key = row(own, "entities", name="Oda Kell").entity_id
    value = {"rename": "Oda B. Kell", "type": "ORG"}[action]
    server.post("/decide", form(server, action=action, entity=key, value=value))
    (line,) = written(own)[action]
    assert line["entity"] == key and value in line.values()


@pytest.mark.parametrize(
    "wrong", [{"origin": None}, {"origin": "http://evil.example"}, {"origin": "null"}, {"token": "x"}]
)
def test_a_form_from_elsewhere_writes_nothing(own, server, wrong):
    quote = row(own, "quotes")
    data = form(server, action="right", table="quotes", id=quote.quote_id) | {
        k: v for k, v in wrong.items() if k == "token"
    }
    answer = server.post("/decide", data, **({"origin": wrong["origin"]} if "origin" in wrong else {}))
    assert answer.status_code == 403 and not own.decisions.exists()


def test_a_read_only_server_writes_nothing_and_offers_no_form(own, server):
    quote = row(own, "quotes")
    reader = make_client(own, read_only=True)
    page = reader.get(f"/row/quotes/{quote.quote_id}").text
    assert "<form method=" not in page and "/decide" not in page
    data = {"token": reader.token, "action": "right", "table": "quotes", "id": quote.quote_id}
    assert reader.post("/decide", data).status_code == 403 and not own.decisions.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"action": "right", "table": "quotes", "id": "zzz"}, "No row of quotes has the key zzz"),
        ({"action": "right", "table": "articles", "id": "zzz"}, "are not judged"),
        ({"action": "sing"}, "nothing called"),
        ({"action": "same", "entity": "Ilse Marden", "other": "Nobody"}, "No person, organization or place"),
        ({"action": "add", "table": "figures", "article_id": "KEY", "start": "0", "end": "999999"}, "Select the words"),
        (
            {"action": "add", "table": "figures", "article_id": "KEY", "start": "0", "end": "6"},
            "needs a value and a unit",
        ),
        ({"action": "correct", "table": "figures", "id": "FIGURE", "set.value": "many"}, "is not a number"),
        ({"action": "correct", "table": "figures", "id": "FIGURE", "set.modifier": "roughly"}, "is one of exact"),
        ({"action": "correct", "table": "figures", "id": "FIGURE", "set.unit": ""}, "cannot be cleared"),
        (
            {"action": "correct", "table": "quotes", "id": "QUOTE", "set.content": "never said"},
            "must be words of the article",
        ),
        ({"action": "correct", "table": "quotes", "id": "QUOTE"}, "Nothing in the form differs"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(own, server, said, told):
    names = {
        "KEY": row(own, "articles").article_id,
        "FIGURE": row(own, "figures").figure_id,
        "QUOTE": row(own, "quotes").quote_id,
    }
    answer = server.post("/decide", form(server, **{name: names.get(value, value) for name, value in said.items()}))
    assert answer.status_code == 409 and told in html.unescape(answer.text) and not own.decisions.exists()


def test_a_file_that_cannot_be_read_is_shown_and_left_alone(own, server):
    own.decisions.write_text("[[same]\n", encoding="utf-8")
    quote = row(own, "quotes")
    page = server.get(f"/article/{quote.article_id}")
    assert page.status_code == 200 and "cannot be read" in page.text
    answer = server.post("/decide", form(server, action="right", table="quotes", id=quote.quote_id))
    assert answer.status_code == 409 and "nothing was written" in answer.text
    assert own.decisions.read_text(encoding="utf-8") == "[[same]\n"


def test_a_way_back_leads_to_our_own_pages_only(own, server):
    quote = row(own, "quotes")
    for back in ("//evil.example", "http://evil.example", "/\\evil.example"):
        data = form(server, action="right", table="quotes", id=quote.quote_id) | {"back": back}
        assert server.post("/decide", data).headers["location"].startswith("/?done=")
