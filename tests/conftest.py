"""What holds for all tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def data_folder(request: pytest.FixtureRequest) -> None:
    """Each test that has a database has a data folder of its own."""
    marked = request.node.get_closest_marker("django_db")
    if marked or {"db", "transactional_db"} & {*request.fixturenames}:
        request.getfixturevalue("settings").DATA = request.getfixturevalue("tmp_path") / "data"
