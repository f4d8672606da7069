"""What a table would change: held against the records as they stand, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from luoshi.office.actions import Refused
from luoshi.office.models import Place, User
from luoshi.programmes import Programme, Register
from luoshi.programmes.counting import Value
from luoshi.programmes.model import NUMBERS
from luoshi.registers.actions.records import Said, Stages, revision_of
from luoshi.registers.actions.stages import refuse_order
from luoshi.registers.models import Record, RecordRevision
from luoshi.registers.queries.shapes import Geometry
from luoshi.registers.tables.alike import Thing, likely, thing_of
from luoshi.registers.tables.entries import Entry, Reading, entries_of
from luoshi.registers.tables.positions import put_in_place
from luoshi.registers.tables.sheet import Sheet
from luoshi.registers.values import as_declared, masked, shown

if TYPE_CHECKING:
    from luoshi.geography.coordinates import System

Progress = Callable[[int, int], None]
Difference = tuple[str, str, str]
"""The title of a column, and what stands before and after."""

TOLD = 1_000
"""So many faults, doubts, likely duplicates and changed rows are told; all are counted."""
CLOSE = 1e-9
"""Degrees, a tenth of a millimetre: coordinates that differ by less are the same."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The register that a table is for, and who brings it, from which file."""

    place: Place
    programme: Programme
    register: Register
    by: User
    source: str


@dataclass(slots=True)
class Change:
    """A record that comes, or is said anew; new ones have no row yet."""

    entry: Entry
    record: Record | None
    revision: RecordRevision
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What a table would do, and what stands in its way; `mark` is the last revision that was compared."""

    reading: Reading
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    struck: int = 0
    alike: list[tuple[Thing, Thing, str]] = field(default_factory=list)
    mark: int = 0


def planned(aim: Aim, sheet: Sheet, keys: Sequence[str], system: System, progress: Progress) -> Plan:
    """What a sheet whose columns have these keys, in this coordinate system, would change."""
    mark = mark_of(aim)
    reading = entries_of(sheet, keys, aim.register)
    put_in_place(reading, aim.register, aim.place, system)
    plan = Plan(reading, mark=mark)
    there = standing(aim)
    entries = once(reading)
    for number, entry in enumerate(entries):
        progress(number, len(entries))
        if entry.faulty:
            continue
        try:
            compare(plan, aim, entry, there.get(entry.key))
        except Refused as refusal:
            reading.faults.append(sheet.at(entry.number, None, str(refusal)))
    new = [one for one in plan.changes if one.record is None]
    if new and not reading.faults:
        plan.alike = [*likely(things(aim.register, there), new_things(aim.register, new))]
    return plan


def records_of(aim: Aim) -> QuerySet[Record]:
    return aim.place.records.filter(programme=aim.programme.name, register=aim.register.name)


def mark_of(aim: Aim) -> int:
    """The last that was said of any record of the register."""
    return RecordRevision.objects.filter(record__in=records_of(aim)).aggregate(last=Max("pk"))["last"] or 0


def standing(aim: Aim) -> dict[str, RecordRevision]:
    """What was said last of each record, also of those struck off, by their keys; one query."""
    later = RecordRevision.objects.filter(record=OuterRef("record"), pk__gt=OuterRef("pk"))
    last = RecordRevision.objects.filter(~Exists(later.order_by()), record__in=records_of(aim))
    return {row.record.key: row for row in last.select_related("record")}


def once(reading: Reading) -> list[Entry]:
    """Each record once: of a key that comes again the last row holds, which is said."""
    found: dict[str, Entry] = {}
    for entry in reading.entries:
        before = found.get(entry.key)
        if before is not None:
            said = {"key": entry.key, "before": before.number}
            words = _("编号 %(key)s 在第 %(before)s 行已有，以这一行为准") % said
            reading.doubts.append(reading.sheet.at(entry.number, None, words))
        found[entry.key] = entry
    return [*found.values()]


def compare(plan: Plan, aim: Aim, entry: Entry, last: RecordRevision | None) -> None:
    """Hold a row against what stands. Raises Refused where it cannot be kept."""
    if last is not None and last.struck:
        plan.struck += 1
        return
    record = last.record if last else Record(place=aim.place, key=entry.key, by=aim.by)
    register = aim.register
    before = as_declared(register, {**last.values, **last.personal}) if last else {}
    stages = stages_of(entry, last.stages if last else {})
    said = Said(values_of(register, entry, before), geometry_of(entry, last), stages, aim.source)
    refuse_empty(register, said.values, last)
    if last is not None and (said.values, stages, said.geometry) == (before, last.stages, last.geometry):
        plan.same += 1
        return
    if last is None or stages != last.stages:
        refuse_order(register, stages)
        unproved(plan, register, entry, stages)
    row = revision_of(record, aim.programme, register, said, aim.by)
    differences = [*changed(register, before, last, said)] if last else []
    plan.changes.append(Change(entry, record if last else None, row, differences))


def values_of(register: Register, entry: Entry, before: dict[str, Value]) -> dict[str, Value]:
    """What stands, with what the row says; a number that is only written otherwise stays as it was."""
    found = dict(before)
    for name, value in entry.values.items():
        if value is None:
            found.pop(name, None)
        elif not same_number(register, name, before.get(name), value):
            found[name] = value
    return found


def same_number(register: Register, name: str, one: Value | None, other: Value) -> bool:
    """Whether two values of a field are the same number."""
    field = register.field_named(name)
    if field is None or field.type not in NUMBERS or one is None:
        return False
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return False


def refuse_empty(register: Register, values: dict[str, Value], last: RecordRevision | None) -> None:
    """A new record has all fields that it must have; of old ones only what the file says is asked."""
    for one in register.fields if last is None else ():
        if one.required and values.get(one.name) is None:
            raise Refused("“%(field)s”不能空着。", field=one.title_zh)


def stages_of(entry: Entry, before: Stages) -> Stages:
    """The stages that stand, with the days and proofs of the row; a file that proves one stays with it."""
    found = {name: dict(said) for name, said in before.items()}
    for name, day in entry.days.items():
        if day is None:
            found.pop(name, None)
        else:
            found[name] = {"proof": "", **found.get(name, {}), "day": day}
    for name, proof in entry.proofs.items():
        if name in found:
            found[name]["proof"] = proof
        elif proof:
            raise Refused("有证明而没有达到日期：%(proof)s。", proof=proof[:40])
    return found


def geometry_of(entry: Entry, last: RecordRevision | None) -> Geometry | None:
    """Where the record is: as the row says, else as it was; a row that says nothing takes nothing away."""
    before = last.geometry if last else None
    if entry.geometry is None or (before is not None and same_point(entry.geometry, before)):
        return before
    return entry.geometry


def same_point(one: Geometry, other: Geometry) -> bool:
    """Whether two geometries are one point, but for the last digits."""
    if one["type"] != "Point" or other["type"] != "Point":
        return one == other
    pairs = zip(one["coordinates"], other["coordinates"], strict=False)
    return all(abs(here - there) <= CLOSE for here, there in pairs)


def unproved(plan: Plan, register: Register, entry: Entry, stages: Stages) -> None:
    """Say which stages of a row lack the proof that they name."""
    for one in register.stages:
        said = stages.get(one.name)
        if one.proof and said and one.name in entry.days and not said.get("proof") and not said.get("file"):
            words = _("“%(stage)s”没有写证明（%(proof)s）") % {"stage": one.title_zh, "proof": one.proof}
            plan.reading.doubts.append(plan.reading.sheet.at(entry.number, None, words))


def changed(
    register: Register, before: dict[str, Value], last: RecordRevision, said: Said
) -> Iterator[Difference]:
    """What is different, as people see it; of what speaks of persons only enough to know that it is."""
    for one in register.fields:
        then, now = before.get(one.name), said.values.get(one.name)
        if then != now:
            told = (masked(one, then), masked(one, now)) if one.personal else (shown(then), shown(now))
            yield one.title_zh, *told
    for stage in register.stages:
        was, is_now = stage_words(last.stages, stage.name), stage_words(said.stages, stage.name)
        if was != is_now:
            yield stage.title_zh, was, is_now
    if last.geometry != said.geometry:
        yield _("位置"), place_words(last.geometry), place_words(said.geometry)


def stage_words(stages: Stages, name: str) -> str:
    """A stage's day and proof."""
    said = stages.get(name, {})
    return " ".join(str(said[part]) for part in ("day", "proof") if said.get(part))


def place_words(geometry: Geometry | None) -> str:
    """Where something is, in short."""
    if geometry is None:
        return ""
    if geometry["type"] != "Point":
        return _("图形")
    return ", ".join(f"{number:.6f}" for number in geometry["coordinates"][:2])


def things(register: Register, there: dict[str, RecordRevision]) -> Iterator[Thing]:
    """The records that stand, as they are compared."""
    for key, row in there.items():
        if not row.struck:
            yield thing_of(register, key, as_declared(register, row.values), point_of(row))


def new_things(register: Register, new: Sequence[Change]) -> list[Thing]:
    return [
        thing_of(register, one.entry.key, one.revision.values, point_of(one.revision), one.entry.number)
        for one in new
    ]


def point_of(row: RecordRevision) -> tuple[float, float] | None:
    return None if row.lon is None or row.lat is None else (row.lon, row.lat)


def told(plan: Plan) -> dict[str, Any]:
    """A plan as a page shows it: counts of all, and the first of each kind."""
    reading = plan.reading
    kinds = Counter("new" if one.record is None else "changed" for one in plan.changes)
    return {
        "counts": {
            "new": kinds["new"],
            "changed": kinds["changed"],
            "same": plan.same,
            "struck": plan.struck,
            "faults": len(reading.faults),
            "doubts": len(reading.doubts),
            "alike": len(plan.alike),
        },
        "faults": reading.faults[:TOLD],
        "doubts": reading.doubts[:TOLD],
        "alike": [
            [reading.sheet.at(one.number, None, one.key), other.key, why]
            for one, other, why in plan.alike[:TOLD]
        ],
        "rows": [row_told(one) for one in plan.changes[:TOLD]],
        "mark": plan.mark,
    }


def row_told(one: Change) -> dict[str, Any]:
    """A changed row as a page shows it."""
    return {
        "number": one.entry.number,
        "key": one.entry.key,
        "name": str(one.revision.values.get("name") or ""),
        "pk": one.record.pk if one.record else None,
        "changes": one.differences,
    }
