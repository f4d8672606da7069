"""Behind a proxy: whose word is taken for who asks."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from cast import at_desk, person
from django.http import HttpResponse
from django.test import RequestFactory

from luoshi.office.actions import place_of
from luoshi.web.proxy import Forwarded


@pytest.fixture(autouse=True)
def proxies(settings: Any) -> None:
    """One proxy on this machine, others in 10.0.0.0/8."""
    settings.PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")]


def seen(peer: str, **headers: str) -> tuple[str, bool]:
    """The client's address and whether the request is taken for an encrypted one."""
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=peer)
    Forwarded(lambda _: HttpResponse())(request)
    return request.META["REMOTE_ADDR"], request.is_secure()


@pytest.mark.parametrize(
    ("told", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 10.1.2.3", "203.0.113.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("", "127.0.0.1"),
        ("10.1.2.3", "127.0.0.1"),
        ("nonsense", "127.0.0.1"),
        ("203.0.113.7, <script>", "127.0.0.1"),
    ],
)
def test_a_proxy_of_ours_is_believed(told: str, client: str) -> None:
    """Only about the last address that is not its own kind: all before it the client may have made up."""
    assert seen("127.0.0.1", **{"X-Forwarded-For": told}) == (client, False)


def test_anybody_else_is_not_believed() -> None:
    """Neither about the address nor about the scheme."""
    headers = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    assert seen("198.51.100.1", **headers) == ("198.51.100.1", False)


def test_a_proxy_says_that_the_client_came_by_https() -> None:
    """So that forms and strict transport work behind it."""
    assert seen("::ffff:127.0.0.1", **{"X-Forwarded-Proto": "https"})[1]


def test_a_lock_out_holds_for_the_client_and_not_for_the_proxy(db: None) -> None:
    """Five wrong passwords of one client leave the door open for the others behind the same proxy."""
    place_of(code="990101", name="青梧区")
    officer = person("officer", "990101")
    client = at_desk(None)
    for _ in range(5):
        client.post(
            "/login/",
            {"username": officer.username, "password": "no"},
            headers={"X-Forwarded-For": "203.0.113.7"},
        )
    said = {"username": officer.username, "password": "x"}
    assert client.post("/login/", said, headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 429
    assert client.post("/login/", said, headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 302
