"""How fast the reading room is on many articles: ``make explore-speed``, on a release that is made of a real one.

Articles of a release are taken again and again, each time with other ids, days and names, until there are as many as
asked for; then the SQLite file is made of them, and every kind of page is asked for many times.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import httpx
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.publish.datapackage import FILE
from pipeline.dataset.publish.release_folders import current_release
from pipeline.dataset.schema import TABLES
from pipeline.explore.database import connect, update_explorer
from pipeline.explore.serve import make_app
from pipeline.settings import Settings, load_settings

PAGES = {
    "start": "/",
    "search": "/search?q={word}",
    "article": "/article/{article}",
    "person": "/entity/{entity}",
    "most quoted": "/entity/{quoted}",
    "row": "/row/figures/{figure}?panel",
    "series": "/series/{series}",
    "story": "/story/{story}",
    "statements": "/statements?page={page}",
    "statements of a speaker": "/statements?speaker_id={quoted}",
    "statements with words": "/statements?words={word}&kind=speech",
    "figures": "/figures?page={page}",
    "figures by value": "/figures?unit=percent&sort=largest",
    "figures with words": "/figures?words={word}",
    "articles": "/articles?page={page}",
    "articles with words": "/articles?words={word}",
    "list of series": "/series?state=moved",
    "decisions": "/decisions",
}
KNOWN = {
    "article": "select article_id from articles where duplicate_of is null",
    "entity": "select entity_id from explorer_entities where statements > 0",
    "quoted": "select entity_id from explorer_entities order by statements desc limit 20",
    "figure": "select figure_id from figures where rowid % 97 = 0",
    "series": "select series_id from series where value_count > 1",
    "story": "select story_id from stories",
}
WORDS = ("government", "minister said", "per", "the", "growth", "police", "report", "company profit", "year", "zebra")

ALLOWED_MS = 300
FIRST_RUN_SECONDS_OF_AN_ARTICLE = 84 / 840  # README, "Speed": the first run on two cores
KEYS = {c.name for table in TABLES.values() for c in table.columns if c.references or c.name == table.key}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--asked", type=int, default=40, help="how often each kind of page is asked for")
    parser.add_argument("--data", type=Path, help="the data folder whose current release is multiplied")
    parsed = parser.parse_args()
    source = current_release(parsed.data or load_settings().data)
    if source is None:
        print("Nothing is published yet: make run publishes.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        count = multiply(source, data, parsed.articles)
        began = time.process_time()
        report = update_explorer(data)
        busy = time.process_time() - began
        first = count * FIRST_RUN_SECONDS_OF_AN_ARTICLE
        size = report.path.stat().st_size / 1e6
        rows = report.rows
        print(f"{count:,} articles, {rows['quotes']:,} quotes, {rows['figures']:,} figures")
        print(f"SQLite file: {report.seconds:.1f} s ({busy:.1f} s of the processor), {size:,.0f} MB")
        print(
            f"a first run takes about {first:,.0f} s: {report.seconds / first:.1%} of it, {busy / first:.1%} if alone"
        )
        slow = ask(Settings(data=data, decisions=data / "decisions.toml"), parsed.asked)
    return 1 if slow else 0


def multiply(source: Path, data: Path, wanted: int) -> int:
    """A release of ``wanted`` articles or a little more in a data folder of its own; returns how many."""
    target = data / "releases" / "1"
    target.mkdir(parents=True)
    have = pq.read_metadata(source / "articles.parquet").num_rows
    times = -(-wanted // have)
    names = [name for name in TABLES if (source / f"{name}.parquet").exists()]
    for name in names:
        rows = pq.read_table(source / f"{name}.parquet")
        # Every fourth copy shares its entities, so that people are met in more articles, as in a larger collection.
        with pq.ParquetWriter(target / f"{name}.parquet", rows.schema) as writer:
            for turn in range(times):
                if name not in ("entities", "stories", "rejects", "changes", "history") or turn % 4 == 0:
                    writer.write_table(turned(rows, turn, name))
    (target / FILE).write_text(json.dumps({"version": "speed"}), encoding="utf-8")
    (data / "tables").symlink_to(Path("releases") / "1", target_is_directory=True)
    return have * times


def turned(rows: pa.Table, turn: int, name: str) -> pa.Table:
    """The rows of one more copy: keys end in its number, names too, days move."""
    for column in rows.column_names:
        place, values = rows.schema.get_field_index(column), rows[column]
        shared = column.endswith("entity_id") or column == "story_id"
        number = turn // 4 if shared else turn
        if column in KEYS and pa.types.is_string(values.type):
            values = pc.binary_join_element_wise(values, pa.scalar(f"{number:x}"), "")
        elif column in ("name", "speaker_name", "source_name") and pa.types.is_string(values.type):
            values = pc.binary_join_element_wise(values, pa.scalar(f" {turn // 4}"), "")
        elif column == "published_on":
            moved = pc.add(values.cast(pa.int64()), pa.scalar(turn * 86_400_000, pa.int64()))
            values = moved.cast(rows.schema.field(column).type)
        else:
            continue
        rows = rows.set_column(place, rows.schema.field(place), values.cast(rows.schema.field(place).type))
    return rows


def ask(settings: Settings, times: int) -> list[str]:
    """Ask for every kind of page; prints medians and 95th percentiles, and returns the kinds that are too slow."""
    with closing(connect(settings.explorer)) as connection:
        known = {name: [row[0] for row in connection.execute(text)] for name, text in KNOWN.items()}
    chance, slow = random.Random(7), []
    print(f"{'page':<26}{'median':>10}{'95 %':>10}{'processor, 95 %':>18}   ms")
    for name, median, late, busy in asyncio.run(_asked(make_app(settings).app(), known, times, chance)):
        print(f"{name:<26}{median:>10.0f}{late:>10.0f}{busy:>18.0f}{'   slow' if late > ALLOWED_MS else ''}")
        slow += [name] if late > ALLOWED_MS else []
    return slow


async def _asked(
    app, known: dict[str, list[str]], times: int, chance: random.Random
) -> list[tuple[str, float, float, float]]:
    made = []
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as client:
        await client.get("/")  # what is loaded once is loaded
        for name, pattern in PAGES.items():
            taken, busy = [], []
            for _ in range(times):
                words = {key: chance.choice(values) for key, values in known.items() if values}
                address = pattern.format(**words, word=chance.choice(WORDS), page=chance.randint(1, 40))
                started, working = time.perf_counter(), time.process_time()
                answer = await client.get(address)
                taken.append(1000 * (time.perf_counter() - started))
                busy.append(1000 * (time.process_time() - working))
                assert answer.status_code == 200, address
            late = int(0.95 * times)
            made.append((name, sorted(taken)[times // 2], sorted(taken)[late], sorted(busy)[late]))
    return made


if __name__ == "__main__":
    sys.exit(main())
