"""A consistent copy of the database as one file, and a database from such a file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

Database = Mapping[str, Any]
"""What Django's settings say of the database."""


class NotCopied(ValueError):
    """The copy could not be made or brought back; the message is one line."""


def vendor(database: Database) -> str:
    """`sqlite3` or `postgresql`: one cannot be brought back as the other."""
    return str(database["ENGINE"]).rpartition(".")[2]


def copy(database: Database, to: Path) -> None:
    """The database as it stands at one instant, while it is written to."""
    if vendor(database) == "postgresql":
        client("pg_dump", database, "--format=custom", "--no-owner", "--file", str(to))
        return
    if not Path(database["NAME"]).exists():
        raise NotCopied(f"没有数据库 {database['NAME']}。 There is no database.")
    try:
        with closing(sqlite3.connect(database["NAME"])) as source, closing(sqlite3.connect(to)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise NotCopied(f"复制不了 {database['NAME']}。 It cannot be copied: {error}") from error


def bring_back(database: Database, copied: Path) -> None:
    """A database from its copy. Refused where there is one already."""
    if vendor(database) == "postgresql":
        if client("psql", database, "-At", "-c", r"\dt").strip():
            raise NotCopied("库里已经有表，请用空库。 The database is not empty.")
        client("pg_restore", database, "--exit-on-error", "--single-transaction", "--no-owner", str(copied))
        return
    if Path(database["NAME"]).exists():
        raise NotCopied(f"已经有 {database['NAME']}。 There is a database.")
    os.replace(copied, database["NAME"])


def client(program: str, database: Database, *arguments: str) -> str:
    """What a program of PostgreSQL wrote. The password goes by the environment, where no list shows it."""
    path = shutil.which(program)
    if path is None:
        raise NotCopied(f"没有 {program}，请装 postgresql-client。 {program} is not installed.")
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    said = {variable: database[key] for variable, key in names.items() if database[key]}
    said |= {f"PG{key.upper()}": value for key, value in database["OPTIONS"].items()}
    done = subprocess.run(  # noqa: S603
        [path, f"--dbname={database['NAME']}", *arguments],
        env={**os.environ, **said},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotCopied(f"{program}：{' '.join(done.stderr.split())}")
    return done.stdout
