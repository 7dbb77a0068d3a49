"""Public figures and institutions of many articles: names that no spelling joins, and people who must stay two."""

from test_canonical import local, names

from pipeline.language.canonical import canonicalize


def around(*articles):
    """Two third parties that are met in each of these articles."""
    return [local(a, name, "ORG") for a in articles for name in ("Dulm Council", "Varn Mill")]


def joined(result, *wanted):
    return any(set(wanted) <= set(group) for group in names(result))


def test_abbreviations_of_one_thing_are_one_and_bear_the_fullest_name():
    result = canonicalize(
        [local("a", "GOP", "ORG", count=9), local("b", "Republican Party", "ORG"), local("c", "G.O.P.", "ORG")]
    )
    assert names(result) == [["a:GOP", "b:Republican Party", "c:G.O.P."]]
    assert result.entities[0].name == "Republican Party"


def test_an_abbreviated_state_is_the_state_and_a_word_is_not():
    result = canonicalize([local("a", "Fla.", "GPE"), local("b", "Florida", "GPE"), local("c", "Miss", "GPE")])
    assert names(result) == [["a:Fla.", "b:Florida"], ["c:Miss"]]


def test_a_department_is_one_whichever_way_round():
    rows = [local("a", "Department of Fisheries", "ORG"), local("b", "Fisheries Department", "ORG")]
    assert len(canonicalize([*rows, local("c", "Department of the Fisheries", "ORG")]).entities) == 1
    assert len(canonicalize([*rows, local("c", "Department of Fields", "ORG")]).entities) == 2


def test_a_surname_of_two_words_is_the_full_name_s():
    rows = [local("a", "Hilda Marnov Colequist"), local("b", "Marnov Colequist")]
    assert len(canonicalize(rows).entities) == 1
    assert len(canonicalize([*rows, local("c", "Odo Marnov Colequist")]).entities) > 1
    given = [local("a", "Hilda Ann Colequist"), local("b", "Ann Colequist")]
    assert len(canonicalize(given).entities) == 2


def test_a_common_surname_needs_both_names_in_several_articles():
    once = [local("a", "Thomas Burke"), local("b", "Tom Burke"), *around("a", "b")]
    assert not joined(canonicalize(once), "a:Thomas Burke", "b:Tom Burke")
    often = [*once, local("c", "Thomas Burke"), local("d", "Tom Burke")]
    assert joined(canonicalize(often), "a:Thomas Burke", "b:Tom Burke")
    suffixed = [local(a, "Thomas Burke III") for a in "ab"] + [local(a, "Tom Burke") for a in "cd"]
    assert not joined(canonicalize([*suffixed, *around("a", "c")]), "a:Thomas Burke III", "c:Tom Burke")


def test_a_given_name_of_its_own_is_no_short_form():
    rows = [local("a", "Garrett Orskin"), local("b", "Gary Orskin"), *around("a", "b")]
    assert not joined(canonicalize(rows), "a:Garrett Orskin", "b:Gary Orskin")


def test_one_article_that_keeps_them_apart_does_not_outweigh_forty():
    rows = [local(str(i), "Odo Varnholt", count=5) for i in range(40)]
    rows += [local(str(i), "Varnholt") for i in range(40, 80)]
    assert len(canonicalize(rows).entities) == 1
    assert len(canonicalize([*rows, local("7", "Varnholt")]).entities) == 1
    torn = [*rows, *(local(str(i), "Varnholt") for i in range(5, 15))]
    assert len(canonicalize(torn).entities) == 2


def test_a_second_bearer_takes_the_surname_away_and_leaves_the_first_his_id():
    first = [local("a", "Gustav Haqvar"), local("b", "Haqvar"), *around("a", "b")]
    before = {m: e.entity_id for e in canonicalize(first).entities for m in e.members}
    after = {m: e.entity_id for e in canonicalize([*first, local("c", "Clara Haqvar")]).entities for m in e.members}
    assert before["b:Haqvar:PERSON"] == before["a:Gustav Haqvar:PERSON"] == after["a:Gustav Haqvar:PERSON"]
    assert after["b:Haqvar:PERSON"] != before["b:Haqvar:PERSON"]


def test_an_entity_is_named_by_its_given_name():
    result = canonicalize([local("a", "Deborah Marnov Colequist"), local("b", "Marnov Colequist", count=9)])
    assert [entity.name for entity in result.entities] == ["Deborah Marnov Colequist"]


def test_cities_of_two_states_are_two_however_the_state_is_written():
    rows = [local("a", "Arden", "GPE", within=("Ohio",)), local("b", "Arden", "GPE", within=("Fla.",))]
    assert len(canonicalize(rows).entities) == 2
    assert len(canonicalize([rows[1], local("c", "Arden", "GPE", within=("Florida",))]).entities) == 1


def test_a_common_surname_alone_is_not_its_only_bearer_s():
    rows = [local("a", "John Brennan"), local("b", "Brennan"), *around("a", "b")]
    assert not joined(canonicalize(rows), "a:John Brennan", "b:Brennan")


def test_a_known_figure_of_one_name_is_one_across_articles():
    assert len(canonicalize([local("a", "Napoleon"), local("b", "Napoleon")]).entities) == 1
    assert len(canonicalize([local("a", "Margaret"), local("b", "Margaret")]).entities) == 2
