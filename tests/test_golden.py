"""Two sample articles, annotated by hand (tests/golden/*.toml), against what the language layer makes of them.

The annotation lists facts that must be found; it does not list everything that may be.

- ``lines``: a sentence of exactly this text, with its ``kind``, or just boilerplate or not.
- ``entities``: one entity to which every mention of each alias belongs, of ``type`` (or one of ``types``); some mention
  of it has ``role`` among the words of its role. No two of the listed entities are one.
- ``quotes``: a quote whose spans cover the ``first`` and the ``last`` words of the content; ``speaker`` is among the
  speaker's words as written; ``entity`` is the name of the speaker's entity; ``cue`` is the cue's lemma.
- ``figures``: ``at`` is a piece of the text with the number in brackets. ``unit`` lists the names that will do;
  ``modifier`` is exact, ``change`` and ``role`` are "none" unless said (a list: any of them); ``source`` is the name
  of the source's entity; of a range or a score, ``low`` and ``high``; ``restates`` is the ``at`` of the figure that is
  said again.
- ``no_figures``: a number in brackets that no figure touches.

To annotate another article, write from the text alone and before looking at the output.
"""

import tomllib
from pathlib import Path

import pytest

from pipeline.language.records import Slice

ROOT = Path(__file__).parent.parent
GOLDEN = [tomllib.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests" / "golden").glob("*.toml"))]


def text_of(golden: dict) -> str:
    return (ROOT / "seeds" / golden["article"]).read_text("utf-8")


def words(text: str, part: str) -> Slice:
    """Where ``part`` stands; it must stand there once, or the annotation is ambiguous."""
    assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times in the text"
    return Slice(text.index(part), text.index(part) + len(part))


def bracketed(text: str, at: str) -> Slice:
    """The number marked in ``at``: ``"from [11] a day"`` gives the slice of 11."""
    before, rest = at.split("[")
    number, after = rest.split("]")
    start = words(text, before + number + after).start + len(before)
    return Slice(start, start + len(number))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["article"])
def test_annotation_fits_its_article(golden):
    text = text_of(golden)
    for line in golden["lines"]:
        words(text, line["text"])
    for quote in golden["quotes"]:
        assert words(text, quote["first"]).start <= words(text, quote["last"]).end
        assert quote["speaker"] in text
    for figure in golden["figures"] + golden["no_figures"]:
        bracketed(text, figure["at"])
    for entity in golden["entities"]:
        assert all(alias in text for alias in entity["aliases"])
    names = {entity["name"] for entity in golden["entities"]}
    assert {quote["entity"] for quote in golden["quotes"] if "entity" in quote} <= names
    assert {figure["source"] for figure in golden["figures"] if "source" in figure} <= names
