"""The records of a register as they stood on a day, in one query whatever their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from luoshi.board.models import Target
from luoshi.office.clock import end_of
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register, Row
from luoshi.programmes.counting import Value
from luoshi.registers.models import Record, RecordRevision
from luoshi.registers.values import as_declared


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage that a record reached, and what proves it."""

    stage: str
    day: date
    proof: str = ""
    file: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Kept:
    """A record as it stood: what was said of it last."""

    revision: RecordRevision
    register: Register

    @property
    def record(self) -> Record:
        return self.revision.record

    @cached_property
    def values(self) -> dict[str, Value]:
        """What is said of it, without what speaks of persons."""
        return as_declared(self.register, self.revision.values)

    @cached_property
    def personal(self) -> dict[str, Value]:
        """What is said of persons."""
        return as_declared(self.register, self.revision.personal)

    @cached_property
    def stages(self) -> dict[str, Reached]:
        """The stages that it has reached."""
        return stages_of(self.revision.stages)

    @property
    def stage(self) -> Reached | None:
        """The last stage that it has reached, in the order of the register."""
        names = [one.name for one in self.register.stages]
        return next((self.stages[name] for name in reversed(names) if name in self.stages), None)

    @property
    def row(self) -> Row:
        """The record as it is counted."""
        return Row(self.record.key, self.values, {name: one.day for name, one in self.stages.items()})


def stages_of(kept: Mapping[str, Mapping[str, object]]) -> dict[str, Reached]:
    """The stages as a revision keeps them, with their days."""
    return {
        name: Reached(name, **{**one, "day": date.fromisoformat(one["day"])}) for name, one in kept.items()
    }


def rows(place: Place, programme: Programme, register: Register, as_of: date) -> list[Row]:
    """The records of a register as they are counted on a day."""
    found = place.records.filter(programme=programme.name, register=register.name)
    return [one.row for one in kept(found, register, as_of)]


def kept(records: QuerySet[Record], register: Register, as_of: date) -> list[Kept]:
    """Records of one register as they stood by the end of a local day, without those struck off; by key."""
    until = end_of(as_of)
    later = RecordRevision.objects.filter(record=OuterRef("record"), pk__gt=OuterRef("pk"), at__lt=until)
    last = RecordRevision.objects.filter(~Exists(later.order_by()), record__in=records, at__lt=until)
    revisions = last.filter(struck=False).select_related("record", "by").order_by("record__key")
    return [Kept(row, register) for row in revisions]


def counted_targets(place: Place) -> list[Target]:
    """The targets of a place that records feed, as they stand."""
    counted = Target.objects.filter(commitment__place=place).exclude(counted_by="")
    rows = counted.select_related("commitment__place").order_by("pk")
    standing: dict[tuple[int, int], Target] = {(row.commitment_id, row.key): row for row in rows}
    return [row for row in standing.values() if not row.dropped]
