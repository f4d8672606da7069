"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.utils.translation import deactivate
from hypothesis import HealthCheck, settings

# No test is timed: what is slow on a busy machine is not wrong.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def keep_connections() -> None:
    """A file that is closed ends its request; on PostgreSQL that would close the connection of the test."""
    connect = request_finished.connect

    def connect_others(receiver: Callable[..., object], **said: object) -> None:
        if receiver is not close_old_connections:
            connect(receiver, **said)

    request_finished.disconnect(close_old_connections)
    request_finished.connect = connect_others


keep_connections()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files made for a test hold the time of their making: all workers have to give a test the same name."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """The language in which a page was read stays with its test."""
    yield
    deactivate()


@pytest.fixture(autouse=True)
def data_folder(request: pytest.FixtureRequest) -> None:
    """Each test that has a database has a data folder of its own."""
    marked = request.node.get_closest_marker("django_db")
    if marked or {"db", "transactional_db"} & {*request.fixturenames}:
        request.getfixturevalue("settings").DATA = request.getfixturevalue("tmp_path") / "data"
