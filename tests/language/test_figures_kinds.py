"""Three sentences of each kind of numeric fact (``figure_kinds.txt``): each row's value and what else is named of it.

A line is ``text => figure ; figure``, a figure ``words: value attributes``; ``a..b`` is a range, ``a:b`` a score; an
attribute is a currency, a modifier, ``up`` or ``down``, ``from`` or ``to``, ``type=``, ``unit=`` or ``per=``.
"""

from pathlib import Path

import pytest

SIGNS = {"about", "more_than", "at_least", "less_than", "at_most", "exact"}


def cases():
    kind = ""
    for line in (Path(__file__).parent / "figure_kinds.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            kind = line[2:]
        else:
            text, _, figures = line.partition(" => ")
            yield pytest.param(text, [] if figures == "none" else figures.split(" ; "), id=f"{kind}: {text}")


def asked(written):
    words, _, rest = written.rpartition(": ")
    value, *attributes = rest.split()
    wanted = {"text": words}
    if ".." in value or ":" in value:
        low, high = map(float, value.replace("..", " ").replace(":", " ").split())
        wanted |= {"value": None, "value_low": low, "value_high": high}
        wanted |= {"modifier": "range"} if ".." in value else {}
    else:
        wanted["value"] = float(value)
    for attribute in attributes:
        name, _, said = attribute.partition("=")
        if said:
            wanted[{"type": "quantity_type", "unit": "unit", "per": "per_unit"}[name]] = said
        elif attribute in SIGNS:
            wanted["modifier"] = attribute
        elif attribute in ("up", "down"):
            wanted["change"] = {"up": "increase", "down": "decrease"}[attribute]
        elif attribute in ("from", "to"):
            wanted["role"] = attribute
        elif attribute != "optional":
            wanted["currency"] = attribute
    return wanted


@pytest.mark.parametrize(("text", "figures"), cases())
def test_kind(nlp, text, figures):
    found = list(nlp(text)._.figures)
    for written in figures:
        wanted = asked(written)
        start = text.index(wanted.pop("text"))
        end = start + len(written.rpartition(": ")[0])
        met = max(found, key=lambda f: min(end, f.end_char) - max(start, f.start_char), default=None)
        if met is None or min(end, met.end_char) <= max(start, met.start_char):
            assert written.endswith("optional"), f"{written} not found"
            continue
        found.remove(met)
        got = {name: getattr(met, name) for name in wanted}
        assert got == {k: pytest.approx(v) if isinstance(v, float) else v for k, v in wanted.items()}
    assert [text[f.start_char : f.end_char] for f in found] == []
