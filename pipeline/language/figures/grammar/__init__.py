"""How figures that stand together make one: compounds, changes from one value to another, shares."""
