"""`luoshi board demo`: an empty board gets the year of an invented district, or a report of yours."""

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
    demo = acts.add_parser("demo", help="在空的台账里演示 fill an empty board for a look")
    demo.add_argument(
        "report", metavar="REPORT", help="样本报告，演示一整年 the sample: a whole year is told"
    )
    demo.add_argument("--place", help="换成你的报告：地方名称 for a report of yours: the place's name")
    demo.add_argument("--code", help="区划代码 its division code")
    demo.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Fill an empty board; the logins are printed once, one a role. 2 where the board is not empty."""
    ready()
    from luoshi.demo.people import open_with
    from luoshi.demo.year import tell_year
    from luoshi.office.actions import Refused
    from luoshi.office.models import Place
    from luoshi.reading import UnreadableReport

    if Place.objects.exists():
        say("这里已经有台账，演示要放进空的数据目录。 The board is not empty: give another LUOSHI_DATA.")
        return FAILED
    try:
        if options.place and options.code:
            passwords = open_with(Path(options.report), name=options.place, code=options.code)
        else:
            with progress() as told:
                passwords = tell_year(Path(options.report), told=told)
    except (Refused, UnreadableReport) as refusal:
        say(str(refusal))
        return FAILED
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
