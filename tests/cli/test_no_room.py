"""A disk that takes no more, as a limit on the size of files makes one: one line, status 2, nothing left."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

import pytest
from cast import TEXT
from command import start

AROUND = ("LUOSHI_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT")
LARGEST = 40_000
"""Bytes that a file may have; less than one change of the database needs."""
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def board(tmp_path: Path) -> Run:
    """Runs an act on a data folder of this test; what is `limited` writes no large file."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(AROUND)}
    around["LUOSHI_DATA"] = str(tmp_path / "data")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))

    def run(*arguments: object, limited: bool = False) -> tuple[int, list[str]]:
        process = start(
            "board", *map(str, arguments), env=around, stdout=PIPE, preexec_fn=limit if limited else None
        )
        _out, err = process.communicate()
        return process.returncode, err.decode().splitlines()

    return run


def test_what_finds_no_room_says_so_and_leaves_nothing(board: Run, tmp_path: Path) -> None:
    """A report, a person, a backup; afterwards the report comes in and the records are whole."""
    report, backup = tmp_path / "报告.txt", tmp_path / "台账.tar.gz"
    report.write_text(TEXT, "utf-8")
    bring = ["import", report, "--place", "青梧区", "--code", "990101"]
    assert board("tick")[0] == 0
    for act in (bring, ["person", "new", "--code", "990101", "--role", "officer"], ["backup", backup]):
        status, lines = board(*act, limited=True)
        assert (status, len(lines)) == (2, 1), lines
    assert not [*tmp_path.glob("*台账*")]
    assert board(*bring)[0] == 0
    assert board("verify")[0] == 0
