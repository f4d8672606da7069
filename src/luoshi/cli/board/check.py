"""`luoshi board check`: what is wrong with this installation."""

from __future__ import annotations

import argparse

from ..talk import say
from .start import FAILED, set_up


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    acts.add_parser("check", help="检查安装和设置 what is wrong here").set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Say what is wrong, line by line; 2 if anything is."""
    set_up()
    from luoshi.web.health import problems, versions

    found = [*problems()]
    for problem in found:
        say(problem)
    say(
        f"{len(found)} 处要改。 {len(found)} problem(s)."
        if found
        else f"一切正常：{versions()}。 All is well."
    )
    return FAILED if found else 0
