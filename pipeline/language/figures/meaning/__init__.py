"""Of what, when, where and according to whom."""
