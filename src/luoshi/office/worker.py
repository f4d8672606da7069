"""The worker: one process that takes jobs from the queue, one after the other."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from django.db import OperationalError
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.management.commands.db_worker import Worker

from luoshi.office import jobs

logger = logging.getLogger(__name__)

PAUSE = 0.25
"""Seconds between two looks into an empty queue."""


def work(*, once: bool = False, is_wanted: Callable[[], bool] = lambda: True) -> None:
    """Work off jobs until told to stop (SIGTERM, Ctrl-C), or only those that wait."""
    autodiscover_modules("jobs")
    jobs.tidy(timezone.now())
    with stopping_on_signals():
        while not jobs.stopping.is_set() and is_wanted():
            work_off()
            if once:
                return
            time.sleep(PAUSE)


def work_off() -> None:
    """Work off all jobs that wait, those of dead workers too."""
    try:
        jobs.reap(timezone.now())
        queue().run()
    except OperationalError as error:
        # A full disk or a database that is away: the jobs wait until it is there again.
        logger.error("no work for now: %s", error)
        time.sleep(PAUSE)


def queue() -> Worker:
    """The library's worker, which returns when nothing is left, or after the job at hand when told to."""
    return Hand(
        queue_names=["default"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=str(os.getpid()),
        interval=PAUSE,
        batch=True,
        startup_delay=False,
        max_tasks=None,
    )


class Hand(Worker):
    """The library's worker, told to stop by an event instead of its own signal handlers."""

    @property
    def running(self) -> bool:
        return not jobs.stopping.is_set()

    @running.setter
    def running(self, value: bool) -> None:
        """The library sets it at the start."""


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """The first SIGTERM or Ctrl-C stops after the step at hand, a second one at once.

    A signal that this process was started to ignore stays ignored.
    """
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    before = {number: handler for number, handler in handlers.items() if handler is not signal.SIG_IGN}

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in before:
            signal.signal(number, signal.SIG_DFL)
        jobs.stopping.set()

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        jobs.stopping.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


class Beside:
    """A worker process beside the server: started again if it dies, stopped with the server."""

    def __init__(self, target: Callable[[], None]) -> None:
        self.target = target
        self.over = threading.Event()
        self.keeper = threading.Thread(target=self.keep, name="worker", daemon=True)

    def __enter__(self) -> None:
        # Not left to the thread: the server forks, and no lock may be held then.
        self.start()
        self.keeper.start()

    def __exit__(self, *_: object) -> None:
        """Stop the worker; one that does not stop within ten seconds is killed, its job taken up later."""
        self.over.set()
        self.keeper.join()
        self.process.terminate()
        self.process.join(10)
        self.process.kill()
        self.process.join()

    def start(self) -> None:
        """Start a worker process."""
        self.process = multiprocessing.get_context("spawn").Process(target=self.target, daemon=True)
        self.process.start()

    def keep(self) -> None:
        """Start another worker whenever one has died."""
        while not self.over.wait(1):
            if not self.process.is_alive():
                logger.error("the worker ended (%s); another is started", self.process.exitcode)
                self.start()
