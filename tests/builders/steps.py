"""What people do to a promise of the cast's district, each act on its day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cast import Cast

from luoshi.board import queries
from luoshi.board.actions import move, reach_milestone, report_figure, revise
from luoshi.board.models import Commitment, Progress, State, Step
from luoshi.office import clock

HANDED_OUT = date(2025, 1, 20)


def handed_out(cast: Cast, commitment: Commitment, **said: object) -> Commitment:
    """Confirmed on 20 January and led by the civil affairs office."""
    with clock.at(HANDED_OUT):
        revise(
            commitment=commitment,
            by=cast.officer,
            state=State.CONFIRMED,
            lead=cast.head.department,
            **said,
        )
    return commitment


def accepted(cast: Cast, commitment: Commitment, end: date, value: int | str, key: int = 1) -> Progress:
    """A figure for a month, reported and accepted five days after its end."""
    with clock.at(end + timedelta(days=5)):
        row = report_figure(
            commitment=commitment, key=key, day=end, value=Decimal(value), cumulative=True, by=cast.reporter
        )
        return taken_on(cast, row)


def reached(cast: Cast, commitment: Commitment, key: int, day: date) -> Progress:
    """A step that is reached, and accepted on the same day."""
    with clock.at(day):
        return taken_on(cast, reach_milestone(commitment=commitment, key=key, day=day, by=cast.reporter))


def taken_on(cast: Cast, row: Progress) -> Progress:
    """Submitted by the head and accepted by the officer."""
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    return row


def line_of(commitment: Commitment, day: date) -> queries.Line:
    """A commitment as it stood on a day."""
    return queries.lines(Commitment.objects.filter(pk=commitment.pk), day)[0]
