"""One small release, made once: a story and its copy, a person in two articles, and texts full of markup."""

from types import SimpleNamespace

import pytest

from pipeline.dataset.extract.extraction import extract_tables
from pipeline.dataset.ingest import update_articles
from pipeline.dataset.publish.release import publish
from pipeline.dataset.whole.entities import update_entities
from pipeline.explore.database import update_explorer
from pipeline.explore.plugin import prepare_connection
from pipeline.settings import Settings

BRIDGE = """Bridge stays shut

Published March 3, 2021

Mayor Ilse Marden said on Monday that 12 of the 30 cables had failed.

“We will not gamble with lives, not for a day,” Marden said. “The bridge stays shut until every cable is sound.”

Oda Kell, an engineer, said the repair would cost at least $4 million.
"""
STORIES = {
    "bridge.txt": BRIDGE,
    "bridge-copy.txt": BRIDGE,
    "bridge-opens.txt": """Bridge opens again

Published April 9, 2021

The bridge carried 900 cars in its first hour, Mayor Ilse Marden said on Friday. The repair cost $5 million, Kell said.
""",
    "markup.txt": """Shop sells <script>alert(1)</script> signs

Published April 10, 2021

The owner, Tam <b>Orrin</b>, said that <img src=x onerror=alert(2)> was 40 percent of his sales.

“I say </script><script>alert(3)</script> every day,” Orrin said.
""",
    "harvest.txt": """Harvest falls

Published April 12, 2021

The harvest fell by 14 percent to 2.3 million tonnes, the farm board said.
""",
}


def run(settings):
    """All stages and the explorer's file, without Dagster."""
    update_articles(settings)
    extract_tables(settings, {"figures"})
    update_entities(settings)
    report = publish(settings)
    update_explorer(settings.data)
    return report


def make_settings(folder):
    made = Settings(seeds=folder / "seeds", data=folder / "data", decisions=folder / "decisions.toml", workers=1)
    made.seeds.mkdir(exist_ok=True)
    return made


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    """Of a release that no test changes."""
    made = make_settings(tmp_path_factory.mktemp("explore"))
    for name, text in STORIES.items():
        (made.seeds / name).write_text(text, encoding="utf-8")
    run(made)
    return made


@pytest.fixture
def connection(settings):
    from pipeline.explore.database import connect, explorer_path

    made = connect(explorer_path(settings.data))
    prepare_connection(made)
    yield made
    made.close()


@pytest.fixture
def keys(connection):
    """Ids of articles by file, and of entities by name."""
    connection.row_factory = None
    articles = dict(connection.execute("select source_uri, article_id from articles"))
    return SimpleNamespace(articles=articles, entities=dict(connection.execute("select name, entity_id from entities")))


@pytest.fixture
def client(settings):
    """``get(path)`` of a server in this process: reads only."""
    return make_client(settings)


def make_client(settings, read_only=False):
    import asyncio

    import httpx

    from pipeline.explore.serve import make_app

    datasette = make_app(settings, read_only=read_only)
    app = datasette.app()

    class Client:
        token = datasette.newsledger["token"]

        def ask(self, method, path, headers=None, **rest):
            async def asked():
                transport = httpx.ASGITransport(app)
                async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as session:
                    return await session.request(method, path, headers=headers, **rest)

            return asyncio.run(asked())

        def get(self, path, **rest):
            return self.ask("GET", path, **rest)

        def post(self, path, data, origin="http://127.0.0.1:8001", **rest):
            return self.ask("POST", path, data=data, headers={"origin": origin} if origin else {}, **rest)

    return Client()
