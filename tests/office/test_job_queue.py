"""Jobs: run once whatever happens, their progress seen, the dead taken up again, the living left alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cast import person
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from worked import worked_off

from luoshi.office import inbox, jobs
from luoshi.office.actions import Refused, place_of
from luoshi.office.jobs import KINDS, MOST_ATTEMPTS, SILENCE, STRANDED, Attempt, Lost, Outcome, Work, Write
from luoshi.office.models import Department, Job, JobState, Place

SOON = timedelta(seconds=1)


@pytest.fixture
def place(db: None) -> Place:
    return place_of(code="990101", name="青梧区")


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An inbox of its own for each test."""
    monkeypatch.setattr(settings, "DATA", tmp_path)


@pytest.fixture
def kinds() -> Iterator[dict[str, Work]]:
    """A kind of job that adds a department, one that refuses and one that stumbles; gone afterwards."""
    before = dict(KINDS)

    @jobs.kind("add")
    def add(attempt: Attempt) -> Write:
        attempt.progress(1, 2, "写")
        return lambda: added(attempt.job)

    @jobs.kind("refuse")
    def refuse(attempt: Attempt) -> Write:
        raise Refused("没有\n这个单位。")

    @jobs.kind("stumble")
    def stumble(attempt: Attempt) -> Write:
        return lambda: added(attempt.job) and 1 // 0  # type: ignore[return-value]

    yield KINDS
    KINDS.clear()
    KINDS.update(before)


def added(job: Job) -> Outcome:
    Department.objects.create(place=job.place, name=f"单位{job.arguments['number']}")
    return Outcome("加了一个单位。")


def asked(place: Place, kind: str = "add", number: int = 1) -> Job:
    """A job with a file in the inbox."""
    said = {"number": number, "file": inbox.keep(b"x")}
    return jobs.enqueue(kind=kind, title="加单位", place=place, by=None, arguments=said)


def is_cleared(job: Job) -> bool:
    return not inbox.path(job.arguments["file"]).exists()


def taken(job: Job, now: datetime | None = None) -> Job:
    held = jobs.take(job.pk, now or timezone.now())
    assert held is not None
    return held


def now_is(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_job_waits_runs_and_is_done(place: Place, kinds: dict[str, Work]) -> None:
    """What it came to stands there in one line, and what it needed is cleared away."""
    job = asked(place)
    assert job.state == JobState.WAITING
    worked_off(job)
    assert (job.state, job.words, job.done, job.total) == ("done", "加了一个单位。", 2, 2)
    assert Department.objects.count() == 1
    assert is_cleared(job)


def test_progress_is_seen_while_it_runs(place: Place, kinds: dict[str, Work]) -> None:
    """It also is a sign of life; of many steps one for each percent is written."""
    job = taken(asked(place), timezone.now() - SILENCE)
    before = job.heartbeat
    attempt = Attempt(job)
    attempt.progress(5, 4000, "读第 5 行")
    assert (now_is(job).done, job.total, job.words) == (5, 4000, "读第 5 行")
    assert job.heartbeat > before
    attempt.progress(6, 4000, "读第 6 行")
    assert now_is(job).done == 5
    attempt.progress(400, 4000)
    assert now_is(job).done == 400


def test_a_job_that_is_refused_says_why_in_one_line(place: Place, kinds: dict[str, Work]) -> None:
    """Its words reach the person who asked."""
    job = worked_off(asked(place, "refuse"))
    assert (job.state, job.words) == ("failed", "没有 这个单位。")
    assert is_cleared(job)


def test_a_fault_is_said_in_one_line_and_writes_nothing(
    place: Place, kinds: dict[str, Work], caplog: pytest.LogCaptureFixture
) -> None:
    """What was written before the fault is undone; the traceback is for the log only."""
    job = worked_off(asked(place, "stumble"))
    assert job.state == JobState.FAILED
    assert "ZeroDivisionError" in job.words
    assert "Traceback" not in job.words
    assert "1 // 0" in caplog.text
    assert not Department.objects.exists()


def test_a_job_of_no_known_kind_fails(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """As one from an older version may be."""
    assert worked_off(asked(place, "gone")).state == JobState.FAILED


def test_a_job_that_is_queued_twice_writes_once(place: Place, kinds: dict[str, Work]) -> None:
    """The second row in the queue finds it done."""
    job = asked(place)
    jobs.queue(job)
    assert DBTaskResult.objects.count() == 2
    worked_off(job)
    assert job.attempts == 1
    assert Department.objects.count() == 1


def test_two_workers_never_hold_one_job(place: Place) -> None:
    """Who comes second gets nothing."""
    job = asked(place)
    taken(job)
    assert jobs.take(job.pk, timezone.now()) is None


def test_a_living_job_is_left_alone(place: Place) -> None:
    """However long it has run: its heart beats."""
    start = timezone.now()
    job = taken(asked(place), start)
    for minute in range(1, 60):
        jobs.beat(job, start + timedelta(minutes=minute))
        assert jobs.reap(start + timedelta(minutes=minute) + SILENCE) == 0
    assert now_is(job).state == JobState.RUNNING


def test_a_job_that_waits_its_turn_is_left_alone(place: Place) -> None:
    """It has no heart yet, but its row in the queue."""
    job = asked(place)
    assert jobs.reap(timezone.now() + timedelta(days=1)) == 0
    assert DBTaskResult.objects.count() == 1
    assert now_is(job).state == JobState.WAITING


def test_a_silent_job_is_taken_up_again_and_the_dead_attempt_cannot_write(
    place: Place, kinds: dict[str, Work]
) -> None:
    """Should the first worker wake up, it finds that the job is not its own any more."""
    asleep = taken(asked(place))
    assert jobs.reap(asleep.heartbeat + SILENCE + SOON) == 1
    assert now_is(Job.objects.get()).state == JobState.WAITING
    job = worked_off(Job.objects.get())
    assert (job.state, job.attempts) == ("done", 2)
    with pytest.raises(Lost):
        jobs.finish(asleep, lambda: added(asleep))
    with pytest.raises(Lost):
        Attempt(asleep).progress(1, 2)
    assert Department.objects.count() == 1
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()


def test_a_job_whose_worker_died_on_the_way_to_it_is_queued_again(
    place: Place, kinds: dict[str, Work]
) -> None:
    """The queue's row was taken, the job not yet: it would wait for ever."""
    job = asked(place)
    DBTaskResult.objects.update(status="RUNNING")
    assert jobs.reap(job.heartbeat + SILENCE + SOON) == 1
    assert worked_off(job).state == JobState.DONE


def test_a_job_that_dies_again_and_again_is_given_up(place: Place, kinds: dict[str, Work]) -> None:
    """After the first attempt and three more it has failed, and says so."""
    asked(place)
    now = timezone.now()
    for number in range(1, MOST_ATTEMPTS + 1):
        job = taken(Job.objects.get(), now)
        assert job.attempts == number
        now += SILENCE + SOON
        assert jobs.reap(now) == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "4 次" in job.words
    assert is_cleared(job)
    assert jobs.reap(now + SILENCE + SOON) == 0


def test_a_cancelled_job_writes_nothing(place: Place, kinds: dict[str, Work]) -> None:
    """Cancelled while it runs, it ends at its next step, or at its last."""
    job = taken(asked(place))
    jobs.cancel(job=job, by=person("officer", "990101"))
    with pytest.raises(Lost):
        Attempt(job).progress(1, 2)
    with pytest.raises(Lost):
        jobs.finish(job, lambda: added(job))
    assert now_is(job).state == JobState.CANCELLED
    assert not Department.objects.exists()
    assert is_cleared(job)


def test_a_job_that_waits_is_cancelled_before_it_begins(place: Place, kinds: dict[str, Work]) -> None:
    """The worker passes it by."""
    job = asked(place)
    jobs.cancel(job=job, by=person("officer", "990101"))
    assert worked_off(job).state == JobState.CANCELLED
    assert job.attempts == 0
    assert is_cleared(job)


def test_a_job_goes_back_when_its_worker_stops(place: Place, kinds: dict[str, Work]) -> None:
    """The attempt does not count, and the next worker does it."""

    @jobs.kind("stopped")
    def stopped(attempt: Attempt) -> Write:
        jobs.stopping.set()
        attempt.progress(1, 2)
        return lambda: added(attempt.job)

    job = worked_off(asked(place, "stopped"))
    assert (job.state, job.attempts) == ("waiting", 0)
    kinds["stopped"] = kinds["add"]
    assert worked_off(job).state == JobState.DONE


class Seconds:
    """Work that takes three heartbeats; the waiting is left out."""

    def __init__(self) -> None:
        self.waits = 0

    def wait(self, _seconds: int) -> bool:
        self.waits += 1
        return self.waits > 3


def test_the_heart_beats_while_the_work_is_silent(
    place: Place, kinds: dict[str, Work], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A database that is busy for one beat does not stop it."""
    told = []

    def beat(_job: Job, now: datetime) -> None:
        told.append(now)
        if len(told) == 2:
            raise OperationalError("database is locked")

    monkeypatch.setattr(jobs, "beat", beat)
    monkeypatch.setattr(jobs, "connection", Seconds)
    monkeypatch.setattr(Seconds, "close", lambda: told.append(None), raising=False)
    jobs.beat_until(Seconds(), taken(asked(place)))  # type: ignore[arg-type]
    assert len(told) == 4
    assert told[3] is None
    assert "missed a heartbeat" in caplog.text


def test_what_was_left_in_the_inbox_goes_after_a_day(place: Place, kinds: dict[str, Work]) -> None:
    """As after a power cut between file and job; the file of a job that waits stays."""
    waits, left = asked(place), inbox.keep(b"y")
    jobs.tidy(timezone.now())
    assert inbox.path(left).exists()
    jobs.tidy(timezone.now() + STRANDED + SOON)
    assert not inbox.path(left).exists()
    assert not is_cleared(waits)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_gets_the_job(transactional_db: None) -> None:
    """On a real database, at the same moment."""
    if connection.vendor != "postgresql":
        pytest.skip("make test-postgres")
    job = asked(place_of(code="990101", name="青梧区"))
    with ThreadPoolExecutor(4) as pool:
        got = [*pool.map(lambda _: take_once(job.pk), range(8))]
    assert sum(got) == 1


def take_once(pk: int) -> bool:
    try:
        return jobs.take(pk, timezone.now()) is not None
    finally:
        connection.close()
