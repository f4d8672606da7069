"""A served board that is killed and started again, on its own data, always at the same address."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from command import start
from served import free_port, until_it_answers
from visitor import Visitor

ABOUT = ("LUOSHI_", "DJANGO_SETTINGS_MODULE", "PORT")
SCRIPT = Path(__file__).with_name("worked_board.py")
"""Fills a board and tells what is in it, in a process of its own."""
CODE = "990101"


class Board:
    """The installation and, while it runs, the processes of its server."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(ABOUT)}
        self.env["LUOSHI_DATA"] = str(data)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / "server.log"
        self.made: dict[str, Any] = self.told("make")
        self.starts = 0

    def told(self, verb: str) -> Any:
        """What the script told."""
        command = [sys.executable, str(SCRIPT), verb]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self) -> None:
        """Serve, without a worker, until killed."""
        arguments = ["board", "serve", "--no-worker", "--port", str(self.port)]
        with self.log.open("ab") as file:
            # A group of its own: a kill reaches all that the command started.
            self.server = start(*arguments, env=self.env, stdout=file, stderr=file, start_new_session=True)
        self.starts += 1
        until_it_answers(self.server, f"{self.url}/healthz", self.log)

    def kill(self) -> None:
        """Kill the command and all that it started, at once."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        assert within_a_minute(self.is_free)

    def stop(self) -> None:
        """Stop as Ctrl-C does."""
        self.server.terminate()
        self.server.wait(30)

    def is_free(self) -> bool:
        """Whether nobody listens on the port any more."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    def person(self, name: str) -> Visitor:
        """Somebody who has logged in."""
        return Visitor(self.url).log_in(name, self.made["password"])

    def run(self, *arguments: object, **streams: Any) -> tuple[int, list[str]]:
        """The status and the lines of another command on the same data."""
        process = start("board", *map(str, arguments), env=self.env, **streams)
        _out, err = process.communicate()
        return process.returncode, err.decode().splitlines()


@contextmanager
def served_board(data: Path) -> Iterator[Board]:
    """A filled board that is served until the end of the block, unless it is killed before."""
    board = Board(data)
    board.start()
    try:
        yield board
    finally:
        if board.server.poll() is None:
            board.kill()


def within_a_minute(is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so."""
    pause = threading.Event()
    return any(is_so() or pause.wait(0.02) for _ in range(3000))
