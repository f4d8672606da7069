"""Why a write could not be made through no fault of who asked: a full disk, a busy or an absent database."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum

from django.db import DatabaseError, InterfaceError, OperationalError


class Lack(Enum):
    """What is lacking."""

    ROOM = "room"
    TURN = "turn"
    DATABASE = "database"


NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
# By the primary result codes of SQLite. A disk that takes no more is also told as an I/O error or read-only.
SQLITE = {
    sqlite3.SQLITE_FULL: Lack.ROOM,
    sqlite3.SQLITE_IOERR: Lack.ROOM,
    sqlite3.SQLITE_READONLY: Lack.ROOM,
    sqlite3.SQLITE_CANTOPEN: Lack.DATABASE,
    sqlite3.SQLITE_BUSY: Lack.TURN,
    sqlite3.SQLITE_LOCKED: Lack.TURN,
}
# By the SQLSTATE of PostgreSQL, or its class.
POSTGRESQL = {
    "53": Lack.ROOM,
    "25006": Lack.ROOM,
    "40P01": Lack.TURN,
    "55P03": Lack.TURN,
    "57": Lack.DATABASE,
    "08": Lack.DATABASE,
}


def lack_of(error: BaseException) -> Lack | None:
    """What an error says is lacking; None where it is a mistake of ours."""
    if isinstance(error, OSError):
        return Lack.ROOM if error.errno in NO_ROOM else None
    if isinstance(error, DatabaseError | InterfaceError):
        return lack_of_database(error)
    return None


def lack_of_database(error: Exception) -> Lack | None:
    """What an error of the database says is lacking; what gives no code was no connection."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])
    return Lack.DATABASE if isinstance(error, OperationalError | InterfaceError) else None
