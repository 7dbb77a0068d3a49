"""Templates and what they call: numbers, days and names as a reader writes them, and the text of an article."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.explore.marks import Paragraph, Segment

STATIC = "/-/static-plugins/pipeline.explore.plugin/"
TABLES = {"quote": "quotes", "figure": "figures", "mention": "mentions"}
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
BOUNDS = ("about", "more_than", "at_least", "less_than", "at_most")
KINDS_OF_ENTITY = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "building", "NORP": "group",
    "EVENT": "event", "PRODUCT": "product", "WORK_OF_ART": "work", "LAW": "law", "LANGUAGE": "language",
}  # fmt: skip


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.explore.plugin"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "day": day, "number": number, "amount": amount, "marked": marked, "kind": KINDS_OF_ENTITY.get, "query": query,
        "named": named, "upfirst": lambda text: text[:1].upper() + text[1:], "data": data, "words": words,
        "plural": plural, "shown": shown,
    }  # fmt: skip
    made.globals |= {"static": lambda name: STATIC + name}
    return made


def render(template: str, **values: Any) -> str:
    return environment().get_template(template).render(**values)


def query(values: dict[str, Any]) -> str:
    return urlencode({name: value for name, value in values.items() if value not in (None, "")})


def day(value: str | None) -> str:
    """``2021-03-09`` as ``9 March 2021``; a longer one is an instant, of which the day is told."""
    if not value:
        return "no day"
    found = date.fromisoformat(value[:10])
    return f"{found.day} {found:%B %Y}"


def number(value: float | None) -> str:
    """As a reader writes it: ``1,250``, ``3.2 million``, ``0.63``."""
    if value is None:
        return "–"
    for scale, name in SCALES:
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {name}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")


def amount(row: dict[str, Any]) -> str:
    """The value of a figure with its bound: ``at least 12``, ``11 to 14``."""
    low, high = row.get("value_low"), row.get("value_high")
    if row["value"] is None:
        joint = "–" if row.get("quantity_type") == "score" else " to "
        return joint.join(number(end) for end in (low, high) if end is not None) or "–"
    bound = row["modifier"].replace("_", " ") if row["modifier"] in BOUNDS else ""
    return f"{bound} {number(row['value'])}".strip()


def named(row: dict[str, Any] | None) -> str:
    """An article's title, else where it came from."""
    return (row or {}).get("title") or (row or {}).get("source_uri") or "an article"


def words(value: str, most: int) -> str:
    """The first so many characters, cut between words."""
    value = " ".join(value.split())
    return value if len(value) <= most else value[:most].rsplit(" ", 1)[0] + " …"


def plural(count: int, name: str, several: str | None = None) -> str:
    return f"{count:,} {name if count == 1 else several or name + 's'}"


def shown(value: Any) -> str:
    """A value of a column, in full."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(int(value)) if value == int(value) else repr(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def data(value: Any) -> Markup:
    """JSON for a ``<script type="application/json">``: no character in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def marked(paragraph: Paragraph) -> Markup:
    """A paragraph's segments, with not a character more than the text has."""
    return Markup("").join(map(_segment, paragraph.segments))


def _segment(segment: Segment) -> Markup:
    if not (segment.rows or segment.parts):
        return escape(segment.text)
    anchors = Markup("").join(Markup('<i class="at" id="{}"></i>').format(row) for row in segment.begins)
    told = Markup(' data-p="{}"').format(" ".join(segment.parts)) if segment.parts else Markup("")
    told += Markup(' data-r="{}"').format(" ".join(segment.rows)) if segment.rows else Markup("")
    styles = " ".join(("s", *segment.styles))
    if segment.begins:
        table, _, key = segment.begins[0].partition("-")
        link = Markup('<a href="/row/{}/{}" class="{}" data-b="{}"{}>{}</a>')
        return anchors + link.format(TABLES[table], key, styles, " ".join(segment.begins), told, segment.text)
    return Markup('<span class="{}"{}>{}</span>').format(styles, told, segment.text)
