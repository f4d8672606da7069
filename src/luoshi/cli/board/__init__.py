"""`luoshi board`: the board and what an administrator does with it from the command line."""

from __future__ import annotations

import argparse

from . import bring, check, demo, keep, person, serve, tick, token, verify, work

ACTS = [serve, work, tick, bring, person, token, keep, verify, check, demo]


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and what stands under it."""
    parser = verbs.add_parser("board", help="台账 the board")
    acts = parser.add_subparsers(title="命令 commands", metavar="ACT", required=True)
    for act in ACTS:
        act.add_to(acts)
