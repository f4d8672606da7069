"""What is done again and again: each app adds its own in a module of this name.

A tick may come at any time and more than once: what has been done is not done again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from luoshi.office.audit import append_missing_head
from luoshi.office.jobs import reap

logger = logging.getLogger(__name__)
Tick = Callable[[], str]
"""Does what is due and says in a few words what it did; says nothing if there was nothing to do."""

TICKS: list[Tick] = []


def at_each_tick(tick: Tick) -> Tick:
    """Have a function called at each tick."""
    TICKS.append(tick)
    return tick


def tick() -> tuple[list[str], list[str]]:
    """Do all that is due: what was done, and what failed. One that fails does not stop the others."""
    autodiscover_modules("ticks")
    done, failed = [], []
    for one in TICKS:
        try:
            done.append(one())
        except Exception:
            logger.exception("tick %s failed", one.__name__)
            failed.append(one.__name__)
    return [words for words in done if words], failed


@at_each_tick
def note_head() -> str:
    """The head of the audit chain, where a full disk kept it from the file."""
    return "补记链尾 head noted" if append_missing_head() else ""


@at_each_tick
def drop_sessions() -> str:
    """Sessions that have run out."""
    count, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return f"清理会话 {count} sessions dropped" if count else ""


@at_each_tick
def take_up_jobs() -> str:
    """Jobs whose worker has died, for a worker to take up."""
    count = reap(timezone.now())
    return f"重新排队 {count} jobs taken up" if count else ""


@at_each_tick
def drop_queue_rows() -> str:
    """What the queue still knows of jobs that were over a fortnight ago; the jobs themselves stay."""
    before = timezone.now() - timedelta(days=14)
    count, _ = DBTaskResult.objects.filter(finished_at__lt=before).delete()
    return f"清理队列 {count} queue rows dropped" if count else ""
