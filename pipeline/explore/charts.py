"""Charts as Vega-Lite specifications. Altair makes and checks each kind once; a page puts its rows into it."""

from __future__ import annotations

from functools import cache
from typing import Any

Row = dict[str, Any]

INK, ACCENT, SOFT = "#1c1a17", "#8c2318", "#6b645a"
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
