"""The command as a process: how it starts, and how it ends when nobody listens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired

import pytest
from command import Said, start
from report_files import PROMISE, files_in

import luoshi
from luoshi.reading.outputs import FORMATS

_HEAVY = {
    "rich",
    "lxml",
    "docx",
    "xlsxwriter",
    "pypdfium2",
    "charset_normalizer",
    "asyncio",
    "multiprocessing",
}
_LIST_MODULES = """
import sys
from luoshi.cli import main
try:
    main(["--help"])
except SystemExit:
    print("\\n".join(sys.modules), file=sys.stderr)
"""


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=True)  # noqa: S603


def test_help_needs_nothing_heavy() -> None:
    done = _run("-c", _LIST_MODULES)
    loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
    assert not loaded & _HEAVY
    assert "承诺" in done.stdout.decode()


def test_the_package_runs_as_a_module() -> None:
    done = _run("-m", "luoshi", "--version")
    assert done.stdout.decode().split() == ["luoshi", luoshi.__version__]


def test_bytecode_is_kept_even_where_the_environment_forbids_it() -> None:
    code = "import luoshi.cli as cli, sys; cli._keep_bytecode(); print(sys.dont_write_bytecode)"
    assert _run("-c", code, PYTHONDONTWRITEBYTECODE="1").stdout.split() == [b"False"]


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_closed_pipe_ends_it_quietly(tmp_path: Path, format_name: str) -> None:
    """As in `luoshi read … | head -1`."""
    long = tmp_path / "长.txt"
    long.write_text(f"{PROMISE}\n" * 2000, "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    with start("read", str(long), "--format", format_name, stdout=writing) as process:
        os.close(writing)
        words = process.communicate()[1].decode()
    assert process.returncode == 0
    assert words == ""


def test_standard_input_is_read() -> None:
    with start("read", "-", "--format", "jsonl", stdin=PIPE, stdout=PIPE) as process:
        said = Said(*process.communicate(PROMISE.encode()))
    assert process.returncode == 0
    [found] = said.objects
    assert (found["text"], found["source"]) == (PROMISE.rstrip("。"), "stdin")


@pytest.mark.parametrize("format_name", ["xlsx", "docx"])
def test_a_screen_gets_no_office_file(folder: Path, format_name: str) -> None:
    screen, terminal = os.openpty()
    with start("read", "甲.txt", "--format", format_name, stdout=terminal) as process:
        os.close(terminal)
        words = process.communicate()[1].decode().splitlines()
    assert process.returncode == 2
    assert len(words) == 1
    assert "-o" in words[0]
    assert _shown(screen) == ""


def test_progress_is_shown_only_to_somebody_who_watches(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with start("read", "各县", "-o", "表.csv") as process:
        assert len(process.communicate()[1].splitlines()) == 1
    screen, terminal = os.openpty()
    with start("read", "各县", "-o", "表.csv", stderr=terminal) as process:
        os.close(terminal)
        assert "reading" in _shown(screen)
    assert process.returncode == 0


def _shown(screen: int) -> str:
    """All that came to the screen until its last writer went."""
    shown = b""
    with os.fdopen(screen, "rb", buffering=0) as stream, suppress(OSError):  # how Linux says that it went
        while piece := stream.read(1024):
            shown += piece
    return shown.decode()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx"])
def test_a_signal_leaves_no_file_behind(
    folder: Path, suffix: str, number: signal.Signals, status: int
) -> None:
    """The second report comes from a pipe that never ends: the output is open when the signal comes."""
    before = files_in(folder)
    with start("read", "甲.txt", "-", "-o", f"表.{suffix}", stdin=PIPE) as process:
        _interrupt(process, number, folder, len(before))
    assert process.returncode == status
    assert files_in(folder) == before


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_text_behind(folder: Path, number: signal.Signals, status: int) -> None:
    """The output is a pipe that nobody reads: the text waits beside it when the signal comes."""
    os.mkfifo("管道")
    before = files_in(folder)
    with start("read", "甲.txt", "--format", "csv", "-o", "管道", "--text-out", "文本.txt") as process:
        _interrupt(process, number, folder, len(before))
    assert process.returncode == status
    assert files_in(folder) == before


def _interrupt(process: Popen[bytes], number: signal.Signals, folder: Path, files: int) -> None:
    """Send the signal when there are more files than before and the command waits for its pipe."""
    deadline = time.monotonic() + 20
    while len(files_in(folder)) <= files and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(number)
    try:
        process.wait(timeout=20)
    except TimeoutExpired:
        process.kill()
        raise
    assert process.stderr
    assert "Traceback" not in process.stderr.read().decode()
