"""A board with promises that are handed out: `make` fills one, `figures` tells what was reported.

A command of its own, so that it works on the installation that the environment names. Writes JSON.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from datetime import date
from decimal import Decimal

PROMISES = 20


def made() -> dict[str, object]:
    """Two officers, a head and a place with twenty promises, all led by one department."""
    from luoshi.board.actions import enter_promise, revise
    from luoshi.board.models import Origin, State
    from luoshi.office.actions import add_person, place_of

    place = place_of(code="990101", name="青梧区")
    password = secrets.token_urlsafe(12)
    people = {"officer": None, "second": None, "head": "民政局"}
    users = {
        name: add_person(
            username=name,
            password=password,
            code=place.code,
            role="head" if department else "officer",
            department=department,
        )
        for name, department in people.items()
    }
    target = {
        "measure": "社区食堂",
        "value": Decimal(1000),
        "unit": "处",
        "basis": "amount",
        "comparator": ">=",
        "direction": "up",
        "start": date(2025, 1, 1),
        "due": date(2025, 12, 31),
    }
    promises = []
    for number in range(PROMISES):
        row = enter_promise(
            place=place,
            origin=Origin.LIVELIHOOD.value,
            year=2025,
            words=f"新建第{number + 1}批社区食堂1000处",
            section="",
            targets=[target],
            by=users["officer"],
        )
        lead = users["head"].department
        revise(commitment=row, by=users["officer"], state=State.CONFIRMED, lead=lead)
        promises.append(row.pk)
    return {"password": password, "promises": promises}


def figures() -> list[dict[str, object]]:
    """Each figure with its steps, in the order in which they were made."""
    from luoshi.board.models import Progress

    rows = Progress.objects.order_by("pk").prefetch_related("moves")
    return [
        {
            "promise": row.commitment_id,
            "value": int(row.value),
            "steps": [move.step for move in sorted(row.moves.all(), key=lambda move: move.pk)],
        }
        for row in rows
    ]


def whole() -> str:
    """What the database says of itself."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        return str(cursor.execute("PRAGMA integrity_check").fetchone()[0])


def emptied() -> None:
    """A data folder is new for each board; the PostgreSQL of the tests is one for all of them."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    import django
    from django.core.management import call_command

    django.setup()
    if sys.argv[1] == "make":
        emptied()
    call_command("migrate", verbosity=0)
    told = {"make": made, "figures": figures, "whole": whole}[sys.argv[1]]()
    json.dump(told, sys.stdout)
