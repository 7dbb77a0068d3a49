"""The SQLite file holds what the release holds, with keys, and is made again only when that changes."""

import json
import sqlite3

import pyarrow.parquet as pq
import pytest

from pipeline.dataset.publish.release_folders import current_release
from pipeline.dataset.schema import TABLES
from pipeline.explore.database import explorer_path, update_explorer


def test_every_table_has_the_rows_of_the_release(connection, settings):
    release = current_release(settings.data)
    for name, table in TABLES.items():
        order = f" order by {', '.join(table.order)}" if table.is_view else ""  # made of other tables
        published = pq.read_table(release / f"{name}.parquet").to_pylist()
        names = [column[1] for column in connection.execute(f"pragma table_info([{name}])")]
        assert names[: len(table.columns)] == [column.name for column in table.columns]
        kept = connection.execute(
            f"select {', '.join(f'[{c.name}]' for c in table.columns)} from [{name}]{order}"
        ).fetchall()
        assert [plain(row) for row in published] == kept, name


def plain(row):
    """A published row as SQLite keeps it."""

    def value(one):
        if hasattr(one, "tzinfo"):
            return one.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if one.tzinfo else one.strftime("%Y-%m-%d")
        return json.dumps(one, ensure_ascii=False) if isinstance(one, list) else int(one) if one is True else one

    return tuple(int(v) if isinstance(v, bool) else v for v in map(value, row.values()))


def test_references_are_foreign_keys_and_none_dangles(connection):
    declared = {
        (name, key[3]) for name in TABLES for key in connection.execute(f"pragma foreign_key_list([{name}])").fetchall()
    }
    wanted = {(t.name, c.name) for t in TABLES.values() if not t.is_view for c in t.columns if c.references}
    assert declared == wanted
    assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_words_are_found_whatever_their_ending(connection):
    found = connection.execute(
        "select content from quotes where rowid in (select rowid from quotes_fts where quotes_fts match 'gambling')"
    ).fetchall()
    assert len(found) == 1 and "gamble" in found[0][0]


def test_an_unchanged_release_is_not_made_again(settings):
    before = explorer_path(settings.data).stat()
    assert not update_explorer(settings.data).made
    after = explorer_path(settings.data).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_damaged_file_is_made_again(settings):
    path = explorer_path(settings.data)
    path.write_bytes(b"not a database" * 100)
    assert update_explorer(settings.data).made
    with sqlite3.connect(path) as connection:
        assert connection.execute("select count(*) from articles").fetchone()[0] > 0
    assert not list(settings.data.glob(".*.part"))


def test_before_the_first_run_it_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="make run publishes"):
        update_explorer(tmp_path)
