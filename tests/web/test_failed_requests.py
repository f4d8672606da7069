"""A request that fails: one clear page, or JSON for a program, with the number under which it is logged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


def failing(error: Exception) -> Callable[..., object]:
    """What stands between Django and the database and lets nothing through."""

    def refuse(*_: object) -> object:
        raise error

    return refuse


def full() -> OperationalError:
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorcode = sqlite3.SQLITE_FULL
    error = OperationalError("database or disk is full")
    error.__cause__ = cause
    return error


def test_a_full_disk_is_a_page_of_its_own() -> None:
    """503, what is lacking, that nothing was kept, and the number."""
    with connection.execute_wrapper(failing(full())):
        answer = Client(raise_request_exception=False).get("/healthz", headers={"X-Request-ID": "abc-7"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    for words in ("磁盘满了", "没有保存", "编号 abc-7"):
        assert words in answer.content.decode()


def test_a_program_gets_json() -> None:
    """The same words."""
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(failing(full())):
        answer = client.get("/healthz", headers={"X-Request-ID": "abc-7", "Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.json()["request"] == "abc-7"
    assert "磁盘满了" in answer.json()["error"]


def test_a_mistake_of_ours_is_called_so() -> None:
    """500, with the number; nothing of the error itself is shown."""
    with connection.execute_wrapper(failing(ZeroDivisionError("secret"))):
        answer = Client(raise_request_exception=False).get("/healthz", headers={"X-Request-ID": "abc-7"})
    assert answer.status_code == 500
    assert "编号 abc-7" in answer.content.decode()
    assert "secret" not in answer.content.decode()
    assert "Retry-After" not in answer.headers
