"""Files that are there in full, or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream that becomes the file `path` on leaving; after an error, what was there before is still there.

    A pipe or a device is written to as it stands. Raises OSError.
    """
    path = real_path(path)
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    draft = _draft(path)
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.chmod(_mode(path))
        draft.replace(path)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and not error.filename:
            error.filename = str(path)
        raise


def real_path(path: str | Path) -> Path:
    """The path without links; unlike Path.resolve, this never raises, not even for links in a circle."""
    return Path(os.path.realpath(path))


def _draft(path: Path) -> Path:
    """A new empty file in the folder of `path`: only within one file system is renaming safe."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".luoshi-")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    os.close(handle)
    return Path(name)


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, or those that any new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
