"""How often one address may ask for what is open to all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cast import at_desk
from django.conf import settings
from django.core.cache import cache

from luoshi.office import clock

NOON = datetime(2025, 6, 30, 4, 0, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three a minute."""
    monkeypatch.setattr(settings, "PUBLIC_PER_MINUTE", 3)
    cache.clear()


def asked(address: str = "192.0.2.7") -> int:
    return at_desk(None).get("/public/status/", REMOTE_ADDR=address).status_code


def test_the_fourth_look_of_a_minute_has_to_wait() -> None:
    """One line, and how long; another address and the next minute are free."""
    with clock.at(NOON):
        assert [asked() for _ in range(4)] == [200, 200, 200, 429]
        refused = at_desk(None).get("/public/status/", REMOTE_ADDR="192.0.2.7")
        assert refused.headers["Retry-After"] == "40"
        assert refused.content.decode() == "一分钟最多看 3 次，请稍后再来。"
        assert asked("192.0.2.8") == 200
    with clock.at(NOON + timedelta(seconds=40)):
        assert asked() == 200


def test_a_household_of_ipv6_is_one() -> None:
    """It has more addresses than it could ever use up."""
    with clock.at(NOON):
        assert [asked(f"2001:db8:1:2::{last}") for last in range(4)] == [200, 200, 200, 429]
        assert asked("2001:db8:1:3::1") == 200


def test_an_address_that_is_none_is_counted_too() -> None:
    """Behind a socket there is none."""
    with clock.at(NOON):
        assert [asked("") for _ in range(4)] == [200, 200, 200, 429]


def test_pages_behind_the_login_are_not_counted(db: None) -> None:
    """An office sits behind one address."""
    with clock.at(NOON):
        assert {at_desk(None).get("/login/").status_code for _ in range(5)} == {200}
