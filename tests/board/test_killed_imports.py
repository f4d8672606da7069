"""A worker that dies while a task table is carried out leaves nothing of it; the next one does it, once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cast import Cast
from django.conf import settings
from django.utils import timezone
from task_tables import carried_out, put, read_back, taken
from worked import worked_off

from luoshi.board.models import Commitment
from luoshi.board.tasktable import jobs
from luoshi.office.audit import append_missing_head, broken
from luoshi.office.jobs import SILENCE
from luoshi.office.models import Event, Job, JobState

CANTEENS = "2025-001.1"


class Killed(BaseException):
    """The process ends here: nothing may catch it."""


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An inbox of its own for each test."""
    monkeypatch.setattr(settings, "DATA", tmp_path)


def test_a_task_table_is_taken_up_again(
    cast: Cast, canteens: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All its rows were written when the worker died, none was kept; silent for half a minute, it is done."""
    page = taken(cast.officer)
    put(page, CANTEENS, "责任人", "李")
    table = read_back(cast.officer, page)
    events = Event.objects.count()

    def die(*arguments: object) -> None:
        written(*arguments)
        assert Event.objects.count() == events + 1
        raise Killed

    written = jobs.carry_out
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "carry_out", die)
        job = carried_out(cast.officer, table)
    assert (job.state, Event.objects.count()) == (JobState.RUNNING, events)
    Job.objects.update(heartbeat=timezone.now() - SILENCE - timedelta(seconds=1))
    assert worked_off(job).state == JobState.DONE
    assert Event.objects.count() == events + 1
    assert worked_off(job).attempts == 2
    # Nothing is ever committed in a test, so no head was noted; the table that went out shows one.
    append_missing_head()
    assert list(broken()) == []
