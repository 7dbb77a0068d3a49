"""Who speaks of whom, as two columns of names with lines between them: few enough to be read, drawn by the server."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pipeline.explore.asking import Row, rows

SPEAKERS, SPOKEN_OF, PAIRS = 10, 12, 30
ROW, WIDTH, LEFT, RIGHT = 30, 640, 220, 420
PAIRS_OF = """select q.speaker_entity_id as speaker_id, s.name as speaker, b.entity_id as target_id, t.name as target,
    count(distinct q.quote_id) as n
    from about b join quotes q using (quote_id) join entities s on s.entity_id = q.speaker_entity_id
    join entities t on t.entity_id = b.entity_id
    where {where} and q.speaker_entity_id <> b.entity_id and t.entity_type in ('PERSON', 'ORG', 'GPE', 'NORP')
    group by 1, 3 order by n desc, s.name, t.name limit 200"""


@dataclass(frozen=True, slots=True)
class Network:
    """``speakers`` and ``targets`` are (key, name, weight, y); ``lines`` (path, width, pair)."""

    speakers: list[tuple[str, str, int, int]]
    targets: list[tuple[str, str, int, int]]
    lines: list[tuple[str, float, Row]]
    pairs: list[Row]
    height: int


def of_story(connection: sqlite3.Connection, story_id: str) -> Network | None:
    where = "q.article_id in (select article_id from articles where story_id = ?)"
    return drawn(rows(connection, PAIRS_OF.format(where=where), (story_id,)))


def of_entity(connection: sqlite3.Connection, entity_id: str) -> Network | None:
    said = rows(connection, PAIRS_OF.format(where="q.speaker_entity_id = ?"), (entity_id,))
    heard = rows(connection, PAIRS_OF.format(where="b.entity_id = ?"), (entity_id,))
    pairs = sorted(
        said[: PAIRS // 2] + heard[: PAIRS // 2], key=lambda pair: (-pair["n"], pair["speaker"], pair["target"])
    )
    return drawn(pairs)


def drawn(pairs: list[Row]) -> Network | None:
    """The strongest pairs between the most active; None when there are not two."""
    speakers = _strongest(pairs, "speaker", SPEAKERS)
    targets = _strongest(pairs, "target", SPOKEN_OF)
    kept = [pair for pair in pairs if pair["speaker_id"] in speakers and pair["target_id"] in targets][:PAIRS]
    if len(kept) < 2:
        return None
    left, right = _column(kept, "speaker"), _column(kept, "target")
    height = ROW * max(len(left), len(right)) + 16
    at_left = {key: y for key, _, _, y in left}
    at_right = {key: y for key, _, _, y in right}
    most = max(pair["n"] for pair in kept)
    lines: list[tuple[str, float, Any]] = []
    for pair in kept:
        a, b = at_left[pair["speaker_id"]], at_right[pair["target_id"]]
        middle = (LEFT + RIGHT) // 2
        lines.append((f"M{LEFT},{a} C{middle},{a} {middle},{b} {RIGHT},{b}", round(1 + 5 * pair["n"] / most, 1), pair))
    return Network(left, right, lines, kept, height)


def _strongest(pairs: list[Row], side: str, most: int) -> set[str]:
    weights: Counter[str] = Counter()
    for pair in pairs:
        weights[pair[f"{side}_id"]] += pair["n"]
    return {key for key, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]}


def _column(pairs: list[Row], side: str) -> list[tuple[str, str, int, int]]:
    weights: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        weights[pair[f"{side}_id"], pair[side]] += pair["n"]
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0][1]))
    return [(key, name, weight, 22 + ROW * place) for place, ((key, name), weight) in enumerate(ordered)]
