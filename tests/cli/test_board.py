"""`luoshi board` as an administrator runs it, each act a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

import pytest
from cast import TEXT

Run = Callable[..., subprocess.CompletedProcess[str]]
AROUND = ("LUOSHI_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT")


@pytest.fixture
def board(tmp_path: Path) -> Run:
    """Runs an act on a data folder of this test; settings are given by name."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(AROUND)}
    around |= {"LUOSHI_DATA": str(tmp_path / "data")}

    def run(*arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
        environment = around | {name: str(value) for name, value in settings.items()}
        command = [sys.executable, "-m", "luoshi", "board", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603

    return run


@pytest.fixture
def begun(board: Run, tmp_path: Path) -> Run:
    """A board with a report."""
    (tmp_path / "报告.txt").write_text(TEXT, "utf-8")
    done = board("import", tmp_path / "报告.txt", "--place", "青梧区", "--code", "990101")
    assert done.returncode == 0, done.stderr
    return board


def test_a_backup_comes_back_and_is_verified(begun: Run, tmp_path: Path) -> None:
    """Into an empty folder; the same folder a second time is refused."""
    assert begun("backup", tmp_path / "b.tar.gz").returncode == 0
    done = begun("restore", tmp_path / "b.tar.gz", LUOSHI_DATA=tmp_path / "new")
    assert (done.returncode, "完好" in done.stderr) == (0, True)
    done = begun("restore", tmp_path / "b.tar.gz", LUOSHI_DATA=tmp_path / "new")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "不是空的" in done.stderr


def test_what_cannot_be_backed_up_is_said_in_one_line(board: Run, tmp_path: Path) -> None:
    """No database yet, and none is made by asking."""
    done = board("backup", tmp_path / "b.tar.gz")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert [*tmp_path.iterdir()] == []


def test_a_sound_installation_is_called_so(begun: Run) -> None:
    """With what it runs on."""
    done = begun("check")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "SQLite" in done.stderr


def test_what_is_wrong_is_named_line_by_line(begun: Run, tmp_path: Path) -> None:
    """Keys that others read, a folder that is open, a misspelt setting, passwords in the open."""
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "data" / "secret-key").chmod(0o644)
    done = begun("check", LUOSHI_HOSTS="board.example.gov.cn", LUOSHI_HTPS=1)
    assert done.returncode == 2
    *lines, closing = done.stderr.splitlines()
    assert closing.startswith("4 处")
    for line, word in zip(lines, ["LUOSHI_HTPS", "chmod 700", "chmod 600", "LUOSHI_HTTPS=1"], strict=True):
        assert word in line


def test_forms_that_will_be_refused_are_foreseen(begun: Run) -> None:
    """HTTPS ends at a proxy that nobody named."""
    assert "LUOSHI_PROXIES" in begun("check", LUOSHI_HTTPS=1).stderr
    assert begun("check", LUOSHI_HTTPS=1, LUOSHI_PROXIES="127.0.0.1").returncode == 0


def test_tables_that_are_missing_are_named(board: Run) -> None:
    """Checking alone changes nothing."""
    done = board("check")
    assert done.returncode == 2
    assert "升级" in done.stderr


@pytest.mark.parametrize(
    "act", ["check", "tick", "verify", "serve", "backup b", "restore b", "person a --code 1"]
)
def test_a_bad_setting_is_one_line(board: Run, act: str) -> None:
    """Whatever was to be done."""
    role = ["--role", "leader"] if "person" in act else []
    done = board(*act.split(), *role, LUOSHI_HTTPS="maybe")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "LUOSHI_HTTPS" in done.stderr


@pytest.mark.parametrize("port", ["x", "0", "70000"])
def test_a_bad_port_is_one_line(board: Run, port: str) -> None:
    """By option or by variable."""
    for done in board("serve", "--port", port), board("serve", PORT=port):
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert done.stderr.startswith("PORT")


LISTENER = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    input()
"""


def test_a_port_that_is_taken_is_one_line(board: Run, tmp_path: Path) -> None:
    """Before anything is made in the data folder."""
    command = [sys.executable, "-c", LISTENER]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as listener:  # noqa: S603
        assert listener.stdout
        done = board("serve", "--port", listener.stdout.readline().strip())
        listener.communicate("\n")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "端口" in done.stderr
    assert [*tmp_path.iterdir()] == []


def test_a_database_that_does_not_answer_is_one_line(board: Run) -> None:
    """Where it was looked for, without the password."""
    done = board("verify", DATABASE_URL="postgresql://luoshi:geheim@/board?host=/nowhere")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "/nowhere" in done.stderr
    assert "geheim" not in done.stderr


def test_a_tick_says_in_one_line_what_it_did(begun: Run) -> None:
    """Nothing, where nothing was due."""
    done = begun("tick")
    assert (done.returncode, done.stderr.splitlines()) == (0, ["没有要做的事。 Nothing was due."])


def test_a_person_can_be_forgotten(begun: Run) -> None:
    """The name is gone, the chain is whole; nobody can be forgotten who is not there."""
    begun("person", "wang", "--code", "990101", "--role", "leader", "--name", "王某")
    assert begun("forget", "wang").returncode == 0
    assert begun("verify").returncode == 0
    done = begun("forget", "nobody")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_head_is_checked_as_it_was_printed(begun: Run, tmp_path: Path) -> None:
    """A wrong one is named, an odd one refused."""
    done = begun("verify", "--head", "1:" + "0" * 64)
    assert done.returncode == 2
    assert re.search("事件 1 或更早的被重写过", done.stderr)
    assert "usage" in begun("verify", "--head", "x").stderr


def test_the_head_of_a_killed_writer_is_noted_at_the_next_tick(begun: Run, tmp_path: Path) -> None:
    """The file of heads lost its last line: it is written again, and the chain is whole."""
    heads = tmp_path / "data" / "audit-heads.jsonl"
    heads.write_text("".join(heads.read_text().splitlines(keepends=True)[:-1]))
    assert "补记" in begun("tick").stderr
    assert begun("verify").returncode == 0


def test_a_token_is_made_listed_and_revoked(begun: Run) -> None:
    """Its words stand alone on standard output; what cannot be is one line."""
    assert begun("person", "li", "--code", "990101", "--role", "officer").returncode == 0
    words = begun("token", "li", "--name", "统计系统").stdout
    assert re.fullmatch(r"luoshi_[\w-]{43}\n", words)
    (line,) = begun("token", "li", "--list").stdout.splitlines()
    assert line.startswith("1\t统计系统\t至 ")
    assert words.strip() not in line
    assert begun("token", "li", "--revoke", 1).returncode == 0
    for wrong in (["--revoke", 1], ["--revoke", 9], ["--name", "x", "--days", 10**9]):
        done = begun("token", "li", *wrong)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert begun("token", "nobody", "--list").returncode == 2
    assert begun("verify").returncode == 0
