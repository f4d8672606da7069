"""`luoshi board import`: a report from a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..talk import say
from .start import FAILED, ready


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    bring = acts.add_parser("import", help="导入一份报告 bring in a report")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--place", required=True, help="地方名称，如 青梧区 the place's name")
    bring.add_argument("--code", required=True, help="区划代码，如 370303 its division code")
    bring.add_argument("--year", type=int, help="报告年份 the report's year")
    bring.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Bring in a report; 2 with one line where it cannot be."""
    ready()
    from luoshi.board.actions import import_report
    from luoshi.board.models import Commitment
    from luoshi.office.actions import Refused, place_of
    from luoshi.reading import UnreadableReport
    from luoshi.reading.sources import load_path

    try:
        place = place_of(code=options.code, name=options.place)
        report = import_report(
            place=place, document=load_path(Path(options.file)), year=options.year, by=None
        )
    except (Refused, UnreadableReport) as refusal:
        say(refusal.in_both() if isinstance(refusal, Refused) else str(refusal))
        return FAILED
    waiting = Commitment.objects.filter(report=report).count()
    say(f"读出 {waiting} 项承诺，等待确认。 {waiting} promises wait to be confirmed.")
    return 0
