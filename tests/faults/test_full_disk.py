"""A full disk: each write gets one clear answer and leaves nothing; the board is read, and goes on after."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from killable import CODE, Board, served_board
from small_disk import Disk, small_disk
from visitor import Visitor

FIGURE = {"key": "1", "day": "2025-03-31", "value": "7", "cumulative": "true"}
REPORT = "一、2025年工作回顾\n过去一年，建成公园2座。\n二、2026年主要任务\n新建社区食堂8处。\n"


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    """A disk of six megabytes."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("PostgreSQL keeps its files elsewhere")
    with small_disk(tmp_path_factory.mktemp("disk") / "small") as mounted:
        if mounted is None:
            pytest.skip("a small disk is mounted by root only")
        yield mounted


@pytest.fixture(scope="module")
def board(disk: Disk) -> Iterator[Board]:
    """A board whose data folder is on that disk."""
    with served_board(disk.folder / "data") as running:
        yield running


@pytest.fixture(scope="module")
def head(board: Board) -> Visitor:
    return board.person("head")


@pytest.fixture(scope="module")
def officer(board: Board) -> Visitor:
    return board.person("officer")


@pytest.fixture
def full(disk: Disk) -> Iterator[None]:
    """No room, until the end of the test."""
    disk.fill()
    yield
    disk.make_room()


def page(board: Board) -> str:
    return f"/p/{CODE}/commitments/{board.made['promises'][0]}/"


@pytest.mark.usefixtures("full")
def test_the_board_is_read(board: Board, head: Visitor) -> None:
    """Everything that was there, also by a server that nobody had asked anything for a while."""
    for path in ("/healthz", f"/p/{CODE}/", f"/p/{CODE}/board.json", page(board)):
        assert head.get(path).status == 200, path


@pytest.mark.usefixtures("full")
def test_a_submission(board: Board, head: Visitor) -> None:
    """One page says so, with the number under which it is logged; a program gets the same as JSON."""
    answer = head.post(f"{page(board)}figures/", **FIGURE)
    assert answer.status == 503
    assert "磁盘满了" in answer.said
    assert answer.headers["x-request-id"] in answer.said
    answer = head.post(f"{page(board)}figures/", accept="application/json", **FIGURE)
    assert answer.status == 503
    assert "磁盘满了" in answer.text
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.usefixtures("full")
def test_a_proof(board: Board, disk: Disk, head: Visitor) -> None:
    """The page of the form says it, and no piece of the file is left."""
    answer = head.upload(f"{page(board)}files/", "files", "照片.txt", "证明".encode() * 100_000)
    assert answer.status in (409, 503)
    assert "存不下" in answer.said or "磁盘满了" in answer.said
    assert [file for file in (disk.folder / "data").rglob("*") if ".coming" in file.name] == []


@pytest.mark.usefixtures("full")
def test_a_report_is_uploaded(board: Board, disk: Disk, officer: Visitor) -> None:
    """Nothing lies in the inbox afterwards."""
    answer = officer.upload(f"/p/{CODE}/reports/import/", "file", "报告.txt", REPORT.encode() * 100)
    assert answer.status in (400, 409, 503)
    assert "存不下" in answer.said or "磁盘满了" in answer.said
    assert [*(disk.folder / "data").glob("inbox/*")] == []


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "{folder}/报告.txt", "--place", "青梧区", "--code", CODE],
        ["person", "new", "--code", CODE, "--role", "officer"],
        ["backup", "{disk}/台账.tar.gz"],
    ],
)
def test_a_command(board: Board, disk: Disk, tmp_path: Path, arguments: list[str]) -> None:
    """One line and status 2; no half of a backup stays."""
    (tmp_path / "报告.txt").write_text(REPORT, "utf-8")
    said = [word.format(folder=tmp_path, disk=disk.folder) for word in arguments]
    status, lines = board.run(*said)
    assert (status, len(lines)) == (2, 1), lines
    assert {file.name for file in disk.folder.iterdir()} == {"data", "filler", "server.log"}


def test_a_start(board: Board, disk: Disk) -> None:
    """Where no file of the database stood open, one line says that there is no room even to begin."""
    board.kill()
    board.told("whole")
    disk.fill()
    status, lines = board.run("serve", "--port", board.port)
    disk.make_room()
    board.start()
    assert (status, len(lines)) == (2, 1), lines
    assert "磁盘满了" in lines[0]


def test_it_goes_on_when_there_is_room(board: Board, head: Visitor, officer: Visitor, tmp_path: Path) -> None:
    """What was refused is done now; nothing of the tries before is there, and the records are whole."""
    assert board.told("figures") == []
    assert head.post(f"{page(board)}figures/", **FIGURE).status == 302
    assert head.upload(f"{page(board)}files/", "files", "照片.txt", b"proof").status == 302
    assert officer.upload(f"/p/{CODE}/reports/import/", "file", "报告.txt", REPORT.encode()).status == 302
    assert board.run("backup", tmp_path / "台账.tar.gz")[0] == 0
    status, lines = board.run("verify")
    assert (status, len(lines)) == (0, 1), lines
    assert board.told("whole") == "ok"
