"""Figures: who says them and what they are about, where the parse or the order of words misleads; our own sentences."""

import pytest

from tests.language.test_figures import run, said


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # whatever verb stands before the colon, its subject speaks
        ('Coach Ana Brandt praised Ola Ruiz on the radio: "She scored 40 goals."', "Coach Ana Brandt"),
        ('Mara Quill defended the plan in a letter: "It saves 300 jobs."', "Mara Quill"),
        # a passive verb of reporting has its source behind "by"
        ("Some 40 boats left; no losses were reported at sea.", None),
        ("About 40 of the boats sank and nine cases were reported on land.", None),
        # "by early reports"
        ("The quake left 40 hurt by early reports.", "early reports"),
        ("By most accounts, 40 people fled.", "most accounts"),
        ("The storm cost $9 million, by official estimates, in Orl.", "official estimates"),
        # a rate is no source
        ("Worms need 3 mg of oxygen per cubic meter of water.", None),
        ("Drivers paid 40 cents per short mile on Monday.", None),
        # who aims at something does not state it
        ("The council intends to hold two votes.", None),
        ("The mill plans to hire 40 people.", None),
        ("The council said it would hold two votes.", "The council"),
        # who claims a thing, and who claims that it is so
        ("Orlon claimed their first title in 72 years.", None),
        ("The club claimed that 40 members had left.", "The club"),
    ],
)
def test_who_says_it(nlp, text, source):
    assert said(text, run(nlp, text)[0].source) == source


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Total claims are likely to be less than $10bn.", "Total claims"),
        ("Rail fares are set to rise 3%.", "Rail fares"),
        ("The yard is able to build 40 boats.", "yard"),
        ("The bank released figures showing Malta's economy expanded 7.1%.", "Malta's economy"),
        ("The union urged the bank to cut 40 jobs.", "bank"),
        ("The firm expects orders to fall 3%.", "orders"),
        ("Traders saw profits drop 2%.", "profits"),
        ("The mill promised to cut 40 jobs.", "mill"),
    ],
)
def test_the_subject_past_raising_and_wrong_parses(nlp, text, subject):
    assert said(text, run(nlp, text)[0].subject) == subject


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("The losses, which the company put at $640m, were large.", "losses"),
        ("The fine, which a judge cut to $9,000, was paid.", "fine"),
        ("The mine doubled its output.", "output"),
        ("Ana Brandt has tripled the level at which buyers pay.", "level"),
        ("They vowed to halve the deficit.", "deficit"),
        ("The agency revised the rate of growth down from 5.9% to 3.2%.", "rate of growth"),
        ("The bourse will boost its dividend payment by 27%.", "dividend payment"),
        ("Malta was close behind, with users almost doubling in a year.", "users"),
        ("Output doubled.", "Output"),
    ],
)
def test_what_is_moved(nlp, text, concept):
    assert said(text, run(nlp, text)[0].concept) == concept


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Data preyed on shares, with the index down 1% at noon.", "index"),
        ("It was a good day, with bank shares up 3 percent.", "bank shares"),
        ("It came with an 18-foot (5.5-meter) tidal wave.", "tidal wave"),
        ("Although stocks fell 7%, they were 36% higher than in May.", "stocks"),
        ("The jobless rate is 12%, and in some areas it is 15%.", "jobless rate"),
        ("Sales were good. They were 36% higher than in May.", None),
    ],
)
def test_what_is_measured_without_its_own_noun(nlp, text, item):
    assert said(text, run(nlp, text)[-1].item) == item


@pytest.mark.parametrize(
    ("text", "subject", "item"),
    [
        ("Orlon rose 4% and Venn Motor 6%.", "Venn Motor", "Venn Motor"),
        ("Ana Brandt (3:46.04) beat Ola Ruiz (3:46.05).", "Ola Ruiz", "Ola Ruiz"),
        ("Two thirds of those known to be infected died.", None, "those known to be infected"),
    ],
)
def test_whose_it_is_without_a_verb(nlp, text, subject, item):
    figure = run(nlp, text)[-1]
    assert (said(text, figure.subject), said(text, figure.item)) == (subject, item)
