"""How an act starts: settings read, Django on this installation's data."""

from __future__ import annotations

import os

from ..failures import told
from ..talk import say

FAILED = 2


def set_up() -> None:
    """Read the settings and start Django; ends the command with one line where they cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    import django

    from luoshi.web.options import BadOption

    try:
        django.setup()
    except BadOption as bad:
        say(str(bad))
        raise SystemExit(FAILED) from bad
    except OSError as error:
        say(f"数据文件夹用不了：{error}。 The data folder cannot be used.")
        raise SystemExit(FAILED) from error


def ready() -> None:
    """Start Django with all tables there."""
    set_up()
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        say(told(error) or f"数据库用不了：{error}。 The database cannot be used.")
        raise SystemExit(FAILED) from error
