"""The worker as a process: killed in the middle of a job, stopped, and beside another one."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import PIPE

import pytest
from cast import TEXT
from command import start

UPLOAD = """
import sys, django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from luoshi.board.jobs import receive_report
from luoshi.office.models import Place
text = sys.stdin.read()
for name in sys.argv[1:]:
    file = SimpleUploadedFile(name, text.replace("8处", f"{len(name)}处").encode())
    receive_report(place=Place.objects.get(), file=file, year=2025, by=None)
"""
FIRST = "一、2024年工作回顾\n建成公园3座。\n二、2025年主要任务\n新建公厕5座。"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A board of its own, with one report."""
    monkeypatch.setenv("LUOSHI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    report = tmp_path / "甲.txt"
    report.write_text(FIRST, "utf-8")
    with start("board", "import", str(report), "--place", "青梧区", "--code", "990101") as bringing:
        bringing.communicate()
    assert bringing.returncode == 0
    return tmp_path / "data"


def upload(*names: str) -> None:
    """Reports that wait to be read; another text for each length of name."""
    subprocess.run([sys.executable, "-c", UPLOAD, *names], input=TEXT.encode(), check=True)  # noqa: S603


def told(data: Path, question: str) -> list[tuple[object, ...]]:
    """What the database says."""
    with closing(sqlite3.connect(data / "board.sqlite3", timeout=20)) as database, database:
        return database.execute(question).fetchall()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def states(data: Path) -> list[tuple[object, ...]]:
    return told(data, "select state, attempts from office_job order by id")


def work_off() -> None:
    with start("board", "work", "--once") as worker:
        assert worker.communicate()[1] == b""
    assert worker.returncode == 0


def stalled(data: Path) -> Path:
    """The upload, in whose place stands a pipe in which nothing comes: its job begins and does not end."""
    [file] = (data / "inbox").iterdir()
    aside = data / "aside"
    file.rename(aside)
    os.mkfifo(file)
    return file


def test_a_worker_killed_in_a_job_loses_nothing_and_doubles_nothing(data: Path) -> None:
    """Its job is taken up by the next worker, once it has been silent for long enough."""
    upload("乙.txt")
    file = stalled(data)
    with start("board", "work") as worker:
        until(lambda: states(data) == [("running", 1)])
        worker.kill()
    file.unlink()
    (data / "aside").rename(file)
    work_off()
    assert states(data) == [("running", 1)]
    told(data, "update office_job set heartbeat = '2020-01-01 00:00:00'")
    work_off()
    assert states(data) == [("done", 2)]
    assert told(data, "select name from board_report") == [("甲.txt",), ("乙.txt",)]
    assert told(data, "select count(*) from board_commitment where report_id = 2") == [(4,)]
    assert told(data, "select count(*) from django_tasks_database_dbtaskresult where status = 'RUNNING'") == [
        (0,)
    ]
    assert not [*(data / "inbox").iterdir()]
    with start("board", "verify") as verify:
        verify.communicate()
    assert verify.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_stops_when_told(data: Path, number: signal.Signals) -> None:
    """At once where it has nothing to do, and without a traceback."""
    with start("board", "work", stderr=PIPE) as worker:
        upload("乙.txt")
        until(lambda: states(data) == [("done", 1)])
        worker.send_signal(number)
        said = worker.communicate(timeout=20)[1].decode()
    assert worker.returncode == 0
    assert "Traceback" not in said


def test_two_workers_share_the_work(data: Path) -> None:
    """Each report is read by one of them, once."""
    names = [f"{'丙' * length}.txt" for length in range(1, 5)]
    upload(*names)
    with start("board", "work", "--once") as one, start("board", "work", "--once") as other:
        assert one.communicate()[1] == b""
        assert other.communicate()[1] == b""
    assert states(data) == [("done", 1)] * len(names)
    assert told(data, "select count(*) from board_report") == [(1 + len(names),)]
