"""Which figures of a story measure the same thing: average linkage over what speaks for and against each pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from .measure import Measure
from .records import Point

LEAST = 0.85  # mean evidence of a series
COMMON_TYPES = ("count", "money", "percent")
MOST = 1500  # figures of a block that are looked at together
FOR_STATE, FOR_HEAD, AGAINST_HEAD = 1.0, 0.45, -0.35
FOR_RATE, FOR_RARE_UNIT, AGAINST_ASPECT = 0.4, 0.45, -0.4
FOR_TOPIC, AGAINST_TOPIC = 0.45, -0.3
AGAINST_UNEQUAL = -0.2  # where no state says that it is one thing
FOR_WORDS, FOR_VALUE, FOR_PREDICATE = 0.9, 0.5, 0.15
FOR_ENTITY, AGAINST_ENTITY, AGAINST_PLACE = 0.2, -0.4, -0.8
AGAINST_NEIGHBOUR, AGAINST_COMPANION = -0.9, -1.6  # in one article, in one sentence: two values mean two things, unless
# two sources give them, or one was before the other
AGAINST_SIZE = -0.25  # for each power of ten between two values, from three times on
IMPOSSIBLE = -9.0
Measured = tuple[Point, Measure]


def matched(measured: Sequence[Measured]) -> list[list[Measured]]:
    """Groups of figures of one thing each, in a fixed order; figures of one story, or of one indicator, go in."""
    blocks: dict[tuple[str, ...], list[Measured]] = defaultdict(list)
    for one in sorted(measured, key=lambda one: (str(one[0].day), one[0].article_id, one[0].order)):
        blocks[one[1].block].append(one)
    return [group for key in sorted(blocks) for group in _groups(blocks[key])]


def _groups(block: list[Measured]) -> list[list[Measured]]:
    groups: list[list[Measured]] = []
    for start in range(0, len(block), MOST):
        part = block[start : start + MOST]
        if len(part) == 1:
            groups.append(part)
            continue
        apart = 2 * LEAST + 3 - evidence(part)
        np.fill_diagonal(apart, 0)
        labels = fcluster(linkage(squareform(np.clip(apart, 0, None), checks=False), "average"), LEAST + 3, "distance")
        by_label: dict[int, list[Measured]] = defaultdict(list)
        for label, one in zip(labels, part, strict=True):
            by_label[int(label)].append(one)
        groups += by_label.values()
    return groups


def evidence(block: Sequence[Measured]) -> np.ndarray:
    """A symmetric matrix: what speaks for each pair of figures being of one thing, less what speaks against it."""
    points, measures = [point for point, _ in block], [measure for _, measure in block]
    state = _codes([measure.state for measure in measures])
    head = _codes([measure.head or None for measure in measures])
    predicate = _codes([None if m.predicate in (None, "be", "have", "say", "do") else m.predicate for m in measures])
    made = FOR_STATE * _same(state)
    made += FOR_HEAD * _same(head) + AGAINST_HEAD * _other(head) * (1 - 0.5 * _same(state))
    made += FOR_WORDS * _overlap([measure.near for measure in measures])
    made += FOR_PREDICATE * _same(predicate)
    expected = np.array([measure.is_expected for measure in measures])
    made += AGAINST_ASPECT * (expected[:, None] != expected[None, :])
    made += FOR_RATE * bool(points[0].per_unit) + FOR_RARE_UNIT * (points[0].quantity_type not in COMMON_TYPES)
    topics = [measure.topics for measure in measures]
    alike, told = _shared(topics), np.array([bool(one) for one in topics])
    made += FOR_TOPIC * alike + AGAINST_TOPIC * ((told[:, None] & told[None, :]) & ~alike)
    place = _codes([point.place for point in points])
    made += AGAINST_PLACE * _other(place)
    shared = _shared([point.entities for point in points])
    named = np.array([bool(point.entities) for point in points])
    made += FOR_ENTITY * shared + AGAINST_ENTITY * ((named[:, None] & named[None, :]) & ~shared)
    return made + _values(points) + AGAINST_UNEQUAL * (not measures[0].state) * ~_equal(points)


def _equal(points: Sequence[Point]) -> np.ndarray:
    value = np.array([np.nan if point.value is None else point.value for point in points])
    return value[:, None] == value[None, :]


def _values(points: Sequence[Point]) -> np.ndarray:
    """Equal values speak for one thing, the more digits they have; two values in one article speak against it."""
    low = np.array([point.low if point.low is not None else np.nan for point in points])
    high = np.array([point.high if point.high is not None else np.nan for point in points])
    value = np.where(np.isnan(low), high, np.where(np.isnan(high), low, (low + high) / 2))
    equal = value[:, None] == value[None, :]
    telling = np.array([_telling(number) for number in value])
    made = FOR_VALUE * equal * telling[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        tens = np.abs(np.log10(np.abs(value[:, None]) / np.abs(value[None, :])))
    tens = np.nan_to_num(tens, nan=0.0, posinf=0.0, neginf=0.0)
    made += AGAINST_SIZE * np.where(tens > np.log10(3), tens, 0)
    article = _codes([point.article_id for point in points])
    source = _codes([point.source for point in points])
    moves = np.array([point.is_earlier for point in points])
    sentence = _codes([point.sentence for point in points])
    excused = (moves[:, None] != moves[None, :]) | _other(source) | (equal & ~_same(sentence))
    against = np.where(_same(sentence), AGAINST_COMPANION, AGAINST_NEIGHBOUR)
    claimed = source >= 0  # what one source says beside what nobody is named for: half the weight
    against = against * np.where(claimed[:, None] ^ claimed[None, :], 0.5, 1.0)
    return made + against * (_same(article) & ~excused)


def _telling(value: float) -> float:
    """How much two equal numbers tell: small whole numbers are met everywhere, 2.31 or 143 are not."""
    if np.isnan(value):
        return 0.0
    digits = len(f"{abs(value):.6g}".replace(".", "").strip("0").replace("e+", ""))
    return min(1.0, digits / 3 + (0.34 if abs(value) >= 1000 else 0))


def _codes(names: Sequence[str | None]) -> np.ndarray:
    """Numbers for names; -1 for None."""
    known: dict[str, int] = {}
    return np.array([-1 if name is None else known.setdefault(name, len(known)) for name in names])


def _same(codes: np.ndarray) -> np.ndarray:
    return (codes[:, None] == codes[None, :]) & (codes[:, None] >= 0)


def _other(codes: np.ndarray) -> np.ndarray:
    return (codes[:, None] != codes[None, :]) & (codes[:, None] >= 0) & (codes[None, :] >= 0)


def _matrix(sets: Sequence[frozenset[str]]) -> np.ndarray:
    """A row for each set, a column for each word, 1 where it is in."""
    column = {word: place for place, word in enumerate(sorted(frozenset().union(*sets)))}
    made = np.zeros((len(sets), max(1, len(column))), np.float32)
    for row, words in enumerate(sets):
        made[row, [column[word] for word in words]] = 1
    return made


def _shared(sets: Sequence[frozenset[str]]) -> np.ndarray:
    matrix = _matrix(sets)
    return matrix @ matrix.T > 0


def _overlap(sets: Sequence[frozenset[str]]) -> np.ndarray:
    """Cosine of the words, each weighing the less the more figures of the block have it."""
    matrix = _matrix(sets)
    matrix *= np.log1p(len(sets) / np.maximum(1, matrix.sum(axis=0)))
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(length == 0, 1, length)
    return matrix @ matrix.T
