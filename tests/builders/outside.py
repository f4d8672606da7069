"""What people outside see: public addresses, and how something comes to stand there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

from cast import Cast, at_desk

from luoshi.board.actions import move, release_figure, report_figure
from luoshi.board.models import Commitment, Progress, Step, Visibility

HOME = "/public/990101/"
HIDDEN = "机密"
"""Stands in every text that nobody outside may read."""
PRICE = Decimal("7.654321")
"""A figure that nobody outside may read."""
FORMS = ("/", ".json", ".csv")


def accepted_figure(
    cast: Cast, commitment: Commitment, month: int = 3, value: Decimal = Decimal(2), **said: object
) -> Progress:
    """A figure that was accepted."""
    day = date(2025 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    row = report_figure(
        commitment=commitment, key=1, day=day, value=value, cumulative=True, by=cast.reporter, **said
    )
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    return row


def released(cast: Cast, row: Progress) -> Progress:
    release_figure(progress=row, visibility=Visibility.PUBLIC, by=cast.officer)
    return row


def seen(address: str = HOME) -> str:
    response = at_desk(None).get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def address_of(commitment: Commitment, form: str = "/", day: date | None = None) -> str:
    asked = f"?as_of={day}" if day else ""
    return f"{HOME}commitments/{commitment.pk}{form}{asked}"


def told(commitment: Commitment) -> dict:
    return json.loads(seen(address_of(commitment, ".json")))["commitment"]
