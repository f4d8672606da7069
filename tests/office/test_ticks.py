"""What is due is done at a tick, and done once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from luoshi.office import ticks
from luoshi.office.actions import place_of


def test_a_second_tick_has_nothing_to_do(db: None) -> None:
    """The head is noted and old sessions are dropped, once."""
    place_of(code="990101", name="青梧区")
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=timezone.now() + timedelta(days=1))
    done, failed = ticks.tick()
    assert {"补记链尾 head noted", "清理会话 1 sessions dropped"} <= {*done}
    assert failed == []
    assert ticks.tick() == ([], [])
    assert Session.objects.get().session_key == "new"


def test_one_that_fails_does_not_stop_the_others(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and the rest is done."""

    def failing() -> str:
        raise RuntimeError

    monkeypatch.setattr(ticks, "TICKS", [failing, lambda: "做了 done"])
    assert ticks.tick() == (["做了 done"], ["failing"])
