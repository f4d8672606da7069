"""Targets and milestones of a commitment: set, corrected, dropped; rows before them stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import cast

from django.db import transaction

from luoshi.board.actions.common import next_key, refuse_far, refuse_number
from luoshi.board.actions.held import Held, add, hold
from luoshi.board.models import Commitment, Measure, Milestone, State, Target
from luoshi.delivery.defaults import Default, gate_day
from luoshi.office.actions import Refused
from luoshi.office.audit import Act, record
from luoshi.office.models import Department, Place, User


@transaction.atomic
def set_target(
    *, commitment: Commitment, by: User, key: int | None = None, reason: str = "", **said: object
) -> Target:
    """Add a target, or correct the one with this key; `said` are the fields of a target.

    The row that was there stays. Once the commitment is confirmed, a correction needs its reason.
    """
    act = target_set(hold(commitment), key=key, by=by, reason=reason, **said)
    add(act)
    return cast(Target, act.row)


def target_set(held: Held, *, key: int | None, by: User, reason: str, **said: object) -> Act:
    """The next row of a target, or a target more, to be added."""
    commitment = held.commitment
    last = held.targets.get(key) if key is not None else None
    if key is not None and (last is None or last.dropped):
        raise Refused("没有这个目标。")
    if key is not None and held.revision.state == State.CONFIRMED and not reason.strip():
        raise Refused("已确认的目标要改，须写明理由。")
    target = Target(commitment=commitment, by=by, reason=reason.strip()[:300], **said)
    refuse_far(target.start, target.due)
    for number in (target.value, target.baseline):
        refuse_number(number)
    if target.due < target.start:
        raise Refused("期限早于开始日期。")
    if target.shared is not None and target.shared.place_id != commitment.place_id:
        raise Refused("这个共用指标不属于本地。")
    target.key = next_key(held.targets.values()) if key is None else key
    keep_change(target, last)
    if last is not None:
        target.counted_by, target.governs = last.counted_by, last.governs
    target.path = checked_path(target.path, target.start, target.due)
    held.targets[target.key] = target
    return Act("set_target", target, by, commitment.place)


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
    act = milestone_set(hold(commitment), key=key, name=name, due=due, proof=proof, reason=reason, by=by)
    add(act)
    return cast(Milestone, act.row)


def milestone_set(
    held: Held, *, key: int | None, name: str, due: date, proof: str, reason: str, by: User | None
) -> Act:
    """The next row of a step, or a step more, to be added."""
    last = held.milestones.get(key) if key is not None else None
    if key is not None and last is None:
        raise Refused("没有这个节点。")
    is_said = last is not None and last.by_id is not None
    is_change = is_said and held.revision.state == State.CONFIRMED
    if is_change and not reason.strip():
        raise Refused("已确认的节点要改，须写明理由。")
    if not name.strip():
        raise Refused("节点要有名称。")
    refuse_far(due)
    milestone = Milestone(
        commitment=held.commitment,
        key=next_key(held.milestones.values()) if key is None else key,
        name=name.strip()[:120],
        proof=proof.strip()[:200],
        due=due,
        reason=reason.strip()[:300],
        by=by,
    )
    keep_change(milestone, last)
    held.milestones[milestone.key] = milestone
    return Act("set_milestone", milestone, by, held.commitment.place)


@transaction.atomic
def drop_milestone(*, commitment: Commitment, key: int, reason: str, by: User) -> Milestone:
    """No longer ask for a step, with the reason; it stays in the story."""
    act = milestone_dropped(hold(commitment), key=key, reason=reason, by=by)
    add(act)
    return cast(Milestone, act.row)


def milestone_dropped(held: Held, *, key: int, reason: str, by: User) -> Act:
    """The last row of a step that is no longer asked for, to be added."""
    last = held.milestones.get(key)
    if last is None or last.dropped:
        raise Refused("没有这个节点。")
    if not reason.strip():
        raise Refused("取消节点要写明理由。")
    row = Milestone(
        commitment=held.commitment, key=key, name=last.name, proof=last.proof, due=last.due, by=by
    )
    row.dropped, row.reason = True, reason.strip()[:300]
    held.milestones[key] = row
    return Act("drop_milestone", row, by, held.commitment.place)


def milestones_of(*, commitment: Commitment, default: Default, due: date) -> list[Milestone]:
    """The steps that a promise's verb asks for, as a proposal of nobody; to be added."""
    return [
        Milestone(
            commitment=commitment,
            key=key,
            name=gate.name,
            proof=gate.proof,
            due=gate_day(gate, due.year, due),
        )
        for key, gate in enumerate(default.gates, start=1)
    ]


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
