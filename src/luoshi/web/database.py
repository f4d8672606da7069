"""Where the rows are kept: SQLite in the data folder, or the PostgreSQL of DATABASE_URL."""

from __future__ import annotations

from pathlib import Path

Database = dict[str, object]


def sqlite(folder: Path) -> Database:
    """The database file of this installation."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "board.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged figure survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgresql(url: str) -> Database:
    """The database that a URL names, read by libpq itself. Raises ValueError, without the password in it."""
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise ValueError(
            "没有装 psycopg：pip install 'luoshi[postgres]'。 psycopg is not installed."
        ) from error
    try:
        said = conninfo_to_dict(url) if url.startswith(("postgresql://", "postgres://")) else {}
    except ProgrammingError:
        said = {}
    if "dbname" not in said:
        raise ValueError(
            "要写成 postgresql://用户:密码@主机/库。 It must be postgresql://user:password@host/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": said.pop("dbname"),
        **{key.upper(): str(said.pop(key, "")) for key in ("user", "password", "host", "port")},
        "OPTIONS": said,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def hold_open() -> None:
    """Keep SQLite's files beside the database in being: on a full disk they could not be made, even to read.

    The connection belongs to the thread that asks, which must stay and serve no requests.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.ensure_connection()
