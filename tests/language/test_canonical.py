"""Entities of the dataset from entities of articles: what joins them, what does not, and what decisions do."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.canonical import Decisions, LocalEntity, canonicalize, read_decisions, suspicious


def local(article, name, kind="PERSON", aliases=(), code=None, count=1, within=()):
    return LocalEntity(f"{article}:{name}:{kind}", article, name, kind, aliases, code, count, None, within)


def names(result):
    """Per canonical entity the names of its members with their articles, sorted."""
    return sorted(sorted(":".join(m.split(":")[:2]) for m in e.members) for e in result.entities)


def test_equal_names_are_one_whatever_article_or_legal_form():
    result = canonicalize(
        [local("a", "The Velm Group, Inc.", "ORG"), local("b", "Velm Group", "ORG"), local("c", "Velm Grocers", "ORG")]
    )
    assert names(result) == [["a:The Velm Group, Inc.", "b:Velm Group"], ["c:Velm Grocers"]]


def test_names_of_a_country_are_one_and_its_people_another():
    result = canonicalize(
        [
            local("a", "U.S.", "GPE", code="US"),
            local("b", "America", "GPE", code="US"),
            local("b", "American", "NORP", code="US"),
        ]
    )
    assert names(result) == [["a:U.S.", "b:America"], ["b:American"]]
    assert next(e for e in result.entities if e.entity_type == "GPE").name == "United States"


def test_a_middle_name_joins_until_another_tells_two_apart():
    two = [local("a", "Tessa M. Varn"), local("b", "Tessa Varn")]
    assert len(canonicalize(two).entities) == 1
    three = canonicalize([*two, local("c", "Tessa Q. Varn")])
    assert names(three) == [["a:Tessa M. Varn"], ["b:Tessa Varn"], ["c:Tessa Q. Varn"]]
    assert len({e.entity_id for e in three.entities}) == 3


def test_father_and_son_are_two():
    result = canonicalize([local("a", "Odo J. Varn"), local("b", "Odo Varn"), local("b", "Odo Varn Jr.")])
    assert names(result) == [["a:Odo J. Varn", "b:Odo Varn"], ["b:Odo Varn Jr."]]
    assert len(canonicalize([local("a", "Odo R. Varn"), local("b", "Odo R. Varn Jr.")]).entities) == 1
    assert len(canonicalize([local("a", "Odo Varn"), local("b", "Odo Varn Jr.")]).entities) == 1


def test_a_short_form_joins_the_only_name_it_can_be():
    company = [local("a", "Dulm Council", "ORG"), local("b", "Dulm Council", "ORG")]
    assert len(canonicalize([local("a", "William Orsk"), local("b", "Bill Orsk"), *company]).entities) == 2
    assert len(canonicalize([local("a", "William Orsk"), local("b", "Bill Orsk")]).entities) == 2
    ambiguous = [local("a", "Christopher Orsk"), local("b", "Christine Orsk"), local("c", "Chris Orsk")]
    assert len(canonicalize(ambiguous).entities) == 3
    both_in_one_article = [local("a", "William Orsk"), local("a", "Bill Orsk")]
    assert len(canonicalize(both_in_one_article).entities) == 2


def test_an_acronym_joins_what_one_article_spells_out():
    spelled = local("a", "Tolland Fisheries Board", "ORG", aliases=("TFB",))
    assert len(canonicalize([spelled, local("b", "TFB", "ORG")]).entities) == 1
    other = local("c", "Torrin Ferry Bureau", "ORG", aliases=("TFB",))
    assert len(canonicalize([spelled, other, local("b", "TFB", "ORG")]).entities) == 3


def test_a_surname_alone_joins_its_only_bearer_in_the_same_company():
    base = [local("a", "Sirin Haqvar"), local("a", "Dulm Council", "ORG"), local("b", "Haqvar")]
    assert len(canonicalize(base).entities) == 3
    met = [*base, local("b", "Dulm Council", "ORG")]
    assert names(canonicalize(met)) == [["a:Dulm Council", "b:Dulm Council"], ["a:Sirin Haqvar", "b:Haqvar"]]
    second = [*met, local("c", "Odo Haqvar")]
    assert ["b:Haqvar"] in names(canonicalize(second))


def test_common_surnames_alone_are_not_one_person_across_articles():
    assert len(canonicalize([local("a", "Smith"), local("b", "Smith")]).entities) == 2


def test_places_of_one_name_are_told_apart_by_what_they_lie_in():
    result = canonicalize([local("a", "Arden", "GPE", within=("Ohio",)), local("b", "Arden", "GPE", within=("Kent",))])
    assert len({e.entity_id for e in result.entities}) == 2


def test_decisions_merge_split_rename_and_type():
    base = [local("a", "Ann Cole"), local("b", "Ann Cole"), local("b", "Ann Meyer"), local("c", "Mercury", "GPE")]
    text = """
    [[same]]
    entities = ["Ann Cole @ b", "Ann Meyer"]
    [[rename]]
    entity = "Ann Meyer"
    name = "Ann Cole-Meyer"
    [[type]]
    entity = "Mercury"
    type = "ORG"
    """
    result = canonicalize(base, read_decisions(text))
    assert names(result) == [["a:Ann Cole"], ["b:Ann Cole", "b:Ann Meyer"], ["c:Mercury"]]
    assert {e.name for e in result.entities} == {"Ann Cole", "Ann Cole-Meyer", "Mercury"}
    assert next(e for e in result.entities if e.name == "Mercury").entity_type == "ORG"
    split = canonicalize(base, Decisions(not_same=(("Ann Cole", "Ann Cole @ b"),)))
    assert names(split)[:2] == [["a:Ann Cole"], ["b:Ann Cole"]]


def test_a_decision_may_name_an_id_and_forbid_an_automatic_merge():
    base = [local("a", "William Orsk"), local("b", "Bill Orsk"), local("c", "Vera Orsk")]
    base += [local("a", "Dulm Council", "ORG"), local("b", "Dulm Council", "ORG")]
    ids = {e.name: e.entity_id for e in canonicalize(base).entities}
    merged = canonicalize(base, Decisions(same=((ids["Vera Orsk"], "Bill Orsk"),)))
    assert len(merged.entities) == 2
    assert len(canonicalize(base, Decisions(not_same=(("Bill Orsk", "William Orsk"),))).entities) == 4


def test_contradicting_and_unknown_decisions_are_reported_and_not_applied():
    base = [local("a", "Ann Cole"), local("b", "Ann Meyer"), local("c", "Ann Tarn")]
    decisions = Decisions(
        same=(("Ann Cole", "Ann Meyer"), ("Ann Meyer", "Ann Tarn")),
        not_same=(("Ann Cole", "Ann Tarn"),),
        rename=(("Nobody", "Somebody"),),
    )
    result = canonicalize(base, decisions)
    assert len(result.entities) == 3
    assert {c.reason for c in result.conflicts} == {"contradiction", "unknown"}


@pytest.mark.parametrize(
    "text", ['[[same]]\nentities = ["A"]', '[[type]]\nentity = "A"\ntype = "ALIEN"', "[same]\na = 1"]
)
def test_incomplete_decisions_say_what_to_do(text):
    with pytest.raises(ValueError, match="decisions"):
        read_decisions(text)


def test_two_first_names_in_one_entity_are_suspicious():
    odd = canonicalize(
        [local("a", "Bo Cole", aliases=("Vera Cole",)), local("b", "William Orsk", aliases=("Bill Orsk",))]
    )
    assert [entity.name for entity, _ in suspicious(odd.entities)] == ["Bo Cole"]


FORMS = st.sampled_from(
    ["Ann Cole", "Ann B. Cole", "Ann D. Cole", "Cole", "Annie Cole", "Velm Group", "Velm", "VG", "U.S.", "Arden", ""]
)
LOCALS = st.lists(
    st.tuples(st.sampled_from("abcd"), FORMS, st.sampled_from(["PERSON", "ORG", "GPE", "NORP"])),
    max_size=25,
    unique=True,
)


@settings(max_examples=200, deadline=None)
@given(LOCALS, st.integers())
def test_every_local_is_in_one_entity_and_order_does_not_matter(rows, seed):
    entities = [local(article, name, kind) for article, name, kind in rows]
    result = canonicalize(entities)
    assert sorted(m for e in result.entities for m in e.members) == sorted(e.local_id for e in entities)
    assert len({e.entity_id for e in result.entities}) == len(result.entities)
    random.Random(seed).shuffle(entities)
    assert canonicalize(entities) == result


def test_a_name_that_is_not_there_is_told_with_the_nearest():
    result = canonicalize([local("a", "Jane Roe")], Decisions(rename=(("PERSON: Jane Row", "J. Roe"),)))
    assert "did you mean 'Jane Roe'" in result.conflicts[0].message


def test_institutions_that_many_countries_have_are_one_with_the_same_place_only():
    senates = [
        local("a", "Senate", "ORG", within=("Italy",)),
        local("b", "Senate", "ORG", within=("United States",)),
        local("c", "Senate", "ORG", within=("Italy",)),
        local("d", "Senate", "ORG"),
        local("e", "Times", "ORG"),
        local("f", "Times", "ORG"),
        local("g", "Velm Times", "ORG"),
        local("h", "Velm Times", "ORG"),
    ]
    assert names(canonicalize(senates)) == [
        ["a:Senate", "c:Senate"],
        ["b:Senate"],
        ["d:Senate"],
        ["e:Times"],
        ["f:Times"],
        ["g:Velm Times", "h:Velm Times"],
    ]
