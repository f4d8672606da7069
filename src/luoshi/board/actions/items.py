"""Work items: proposed by whoever takes part, agreed to by the leader in charge or the lead department."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.forms.models import model_to_dict

from luoshi.board.actions.common import (
    by_key,
    confirmed,
    led,
    next_key,
    refuse_far,
    refuse_number,
    standing_revision,
    standing_targets,
)
from luoshi.board.models import Commitment, WorkItem
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Department, User


@transaction.atomic
def propose_item(
    *,
    commitment: Commitment,
    text: str,
    department: Department,
    due: date,
    by: User,
    street: str = "",
    target: int | None = None,
    value: Decimal | None = None,
    key: int | None = None,
) -> WorkItem:
    """Propose a part of a commitment, or another form of the one with this key."""
    held = confirmed(commitment)
    revision, rows = standing_revision(held), [*held.items.all()]
    taking_part = by.department is not None and (
        by.department_id == revision.lead_id or by.department.name in revision.supporting
    )
    if not taking_part:
        raise Refused("只有牵头和配合单位能提工作项。")
    if department.place_id != held.place_id:
        raise Refused("承担单位不属于本地。")
    if target is not None and target not in standing_targets(held):
        raise Refused("没有这个目标。")
    if key is not None and key not in by_key(rows):
        raise Refused("没有这个工作项。")
    if not text.strip():
        raise Refused("请写明工作内容。")
    refuse_far(due)
    refuse_number(value)
    item = WorkItem(commitment=held, by=by, department=department, due=due, target=target, value=value)
    item.state = WorkItem.State.PROPOSED
    item.key = key if key is not None else next_key(rows)
    item.text, item.street = text.strip()[:300], street.strip()[:60]
    item.save(force_insert=True)
    record(verb="propose_item", row=item, by=by, place=held.place)
    return item


@transaction.atomic
def settle_item(*, commitment: Commitment, key: int, approved: bool, by: User, reason: str = "") -> WorkItem:
    """The leader in charge or the lead department agrees to a work item, or drops it with its reason."""
    held = confirmed(commitment)
    if standing_revision(held).leader_id != by.pk:
        held = led(held, by)
    last = by_key(held.items.all()).get(key)
    if last is None:
        raise Refused("没有这个工作项。")
    state = WorkItem.State.APPROVED if approved else WorkItem.State.DROPPED
    if last.state == state:
        raise Refused("这个工作项%(state)s。", state=WorkItem.State(last.state).label)
    if not approved and not reason.strip():
        raise Refused("取消工作项要写明理由。")
    said = model_to_dict(last, exclude=["id", "commitment", "department", "by", "state", "reason"])
    item = WorkItem(commitment=held, department=last.department, by=by, **said)
    item.state, item.reason = state, reason.strip()[:300]
    item.save(force_insert=True)
    record(verb="settle_item", row=item, by=by, place=held.place)
    return item
