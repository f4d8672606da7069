"""What happened to a record, as one story; and the records behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from luoshi.board.models import Part, Step, Target
from luoshi.board.queries import Line
from luoshi.office.clock import end_of
from luoshi.programmes import Measure, Programme, Promise, Register, count, programmes_of, proposed
from luoshi.programmes.counting import Value
from luoshi.programmes.units import factor
from luoshi.registers.declared import declared, measure_at, measure_title, title
from luoshi.registers.models import Erasure, Record, RecordRevision
from luoshi.registers.queries.rows import Kept, Reached, kept, stages_of
from luoshi.registers.values import as_declared

Difference = tuple[str, Value | None, Value | None]
"""A field's name, and its value before and after."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a record: fields that changed, stages reached or taken back, or that what it
    said of persons was deleted."""

    row: RecordRevision | Erasure
    changes: Sequence[Difference] = ()
    reached: Sequence[Reached] = ()
    taken_back: Sequence[Reached] = ()

    @property
    def erased(self) -> Sequence[str]:
        """The fields of which what they said of persons was deleted."""
        return self.row.names if isinstance(self.row, Erasure) else ()


def story(record: Record, register: Register, as_of: date) -> list[Change]:
    """All that happened to a record by a day, in its order; two queries."""
    rows = record.revisions.filter(at__lt=end_of(as_of)).select_related("by").order_by("pk")
    told = [change(before, row, register) for before, row in pairwise([None, *rows])]
    gone = record.erasures.filter(at__lt=end_of(as_of)).select_related("by").order_by("pk")
    return sorted([*told, *map(Change, gone)], key=lambda one: one.row.at)


def change(before: RecordRevision | None, row: RecordRevision, register: Register) -> Change:
    """What a row says that the one before it did not."""
    now, then = stages_of(row.stages), stages_of(before.stages) if before else {}
    reached = [one for name, one in now.items() if then.get(name) != one]
    gone = [one for name, one in then.items() if name not in now]
    if before is None:
        return Change(row, (), reached)
    values = (as_declared(register, before.values), as_declared(register, row.values))
    return Change(row, [*differences(*values)], reached, gone)


def differences(before: dict[str, Value], after: dict[str, Value]) -> Iterator[Difference]:
    """The fields in which two rows differ, with both values."""
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


@dataclass(frozen=True, slots=True)
class Counted:
    """A target that records count: what they come to, and the very records behind it.

    `reported` is the last accepted figure that a department gave, with its day, and `then` what the records
    came to on that day; where they differ it is a finding.
    """

    target: Target
    programme: Programme
    measure: Measure
    register: Register
    value: Decimal | None
    records: list[Kept]
    reported: tuple[date, Decimal] | None
    then: Decimal | None

    @property
    def differs(self) -> bool:
        return self.reported is not None and self.then is not None and self.reported[1] != self.then


def counted(line: Line, as_of: date) -> list[Counted]:
    """The targets of a commitment that records count, as of a day; one query for each."""
    found = []
    for target, _standing in line.targets:
        by = measure_at(target.counted_by)
        if by is not None:
            found.append(counted_by(line, target, *by, as_of))
    return found


def counted_by(
    line: Line, target: Target, programme: Programme, measure: Measure, register: Register, as_of: date
) -> Counted:
    """A target with the records behind it."""
    records = line.commitment.place.records.filter(programme=programme.name, register=register.name)
    standing = {one.record.key: one for one in kept(records, register, as_of)}
    rows = [one.row for one in standing.values()]
    times = factor(measure.unit, target.unit) or Decimal(1)

    def came_to(day: date) -> Decimal | None:
        value = count(measure, register, rows, target.start, day).value
        return None if value is None else (value * times).normalize() + 0

    behind = count(measure, register, rows, target.start, as_of).rows
    reported = last_reported(line, target)
    then = came_to(reported[0]) if reported else None
    records_behind = [standing[row.key] for row in behind]
    return Counted(target, programme, measure, register, came_to(as_of), records_behind, reported, then)


def last_reported(line: Line, target: Target) -> tuple[date, Decimal] | None:
    """The last accepted cumulative figure that a department gave of a target."""
    facts = line.facts
    given = [
        row
        for row in facts.at_step(Step.ACCEPTED)
        if (row.part, row.key) == (Part.TARGET, target.key) and row.cumulative and not row.counted
    ]
    last = max(given, key=lambda row: (row.day, row.pk), default=None)
    return (last.day, last.value) if last else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target that no records count yet: `likely` is the measure that its words and unit point to, if any.

    `measures` are all that could count it, as `programme/measure` with a title; the likely one first.
    """

    target: Target
    likely: str | None
    measures: list[tuple[str, str]]


def wanted(line: Line) -> list[Wanted]:
    """The targets that nothing counts yet, and what could."""
    targets = [row for row, _standing in line.targets if not row.counted_by and row.shared_id is None]
    return [found for target in targets if (found := could_count(line, target)).measures]


def could_count(line: Line, target: Target) -> Wanted:
    """What could count a target."""
    clause, words = line.revision.title, line.commitment.words
    promise = Promise(clause, words, target.measure, target.unit, target.basis)
    found = proposed(promise, declared().values())
    likely = found if found and isinstance(found[1], Measure) else None
    near = programmes_of(f"{clause} {words}", declared().values())
    every = [(one, measure) for one in near for measure in one.measures]
    fitting = [pair for pair in every if factor(pair[1].unit, target.unit) is not None]
    ordered = dict.fromkeys(named(*pair) for pair in ([likely] if likely else []) + fitting)
    return Wanted(target, named(*likely)[0] if likely else None, [*ordered])


def named(programme: Programme, measure: Measure) -> tuple[str, str]:
    """How a target names a measure, and its title in the language of the page."""
    return f"{programme.name}/{measure.name}", title(programme) + _("：") + measure_title(measure)
