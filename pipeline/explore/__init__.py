"""The reading room: every row in its article, a person or a number across articles, and corrections.

Knows the published tables and ``decisions.toml``, and nothing of spaCy or Dagster: ``database`` makes one SQLite file
of a release, ``pages`` are functions from a connection to what a template shows, ``plugin`` gives them to Datasette,
``decisions`` writes what a person decided.
"""
