"""What a server does while releases come and go beneath it."""

import socket

import pytest

from pipeline.cli import main
from pipeline.dataset.remove.purge import purge
from pipeline.explore.revisions import changes
from tests.explore.conftest import BRIDGE, make_client, make_settings, run


@pytest.fixture
def own(tmp_path):
    """Settings of a release of this test's own."""
    settings = make_settings(tmp_path)
    (settings.seeds / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    run(settings)
    return settings


def test_the_next_release_is_shown_without_a_restart_and_a_purged_article_is_gone(own):
    client = make_client(own)
    assert "Harvest" not in client.get("/").text
    (own.seeds / "harvest.txt").write_text("Harvest falls\n\nThe harvest fell by 14 percent, farmer Edda Lorn said.\n")
    run(own)
    page = client.get("/articles").text
    assert "Harvest falls" in page and client.get("/newsledger/articles.json").json()["rows"].__len__() == 2
    key = next(row["article_id"] for row in client.get("/articles.json?words=harvest").json())
    (own.seeds / "harvest.txt").unlink()
    purge(own, key)
    assert not own.explorer.exists()
    assert "Harvest falls" not in client.get("/articles").text
    assert client.get(f"/article/{key}").status_code == 404


def test_without_a_release_it_says_how_to_make_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NEWSLEDGER_DATA", str(tmp_path / "data"))
    assert main(["explore"]) == 1
    assert "make run publishes" in capsys.readouterr().err
    answer = make_client(make_settings(tmp_path)).get("/")
    assert answer.status_code == 503 and "make run publishes" in answer.text


def test_a_port_in_use_is_named(settings, monkeypatch, capsys):
    monkeypatch.setenv("NEWSLEDGER_DATA", str(settings.data))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["explore", "--port", str(port)]) == 1
    assert f"Port {port} is in use" in capsys.readouterr().err


def test_an_article_shows_what_its_revisions_changed_in_words_and_figures(own):
    run(own)
    (own.seeds / "bridge.txt").write_text(BRIDGE.replace("12 of the 30", "14 of the 30"), encoding="utf-8")
    run(own)
    client = make_client(own)
    key = client.get("/articles.json").json()[0]["article_id"]
    page = client.get(f"/article/{key}").text
    assert "<del>12</del>" in page and "<ins>14</ins>" in page and "gone 12; new 14" in page


def test_changes_are_passages_with_some_words_around():
    words = [f"w{n}" for n in range(40)]
    after = [*words[:20], "more", *words[21:]]
    (pieces,) = changes(" ".join(words), " ".join(after))
    assert [kind for kind, _ in pieces] == ["same", "gone", "new", "same"]
    assert pieces[1:3] == [("gone", "w20"), ("new", "more")] and len(pieces[0][1].split()) == 6
