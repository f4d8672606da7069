"""A disk that can be filled and emptied while a board is on it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 6 * 1024**2


class Disk:
    """A folder with a few megabytes of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.filler = folder / "filler"

    def fill(self) -> None:
        """Leave not one byte."""
        handle = os.open(self.filler, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for size in (65536, 1):
            try:
                while True:
                    os.write(handle, bytes(size))
            except OSError:
                continue
        os.close(handle)

    def make_room(self) -> None:
        self.filler.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk | None]:
    """A disk in memory on this folder, gone afterwards; none where nobody may mount one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "luoshi-test", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except FileNotFoundError:
        mounted = False
    if not mounted:
        yield None
        return
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607
