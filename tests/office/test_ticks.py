"""What is due is done at a tick, and done once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from luoshi.office import jobs, ticks
from luoshi.office.actions import place_of
from luoshi.office.models import JobState


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


def test_jobs_of_dead_workers_are_queued_again(db: None) -> None:
    """Even where no other worker looks; and the queue forgets what is long over."""
    place = place_of(code="990101", name="青梧区")
    job = jobs.enqueue(kind="any", title="导入", place=place, by=None, arguments={})
    jobs.take(job.pk, timezone.now() - timedelta(minutes=1))
    DBTaskResult.objects.create(
        args_kwargs={}, task_path="x", status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=15)
    )
    done, failed = ticks.tick()
    assert {"重新排队 1 jobs taken up", "清理队列 1 queue rows dropped"} <= {*done}
    assert failed == []
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    assert DBTaskResult.objects.get().status == "READY"
