"""The `luoshi` command; each verb has a module of its own."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from luoshi import __version__

from .failures import told

FAILED = 2
INTERRUPTED = 130
TERMINATED = 143


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb. Exit status: 0; 2 when something is wrong with the input; 130 after Ctrl-C."""
    _keep_bytecode()
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        with _stopping_on_sigterm():
            status = int(options.run(options))
            sys.stdout.flush()
            return status
    except BrokenPipeError:
        _drop_stdout()
        return 0
    except KeyboardInterrupt:
        print("\n已中断，没有留下输出文件。Interrupted; no output file was left.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except Exception as error:
        from .talk import say

        line = told(error)
        if line is None:
            raise
        say(line)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    from . import areas, board, programme, read, status
    from . import map as maps

    parser = argparse.ArgumentParser(
        prog="luoshi",
        description="落实：把政府工作报告变成可以核对的承诺。 From a government work report to commitments.",
    )
    parser.add_argument("--version", action="version", version=f"luoshi {__version__}")
    verbs = parser.add_subparsers(title="命令 commands", metavar="COMMAND", required=True)
    read.add_to(verbs)
    status.add_to(verbs)
    programme.add_to(verbs)
    maps.add_to(verbs)
    areas.add_to(verbs)
    board.add_to(verbs)
    return parser


def _keep_bytecode() -> None:
    """Some environments forbid bytecode files: each start would compile everything anew, for seconds."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@contextmanager
def _stopping_on_sigterm() -> Iterator[None]:
    """SIGTERM unwinds like an exception, so that temporary files go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)


def _drop_stdout() -> None:
    """Whoever read us has gone; without this Python would complain on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
