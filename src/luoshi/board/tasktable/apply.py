"""Carrying out what a task table says, through the actions of the board: one event a fact."""

from __future__ import annotations

from collections import Counter

from luoshi.board import actions
from luoshi.board.actions.common import by_key
from luoshi.board.models import Commitment, Origin
from luoshi.board.tasktable.changes import Entry, Plan
from luoshi.board.tasktable.steps import steps_of
from luoshi.board.tasktable.targets import TargetChange
from luoshi.office.actions import Refused, department_of
from luoshi.office.models import Department, User


def carry_out(plan: Plan, by: User, source: str) -> Counter[str]:
    """Write all that a faultless plan says; how many promises are new, and how many changed.

    `source` is the reason where the table gives none. Raises Refused with the row where an action refuses.
    """
    place = plan.known.place
    for name in plan.known.created:
        department_of(place=place, name=name)
    departments = {row.name: row for row in place.departments.all()}
    counts: Counter[str] = Counter()
    for entry in plan.entries:
        if not entry.changes:
            continue
        counts["changed" if entry.facts else "new"] += 1
        try:
            write(plan, entry, departments, by, source)
        except Refused as refusal:
            row = entry.lines[0].number
            raise Refused("第 %(row)s 行：%(words)s", row=row, words=refusal) from refusal
    return counts


def write(plan: Plan, entry: Entry, departments: dict[str, Department], by: User, source: str) -> None:
    """Write what is said of one promise."""
    reason = entry.reason or source
    commitment = entry.facts.commitment if entry.facts else entered(plan, entry, by)
    said = dict(entry.revision)
    if said.get("lead") is not None:
        said["lead"] = departments[said["lead"]]  # type: ignore[index]
    if said or entry.explained:
        actions.revise(commitment=commitment, by=by, reason=reason, **said)
    if entry.facts:
        for change in entry.targets:
            set_target(commitment, change, by, source)
    if entry.steps is not None:
        set_steps(commitment, entry.steps, by, reason)


def entered(plan: Plan, entry: Entry, by: User) -> Commitment:
    """A new promise, with its targets."""
    return actions.enter_promise(
        place=plan.known.place,
        origin=Origin(entry.first["origin"]),
        year=plan.year,
        words=entry.first["words"],
        section=entry.first.get("section", ""),
        targets=[change.said for change in entry.targets],
        by=by,
    )


def set_target(commitment: Commitment, change: TargetChange, by: User, source: str) -> None:
    """Add a target, or correct one."""
    said, reason = change.said, change.reason or source
    actions.set_target(commitment=commitment, key=change.key, reason=reason, by=by, **said)


def set_steps(commitment: Commitment, lines: list[str], by: User, reason: str) -> None:
    """Set the milestones that changed, add new ones, and drop those that no line names any more."""
    standing = [row for row in by_key(commitment.milestones.all()).values() if not row.dropped]
    steps = steps_of(standing, lines)
    for key, gate in steps.kept:
        actions.set_milestone(
            commitment=commitment,
            key=key,
            name=gate.name,
            due=gate.due,
            proof=gate.proof,
            reason=reason,
            by=by,
        )
    for key in steps.dropped:
        actions.drop_milestone(commitment=commitment, key=key, reason=reason, by=by)
