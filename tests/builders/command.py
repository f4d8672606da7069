"""The command as tests start it, and what it said."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any


class Said:
    """What the command wrote."""

    def __init__(self, out: bytes, err: bytes) -> None:
        self.bytes, self.lines = out, err.decode().splitlines()

    @property
    def out(self) -> str:
        return self.bytes.decode()

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Hear = Callable[[], Said]
"""Gives what was written since one last asked."""


def start(*arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
    """`luoshi` as a process of its own; what it says on standard error is caught unless told otherwise."""
    streams = {"stderr": subprocess.PIPE, **streams}
    return subprocess.Popen([sys.executable, "-m", "luoshi", *arguments], **streams)  # noqa: S603
