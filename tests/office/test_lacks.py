"""What an error says is lacking: room, a turn, the database, or nothing but our own care."""

from __future__ import annotations

import errno
import sqlite3

import psycopg.errors
import pytest
from django.db import DataError, InternalError, OperationalError

from luoshi.office.failures import Lack, lack_of


def told(kind: type[Exception], cause: Exception | None) -> Exception:
    """An error as Django tells it of what the database said."""
    try:
        raise kind("said") from cause
    except kind as error:
        return error


def sqlite(code: int) -> Exception:
    cause = sqlite3.OperationalError("said")
    cause.sqlite_errorcode = code
    return told(OperationalError, cause)


@pytest.mark.parametrize(
    ("error", "lack"),
    [
        (sqlite(sqlite3.SQLITE_FULL), Lack.ROOM),
        (sqlite(sqlite3.SQLITE_IOERR_WRITE), Lack.ROOM),
        (sqlite(sqlite3.SQLITE_READONLY), Lack.ROOM),
        (sqlite(sqlite3.SQLITE_BUSY), Lack.TURN),
        (sqlite(sqlite3.SQLITE_CANTOPEN), Lack.DATABASE),
        (sqlite(sqlite3.SQLITE_ERROR), None),
        (told(OperationalError, psycopg.errors.DiskFull()), Lack.ROOM),
        (told(InternalError, psycopg.errors.ReadOnlySqlTransaction()), Lack.ROOM),
        (told(OperationalError, psycopg.errors.DeadlockDetected()), Lack.TURN),
        (told(OperationalError, psycopg.errors.AdminShutdown()), Lack.DATABASE),
        (told(OperationalError, psycopg.OperationalError("no answer")), Lack.DATABASE),
        (told(DataError, psycopg.errors.NumericValueOutOfRange()), None),
        (OSError(errno.ENOSPC, "full"), Lack.ROOM),
        (FileNotFoundError(errno.ENOENT, "gone"), None),
        (ValueError("ours"), None),
    ],
)
def test_what_is_lacking(error: Exception, lack: Lack | None) -> None:
    """By the code that the database or the system gave."""
    assert lack_of(error) == lack
