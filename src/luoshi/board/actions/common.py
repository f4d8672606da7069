"""What the writes of the board share: holding a commitment, and the row of a key that stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from luoshi.board.models import Commitment, Milestone, Revision, State, Target, WorkItem
from luoshi.office.actions import Refused
from luoshi.office.models import User

Keyed = TypeVar("Keyed", Target, Milestone, WorkItem)


def locked(commitment: Commitment) -> Commitment:
    """The commitment, held until the transaction ends: of two who decide at once, one waits."""
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


def standing_revision(commitment: Commitment) -> Revision:
    """What the office says of a commitment now."""
    revision = commitment.revisions.order_by("pk").last()
    if revision is None:
        raise Refused("这项承诺没有登记过。 This commitment was never entered.")
    return revision


def confirmed(commitment: Commitment) -> Commitment:
    """The commitment, held; refused unless it is confirmed."""
    held = locked(commitment)
    if standing_revision(held).state != State.CONFIRMED:
        raise Refused("这项承诺还没有确认。 This commitment is not confirmed yet.")
    return held


def led(commitment: Commitment, by: User) -> Commitment:
    """The commitment, held; refused unless it is confirmed and the person's department leads it."""
    held = confirmed(commitment)
    lead = standing_revision(held).lead_id
    if by.department_id is None or by.department_id != lead:
        raise Refused("这项承诺不由你单位牵头。 Another department leads this commitment.")
    return held


def by_key(rows: Iterable[Keyed]) -> dict[int, Keyed]:
    """The latest row of each key, of rows in the order in which they were written."""
    return {row.key: row for row in sorted(rows, key=lambda row: row.pk)}


def next_key(rows: Iterable[Keyed]) -> int:
    """The key of one row more."""
    return max((row.key for row in rows), default=0) + 1
