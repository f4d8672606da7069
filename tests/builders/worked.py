"""Working off jobs inside a test, whose transaction the worker must not take for a stale connection."""

from __future__ import annotations

from unittest.mock import patch

from luoshi.office.models import Job
from luoshi.office.worker import work

STALE = "django_tasks_db.management.commands.db_worker.close_old_connections"


def worked_off(job: Job) -> Job:
    """The job as it is when all that waited was worked off."""
    with patch(STALE):
        work(once=True)
    job.refresh_from_db()
    return job
