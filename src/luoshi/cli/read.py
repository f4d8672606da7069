"""`luoshi read`: reports in, a table out."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from luoshi.reading.outputs import FORMATS

from .inputs import Input, find_inputs
from .job import Job, words_of
from .talk import say
from .target import real_path

FAILED = 2
ONLY = ("commitments", "results", "leftovers", "all")
_SUFFIXES = {
    ".txt": "table",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
}
_DESCRIPTION = """\
读政府工作报告，列出其中的承诺，每一条都注明原文位置。
Read government work reports and list what they promise, each with its place in the source.

FILE 可以是 .txt .html .docx .pdf .md 文件、文件夹，或 - （标准输入）。
FILE is such a file, a folder, or - for standard input.
"""
_EXAMPLES = """\
例 examples:
  luoshi read 报告.docx
  luoshi read 报告.pdf -o 任务分解表.xlsx
  luoshi read 报告/ --only all --format jsonl > 全部.jsonl
"""


class UsageError(Exception):
    """What was asked for cannot be done; the message is one line."""


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "read",
        help="读报告，列出承诺 read reports",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="报告 a report, a folder, or -")
    parser.add_argument("--year", type=_year, help="报告年份，如 2022 the report's year")
    parser.add_argument("--place", help="报告地区，如 张店区 the report's place")
    parser.add_argument(
        "--only",
        choices=ONLY,
        default="commitments",
        help="只列承诺（默认）、已报结果、遗留数字，或全部 commitments unless said",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="输出格式，默认看 OUT 的后缀，否则为 table by OUT's suffix, else table",
    )
    parser.add_argument("-o", "--out", metavar="OUT", help="输出文件 write to this file")
    parser.add_argument(
        "--text-out",
        metavar="FILE",
        help="另存报告文本，原文位置以它为准 save the text that positions refer to",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read all inputs into one output; 2 if any of them failed, or what was asked for cannot be done."""
    started = time.monotonic()
    try:
        format_name = _format_of(options)
        inputs, problems = find_inputs(options.files)
        _check_targets(options, inputs, len(problems))
        tally = Job(options, format_name).read(inputs, problems)
    except BrokenPipeError:
        raise
    except (UsageError, OSError) as error:
        say(words_of(error))
        return FAILED
    if tally.reports:
        say(tally.closing_line(time.monotonic() - started))
    return FAILED if tally.failed else 0


def _year(text: str) -> int:
    if not (text.isdecimal() and len(text) == 4):
        raise argparse.ArgumentTypeError("年份应是四位数字，如 2022 a year has four digits")
    return int(text)


def _format_of(options: argparse.Namespace) -> str:
    """The format that was named, or that the suffix of the output stands for."""
    name = str(options.format or _format_of_suffix(options.out))
    if options.out is None and FORMATS[name].binary and sys.stdout.isatty():
        raise UsageError(f"{name} 不能显示在屏幕上，请用 -o 指定文件。 {name} is no screen format: use -o.")
    return name


def _format_of_suffix(out: str | None) -> str:
    suffix = Path(out).suffix.lower() if out else ""
    if suffix and suffix not in _SUFFIXES:
        raise UsageError(
            f"不认识后缀 {suffix}，请用 --format 指定格式。 Unknown suffix {suffix}: use --format."
        )
    return _SUFFIXES.get(suffix, "table")


def _check_targets(options: argparse.Namespace, inputs: list[Input], problems: int) -> None:
    """No output may replace an input or the other output."""
    targets = [real_path(name) for name in (options.out, options.text_out) if name]
    if options.text_out and len(inputs) + problems > 1:
        raise UsageError("--text-out 只能用于一份报告。 --text-out takes a single report.")
    if len(set(targets)) < len(targets):
        raise UsageError("-o 和 --text-out 不能是同一个文件。 -o and --text-out must differ.")
    sources = {real_path(source.path) for source in inputs if source.path}
    for target in targets:
        if target in sources and target.is_file():
            raise UsageError(f"{target.name} 是要读的报告，不能覆盖。 {target.name} is among the inputs.")
