"""Tokens: with which programs ask in a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cast import Cast, at_desk
from django.core.cache import cache

from luoshi.office import clock
from luoshi.office.actions import Refused, forget_person
from luoshi.office.audit import broken
from luoshi.office.models import Event, Token, User
from luoshi.office.tokens import MOST, WRONG, make_token, revoke_token

OWED = "/api/v1/places/990101/owed"


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """No wrong token of another test counts."""
    cache.clear()
    yield
    cache.clear()


def made(user: User, days: int = 30) -> tuple[Token, str]:
    return make_token(user=user, name="报数程序", until=clock.today() + timedelta(days=days), by=user)


def status(words: str, address: str = "10.0.0.1") -> int:
    """What a program with this token is answered."""
    client = at_desk(None)
    return client.get(OWED, headers={"authorization": f"Bearer {words}"}, REMOTE_ADDR=address).status_code


def test_a_token_is_made_on_the_page_and_shown_once(cast: Cast) -> None:
    """It works at once; the page shows later when it was used, and never its words again."""
    client, address = at_desk(cast.reporter), "/p/990101/tokens/"
    until = (clock.today() + timedelta(days=30)).isoformat()
    page = client.post(f"{address}add/", {"name": "<b>报数</b>", "until": until})
    (words,) = re.findall(r"luoshi_[\w-]{40,}", page.content.decode())
    assert "no-store" in page.headers["Cache-Control"]
    assert status(words) == 200
    later = client.get(address).content.decode()
    assert words not in later
    assert "&lt;b&gt;报数" in later
    assert Token.objects.get().used is not None
    assert words not in str(Token.objects.values())
    assert list(broken()) == []


def test_a_revoked_token_is_worth_nothing(cast: Cast) -> None:
    """It can be revoked once, by its person; making and revoking are in the chain."""
    token, words = made(cast.reporter)
    address = f"/p/990101/tokens/{token.pk}/revoke/"
    assert at_desk(cast.head).post(address).status_code == 404
    assert status(words) == 200
    assert at_desk(cast.reporter).post(address).status_code == 302
    assert status(words) == 401
    with pytest.raises(Refused, match="已经撤销"):
        revoke_token(token=token, by=cast.reporter)
    verbs = Event.objects.filter(subject="token").values_list("verb", flat=True)
    assert list(verbs) == ["make_token", "revoke_token"]
    assert list(broken()) == []


def test_a_token_ends_with_its_day(cast: Cast) -> None:
    """Good on its last day, worth nothing on the next."""
    token, words = made(cast.reporter, days=1)
    with clock.at(token.until):
        assert status(words) == 200
    with clock.at(token.until + timedelta(days=1)):
        assert status(words) == 401


def test_a_token_ends_with_its_person(cast: Cast) -> None:
    """Who was forgotten does not ask any more, nor by a program."""
    _token, words = made(cast.reporter)
    forget_person(user=cast.reporter, by=None)
    assert status(words) == 401


@pytest.mark.parametrize(
    ("said", "why"),
    [({"name": " "}, "哪个程序"), ({"days": -1}, "有效期"), ({"days": 400}, "有效期")],
)
def test_a_token_that_cannot_be(cast: Cast, said: dict[str, object], why: str) -> None:
    """Without a purpose, already over, or good for too long."""
    until = clock.today() + timedelta(days=said.get("days", 1))
    with pytest.raises(Refused, match=why):
        make_token(user=cast.reporter, name=said.get("name", "x"), until=until, by=cast.reporter)


def test_nobody_hoards_tokens(cast: Cast) -> None:
    """A person has so many good ones at most."""
    for _ in range(MOST):
        made(cast.reporter)
    with pytest.raises(Refused, match="先撤销"):
        made(cast.reporter)


def test_wrong_tokens_are_counted(cast: Cast) -> None:
    """After ten the address is told to wait; a right one behind the same address still works."""
    _token, words = made(cast.reporter)
    said = [status(f"luoshi_wrong{i}") for i in range(WRONG + 1)]
    assert said == [401] * WRONG + [429]
    assert status(words) == 200
    assert status("luoshi_wrong", address="10.0.0.2") == 401


@pytest.mark.parametrize("words", ["", " ", "luoshi_", "x" * 5000, "中文", "\u00ff", "a b"])
def test_what_is_no_token(cast: Cast, words: str) -> None:
    """401, whatever it is; a session beside it does not help."""
    client = at_desk(cast.reporter)
    assert client.get(OWED, HTTP_AUTHORIZATION=f"Bearer {words}").status_code == 401


def test_a_token_needs_no_csrf(cast: Cast) -> None:
    """No browser sends it along by itself."""
    client = at_desk(None)
    client.handler.enforce_csrf_checks = True
    _token, words = made(cast.officer)
    address = "/api/v1/places/990101/figures/1/accept"
    assert client.post(address, headers={"authorization": f"Bearer {words}"}).status_code == 404
