"""`luoshi status`: commitments and figures in, how they stand out; for people without a server."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO

from luoshi.delivery.model import STATUSES
from luoshi.delivery.status import combine, judge, judge_milestones
from luoshi.delivery.words import STATUS_WORDS

from .cells import BadCell, day
from .job import words_of
from .ledgers import paths_without_a_way, read_commitments, read_milestones, read_progress
from .standings import FORMATS, Lines
from .tables import SHOWN, BadTable
from .talk import say
from .target import real_path, whole_file

FAILED = 2
_SUFFIXES = {".xlsx": "xlsx", ".jsonl": "jsonl"}
_DESCRIPTION = """\
按公布的规则判定每项承诺的进度：完成、超进度、达进度、欠进度、其它。
Judge by a published table how each commitment stands. The columns of the files: docs/status.md.
"""


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "status",
        help="按台账判定进度 judge progress from CSV files",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("commitments", metavar="COMMITMENTS.csv", help="承诺 commitments")
    parser.add_argument("progress", metavar="PROGRESS.csv", help="进展 reported figures")
    parser.add_argument("milestones", metavar="MILESTONES.csv", nargs="?", help="节点 milestones")
    parser.add_argument(
        "--as-of",
        type=_day,
        default=date.today(),
        help="截至哪一天，默认今天 as of which day, or today",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="输出格式，默认看 OUT 的后缀，否则为 table by OUT's suffix, else table",
    )
    parser.add_argument("-o", "--out", metavar="OUT", help="输出文件 write to this file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge every commitment; 2 if a table is bad, and then nothing is written."""
    try:
        format_name = _format_of(options)
        _check_target(options)
        lines, notes = judged(options)
        with _out(options.out) as stream:
            FORMATS[format_name](lines, options.as_of, stream)
            stream.flush()
    except BadTable as error:
        for problem in error.args:
            say(problem)
        return FAILED
    except BrokenPipeError:
        raise
    except OSError as error:
        say(words_of(error))
        return FAILED
    _say_notes(notes)
    counts = Counter(standing.status for _, standing in lines)
    said = "、".join(f"{STATUS_WORDS[status]} {counts[status]}" for status in reversed(STATUSES))
    say(f"截至 {options.as_of}，{len(lines)} 项：{said}。 {len(lines)} commitments as of {options.as_of}.")
    return 0


def judged(options: argparse.Namespace) -> tuple[Lines, list[str]]:
    """How each commitment stands, in the order of the file, and what in the files could not count."""
    commitments = read_commitments(Path(options.commitments))
    progress = read_progress(Path(options.progress), commitments)
    milestones = read_milestones(Path(options.milestones)) if options.milestones else {}
    lines = []
    for id_ in dict.fromkeys([*commitments, *milestones]):
        parts = [
            judge(target, progress.figures.get((id_, target.measure), ()), options.as_of)
            for target in commitments.get(id_, ())
        ]
        if id_ in milestones:
            parts.append(judge_milestones(milestones[id_], options.as_of))
        lines.append((id_, combine(parts)))
    return lines, [*paths_without_a_way(commitments), *progress.notes]


def _say_notes(notes: Sequence[str]) -> None:
    for note in notes[:SHOWN]:
        say(note)
    if len(notes) > SHOWN:
        say(f"还有 {len(notes) - SHOWN} 处未计入。 {len(notes) - SHOWN} more not used.")


def _format_of(options: argparse.Namespace) -> str:
    """The format that was named, or that the suffix of the output stands for."""
    suffix = Path(options.out).suffix.lower() if options.out else ""
    name = str(options.format or _SUFFIXES.get(suffix, "table"))
    if name == "xlsx" and options.out is None and sys.stdout.isatty():
        raise BadTable("xlsx 不能显示在屏幕上，请用 -o 指定文件。 xlsx is no screen format: use -o.")
    return name


def _check_target(options: argparse.Namespace) -> None:
    """No output may replace a ledger."""
    ledgers = (options.commitments, options.progress, options.milestones)
    if options.out and real_path(options.out) in {real_path(name) for name in ledgers if name}:
        raise BadTable(f"{options.out} 是台账，不能覆盖。 {options.out} is among the inputs.")


def _out(out: str | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if out is None else whole_file(Path(out))


def _day(cell: str) -> date:
    try:
        return day(cell)
    except BadCell as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
