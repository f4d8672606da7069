"""The inbox: uploaded files that wait to be read, under names that no user has chosen."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings

from luoshi.office.actions import Refused


def keep(data: bytes) -> str:
    """Keep a file until it is read; its name in the inbox: its SHA-256 and a word of its own.

    The same file twice is two files, so that whoever is done with one takes nothing from the other.
    Refused where the disk does not take it.
    """
    name = f"{hashlib.sha256(data).hexdigest()}-{secrets.token_hex(4)}"
    place = path(name)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        remove(name)
        raise Refused("服务器存不下这个文件（%(why)s），请联系管理员。", why=error.strerror) from error
    return name


def path(name: str) -> Path:
    """Where a file of the inbox lies."""
    return Path(settings.DATA, "inbox", name)


def remove(name: str) -> None:
    """Take a file out of the inbox, if it is there."""
    path(name).unlink(missing_ok=True)


def tidy(wanted: set[str | None], before: datetime) -> None:
    """Take out of the inbox what lies there since before this moment and is not wanted."""
    for file in path("").iterdir() if path("").exists() else []:
        if file.name not in wanted and file.stat().st_mtime < before.timestamp():
            remove(file.name)
