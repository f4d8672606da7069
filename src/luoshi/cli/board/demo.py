"""`luoshi board demo`: an empty board is filled with the year of an invented district."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ..talk import say
from .start import FAILED, ready


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    demo = acts.add_parser("demo", help="在空的台账里演示一年 fill an empty board with an invented year")
    demo.add_argument("report", metavar="REPORT", help="样本报告 the sample report of the invented district")
    demo.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Fill an empty board; the logins are printed once, one a role. 2 where the board is not empty."""
    ready()
    from luoshi.demo.year import tell_year
    from luoshi.office.models import Place

    if Place.objects.exists():
        say("这里已经有台账，演示要放进空的数据目录。 The board is not empty: give another LUOSHI_DATA.")
        return FAILED
    with progress() as told:
        passwords = tell_year(Path(options.report), told=told)
    for username, password in passwords.items():
        sys.stdout.write(f"{username:<14} {password}\n")
    return 0


@contextmanager
def progress() -> Iterator[Callable[[date], None]]:
    """A bar over the days of the year, on a screen."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from luoshi.demo.year import CLOSED, YEAR

    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[day]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("演示的一年", total=(CLOSED - date(YEAR, 1, 1)).days, day="")

        def told(day: date) -> None:
            gone = (day - date(YEAR, 1, 1)).days
            bar.update(task, completed=gone, day=day.isoformat())

        yield told
