"""`luoshi board demo`: an empty board is filled with the year of an invented district."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from .talk import say

FAILED = 2


def run_demo(options: argparse.Namespace) -> int:
    """Fill an empty board; the logins are printed once, one a role. 2 where the board is not empty."""
    from .board import ready

    ready()
    from luoshi.demo.year import HANDED_OUT, tell_year
    from luoshi.office.models import Place

    if Place.objects.exists():
        say("这里已经有台账，演示要放进空的数据目录。 The board is not empty: give another LUOSHI_DATA.")
        return FAILED
    months: set[int] = set()

    def told(day: date) -> None:
        if day >= HANDED_OUT and day.month not in months and sys.stderr.isatty():
            months.add(day.month)
            print(f"\r{day:%Y-%m} …", end="", file=sys.stderr)  # noqa: T201

    passwords = tell_year(Path(options.report), told=told)
    for username, password in passwords.items():
        sys.stdout.write(f"{username:<14} {password}\n")
    return 0
