"""A correction of one column sets all that depends on it."""

import pyarrow as pa
import pytest

from pipeline.dataset.decisions.consequences import People, Surroundings, corrected

TEXT = "Mayor Ilse Marden met engineer Oda Kell. She said the repair cost $4 million. Kell nodded."
ENTITIES = pa.table({
    "entity_id": ["m", "k", "k2"], "name": ["Ilse Marden", "Oda Kell", "Oda Kell"], "entity_type": ["PERSON"] * 3,
    "aliases": [["Marden"], ["Kell"], ["Kell"]], "mention_count": [5, 2, 9],
})  # fmt: skip


def mention(name, key, kind="name", role=None, last=False):
    start = TEXT.rindex(name) if last else TEXT.index(name)
    return {"mention_id": f"{key}{start}", "entity_id": key, "start_char": start, "end_char": start + len(name),
            "mention_type": kind, "role": role}  # fmt: skip


MENTIONS = [
    mention("Ilse Marden", "m", role="Mayor"),
    mention("Oda Kell", "k", role="engineer"),
    mention("She", "m", "pronoun"),
    mention("Kell", "k", last=True),
]


@pytest.fixture
def around():
    return Surroundings(TEXT, MENTIONS, People.of(ENTITIES), [])


def part(name, words):
    start = TEXT.index(words) if words else -1
    return {f"{name}_text": words, f"{name}_start_char": start, f"{name}_end_char": start + len(words) if words else -1}


def quote(speaker="She", **changes):
    words = "the repair cost $4 million"
    start = TEXT.index(words)
    return {
        "quote_id": "q", "article_id": "a", "start_char": start, "end_char": start + len(words), "text": words,
        "spans": [{"start": start, "end": start + len(words)}], "content": words, **part("speaker", speaker),
        "speaker_mention_id": f"m{TEXT.index('She')}", "speaker_entity_id": "m", "speaker_name": "Ilse Marden",
        "speaker_role": "Mayor", "via_entity_id": None,
    } | changes  # fmt: skip


def figure(**changes):
    return {
        "figure_id": "f", "article_id": "a", "value": 4e6, "value_low": 4e6, "value_high": 4e6, "modifier": "exact",
        "quantity_type": "money", "unit": "US dollar", "currency": "USD", "value_base": None, "unit_base": None,
        "source_name": None, "source_entity_id": None, "place_entity_id": None, "subject_entity_id": None,
        **part("source", None),
    } | changes  # fmt: skip


def test_a_speaker_by_name_brings_entity_role_and_mention_and_keeps_the_pronoun(around):
    made = corrected("quotes", quote(), {"speaker_name": "kell"}, around)
    assert (made["speaker_entity_id"], made["speaker_name"], made["speaker_role"]) == ("k", "Oda Kell", "engineer")
    assert made["speaker_mention_id"] is None and made["speaker_text"] == "She"
    assert around.problems == []


def test_words_that_name_the_wrong_speaker_go(around):
    row = quote("Ilse Marden", speaker_mention_id=f"m{TEXT.index('Ilse')}")
    made = corrected("quotes", row, {"speaker_entity_id": "k"}, around)
    assert (made["speaker_name"], made["speaker_text"], made["speaker_start_char"]) == ("Oda Kell", None, -1)


def test_what_is_said_of_a_dependent_column_holds(around):
    made = corrected("quotes", quote(), {"speaker_name": "Oda Kell", "speaker_role": "chief engineer"}, around)
    assert made["speaker_role"] == "chief engineer"


def test_a_name_that_nobody_bears_is_told_with_the_nearest(around):
    made = corrected("quotes", quote(), {"speaker_name": "Oda Kel"}, around)
    assert (made["speaker_name"], made["speaker_entity_id"], made["speaker_role"]) == ("Oda Kel", None, None)
    assert "did you mean 'Oda Kell'" in around.problems[0]


def test_an_entity_that_is_not_there_is_told(around):
    made = corrected("quotes", quote(), {"via_entity_id": "zzz"}, around)
    assert made["via_entity_id"] is None and "is no entity" in around.problems[0]


def test_content_is_corrected_by_words_of_the_article(around):
    made = corrected("quotes", quote(), {"content": "the repair … $4 million"}, around)
    assert [TEXT[span["start"] : span["end"]] for span in made["spans"]] == ["the repair", "$4 million"]
    assert made["text"] == TEXT[made["start_char"] : made["end_char"]] == "the repair cost $4 million"
    kept = corrected("quotes", quote(), {"content": "the repairs"}, around)
    assert kept["content"] == quote()["content"] and "does not stand" in around.problems[0]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"value": 5e6}, {"value_low": 5e6, "value_high": 5e6}),
        ({"modifier": "at_least"}, {"value_low": 4e6, "value_high": None}),
        ({"value": 3e6, "modifier": "less_than"}, {"value_low": None, "value_high": 3e6}),
        ({"value": 3e6, "value_low": 2e6}, {"value_low": 2e6, "value_high": 3e6}),
        ({"unit": "euro"}, {"currency": "EUR", "quantity_type": "money"}),
        ({"unit": "bus"}, {"currency": None, "quantity_type": "count"}),
        ({"unit": "kilometer"}, {"quantity_type": "distance", "unit_base": "m", "value_base": 4e9}),
        ({"unit": "percent"}, {"quantity_type": "percent", "currency": None, "value_base": None}),
    ],
)
def test_bounds_and_base_follow_value_bound_and_unit(around, said, wanted):
    made = corrected("figures", figure(), said, around)
    assert {name: made[name] for name in wanted} == wanted


def test_a_value_in_an_unknown_base_keeps_its_share(around):
    row = figure(unit="cubit", value=2.0, value_base=0.9, unit_base="m", quantity_type="distance", currency=None)
    assert corrected("figures", row, {"value": 4.0}, around)["value_base"] == pytest.approx(1.8)


def test_places_and_subjects_are_named_by_name(around):
    made = corrected("figures", figure(), {"subject_name": "Ilse Marden", "source_name": "Oda Kell"}, around)
    assert (made["subject_entity_id"], made["source_entity_id"]) == ("m", "k")
