"""A board's server and somebody who is logged in there, over one connection as browsers keep it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Browser:
    """Keeps its cookies, and the token that forms need."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def log_in(self, name: str, password: str) -> None:
        """Come in through the form."""
        self.get("/login/")
        self.post("/login/", username=name, password=password)

    def get(self, path: str) -> str:
        """A page; it must be there."""
        return self._ask("GET", path, None)

    def post(self, path: str, **said: str) -> str:
        """Send a form; it must be taken."""
        token = self.cookies["csrftoken"]
        return self._ask("POST", path, urlencode(said | {"csrfmiddlewaretoken": token}))

    def _ask(self, method: str, path: str, body: str | None) -> str:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, {"Cookie": cookie, **(FORM if body else {})})
        response = self.connection.getresponse()
        text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        assert response.status < 400, f"{response.status} {path} {re.sub('<[^>]+>', ' ', text)[:300]}"
        return text


@contextmanager
def served() -> Iterator[int]:
    """The board of this environment, served until the end of the block; the port on which it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "luoshi", "board", "serve", "--port", str(port), "--no-worker"]
    server = subprocess.Popen(command, env=os.environ, stderr=subprocess.DEVNULL)
    try:
        while server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(30)
