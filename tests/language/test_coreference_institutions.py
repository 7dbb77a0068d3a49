"""Of which country an institution is that many countries have."""

import pytest
from test_coreference import read


def place(nlp, text, name):
    return next(entity.within for entity in read(nlp, text)._.entities if entity.name == name)


@pytest.mark.parametrize(
    "text, name, where",
    [
        ("The Italian Senate met on Monday. France was silent, and so were the French.", "Senate", "Italy"),
        ("The Senate of Brazil met on Monday in Paris.", "Senate", "Brazil"),
        ("Police in Ohio and Texas waited. The Senate voted on Monday.", "Senate", "United States"),
        ("Kenya went to the polls. The Senate of Kenya met, and many Kenyans sang.", "Senate", "Kenya"),
    ],
)
def test_its_own_place_or_the_country_spoken_of(nlp, text, name, where):
    assert place(nlp, text, name) == (where,)


def test_no_place_where_two_countries_share_the_text(nlp):
    assert place(nlp, "France met Italy in the final. The Senate voted on Monday.", "Senate") == ()


def test_an_institution_with_a_name_of_its_own_has_none(nlp):
    assert place(nlp, "The European Commission met in France.", "European Commission") == ()
