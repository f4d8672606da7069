"""The work behind `luoshi read`: many inputs, one output."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import BinaryIO

from luoshi.reading.model import Report, UnreadableReport
from luoshi.reading.outputs import Entry, Writer, open_writer, start_of

from .inputs import Input
from .talk import Tally, counting, say
from .target import whole_file

_KINDS = {"commitments": "commitment", "results": "result"}
_NOTHING_PROMISED = (
    "没有找到计划部分，全文没有作出承诺；可用 --only results 列出已报结果。 "
    "No plan part found, nothing is promised in this text; try --only results."
)


class Job:
    """All inputs of one command on their way into one output.

    The output is opened when the first report is there, and put in its place when the last one is written.
    """

    def __init__(self, options: argparse.Namespace, format_name: str) -> None:
        self._options, self._format = options, format_name
        self._tally = Tally()
        self._writer: Writer | None = None

    def read(self, inputs: Sequence[Input], problems: Sequence[str]) -> Tally:
        """Read and write everything; what fails is said and counted. Raises OSError if the output fails."""
        for problem in problems:
            self._fail(problem)
        with ExitStack() as stack:
            for source in counting(inputs, is_shown=not self._fills_screen()):
                report = self._report(source)
                if report is not None:
                    self._write(report, stack)
        return self._tally

    def _report(self, source: Input) -> Report | None:
        """The report, or null after saying why there is none."""
        from luoshi.reading import read

        try:
            report = read(
                source.content(), name=source.name, place=self._options.place, year=self._options.year
            )
        except (UnreadableReport, OSError) as error:
            words = words_of(error)
            self._fail(words if source.shown in words else f"{source.shown}：{words}")
            return None
        except Exception as error:  # one report must not stop the others
            self._fail(
                f"{source.shown}：程序出错，请报告此问题。 A fault of luoshi, please report it: {error!r}"
            )
            return None
        if self._options.only == "commitments" and not any(
            item.kind == "commitment" for item in report.items
        ):
            self._fail(f"{source.shown}：{_NOTHING_PROMISED}")
            return None
        return report

    def _write(self, report: Report, stack: ExitStack) -> None:
        if self._writer is None:
            if self._options.text_out:
                text = stack.enter_context(whole_file(Path(self._options.text_out)))
                text.write(report.text.encode(errors="surrogatepass"))
            stream = stack.enter_context(self._out())
            self._writer = stack.enter_context(open_writer(self._format, stream))
        self._writer.add(report, chosen(report, self._options.only))
        self._tally.count(report)

    def _out(self) -> AbstractContextManager[BinaryIO]:
        if self._options.out is None:
            return nullcontext(sys.stdout.buffer)
        return whole_file(Path(self._options.out))

    def _fills_screen(self) -> bool:
        return self._options.out is None and sys.stdout.isatty()

    def _fail(self, words: str) -> None:
        self._tally.failed += 1
        say(words)


def chosen(report: Report, only: str) -> list[Entry]:
    """What `--only` asks for, in the order of the text."""
    if only == "leftovers":
        return list(report.leftovers)
    if only in _KINDS:
        return [item for item in report.items if item.kind == _KINDS[only]]
    return sorted([*report.items, *report.leftovers], key=start_of)


def words_of(error: Exception) -> str:
    """What went wrong, for people."""
    if isinstance(error, FileNotFoundError):
        return f"{error.filename or ''} 找不到，请检查路径。 No such file or folder: check the path."
    if isinstance(error, PermissionError):
        return f"{error.filename or ''} 没有权限，请先取得权限。 Permission denied: get permission first."
    if isinstance(error, OSError):
        return (
            f"{error.filename or ''} 读写失败，请检查路径和磁盘空间。 "
            f"Cannot be read or written ({error.strerror or error}): check the path and the disk."
        )
    return str(error)
