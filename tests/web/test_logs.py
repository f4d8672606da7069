"""What the server says of each request: one JSON object a line, all with the same id."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cast import at_desk, person
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.urls import path

from luoshi.office.actions import place_of
from luoshi.web.logs import Lines
from luoshi.web.urls import urlpatterns as real_addresses

Logged = Callable[[], list[dict[str, Any]]]


def failing(_request: WSGIRequest) -> HttpResponse:
    raise RuntimeError("第一行\n第二行")


def talking(_request: WSGIRequest) -> HttpResponse:
    logging.getLogger("luoshi.test").warning("在页面里 inside")
    return HttpResponse("ok")


urlpatterns = [*real_addresses, path("failing/", failing), path("talking/", talking)]


@pytest.fixture
def logged() -> Iterator[Logged]:
    """The lines that were logged since the test began."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    loggers = [logging.getLogger(name) for name in ("luoshi", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


def test_a_request_is_one_line(db: None, logged: Logged) -> None:
    """Method, path without its query, status, milliseconds, who asked and from where."""
    place_of(code="990101", name="青梧区")
    officer = person("officer", "990101")
    response = at_desk(officer).get("/p/990101/?as_of=2025-01-01&secret=1")
    [line] = logged()
    assert (line["method"], line["path"], line["status"]) == ("GET", "/p/990101/", 200)
    assert (line["user"], line["client"], line["level"]) == (officer.pk, "127.0.0.1", "INFO")
    assert line["ms"] >= 0
    assert line["request"] == response.headers["X-Request-ID"]
    assert "secret" not in json.dumps(line)


def test_a_stranger_has_no_id(db: None, logged: Logged) -> None:
    """Nobody logged in: user is null; the health page asks for no session at all."""
    at_desk(None).get("/healthz")
    assert logged()[0]["user"] is None


@pytest.mark.parametrize("told", ["abc-123", "A" * 64])
def test_a_sane_id_is_kept(db: None, told: str) -> None:
    """What the proxy calls the request is what we call it."""
    assert at_desk(None).get("/healthz", headers={"X-Request-ID": told}).headers["X-Request-ID"] == told


@pytest.mark.parametrize("told", ["", "A" * 65, "a b", '"}', "青梧", "a\tb"])
def test_an_odd_id_is_replaced(db: None, told: str) -> None:
    """Nobody writes into our log by it."""
    made = at_desk(None).get("/healthz", headers={"X-Request-ID": told}).headers["X-Request-ID"]
    assert len(made) == 32
    assert made != told


@pytest.mark.urls("test_logs")
def test_every_line_of_a_request_has_its_id(db: None, logged: Logged) -> None:
    """Also what a page itself has to say."""
    at_desk(None).get("/talking/", headers={"X-Request-ID": "one"})
    assert [(line["message"], line["request"]) for line in logged()] == [
        ("在页面里 inside", "one"),
        ("request", "one"),
    ]


@pytest.mark.urls("test_logs")
def test_an_error_is_one_line_with_its_traceback(db: None, logged: Logged) -> None:
    """Line ends are inside the field; the line of the request says 500 under the same id."""
    client = at_desk(None)
    client.raise_request_exception = False
    client.get("/failing/")
    error, ended = logged()
    assert error["level"] == "ERROR"
    assert "RuntimeError: 第一行\n第二行" in error["traceback"]
    assert (ended["status"], ended["request"]) == (500, error["request"])
