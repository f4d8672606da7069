"""Carrying out what a task table says: one event a fact, all facts in a few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from luoshi.board.actions import enter_promises, read_promise
from luoshi.board.actions.held import Held, add_all, hold_all
from luoshi.board.actions.parts import milestone_dropped, milestone_set, target_set
from luoshi.board.actions.revisions import revised
from luoshi.board.tasktable.changes import Entry, Plan
from luoshi.board.tasktable.steps import steps_of
from luoshi.office.actions import Refused, department_of
from luoshi.office.audit import Act
from luoshi.office.models import Department, User


def read_new(plan: Plan, progress: Callable[[int, int], None]) -> None:
    """Read the words of the new promises of a faultless plan, which takes long and needs no lock."""
    new = [entry for entry in plan.entries if entry.facts is None]
    for number, entry in enumerate(new):
        progress(number, len(new))
        with named(entry):
            entry.promise = read_promise(
                origin=entry.first["origin"],
                year=plan.year,
                words=entry.first["words"],
                section=entry.first.get("section", ""),
                targets=[change.said for change in entry.targets],
            )


def carry_out(plan: Plan, by: User, source: str) -> Counter[str]:
    """Write all that a faultless plan says; how many promises are new, and how many changed.

    Its new promises were read. `source` is the reason where the table gives none. Raises Refused with the
    row where something cannot be done.
    """
    place = plan.known.place
    for name in plan.known.created:
        department_of(place=place, name=name)
    departments = {row.name: row for row in place.departments.all()}
    changed = [entry for entry in plan.entries if entry.facts and entry.changes]
    new = [entry for entry in plan.entries if entry.promise]
    there = [entry.facts.commitment for entry in changed if entry.facts]
    # First what is there is held, then numbers are given out: the order in which everybody takes locks.
    held = hold_all(place, there)
    made = enter_promises(place=place, promises=[entry.promise for entry in new if entry.promise], by=by)
    held |= hold_all(place, made)
    acts: list[Act] = []
    for entry, commitment in zip([*changed, *new], [*there, *made], strict=True):
        with named(entry):
            acts += acts_of(entry, held[commitment.pk], departments, by, source)
    add_all(acts)
    return Counter(changed=len(changed), new=len(new))


@contextmanager
def named(entry: Entry) -> Iterator[None]:
    """Refusals name the row that they are about."""
    try:
        yield
    except Refused as refusal:
        row = entry.lines[0].number
        raise Refused("第 %(row)s 行：%(words)s", row=row, words=refusal) from refusal


def acts_of(
    entry: Entry, held: Held, departments: dict[str, Department], by: User, source: str
) -> Iterator[Act]:
    """What is to be written of one promise."""
    reason = entry.reason or source
    said = dict(entry.revision)
    if said.get("lead") is not None:
        said["lead"] = departments[said["lead"]]  # type: ignore[index]
    if said or entry.explained:
        yield revised(held, by=by, reason=reason, **said)
    if entry.facts:
        for change in entry.targets:
            yield target_set(held, key=change.key, by=by, reason=change.reason or source, **change.said)
    if entry.steps is not None:
        yield from steps_acts(held, entry.steps, by, reason)


def steps_acts(held: Held, lines: list[str], by: User, reason: str) -> Iterator[Act]:
    """The milestones that changed, new ones, and those dropped that no line names any more."""
    steps = steps_of([row for row in held.milestones.values() if not row.dropped], lines)
    for key, gate in steps.kept:
        said = {"name": gate.name, "due": gate.due, "proof": gate.proof}
        yield milestone_set(held, key=key, by=by, reason=reason, **said)
    for key in steps.dropped:
        yield milestone_dropped(held, key=key, by=by, reason=reason)
