"""Charts as Vega-Lite specifications. Altair makes and checks each kind once; a page puts its rows into it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

Row = dict[str, Any]

INK, ACCENT, SOFT = "#1c1a17", "#8c2318", "#6b645a"
SOURCES = ["#8c2318", "#17557f", "#2b6440", "#6a3d7c", "#8a5a00", "#0b6470", "#5f584e"]
FEW_DAYS = 10
FONT = "Public Sans, Helvetica, Arial, sans-serif"


def months_chart(months: list[Row]) -> dict[str, Any]:
    """Bars: statements per month; rows have ``month`` (2026-01) and ``statements``."""
    return _filled(_months(), [{"month": f"{row['month']}-01", "statements": row["statements"]} for row in months])


@cache
def _months() -> dict[str, Any]:
    import altair as alt

    chart = (
        alt.Chart(_named())
        .mark_bar(color=ACCENT, width={"band": 0.8})
        .encode(
            x=alt.X("month:T", timeUnit="utcyearmonth", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True)),
            y=alt.Y("statements:Q", title="statements", axis=alt.Axis(tickMinStep=1)),
            tooltip=[alt.Tooltip("month:T", timeUnit="utcyearmonth", format="%B %Y"), "statements:Q"],
        )
        .properties(height=140, width="container")
    )
    return _dressed(chart)


def series_chart(points: list[Row]) -> dict[str, Any]:
    """Points over time; rows have ``day``, ``value``, ``low``, ``high``, ``bound`` and ``source``."""
    days = sorted({date.fromisoformat(point["day"]) for point in points})
    return _filled(_series((days[-1] - days[0]).days < FEW_DAYS), points)


@cache
def _series(by_day: bool) -> dict[str, Any]:
    import altair as alt

    axis = alt.Axis(labelOverlap=True, format="%-d %b %Y", tickCount={"interval": "day", "step": 1} if by_day else 8)
    x = alt.X("day:T", timeUnit="utcyearmonthdate", title=None, axis=axis)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True))
    legend = alt.Legend(symbolOpacity=1, symbolType="circle")
    colour = alt.Color("source:N", title="according to", scale=alt.Scale(range=SOURCES), legend=legend)
    base = alt.Chart(_named())
    line = base.transform_filter("datum.bound == 'value'").mark_line(color="#b9b0a1", strokeWidth=1.5).encode(x=x, y=y)
    ranges = (
        base.transform_filter("datum.low != null")
        .mark_rule(strokeWidth=5, opacity=0.35)
        .encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=colour)
    )
    shapes = alt.Scale(domain=["value", "at least", "at most"], range=["circle", "triangle-up", "triangle-down"])
    dots = base.mark_point(size=110, filled=True, opacity=0.9).encode(
        x=x, y=y, color=colour, shape=alt.Shape("bound:N", scale=shapes, legend=None)
    )
    return _dressed(alt.layer(line, ranges, dots).properties(height=300, width="container"))


def _named():
    import altair as alt

    return alt.NamedData(name="rows")


def _dressed(chart) -> dict[str, Any]:
    """With our fonts and colours, as a specification."""
    axis = {"labelFont": FONT, "titleFont": FONT, "labelColor": SOFT, "titleColor": SOFT, "gridColor": "#e4ded2",
            "domainColor": "#b9b0a1", "tickColor": "#b9b0a1", "labelFontSize": 11, "titleFontSize": 11}  # fmt: skip
    legend = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": SOFT, "orient": "bottom"}
    chart = chart.configure(background="transparent", font=FONT).configure_view(stroke=None)
    return chart.configure_axis(**axis).configure_legend(**legend).to_dict()


def _filled(specification: dict[str, Any], rows: list[Row]) -> dict[str, Any]:
    return specification | {"datasets": {"rows": rows}}
