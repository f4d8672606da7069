"""What the writes of the board share: holding a commitment, and the row of a key that stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from luoshi.board.models import Commitment, Milestone, Revision, State, Target, WorkItem
from luoshi.office.actions import Refused
from luoshi.office.models import User

YEARS = range(2000, 2101)
"""The years in which a day of the board may lie."""
MOST_DIGITS, MOST_DECIMALS = 15, 6
"""What SQLite gives back as it was given: it keeps decimals as floats."""
Keyed = TypeVar("Keyed", Target, Milestone, WorkItem)


def locked(commitment: Commitment) -> Commitment:
    """The commitment, held until the transaction ends: of two who decide at once, one waits."""
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


def standing_revision(commitment: Commitment) -> Revision:
    """What the office says of a commitment now."""
    revision = commitment.revisions.order_by("pk").last()
    if revision is None:
        raise Refused("这项承诺没有登记过。")
    return revision


def confirmed(commitment: Commitment) -> Commitment:
    """The commitment, held; refused unless it is confirmed."""
    held = locked(commitment)
    if standing_revision(held).state != State.CONFIRMED:
        raise Refused("这项承诺还没有确认。")
    return held


def led(commitment: Commitment, by: User) -> Commitment:
    """The commitment, held; refused unless it is confirmed and the person's department leads it."""
    held = confirmed(commitment)
    lead = standing_revision(held).lead_id
    if by.department_id is None or by.department_id != lead:
        raise Refused("这项承诺不由你单位牵头。")
    return held


def refuse_number(value: Decimal | None) -> None:
    """Refuse a number that the database could not give back as it was."""
    if value is None:
        return
    if value.is_finite():
        _sign, digits, exponent = value.normalize().as_tuple()
        if -exponent <= MOST_DECIMALS and len(digits) + max(exponent, 0) <= MOST_DIGITS:
            return
    raise Refused("数字最多15位，小数最多6位。")


def refuse_far(*days: date | None) -> None:
    """Refuse a day that nobody can mean."""
    for day in days:
        if day is not None and day.year not in YEARS:
            raise Refused("日期不对：%(day)s，应在2000到2100年之间。", day=day)


def by_key(rows: Iterable[Keyed]) -> dict[int, Keyed]:
    """The latest row of each key, of rows in the order in which they were written."""
    return {row.key: row for row in sorted(rows, key=lambda row: row.pk)}


def standing_targets(commitment: Commitment) -> dict[int, Target]:
    """The targets of a commitment as they are, by their keys, without the dropped ones."""
    return {key: row for key, row in by_key(commitment.targets.all()).items() if not row.dropped}


def next_key(rows: Iterable[Keyed]) -> int:
    """The key of one row more."""
    return max((row.key for row in rows), default=0) + 1
