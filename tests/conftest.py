"""Fixtures that several test files share."""

import pytest

from pipeline import language


@pytest.fixture(scope="session")
def nlp():
    """The whole language layer with the default model, loaded once."""
    return language.load()
