"""`luoshi board backup` and `restore`: all of an installation as one file, and back."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from ..talk import say
from . import verify
from .start import FAILED


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare both acts."""
    backup = acts.add_parser("backup", help="备份 keep all in one file")
    backup.add_argument("file", metavar="FILE", help="如 台账.tar.gz")
    backup.set_defaults(run=run_backup)
    restore = acts.add_parser("restore", help="恢复到空的数据文件夹 bring a backup back")
    restore.add_argument("file", metavar="FILE")
    restore.set_defaults(run=run_restore)


def run_backup(options: argparse.Namespace) -> int:
    """Write the backup; 2 with one line where it cannot be."""
    from luoshi.office.archives import back_up
    from luoshi.office.copies import NotCopied
    from luoshi.web.options import BadOption

    file = Path(options.file)
    try:
        count = back_up(**installation(), file=file)
    except (BadOption, NotCopied, OSError) as error:
        say(f"没有备份。 There is no backup: {error}")
        return FAILED
    size = file.stat().st_size / (1 << 20)
    say(f"{file}：{count} 个文件，{size:.1f} MiB；里面有密钥，请妥善保管。 It holds the keys: keep it safe.")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Bring a backup back and verify it; 2 with one line where it cannot be, or with what is wrong in it."""
    from luoshi.office.archives import BadArchive, restore
    from luoshi.office.copies import NotCopied
    from luoshi.web.options import BadOption

    try:
        count = restore(**installation(), file=Path(options.file))
    except (BadArchive, BadOption, NotCopied, OSError) as error:
        say(f"没有恢复。 Nothing was restored: {error}")
        return FAILED
    say(f"恢复了 {count} 个文件。 {count} files are back.")
    return verify.run(argparse.Namespace(head=None))


def installation() -> dict[str, Any]:
    """The data folder and the database that the environment names, without starting anything on them."""
    from luoshi.web.database import sqlite
    from luoshi.web.options import read

    found = read(os.environ)
    data = found["LUOSHI_DATA"]
    return {"data": data, "database": found["DATABASE_URL"] or sqlite(data)}
