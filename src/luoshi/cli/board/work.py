"""`luoshi board work`: the worker, alone or beside the server."""

from __future__ import annotations

import argparse
import signal
from contextlib import AbstractContextManager, nullcontext

from ..talk import say
from .start import ready


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    work = acts.add_parser("work", help="处理后台任务 work off the jobs")
    work.add_argument("--once", action="store_true", help="处理完等待的任务就结束 only those that wait")
    work.set_defaults(run=run_work)


def run_work(options: argparse.Namespace) -> int:
    """Work off jobs until stopped, or those that wait."""
    ready()
    from luoshi.office.worker import work

    if not options.once:
        say("正在处理后台任务，Ctrl-C 停止。 Working off jobs, Ctrl-C to stop.")
    work(once=options.once)
    return 0


def working(options: argparse.Namespace) -> AbstractContextManager[None]:
    """A worker beside the server, unless it was not wanted."""
    from luoshi.office.worker import Beside

    return nullcontext() if options.no_worker else Beside(work_beside)


def work_beside() -> None:
    """What the process beside the server runs: it stops with the server, even where that was killed."""
    from multiprocessing import parent_process

    # Ctrl-C reaches both: the server tells its worker itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready()

    from luoshi.office.worker import work

    server = parent_process()
    work(is_wanted=lambda: server is None or server.is_alive())
