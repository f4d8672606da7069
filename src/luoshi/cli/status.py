"""`luoshi status`: commitments and figures in, how they stand out; for people without a server."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from luoshi.delivery.model import STATUSES, Standing, Target

from .ledgers import BadTable, read_commitments, read_milestones, read_progress
from .talk import say
from .target import whole_file

FAILED = 2
WORDS = {
    "done": "完成",
    "ahead": "超进度",
    "on_pace": "达进度",
    "behind": "欠进度",
    "unknown": "其它",
}
HEAD = ("编号", "状态", "完成", "应有", "依据", "基准日", "数据")
Lines = Sequence[tuple[str, Standing]]


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser("status", help="按台账判定进度 judge progress from CSV files")
    parser.add_argument("commitments", metavar="COMMITMENTS.csv", help="承诺 commitments")
    parser.add_argument("progress", metavar="PROGRESS.csv", help="进展 reported figures")
    parser.add_argument("milestones", metavar="MILESTONES.csv", nargs="?", help="节点 milestones")
    parser.add_argument(
        "--as-of", type=_day, default=date.today(), help="截至哪一天，默认今天 as of which day"
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="输出格式 output format")
    parser.add_argument("-o", "--out", metavar="OUT", help="输出文件 write to this file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge every commitment; 2 if a table is bad, and then nothing is written."""
    try:
        lines = judged(options)
        if options.format == "xlsx" and options.out is None and sys.stdout.isatty():
            raise BadTable("xlsx 不能显示在屏幕上，请用 -o 指定文件。 xlsx is no screen format: use -o.")
        with _out(options.out) as stream:
            FORMATS[options.format](lines, options.as_of, stream)
    except BadTable as error:
        for problem in error.args:
            say(problem)
        return FAILED
    except BrokenPipeError:
        raise
    except OSError as error:
        say(f"{error.filename or options.out} 写不了：{error.strerror}。 cannot be written.")
        return FAILED
    counts = Counter(standing.status for _, standing in lines)
    said = "、".join(f"{WORDS[status]} {counts[status]}" for status in reversed(STATUSES))
    say(f"截至 {options.as_of}，{len(lines)} 项：{said}。 {len(lines)} commitments as of {options.as_of}.")
    return 0


def judged(options: argparse.Namespace) -> Lines:
    """How each commitment stands, in the order of the file."""
    from luoshi.delivery.status import combine, judge, judge_milestones

    commitments: dict[str, list[Target]] = read_commitments(Path(options.commitments))
    progress = read_progress(Path(options.progress), commitments)
    milestones = read_milestones(Path(options.milestones)) if options.milestones else {}
    found = []
    for id_ in dict.fromkeys([*commitments, *milestones]):
        parts = [judge(target, progress.get(id_, ()), options.as_of) for target in commitments.get(id_, ())]
        if id_ in milestones:
            parts.append(judge_milestones(milestones[id_], options.as_of))
        found.append((id_, combine(parts)))
    return found


def write_jsonl(lines: Lines, _as_of: date, stream: BinaryIO) -> None:
    """One object a line; shares are decimal strings, null where no share can be told."""
    for id_, standing in lines:
        record = {
            "id": id_,
            "status": standing.status,
            "share": decimal(standing.share),
            "expected": decimal(standing.expected),
            "reason": reason(standing),
            "stale": standing.stale,
            "reference_date": standing.reference.isoformat() if standing.reference else None,
        }
        stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def write_table(lines: Lines, as_of: date, stream: BinaryIO) -> None:
    """A table for the screen."""
    import io

    from rich.console import Console
    from rich.table import Table

    table = Table(*HEAD, title=f"截至 {as_of}", title_justify="left")
    for id_, standing in lines:
        table.add_row(*(cell.replace("[", r"\[") for cell in cells(id_, standing)))
    text = io.StringIO()
    terminal = stream.isatty()
    Console(file=text, force_terminal=terminal, width=None if terminal else 110).print(table)
    stream.write(text.getvalue().encode())


def write_xlsx(lines: Lines, as_of: date, stream: BinaryIO) -> None:
    """A sheet; every cell is text, so that nothing can become a formula."""
    import io

    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(f"截至{as_of}")
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, title in enumerate(HEAD):
        sheet.write_string(0, column, title, bold)
    for row, (id_, standing) in enumerate(lines, start=1):
        for column, cell in enumerate(cells(id_, standing)):
            sheet.write_string(row, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 16)
    sheet.set_column(4, 4, 60)
    sheet.set_column(5, 5, 12)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    stream.write(buffer.getvalue())


FORMATS: dict[str, Callable[[Lines, date, BinaryIO], None]] = {
    "table": write_table,
    "jsonl": write_jsonl,
    "xlsx": write_xlsx,
}


def cells(id_: str, standing: Standing) -> list[str]:
    """A row for people."""
    return [
        id_,
        WORDS[standing.status],
        percent(standing.share),
        percent(standing.expected),
        reason(standing),
        standing.reference.isoformat() if standing.reference else "",
        "缺报" if standing.stale else "",
    ]


def reason(standing: Standing) -> str:
    """Why it stands so: the row of the decision table that decided, and the part it is about."""
    from luoshi.delivery.status import words

    zh, en = words(standing.row)
    part = (
        f"{standing.part}：" if standing.part and (standing.parts or standing.row.startswith("mile")) else ""
    )
    return f"{part}{zh} / {en}"


def decimal(share: Fraction | None) -> str | None:
    """A share with six digits after the point at most."""
    if share is None:
        return None
    text = format((Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal("0.000001")), "f")
    return text.rstrip("0").rstrip(".")


def percent(share: Fraction | None) -> str:
    """A share for people."""
    return "" if share is None else f"{float(share):.1%}"


def _out(out: str | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if out is None else whole_file(Path(out))


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise argparse.ArgumentTypeError("日期应如 2022-06-30 a date is written 2022-06-30") from None
