"""Jobs: run once whatever happens, their progress seen, the dead taken up again, the living left alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from cast import person
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from worked import worked_off

from luoshi.office import jobs
from luoshi.office.actions import Refused, place_of
from luoshi.office.jobs import KINDS, MOST_ATTEMPTS, SILENCE, Attempt, Kind, Lost, Outcome, Write
from luoshi.office.models import Department, Job, JobState, Place

SOON = timedelta(seconds=1)


@pytest.fixture
def place(db: None) -> Place:
    return place_of(code="990101", name="青梧区")


@pytest.fixture
def kinds() -> Iterator[dict[str, Kind]]:
    """The kinds of jobs, without those of other tests afterwards."""
    before = dict(KINDS)
    yield KINDS
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def cleared(kinds: dict[str, Kind]) -> list[int]:
    """Jobs that were cleared away; there is a kind that adds a department, and one that fails."""
    gone: list[int] = []

    @jobs.kind("add", clear=lambda job: gone.append(job.pk))
    def add(attempt: Attempt) -> Write:
        attempt.progress(1, 2, "写")
        return lambda: added(attempt.job)

    @jobs.kind("refuse", clear=lambda job: gone.append(job.pk))
    def refuse(attempt: Attempt) -> Write:
        raise Refused("没有\n这个单位。")

    @jobs.kind("stumble", clear=lambda job: gone.append(job.pk))
    def stumble(attempt: Attempt) -> Write:
        return lambda: added(attempt.job) and 1 // 0  # type: ignore[return-value]

    return gone


def added(job: Job) -> Outcome:
    Department.objects.create(place=job.place, name=f"单位{job.arguments['number']}")
    return Outcome("加了一个单位。")


def asked(place: Place, kind: str = "add", number: int = 1) -> Job:
    return jobs.enqueue(kind=kind, title="加单位", place=place, by=None, arguments={"number": number})


def taken(job: Job, now: datetime | None = None) -> Job:
    held = jobs.take(job.pk, now or timezone.now())
    assert held is not None
    return held


def now_is(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_job_waits_runs_and_is_done(place: Place, cleared: list[int]) -> None:
    """What it came to stands there in one line, and what it needed is cleared away."""
    job = asked(place)
    assert job.state == JobState.WAITING
    worked_off(job)
    assert (job.state, job.words, job.done, job.total) == ("done", "加了一个单位。", 2, 2)
    assert Department.objects.count() == 1
    assert cleared == [job.pk]


def test_progress_is_seen_while_it_runs(place: Place, cleared: list[int]) -> None:
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


def test_a_job_that_is_refused_says_why_in_one_line(place: Place, cleared: list[int]) -> None:
    """Its words reach the person who asked."""
    job = worked_off(asked(place, "refuse"))
    assert (job.state, job.words) == ("failed", "没有 这个单位。")
    assert cleared == [job.pk]


def test_a_fault_is_said_in_one_line_and_writes_nothing(
    place: Place, cleared: list[int], caplog: pytest.LogCaptureFixture
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


def test_a_job_that_is_queued_twice_writes_once(place: Place, cleared: list[int]) -> None:
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
    place: Place, cleared: list[int]
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


def test_a_job_whose_worker_died_on_the_way_to_it_is_queued_again(place: Place, cleared: list[int]) -> None:
    """The queue's row was taken, the job not yet: it would wait for ever."""
    job = asked(place)
    DBTaskResult.objects.update(status="RUNNING")
    assert jobs.reap(job.heartbeat + SILENCE + SOON) == 1
    assert worked_off(job).state == JobState.DONE


def test_a_job_that_dies_again_and_again_is_given_up(place: Place, cleared: list[int]) -> None:
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
    assert cleared == [job.pk]
    assert jobs.reap(now + SILENCE + SOON) == 0


def test_a_cancelled_job_writes_nothing(place: Place, cleared: list[int]) -> None:
    """Cancelled while it runs, it ends at its next step, or at its last."""
    job = taken(asked(place))
    jobs.cancel(job=job, by=person("officer", "990101"))
    with pytest.raises(Lost):
        Attempt(job).progress(1, 2)
    with pytest.raises(Lost):
        jobs.finish(job, lambda: added(job))
    assert now_is(job).state == JobState.CANCELLED
    assert not Department.objects.exists()
    assert cleared == [job.pk]


def test_a_job_that_waits_is_cancelled_before_it_begins(place: Place, cleared: list[int]) -> None:
    """The worker passes it by."""
    job = asked(place)
    jobs.cancel(job=job, by=person("officer", "990101"))
    assert worked_off(job).state == JobState.CANCELLED
    assert job.attempts == 0
    assert cleared == [job.pk]


def test_a_job_goes_back_when_its_worker_stops(
    place: Place, cleared: list[int], kinds: dict[str, Kind]
) -> None:
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
