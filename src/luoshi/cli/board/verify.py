"""`luoshi board verify`: whether anybody has tampered with the records or the evidence."""

from __future__ import annotations

import argparse
import re
from itertools import chain

from ..talk import say
from .start import FAILED, ready


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    verify = acts.add_parser("verify", help="核对审计链和材料 verify the audit chain and the evidence")
    verify.add_argument("--head", type=head, help="导出件上印的链尾 a head that an export shows")
    verify.set_defaults(run=run)


def head(said: str) -> str:
    """A head as it is printed: how many events, and the HMAC of the last."""
    if not re.fullmatch(r"[0-9]+:[0-9a-f]{64}", said):
        raise argparse.ArgumentTypeError(
            "要写成 1234:ab12… It is a number, a colon and 64 hexadecimal digits."
        )
    return said


def run(options: argparse.Namespace) -> int:
    """Say what is wrong with the audit chain, the rows it speaks of and the evidence; 2 if anything is."""
    ready()
    from luoshi.office.audit import broken
    from luoshi.office.evidence import broken_files
    from luoshi.office.models import Event, File

    found = 0
    for problem in chain(broken(options.head), broken_files()):
        say(problem)
        found += 1
    words = f"{found} 处有问题。 {found} problem(s)." if found else "完好。 All is whole."
    say(f"审计链 {Event.objects.count()} 件，材料 {File.objects.count()} 份，{words}")
    return FAILED if found else 0
