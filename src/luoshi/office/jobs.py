"""Jobs: work that takes longer than a page may, done by a worker from a queue in the same database.

A kind of job computes without writing and returns its write, which is called once, in the transaction in
which the job becomes done: however often a job is begun, it writes once; cancelled, it writes nothing.
The queue is django-tasks-db's. It does not notice that a worker was killed, so here each attempt has a
heartbeat, and the reaper takes up again what has fallen silent.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from luoshi.office import inbox
from luoshi.office.actions import Refused
from luoshi.office.failures import Lack, lack_of
from luoshi.office.models import Job, JobState, Place, User

logger = logging.getLogger(__name__)

BEAT = 5
"""Seconds between two heartbeats."""
SILENCE = timedelta(seconds=30)
"""After so long without a heartbeat an attempt is dead."""
STRANDED = timedelta(days=1)
"""After so long a file of the inbox that no job waits for has been forgotten."""
MOST_ATTEMPTS = 4
"""The first attempt, and three more."""
UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job came to: a line for people, and the address (route and key) of what it made."""

    words: str
    route: str = ""
    pk: int | None = None


Write = Callable[[], Outcome]


class Ended(BaseException):
    """This attempt must not go on. No error: it passes through whatever takes errors for a bad file."""


class Lost(Ended):
    """The job was cancelled, or another worker has taken it up."""


class Stopped(Ended):
    """The worker was told to stop: the job goes back to the queue."""


@dataclass(slots=True)
class Attempt:
    """One attempt at a job, by one worker."""

    job: Job
    percent: int = field(default=-1)

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Say how far it is, and what is being done; ends the attempt where it must not go on.

        May be called as often as one likes: a row is written for each percent only.
        """
        if stopping.is_set():
            raise Stopped
        percent = 100 * done // max(total, 1)
        if percent == self.percent:
            return
        self.percent = percent
        said = {"done": done, "total": total, "words": words, "heartbeat": timezone.now()}
        if not mine(self.job).update(**said):
            raise Lost


Work = Callable[[Attempt], Write]
KINDS: dict[str, Work] = {}
"""How the jobs of each kind are done."""

stopping = threading.Event()
"""Set when this process is to stop after, or within, the job at hand."""


def kind(name: str) -> Callable[[Work], Work]:
    """Register, under a name, how jobs of a kind are done."""

    def registered(work: Work) -> Work:
        KINDS[name] = work
        return work

    return registered


@transaction.atomic
def enqueue(*, kind: str, title: str, place: Place, by: User | None, arguments: dict[str, object]) -> Job:
    """Put a job into the queue. An argument `file` names its file in the inbox, which goes with it.

    What the job says is said in the language of whoever asks now.
    """
    said = arguments | {"language": get_language()}
    job = Job(place=place, kind=kind, title=title[:200], by=by, arguments=said)
    job.heartbeat = timezone.now()
    job.save(force_insert=True)
    queue(job)
    return job


def queue(job: Job) -> None:
    """Give a job that waits its row in the queue."""
    Job.objects.filter(pk=job.pk).update(queued=attempt_job.enqueue(job.pk).id)


def cancel(*, job: Job, by: User) -> None:
    """Cancel a job that waits or runs; it writes nothing any more. Refused when it is over."""
    words = _("%(who)s取消了。") % {"who": by}
    if not end(Job.objects.filter(pk=job.pk, state__in=UNDER_WAY), job, JobState.CANCELLED, words):
        raise Refused("这项任务已经结束，不能取消。")


@task()
def attempt_job(pk: int) -> None:
    """Work at a job, if it still waits to be done."""
    job = take(pk, timezone.now())
    if job is not None:
        with override(job.arguments["language"]):
            work_at(job)


def work_at(job: Job) -> None:
    """Work at a job that was taken up; whatever happens, it is said in the job's words."""
    try:
        with beating(job):
            finish(job, KINDS[job.kind](Attempt(job)))
    except Lost:
        logger.info("job %s was cancelled or taken up elsewhere", job.pk)
    except Stopped:
        give_back(job)
    except Refused as refusal:
        end(mine(job), job, JobState.FAILED, str(refusal))
    except Exception as error:
        logger.exception("job %s", job.pk)
        end(mine(job), job, JobState.FAILED, why_failed(error))


def why_failed(error: Exception) -> str:
    """What a person is told of an error that no job foresaw."""
    if lack_of(error) == Lack.ROOM:
        return _("服务器的磁盘满了或不能写，什么也没有保存。请联系管理员，腾出空间后再做一次。")
    return _("程序出错（%(error)s），已记入日志，请联系管理员。") % {"error": type(error).__name__}


def take(pk: int, now: datetime) -> Job | None:
    """Take up a job that waits: of several workers one gets it."""
    taken = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
        state=JobState.RUNNING, attempt=uuid.uuid4(), attempts=F("attempts") + 1, heartbeat=now
    )
    return Job.objects.select_related("place", "by").get(pk=pk) if taken else None


def mine(job: Job):
    """The job's row as long as this attempt at it is the one that counts."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt)


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Let the heart beat while a job is worked at, so that a long silent step does not look dead."""
    over = threading.Event()
    thread = threading.Thread(target=beat_until, args=(over, job), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def beat_until(over: threading.Event, job: Job) -> None:
    """Beat until the work is over. A database that is busy for a moment is no reason to stop."""
    try:
        while not over.wait(BEAT):
            try:
                beat(job, timezone.now())
            except OperationalError:
                logger.warning("job %s missed a heartbeat", job.pk)
    finally:
        connection.close()


def beat(job: Job, now: datetime) -> None:
    """One heartbeat."""
    mine(job).update(heartbeat=now)


def finish(job: Job, write: Write) -> None:
    """Write what the job came to and call it done, in one transaction; raises Lost if it is not ours."""
    with transaction.atomic():
        if mine(job).select_for_update().first() is None:
            raise Lost
        outcome = write()
        mine(job).update(
            state=JobState.DONE,
            done=F("total"),
            words=outcome.words[:300],
            result={"route": outcome.route, "pk": outcome.pk},
        )
    clear(job)


def end(rows, job: Job, state: JobState, words: str) -> bool:
    """End a job that is still among these rows without anything written, and say why in one line."""
    ended = rows.update(state=state, words=" ".join(words.split())[:300])
    if ended:
        clear(job)
    return bool(ended)


def clear(job: Job) -> None:
    """Take the file of a job that is over out of the inbox."""
    if "file" in job.arguments:
        inbox.remove(job.arguments["file"])


def tidy(now: datetime) -> None:
    """Take out of the inbox what was left there when a process died between a file and its job."""
    inbox.tidy({job.arguments.get("file") for job in Job.objects.filter(state__in=UNDER_WAY)}, now - STRANDED)


@transaction.atomic
def give_back(job: Job) -> None:
    """Put a job back into the queue because its worker stops; this attempt does not count."""
    if mine(job).update(state=JobState.WAITING, attempts=F("attempts") - 1, words=""):
        queue(job)


def reap(now: datetime) -> int:
    """Take up again, or give up, the jobs whose worker has died; how many there were.

    One that waits without a row in the queue, as its worker died on the way to it, counts as silent too.
    """
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).values("id")
    silent = Job.objects.filter(
        Q(state=JobState.RUNNING) | (Q(state=JobState.WAITING) & ~Q(queued__in=ready)),
        heartbeat__lt=now - SILENCE,
    )
    return sum(revive(job, now) for job in silent)


def revive(job: Job, now: datetime) -> bool:
    """Put a silent job back into the queue, or give it up; nothing if it has stirred meanwhile."""
    same = Job.objects.filter(pk=job.pk, state=job.state, heartbeat=job.heartbeat)
    if job.attempts >= MOST_ATTEMPTS:
        words = _("处理中断了 %(times)s 次，不再重试。请检查文件，或联系管理员。") % {"times": job.attempts}
        return end(same, job, JobState.FAILED, words)
    with transaction.atomic():
        found = same.update(state=JobState.WAITING, heartbeat=now, words="")
        if found:
            DBTaskResult.objects.filter(pk=job.queued).delete()
            queue(job)
    return bool(found)
