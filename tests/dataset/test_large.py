"""Tables too large to be looked at in one piece."""

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.extract.rows import make_id
from pipeline.dataset.publish.checks import repeated_keys


def test_keys_that_repeat_are_counted_the_same_in_one_piece_and_letter_by_letter(tmp_path):
    """Three keys of which one comes twice and one three times, far apart, and one that begins with another sign."""
    keys = [make_id(number) for number in range(500)]
    keys += [keys[3], "é" + keys[4], keys[77], keys[77]]
    path = tmp_path / "keys.parquet"
    pq.write_table(pa.table({"key": keys}), path, row_group_size=64)
    assert [repeated_keys(path, "key", at_once) for at_once in (len(keys), 10)] == [3, 3]
    pq.write_table(pa.table({"key": keys[:500]}), path, row_group_size=64)
    assert [repeated_keys(path, "key", at_once) for at_once in (500, 10)] == [0, 0]
