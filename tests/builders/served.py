"""The board as people run it: a server of its own on this machine, with its people and last year's report."""

from __future__ import annotations

import os
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from command import start

CODE, PLACE, DEPARTMENT = "990101", "青梧区", "住房和城乡建设局"
LAST_YEAR = """青梧区政府工作报告
一、2023年工作回顾
过去一年，建成公园2座。
二、2024年主要任务
新建社区食堂8处。
"""
OURS = ("LUOSHI_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
"""What may be set around the tests and must not reach the board under test."""

TOLD_TIME = Path(__file__).parent / "told_time"
"""What makes a process live on the day that it is told."""

PEOPLE = {
    "officer": ["--role", "officer"],
    "second": ["--role", "officer"],
    "head": ["--role", "head", "--department", DEPARTMENT],
    "reporter": ["--role", "reporter", "--department", DEPARTMENT],
    "leader": ["--role", "leader"],
}
"""Who has a login, by name; `second` is the officer who signs off what the first one checked."""


@dataclass
class Served:
    """Where the board answers, and with which passwords people come in."""

    url: str
    passwords: dict[str, str]
    env: dict[str, str]

    def comes(self, day: date) -> None:
        """A day comes for a board that lives in another time: it is nine, and the calendar is looked at."""
        Path(self.env["TOLD_TIME"]).write_text(day.isoformat(), "utf-8")
        done("board", "tick", env=self.env)


@contextmanager
def served(data: Path, *, begun: date | None = None) -> Iterator[Served]:
    """A board with its people in this folder, served until the end of the block; in our time or another."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    env["LUOSHI_DATA"] = str(data)
    if begun is not None:
        told = data / "told-day.txt"
        told.write_text(begun.isoformat(), "utf-8")
        paths = [str(TOLD_TIME), *filter(None, [os.environ.get("PYTHONPATH")])]
        env |= {"TOLD_TIME": str(told), "PYTHONPATH": os.pathsep.join(paths)}
    report = data / "去年.txt"
    report.write_text(LAST_YEAR, "utf-8")
    done("board", "import", str(report), "--place", PLACE, "--code", CODE, "--year", "2024", env=env)
    passwords = dict(
        done("board", "person", name, "--code", CODE, *role, env=env).split() for name, role in PEOPLE.items()
    )
    port = free_port()
    log = data / "server.log"
    with log.open("wb") as file:
        server = start("board", "serve", "--port", str(port), env=env, stdout=file, stderr=file)
        url = f"http://127.0.0.1:{port}"
        try:
            until_it_answers(server, f"{url}/healthz", log)
            yield Served(url, passwords, env)
        finally:
            server.terminate()
            server.wait(30)


def done(*arguments: str, env: dict[str, str]) -> str:
    """What a command of `luoshi` wrote; it must have succeeded."""
    process = start(*arguments, env=env, stdout=subprocess.PIPE)
    out, err = process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_it_answers(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return as soon as the server answers; fail with its last words if it ends before."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310
        except OSError:
            try:
                server.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(log.read_text("utf-8")) from None
        else:
            return
    raise AssertionError(f"no answer in 30 s: {log.read_text('utf-8')}")
