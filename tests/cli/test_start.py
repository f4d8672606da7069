"""The command as a process: how it starts, and how it ends when nobody listens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import luoshi

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
_WITH_TEST_READER = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import luoshi.reading
from conftest import read_lines
luoshi.reading.read = read_lines
from luoshi.cli import main
raise SystemExit(main())
"""


def _start(*arguments: str, stdin: int | None = None, stdout: int | None = None) -> subprocess.Popen[bytes]:
    """The command, with the reader of these tests."""
    command = [sys.executable, "-c", _WITH_TEST_READER, str(Path(__file__).parent), *arguments]
    return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)  # noqa: S603


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


@pytest.mark.parametrize("format_name", ["table", "jsonl", "csv", "html", "xlsx", "docx"])
def test_a_closed_pipe_ends_it_quietly(tmp_path: Path, format_name: str) -> None:
    """As in `luoshi read … | head -1`."""
    long = tmp_path / "长.txt"
    long.write_text("将建设路\n" * 20000, "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    with _start("read", str(long), "--format", format_name, stdout=writing) as process:
        os.close(writing)
        words = process.communicate()[1].decode()
    assert process.returncode == 0
    assert words == ""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_file_behind(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """The second report comes from a pipe that never ends: the output is open when the signal comes."""
    (tmp_path / "甲.txt").write_text("将建设路", "utf-8")
    arguments = ("read", str(tmp_path / "甲.txt"), "-", "-o", str(tmp_path / "表.csv"))
    with _start(*arguments, stdin=subprocess.PIPE) as process:
        deadline = time.monotonic() + 20
        while len(os.listdir(tmp_path)) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(number)
        assert process.stderr
        words = process.stderr.read().decode()
    assert process.returncode == status
    assert "Traceback" not in words
    assert os.listdir(tmp_path) == ["甲.txt"]
