"""The records of many registers as marks on a map: arrays, remembered until something is said of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from luoshi.geography.model import Flags, Floats, Indices, Points
from luoshi.office.clock import end_of
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register
from luoshi.registers.declared import declared
from luoshi.registers.models import RecordRevision
from luoshi.registers.queries.rows import Kept

REMEMBERED = 16
NOTHING = -1
"""The stage of a record that has reached none."""

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

Named = tuple[str, str, bool, tuple[str, ...]]
"""A programme, a register of it, whether its records are lines or areas, and its stages in order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a map is asked for: `programme` or `programme/register`, a stage, the year it was reached."""

    register: str = ""
    stage: str = ""
    year: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Asked:
        """What an address asks for; what cannot be asked is left out."""
        name, stage, year = asked.get("register", ""), asked.get("stage", ""), asked.get("year", "")
        named = [*located(name)] if name else []
        stages = {one.name for _programme, register in named for one in register.stages}
        return cls(
            name if named else "",
            stage if len(named) == 1 and (stage == "none" or stage in stages) else "",
            year if len(year) == 4 and year.isascii() and year.isdigit() else "",
        )


def located(name: str = "") -> Iterable[tuple[Programme, Register]]:
    """The registers whose records have a place: all, those of a programme, or one of `programme/register`."""
    wanted, _slash, only = name.partition("/")
    for programme in declared().values():
        for register in programme.registers:
            fits = not name or (programme.name == wanted and only in ("", register.name))
            if fits and register.geometry != "none":
                yield programme, register


@dataclass(frozen=True, slots=True)
class Marks:
    """Records as they stood on a day: revisions and records by id, where each is (NaN: nowhere yet), of which
    register and at which of its stages, both as places in `registers`; `shaped` are lines and areas."""

    registers: tuple[Named, ...]
    revisions: Indices
    records: Indices
    points: Points
    register: Indices
    stage: Indices
    shaped: Flags

    @property
    def placed(self) -> Indices:
        """Those that have a place."""
        return np.flatnonzero(~np.isnan(self.points[:, 0]))

    @property
    def unplaced(self) -> Indices:
        """Those that have none yet."""
        return np.flatnonzero(np.isnan(self.points[:, 0]))

    def within(self, box: Box) -> Indices:
        """Those whose point lies in a box."""
        west, south, east, north = box
        lon, lat = self.points.T
        return np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def marks(place: Place, asked: Asked, day: date) -> Marks:
    """The records that are asked for, as of a day; one query where they are remembered, else two."""
    named = tuple(
        (programme.name, register.name, register.geometry != "point", tuple(s.name for s in register.stages))
        for programme, register in located(asked.register)
    )
    newest = RecordRevision.objects.order_by("-pk").values_list("pk", "at").first()
    return remembered(str(settings.DATA), newest, place, asked, day, named)


@lru_cache(maxsize=REMEMBERED)
def remembered(
    _data: str, _newest: object, place: Place, asked: Asked, day: date, named: tuple[Named, ...]
) -> Marks:
    """The marks, for the newest revision that there is."""
    places = {(programme, register): at for at, (programme, register, *_) in enumerate(named)}
    found: list[tuple[int, int, float | None, float | None, int, int]] = []
    for pk, record, programme, register, lon, lat, stages in last_said(place, asked, day):
        at = places.get((programme, register))
        if at is None:
            continue
        order = named[at][3]
        reached = last_of(order, stages)
        if fits(order, reached, stages, asked):
            found.append((pk, record, lon, lat, at, reached))
    columns = [*zip(*found, strict=True)] or [()] * 6
    register_of = whole(columns[4])
    return Marks(
        registers=named,
        revisions=whole(columns[0]),
        records=whole(columns[1]),
        points=np.column_stack([numbers(columns[2]), numbers(columns[3])]),
        register=register_of,
        stage=whole(columns[5]),
        shaped=np.array([one[2] for one in named], dtype=bool)[register_of],
    )


def last_said(place: Place, asked: Asked, day: date) -> QuerySet[RecordRevision]:
    """What was said last by the end of a day, without records that were struck off; by register and key."""
    until = end_of(day)
    later = RecordRevision.objects.filter(record=OuterRef("record"), pk__gt=OuterRef("pk"), at__lt=until)
    last = RecordRevision.objects.filter(~Exists(later.order_by()), record__place=place, at__lt=until)
    programme, _slash, register = asked.register.partition("/")
    if programme:
        last = last.filter(record__programme=programme)
    if register:
        last = last.filter(record__register=register)
    of_record = ("record__programme", "record__register")
    rows = last.filter(struck=False).order_by(*of_record, "record__key")
    return rows.values_list("pk", "record", *of_record, "lon", "lat", "stages")


def last_of(order: tuple[str, ...], stages: Mapping[str, object]) -> int:
    """The last stage that was reached, as its place in the order."""
    return next((at for at in range(len(order) - 1, -1, -1) if order[at] in stages), NOTHING)


def fits(order: tuple[str, ...], reached: int, stages: Mapping[str, Mapping[str, str]], asked: Asked) -> bool:
    """Whether a record that reached a stage is what is asked for."""
    name = order[reached] if reached != NOTHING else "none"
    if asked.stage and asked.stage != name:
        return False
    return not asked.year or (reached != NOTHING and stages[name]["day"][:4] == asked.year)


def whole(values: Iterable[int]) -> Indices:
    return np.array([*values], dtype=np.int64)


def numbers(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if one is None else one for one in values], dtype=np.float64)


def rows_of(found: Marks, chosen: Indices) -> list[Kept]:
    """The records behind chosen marks, in their order; one query."""
    keys = found.revisions[chosen].tolist()
    said = RecordRevision.objects.select_related("record").in_bulk(keys)
    registers = [register for _programme, register in registers_of(found)]
    return [Kept(said[key], registers[at]) for key, at in zip(keys, found.register[chosen], strict=True)]


def registers_of(found: Marks) -> list[tuple[Programme, Register]]:
    """The registers that marks are of, as they are declared."""
    known = {(programme.name, register.name): (programme, register) for programme, register in located()}
    return [known[programme, register] for programme, register, *_ in found.registers]
