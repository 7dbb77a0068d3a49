"""Stories: which articles are about the same event."""

import numpy as np
from scipy import sparse

from pipeline.language.stories import Likeness, group, text_counts, words_and_names
from pipeline.language.stories.cluster import _hanging_together

TEXTS = [
    "Warehouse fire in Tolland\n\nA fire destroyed a warehouse in Tolland, and crews from Arnwick fought the flames. "
    "Smoke closed the harbor road. Fire chief Ilse Marden said the blaze began in a battery store.",
    "Tolland blaze began in battery store\n\nThe fire that destroyed the Tolland warehouse began among batteries, "
    "chief Ilse Marden said. Crews from Arnwick left the burned warehouse on Friday.",
    "Council of Tolland debates tram\n\nThe council of Tolland met to debate a tram line to the stadium. Mayor Otto "
    "Brandt said fares would pay for it.",
    "Orchard pests spread in Velden\n\nGrowers in Velden reported a beetle that eats pears. Edda Lorn, a grower, has "
    "sprayed twice.",
]


def likeness(texts, days=None):
    nobody = np.zeros(0, int)
    counts = words_and_names([text_counts(texts)], np.arange(len(texts)), nobody, nobody)
    return Likeness(*counts, np.array(days or [np.nan] * len(texts), float))


def stories(texts, days=None):
    return [story.tolist() for story in group(likeness(texts, days))]


def test_two_reports_of_one_fire_are_a_story_and_the_same_town_alone_is_none():
    assert stories(TEXTS) == [[0, 1]]


def test_the_order_of_articles_does_not_matter():
    assert stories(TEXTS[::-1]) == [[2, 3]]


def test_no_articles_and_one_article_are_no_story():
    assert stories([]) == [] and stories(TEXTS[:1]) == []


def test_days_apart_weaken_a_likeness_and_unknown_days_do_not():
    near, unknown, far = (likeness(TEXTS, days).within(np.arange(2))[0, 1] for days in
                          ([10, 11, 12, 13], None, [10, 400, 12, 13]))  # fmt: skip
    assert near > unknown > far > 0


def test_pairs_are_those_of_the_whole_matrix():
    alike = likeness(TEXTS * 3)
    whole = alike.within(np.arange(12))
    found = {(a, b) for part in alike.pairs(0.2) for a, b in zip(part[0].tolist(), part[1].tolist(), strict=True)}
    assert found == {(a, b) for a in range(12) for b in range(a + 1, 12) if whole[a, b] >= 0.2}


def test_a_chain_that_is_too_long_hangs_together_only_by_what_is_more_alike(monkeypatch):
    monkeypatch.setattr("pipeline.language.stories.cluster.LARGEST", 3)
    first, second, sure = np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4]), np.array([0.9, 0.9, 0.3, 0.9])
    parts = _hanging_together(first, second, sure, 5, 0.29)
    assert [part.tolist() for part in parts] == [[0, 1, 2], [3, 4]]


def test_words_and_names_of_all_articles_tell_no_event():
    counts = sparse.csr_matrix(np.ones((12, 3), np.float32))
    assert group(Likeness(counts, counts, np.zeros(12))) == []
