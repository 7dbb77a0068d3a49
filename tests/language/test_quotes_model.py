"""The model of quotes: its arithmetic against plain definitions, and what its parameters must hold."""

from itertools import pairwise, product

import numpy as np
import pytest
from spacy.tokens import Doc, DocBin

from pipeline.dataset.store.parse_store import ATTRIBUTES
from pipeline.language.quotes.model import labels as model
from pipeline.language.quotes.model import network
from pipeline.language.quotes.model.arrays import arrays_of
from pipeline.language.quotes.model.inputs import codes, marked
from pipeline.language.quotes.model.paths import BELOW, NEAR, TURNS, relations, tree_of, windows


def test_best_path_is_that_of_all_paths():
    chance = np.random.default_rng(3)
    lengths = np.array([1, 2, 4, 4])
    scores = np.zeros((4, 4, network.LABELS), dtype=np.float32)
    for row, length in enumerate(lengths):
        scores[row, :length] = chance.normal(size=(length, network.LABELS))
    weights = {"first": chance.normal(size=network.LABELS), "transition": chance.normal(size=(network.LABELS,) * 2)}

    def value(row, path):
        steps = sum(weights["transition"][a, b] for a, b in pairwise(path))
        return weights["first"][path[0]] + steps + sum(scores[row, at, label] for at, label in enumerate(path))

    found, best = network.paths(scores, lengths, weights)
    none = network.outside(scores, lengths, weights)
    for row, length in enumerate(lengths.tolist()):
        values = {path: value(row, path) for path in product(range(network.LABELS), repeat=length)}
        assert tuple(found[row, :length]) == max(values, key=values.get)
        assert best[row] == pytest.approx(max(values.values()), abs=1e-4)
        assert none[row] == pytest.approx(values[(network.OUTSIDE,) * length], abs=1e-4)


def test_the_least_sure_label_of_a_window():
    weights = {"first": np.zeros(network.LABELS), "transition": np.zeros((network.LABELS,) * 2)}
    scores = np.zeros((1, 3, network.LABELS), dtype=np.float32)
    scores[0, 0, 1], scores[0, 1, 2] = 2.0, 1.0  # the third token is behind the window's end
    path = np.array([[1, 2, 0]], dtype=np.int8)
    found = network.doubt(scores, path, np.array([2]), weights)
    assert found[0] == pytest.approx(1 - np.log(np.e + 4), abs=1e-5)


def test_neighbours_do_not_cross_from_one_window_to_the_next():
    rows = np.arange(1, 8, dtype=np.float32)[:, None]
    seen = np.full((7, 3), -1, dtype=np.float32)
    network.beside(rows, 1, seen, np.array([0, 3, 4]))
    assert seen.T.tolist() == [[0, 1, 2, 0, 0, 5, 6], [1, 2, 3, 4, 5, 6, 7], [2, 3, 0, 0, 6, 7, 0]]
    network.beside(rows, 2, seen, np.array([0, 3, 4]))
    assert seen.T.tolist() == [[0, 0, 1, 0, 0, 0, 5], [1, 2, 3, 4, 5, 6, 7], [3, 0, 0, 0, 7, 0, 0]]
    network.beside(rows[:1], 4, seen[:1])
    assert seen[0].tolist() == [0, 1, 0]


def test_vectors_differ_where_a_child_hangs_on_another_head():
    weights = model.load().weights
    none = np.zeros(4, int)

    def text(head):
        return network.Text(none, none, np.zeros((len(network.COLUMNS), 4), int), np.array(head), none)

    one, other = (network.encode(weights, text(head)) for head in ([0, 0, 0, 0], [0, 0, 0, 2]))
    assert not np.allclose(one[2], other[2])


@pytest.fixture
def parsed(nlp):
    """``The mayor said it leaked .`` with a parse set by hand."""
    words, heads = ["The", "mayor", "said", "it", "leaked", "."], [1, 2, 2, 4, 2, 2]
    deps = ["det", "nsubj", "ROOT", "nsubj", "ccomp", "punct"]
    return Doc(nlp.vocab, words, heads=heads, deps=deps, lemmas=words, pos=["X"] * 6, tags=["X"] * 6)


def test_relations_follow_the_tree(parsed):
    a = arrays_of(parsed)
    tree = tree_of(a.head)
    assert tree.depth.tolist() == [2, 1, 0, 2, 1, 1]
    dep = np.arange(6)
    token = np.arange(6)
    distance, branch, climb, depth, _ = relations(a, tree, dep, 10, np.full(6, 2), token)
    assert distance.tolist() == [len(NEAR) + 3, len(NEAR) + 2, 0, 1, 2, 3]
    assert branch.tolist() == [1, 1, 0, 4, 4, 5]  # all under the cue itself: the dependent that they hang on
    assert set(climb.tolist()) == {2}
    _, branch, climb, _, _ = relations(a, tree, dep, 10, np.full(6, 4), token)  # from "leaked": one step up for most
    assert (branch // 10).tolist() == [1, 1, 1, 0, 0, 1] and branch[0] % 10 == 1
    assert climb[0] == 10 + 4
    assert depth.max() < TURNS * BELOW * 3


def test_windows_end_with_the_paragraph_unless_a_colon_leads_on(nlp):
    doc = nlp("Marden was clear:\n\n“It stays shut.”\n\nBrandt left the hall.")
    a = arrays_of(doc)
    low, high = windows(a, np.array([1, len(doc) - 4]))
    assert doc[low[0] : high[0]].text.strip().endswith("“It stays shut.”")
    assert doc[low[1] : high[1]].text.strip() == "Brandt left the hall."


def test_unknown_hashes_have_no_code():
    assert codes(np.array([3, 7, 9], np.uint64), np.array([7, 1, 99, 9], np.uint64)).tolist() == [1, -1, -1, 2]


def test_marks_are_told_from_what_stands_between_them(nlp):
    doc = nlp("She said “no” twice.")
    assert marked(arrays_of(doc)).tolist() == [0, 0, 2, 1, 3, 0, 0]


def test_parameters_are_small_and_plain():
    assert model.FILE.stat().st_size < 5_000_000
    with np.load(model.FILE, allow_pickle=False) as stored:
        assert all(stored[name].dtype.kind in "fiu" for name in stored)


def test_a_stored_parse_gives_the_same_rows(nlp):
    """What the store of parses leaves out (the tagger's vectors) must not be asked for."""
    text = "“The piers are cracked,” Ilse Marden said. Otto Brandt mused that ferries would be cheaper."
    fresh = nlp(text)
    packed = DocBin(attrs=ATTRIBUTES)
    packed.add(fresh)
    (again,) = packed.get_docs(nlp.vocab)
    for name in ("kinds", "quotes", "coreference"):
        again = nlp.get_pipe(name)(again)
    assert again._.quotes == fresh._.quotes and len(fresh._.quotes) == 2


@pytest.mark.parametrize("verb", ["quipped", "harrumphed", "fumed"])
def test_verbs_that_seldom_attribute_are_known_by_their_like(nlp, verb):
    doc = nlp(f"Otto Brandt {verb} that nobody had asked the ferrymen.")
    (quote,) = doc._.quotes
    assert doc.text[quote.cue.start : quote.cue.end] == verb
    assert "nobody had asked the ferrymen" in doc.text[quote.start_char : quote.end_char]


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„“"])
def test_the_shape_of_marks_is_no_matter(nlp, marks):
    doc = nlp(f"{marks[0]}The deck is rotten,{marks[1]} Brandt snorted.")
    assert [doc.text[q.start_char : q.end_char] for q in doc._.quotes] == ["The deck is rotten"]


@pytest.mark.parametrize(
    "text",
    [
        "He opened the door, and the crew left the harbour.",
        "The board paved the road and the children crossed it.",
        "The militia ruled the valley for years.",
    ],
)
def test_acts_attribute_nothing(nlp, text):
    assert nlp(text)._.quotes == ()
