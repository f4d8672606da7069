"""`luoshi board tick`: what is due is done; to be called every few minutes, by cron or a timer."""

from __future__ import annotations

import argparse

from ..talk import say
from .start import FAILED, ready


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    acts.add_parser("tick", help="做到时候该做的事 do what is due").set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Say in one line what was done; 2 if any of it failed."""
    ready()
    from luoshi.office.ticks import tick

    done, failed = tick()
    say("；".join([*done, *(f"{name} 失败 failed" for name in failed)]) or "没有要做的事。 Nothing was due.")
    return FAILED if failed else 0
