"""Merge promises into one that is kept; the others say where they went, and why."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.board.actions.common import by_key, locked, next_key, standing_revision
from luoshi.board.actions.revisions import carried
from luoshi.board.actions.splitting import (
    COPIED_MILESTONE,
    COPIED_TARGET,
    OPEN,
    copied,
    divisible,
)
from luoshi.board.models import Commitment, Revision, State, Target
from luoshi.board.models.common import Fact
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import User


@transaction.atomic
def merge(*, kept: Commitment, others: Sequence[Commitment], reason: str, by: User) -> Revision:
    """Merge promises into the one that is kept; it gets their targets, and the steps that the office set.

    A target that the kept one has already, number for number, is not doubled.
    """
    if not reason.strip():
        raise Refused("合并要写明理由。")
    rows = {row.pk: locked(row) for row in sorted({kept, *others}, key=lambda row: row.pk)}
    held = rows.pop(kept.pk)
    if not rows:
        raise Refused("至少选两项才能合并。")
    if any(row.place_id != held.place_id for row in rows.values()):
        raise Refused("只能合并本地的承诺。")
    last = standing_revision(held)
    if last.state not in OPEN:
        raise Refused(
            "%(code)s 现在是“%(state)s”，不能并入它。", code=held.code, state=State(last.state).label
        )
    written: list[Fact] = []
    for row in rows.values():
        written.append(closed_into(held, row, reason, by))
        written += taken_over(held, row, by)
    codes = "、".join(row.code for row in rows.values())
    grown = Revision(commitment=held, by=by, reason=f"并入 {codes}：{reason.strip()}"[:300], **carried(last))
    grown.save(force_insert=True)
    record(verb="merge", row=grown, by=by, place=held.place, also=written)
    return grown


def closed_into(held: Commitment, row: Commitment, reason: str, by: User) -> Revision:
    """The end of a promise that is followed as a part of another."""
    said = carried(divisible(row)) | {"state": State.MERGED, "merged_into": held}
    return Revision.objects.create(commitment=row, by=by, reason=reason.strip()[:300], **said)


def taken_over(held: Commitment, row: Commitment, by: User) -> list[Fact]:
    """What the kept promise gets: targets and steps that a person had set, nothing twice."""
    reason = f"并自 {row.code}"
    own, steps = [*held.targets.all()], [*held.milestones.all()]
    known = {aim(target) for target in by_key(own).values()} | {(step.name, step.due) for step in steps}
    made: list[Fact] = []
    for target in by_key(row.targets.all()).values():
        if aim(target) not in known:
            own.append(copied(target, COPIED_TARGET, held, next_key(own), reason, by))
            made.append(own[-1])
    for step in by_key(row.milestones.all()).values():
        if step.by_id is not None and not step.dropped and (step.name, step.due) not in known:
            steps.append(copied(step, COPIED_MILESTONE, held, next_key(steps), reason, by))
            made.append(steps[-1])
    return made


def aim(target: Target) -> tuple[object, ...]:
    """What a target asks for, to see whether two ask for the same."""
    names = ("measure", "comparator", "value", "unit", "basis", "direction", "due")
    return tuple(getattr(target, name) for name in names)
