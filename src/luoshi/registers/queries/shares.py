"""What a promise gave each street to do, and what the records in that street come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from luoshi.board.models import Revision, Target, WorkItem
from luoshi.office.clock import end_of
from luoshi.office.models import Place
from luoshi.programmes import Register, count
from luoshi.programmes.units import factor
from luoshi.registers.declared import measure_at
from luoshi.registers.queries.areas import Areas, whereabouts
from luoshi.registers.queries.rows import Kept, kept


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a target that a street carries, in the target's unit.

    `code` is the area that the street's name stands for, empty where there is none. `counted` is what the
    records in it come to, None where no records count the target or the area is not known.
    """

    item: WorkItem
    target: Target
    revision: Revision
    code: str
    counted: Decimal | None = None


def shares(place: Place, areas: Areas, as_of: date) -> list[Share]:
    """The agreed parts that name a street, as of a day; five queries."""
    known = {"commitment__place": place, "at__lt": end_of(as_of)}
    items = standing_items(known)
    about = known | {"commitment__in": {row.commitment_id for row in items}}
    targets = {(row.commitment_id, row.key): row for row in Target.objects.filter(**about).order_by("pk")}
    revisions = {row.commitment_id: row for row in Revision.objects.filter(**about).order_by("pk")}
    found = [
        Share(item, target, revisions[item.commitment_id], areas.named(item.street))
        for item in items
        if (target := targets.get((item.commitment_id, item.target))) and not target.dropped
    ]
    records = records_of(place, areas, (one.target for one in found), as_of)
    return [filled(one, areas, records, as_of) for one in found]


def standing_items(known: Mapping[str, object]) -> list[WorkItem]:
    """The agreed work items with a street and a number."""
    rows = WorkItem.objects.filter(**known).select_related("department", "commitment").order_by("pk")
    last: dict[tuple[int, int], WorkItem] = {(row.commitment_id, row.key): row for row in rows}
    agreed = [row for row in last.values() if row.state == WorkItem.State.APPROVED]
    return [row for row in agreed if row.street and row.target is not None and row.value is not None]


Records = Mapping[tuple[str, str], list[tuple[Kept, str]]]
"""By programme and register, the records with the code of their area."""


def records_of(place: Place, areas: Areas, targets: Iterable[Target], as_of: date) -> Records:
    """The records that count some targets; one query, however many registers they are in."""
    found = [by for one in targets if (by := measure_at(one.counted_by))]
    registers: dict[tuple[str, str], Register] = {
        (programme.name, register.name): register for programme, _measure, register in found
    }
    records: dict[tuple[str, str], list[Kept]] = {key: [] for key in registers}
    among = Q(pk__in=[])
    for programme, name in registers:
        among |= Q(programme=programme, register=name)
    for one in kept(place.records.filter(among), next(iter(registers.values()), None), as_of):
        key = one.record.programme, one.record.register
        records[key].append(Kept(one.revision, registers[key]))
    return {
        key: [(one, where.code) for one, where in zip(own, whereabouts(areas, own), strict=True)]
        for key, own in records.items()
    }


def filled(share: Share, areas: Areas, records: Records, as_of: date) -> Share:
    """A share with what the records in its area come to."""
    by = measure_at(share.target.counted_by)
    if by is None or not share.code:
        return share
    programme, measure, register = by
    times = factor(measure.unit, share.target.unit)
    own = [
        one.row
        for one, code in records[programme.name, register.name]
        if code and areas.is_within(code, share.code)
    ]
    value = count(measure, register, own, share.target.start, as_of).value
    if value is None or times is None:
        return share
    counted = round(value * times, 6).normalize() + 0
    return Share(share.item, share.target, share.revision, share.code, counted)
