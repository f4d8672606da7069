"""Areas: brought in as a whole, dropped with a reason; what stood before stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Place, User
from luoshi.registers.divisions import Line, doubts
from luoshi.registers.models import Area
from luoshi.registers.queries.areas import standing_areas, tree_over

if TYPE_CHECKING:
    from luoshi.geography.divided import Divided

BATCH = 500


class Brought(NamedTuple):
    """What an import of areas did: how many are new, how many differ from what stood; what is doubtful."""

    added: int
    changed: int
    doubts: list[Line]


@transaction.atomic
def import_areas(*, place: Place, found: Divided, source: str, by: User | None) -> Brought:
    """Bring in the divisions of a file: new ones and those that differ; the others stay as they stand."""
    held = Place.objects.select_for_update().get(pk=place.pk)
    standing = {row.code: row for row in standing_areas(held)}
    rows = [row for row in rows_of(held, found, source, by) if not same(row, standing.get(row.code))]
    if rows:
        Area.objects.bulk_create(rows, BATCH)
        record(verb="import_areas", row=rows[0], also=rows[1:], by=by, place=held)
    added = sum(row.code not in standing for row in rows)
    tree = tree_over([*(standing | {row.code: row for row in rows}).values()])
    return Brought(added, len(rows) - added, doubts(found, held, tree))


def rows_of(place: Place, found: Divided, source: str, by: User | None) -> list[Area]:
    """The areas of a file, as rows."""
    from shapely.geometry import mapping

    from luoshi.geography.divisions import parents

    return [
        Area(
            place=place,
            code=one.code,
            name=one.name,
            above="" if one.above in parents(one.code) else one.above,
            geometry=listed(mapping(found.shapes[one.code])),
            source=source[:200],
            by=by,
        )
        for one in found.tree.divisions.values()
    ]


def listed(value: object) -> object:
    """A geometry with lists for tuples, as JSON has it: the same file is the same again."""
    if isinstance(value, dict):
        return {name: listed(one) for name, one in value.items()}
    return [*map(listed, value)] if isinstance(value, (list, tuple)) else value


def same(one: Area, other: Area | None) -> bool:
    """Whether an area is as another stands."""
    parts = ("name", "above", "geometry")
    return other is not None and all(getattr(one, part) == getattr(other, part) for part in parts)


@transaction.atomic
def drop_area(*, place: Place, code: str, reason: str, by: User) -> Area:
    """An area is no division any more, with the reason; what it was part of takes its records."""
    held = Place.objects.select_for_update().get(pk=place.pk)
    last = held.areas.filter(code=code).order_by("pk").last()
    if last is None or last.dropped:
        raise Refused("没有代码为 %(code)s 的区划。", code=code[:40])
    if not reason.strip():
        raise Refused("撤销区划要写明理由。")
    said = {name: getattr(last, name) for name in ("code", "name", "above", "geometry")}
    row = Area.objects.create(place=held, dropped=True, reason=reason.strip()[:300], by=by, **said)
    record(verb="drop_area", row=row, by=by, place=held)
    return row
