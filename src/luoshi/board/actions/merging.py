"""Merge promises into one that is kept; the others say where they went, and why. A wrong merger is undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from luoshi.board.actions.common import by_key, locked, next_key, standing_revision, standing_targets
from luoshi.board.actions.revisions import carried
from luoshi.board.actions.splitting import (
    COPIED_MILESTONE,
    COPIED_TARGET,
    OPEN,
    copied,
    divisible,
    is_worked_on,
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


@transaction.atomic
def unmerge(*, commitment: Commitment, reason: str, by: User) -> Revision:
    """Undo a merger: the promise waits again with what it had; the kept one gives back what it had got by it.

    Refused once the kept one is closed or worked on.
    """
    if not reason.strip():
        raise Refused("撤销合并要写明理由。")
    kept = standing_revision(commitment).merged_into
    held = {row.pk: locked(row) for row in sorted({commitment, kept or commitment}, key=lambda row: row.pk)}
    row = held.pop(commitment.pk)
    merged = standing_revision(row)
    if merged.merged_into_id not in held:
        raise Refused("%(code)s 没有并入别的承诺。", code=row.code)
    kept = held[merged.merged_into_id]
    refuse_in_use(kept)
    said = carried(merged) | {"state": State.PROPOSED, "merged_into": None}
    again = Revision.objects.create(commitment=row, by=by, reason=reason.strip()[:300], **said)
    written: list[Fact] = [*given_back(kept, row, reason, by)]
    written += [fact for other in merged_still(kept) for fact in taken_over(kept, other, by)]
    why = f"撤销并入 {row.code}：{reason.strip()}"[:300]
    said = carried(standing_revision(kept))
    written.append(Revision.objects.create(commitment=kept, by=by, reason=why, **said))
    record(verb="unmerge", row=again, by=by, place=row.place, also=written)
    return again


def refuse_in_use(kept: Commitment) -> None:
    """Refuse to take anything back from a promise that is closed or worked on."""
    state = State(standing_revision(kept).state)
    if state not in OPEN:
        raise Refused("%(code)s 现在是“%(state)s”，不能撤销合并。", code=kept.code, state=state.label)
    if is_worked_on(kept):
        raise Refused("%(code)s 已有进展、工作项、材料或申请，不能撤销合并。", code=kept.code)


def merged_still(kept: Commitment) -> list[Commitment]:
    """The promises that are parts of a kept one now."""
    rows = {row.commitment for row in kept.merged.select_related("commitment")}
    found = [row for row in rows if standing_revision(row).merged_into_id == kept.pk]
    return sorted(found, key=lambda row: row.pk)


def given_back(kept: Commitment, row: Commitment, reason: str, by: User) -> Iterator[Fact]:
    """The targets and steps that a kept promise had got from another are dropped."""
    came, why = came_by(row), f"撤销并入 {row.code}：{reason.strip()}"
    for rows, names in ((kept.targets, COPIED_TARGET), (kept.milestones, COPIED_MILESTONE)):
        keys = {one.key for one in rows.all() if one.reason == came}
        for key, last in by_key(rows.all()).items():
            if key in keys and not last.dropped:
                yield copied(last, names, kept, key, why, by, dropped=True)


def came_by(row: Commitment) -> str:
    """Why a kept promise has what another had."""
    return f"并自 {row.code}"


def closed_into(held: Commitment, row: Commitment, reason: str, by: User) -> Revision:
    """The end of a promise that is followed as a part of another."""
    said = carried(divisible(row)) | {"state": State.MERGED, "merged_into": held}
    return Revision.objects.create(commitment=row, by=by, reason=reason.strip()[:300], **said)


def taken_over(held: Commitment, row: Commitment, by: User) -> list[Fact]:
    """What the kept promise gets: targets and steps that a person had set, nothing twice."""
    reason = came_by(row)
    own, steps = [*held.targets.all()], [*held.milestones.all()]
    known = {aim(target) for target in by_key(own).values() if not target.dropped}
    known |= {(step.name, step.due) for step in by_key(steps).values() if not step.dropped}
    made: list[Fact] = []
    for target in standing_targets(row).values():
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
