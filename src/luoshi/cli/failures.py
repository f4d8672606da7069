"""What a command says when the disk is full or the database is away: one line instead of a traceback."""

from __future__ import annotations

import sys

WORDS = {
    "room": "磁盘满了或不能写，这次没有保存。 The disk is full or read-only: nothing was kept",
    "turn": "台账正忙，这次没有保存，请再试一次。 The board is busy: nothing was kept, try again",
    "database": "数据库用不了，这次没有保存。 The database cannot be used: nothing was kept",
}


def told(error: Exception) -> str | None:
    """The line for an error that is no mistake of ours; None for any other."""
    if "django.db" not in sys.modules:
        return None
    from luoshi.office.failures import lack_of

    lack = lack_of(error)
    return f"{WORDS[lack.value]}: {error}" if lack else None
