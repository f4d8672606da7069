"""Targets and milestones of a commitment: set, corrected, dropped; rows before them stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction

from luoshi.board.actions.common import by_key, locked, next_key, refuse_far, refuse_number, standing_revision
from luoshi.board.models import Commitment, Measure, Milestone, State, Target
from luoshi.delivery.defaults import Default, gate_day
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Department, Place, User


@transaction.atomic
def set_target(
    *, commitment: Commitment, by: User, key: int | None = None, reason: str = "", **said: object
) -> Target:
    """Add a target, or correct the one with this key; `said` are the fields of a target.

    The row that was there stays. Once the commitment is confirmed, a correction needs its reason.
    """
    held = locked(commitment)
    rows = [*held.targets.all()]
    if key is not None and key not in by_key(rows):
        raise Refused("没有这个目标。")
    is_change = key is not None and standing_revision(held).state == State.CONFIRMED
    if is_change and not reason.strip():
        raise Refused("已确认的目标要改，须写明理由。")
    target = Target(commitment=held, by=by, reason=reason.strip()[:300], **said)
    refuse_far(target.start, target.due)
    for number in (target.value, target.baseline):
        refuse_number(number)
    if target.due < target.start:
        raise Refused("期限早于开始日期。")
    if target.shared is not None and target.shared.place_id != held.place_id:
        raise Refused("这个共用指标不属于本地。")
    keep_change(target, by_key(rows).get(key))
    target.path = checked_path(target.path, target.start, target.due)
    target.key = key if key is not None else next_key(rows)
    target.save(force_insert=True)
    record(verb="set_target", row=target, by=by, place=held.place)
    return target


def keep_change(row: Target | Milestone, last: Target | Milestone | None) -> None:
    """A correction after an approved change stays part of it: what was promised at first is still known.

    Refused where it would move the value or deadline that was approved.
    """
    if last is None or last.request is None:
        return
    if row.due != last.due or getattr(row, "value", None) != getattr(last, "value", None):
        raise Refused("目标和期限是批准过的调整，要再改请申请调整。")
    row.request = last.request


def checked_path(path: Iterable[tuple[str, str]], start: date, due: date) -> list[list[str]]:
    """Pairs of a day and the value expected by then, in order; refused outside the target's time."""
    nodes: list[tuple[date, Decimal]] = []
    for day, value in path:
        try:
            nodes.append((date.fromisoformat(day), Decimal(value)))
        except (ValueError, InvalidOperation) as error:
            raise Refused("节点写法不对：%(node)s。应写成 2025-06-30:5。", node=f"{day}:{value}") from error
    if any(not start <= day <= due for day, _ in nodes):
        raise Refused("进度节点不在承诺期内。")
    if len({day for day, _ in nodes}) < len(nodes):
        raise Refused("同一天有两个进度节点。")
    return [[day.isoformat(), format(value, "f")] for day, value in sorted(nodes)]


@transaction.atomic
def set_milestone(
    *,
    commitment: Commitment,
    name: str,
    due: date,
    by: User | None,
    proof: str = "",
    key: int | None = None,
    reason: str = "",
) -> Milestone:
    """Add a dated step to a commitment, or correct the one with this key.

    Once the commitment is confirmed, a correction needs its reason; to say for the first time what was only
    proposed by its verb, by nobody, needs none.
    """
    held = locked(commitment)
    rows = [*held.milestones.all()]
    last = by_key(rows).get(key)
    if key is not None and last is None:
        raise Refused("没有这个节点。")
    is_said = last is not None and last.by_id is not None
    is_change = is_said and standing_revision(held).state == State.CONFIRMED
    if is_change and not reason.strip():
        raise Refused("已确认的节点要改，须写明理由。")
    if not name.strip():
        raise Refused("节点要有名称。")
    refuse_far(due)
    milestone = Milestone(
        commitment=held,
        key=key if key is not None else next_key(rows),
        name=name.strip()[:120],
        proof=proof.strip()[:200],
        due=due,
        reason=reason.strip()[:300],
        by=by,
    )
    keep_change(milestone, last)
    milestone.save(force_insert=True)
    record(verb="set_milestone", row=milestone, by=by, place=held.place)
    return milestone


@transaction.atomic
def drop_milestone(*, commitment: Commitment, key: int, reason: str, by: User) -> Milestone:
    """No longer ask for a step, with the reason; it stays in the story."""
    held = locked(commitment)
    last = by_key(held.milestones.all()).get(key)
    if last is None or last.dropped:
        raise Refused("没有这个节点。")
    if not reason.strip():
        raise Refused("取消节点要写明理由。")
    row = Milestone(commitment=held, key=key, name=last.name, proof=last.proof, due=last.due, by=by)
    row.dropped, row.reason = True, reason.strip()[:300]
    row.save(force_insert=True)
    record(verb="drop_milestone", row=row, by=by, place=held.place)
    return row


def milestones_of(*, commitment: Commitment, default: Default, due: date) -> None:
    """The steps that a promise's verb asks for, as a proposal of nobody."""
    Milestone.objects.bulk_create(
        Milestone(
            commitment=commitment,
            key=key,
            name=gate.name,
            proof=gate.proof,
            due=gate_day(gate, due.year, due),
        )
        for key, gate in enumerate(default.gates, start=1)
    )


@transaction.atomic
def add_measure(
    *,
    place: Place,
    name: str,
    source: Department,
    by: User,
    unit: str = "",
    frequency: str = "month",
    lag: int = 0,
) -> Measure:
    """A figure that one source gives for all targets which use it."""
    if source.place_id != place.pk:
        raise Refused("数据来源单位不属于本地。")
    if place.measures.filter(name=name.strip()).exists():
        raise Refused("已有同名的共用指标。")
    measure = Measure.objects.create(
        place=place, name=name.strip()[:200], unit=unit, source=source, frequency=frequency, lag=lag, by=by
    )
    record(verb="add_measure", row=measure, by=by, place=place)
    return measure
