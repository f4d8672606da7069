"""The divisions of a place as they stood on a day, and which of them each record lies in.

Nothing of this is stored: trees and answers are kept in memory until an area or a record is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from luoshi.office.clock import end_of
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register
from luoshi.programmes.counting import Value
from luoshi.registers.declared import declared
from luoshi.registers.models import Area, RecordRevision
from luoshi.registers.queries.rows import Kept
from luoshi.registers.values import as_declared

if TYPE_CHECKING:
    from luoshi.geography.divided import Divided
    from luoshi.geography.divisions import Division, Tree

Last = tuple[int, datetime]
"""The last row of a table by a day: its id and its moment."""
Point = tuple[float, float]
Counts = Mapping[tuple[str, str], Mapping[str, int]]
"""By programme and register, how many records lie in an area and in no smaller one; in none under ""."""

ENDINGS = ("", "街道", "镇", "乡", "社区", "村")
"""What people leave out at the end of an area's name."""
LARGE, SMALL = ("街道", "镇街", "乡镇"), ("社区", "村居", "网格")
"""How the title of a field ends that names a street, or a community or cell."""


class Where(NamedTuple):
    """The smallest area of a record, and how it was found; `outside`: its point lies in none."""

    code: str
    by: Literal["point", "name", "outside", ""]


NOWHERE = Where("", "")


@dataclass(frozen=True)
class Areas:
    """The divisions of a place: their tree and shapes, and their codes by name."""

    divided: Divided
    codes: Mapping[str, Sequence[str]]

    @property
    def tree(self) -> Tree:
        return self.divided.tree

    def path(self, code: str) -> list[Division]:
        """A division and all that it is part of, the largest first; nothing for a code that is not there."""
        return (
            [self.tree.divisions[one] for one in self.tree.path(code)] if code in self.tree.divisions else []
        )

    def named(self, words: str, within: str = "") -> str:
        """The code of the area that words name, empty where there is none or more than one."""
        bare = words.strip().removesuffix("办事处")
        for ending in ENDINGS:
            found = [code for code in self.codes.get(bare + ending, ()) if self.is_within(code, within)]
            if bare and found:
                return found[0] if len(found) == 1 else ""
        return ""

    def is_within(self, code: str, whole: str) -> bool:
        """Whether an area is another or a part of it; all are part of what has no code."""
        return not whole or whole in self.tree.path(code)

    def locate(self, points: Sequence[Point]) -> list[Where]:
        """The area of each point."""
        codes = self.divided.locate(points)
        return [Where(code, "point" if code else "outside") for code in codes]

    def by_name(self, register: Register, values: Mapping[str, Value]) -> Where:
        """The area that the fields of a record name."""
        street = self.said(register, values, LARGE)
        code = self.said(register, values, SMALL, street) or street
        return Where(code, "name") if code else NOWHERE

    def said(
        self, register: Register, values: Mapping[str, Value], endings: tuple[str, ...], within: str = ""
    ) -> str:
        """The area that one of some fields names."""
        for field in register.fields:
            words = values.get(field.name)
            if field.title_zh.endswith(endings) and isinstance(words, str):
                return self.named(words, within)
        return ""


def areas_of(place: Place, as_of: date) -> Areas | None:
    """The divisions of a place as they stood on a day, None where there are none; one query."""
    last = last_area(place, as_of)
    return built(place.pk, last) if last else None


def last_area(place: Place, as_of: date) -> Last | None:
    """The last row that was written about areas by the end of a day."""
    return place.areas.filter(at__lt=end_of(as_of)).order_by("pk").values_list("pk", "at").last()


@lru_cache(maxsize=4)
def built(place: int, last: Last) -> Areas | None:
    """The divisions of a place as of a row, read anew only where there is a later one."""
    # Shapely is slow to import, and few pages need it.
    import shapely

    from luoshi.geography.divided import Divided

    # Shapely reads text several times as fast as what has become lists and numbers.
    drawn = Cast("geometry", models.TextField())
    every = Area.objects.filter(place=place, pk__lte=last[0]).defer("geometry").annotate(drawn=drawn)
    rows = standing(every)
    if not rows:
        return None
    codes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        codes[row.name].append(row.code)
    shapes = dict(
        zip((row.code for row in rows), shapely.from_geojson([row.drawn for row in rows]), strict=True)
    )
    return Areas(Divided(tree_over(rows), shapes, [], []), codes)


def standing_areas(place: Place) -> list[Area]:
    """The areas of a place as they stand now."""
    return standing(place.areas.all())


def standing(rows: QuerySet[Area]) -> list[Area]:
    """Of all that was written about areas, what stands."""
    last = {row.code: row for row in rows.order_by("pk")}
    return [row for row in last.values() if not row.dropped]


def tree_over(rows: Sequence[Area]) -> Tree:
    """The tree of areas; one whose parent was dropped hangs where its code says."""
    from luoshi.geography.divisions import Row, tree_of

    codes = {row.code for row in rows}
    return tree_of(Row(row.code, row.name, row.above if row.above in codes else "") for row in rows)


def whereabouts(areas: Areas, found: Sequence[Kept]) -> list[Where]:
    """The area of each record: of its point, or by the name that one of its fields holds."""
    points = [(one.revision.lon, one.revision.lat) for one in found if one.revision.lon is not None]
    located = iter(areas.locate(points))
    return [
        areas.by_name(one.register, one.values) if one.revision.lon is None else next(located)
        for one in found
    ]


def lying(place: Place, one: Kept, as_of: date) -> tuple[Where, list[Division]] | None:
    """Where one record lies, with the divisions around it, the largest first; None without divisions."""
    areas = areas_of(place, as_of)
    if areas is None:
        return None
    (where,) = whereabouts(areas, [one])
    return where, areas.path(where.code)


def lying_in(areas: Areas, found: Sequence[Kept], code: str) -> list[Kept]:
    """The records within an area; those without one for `none`."""
    inside = {one for one in areas.tree.divisions if areas.is_within(one, code)} if code != "none" else {""}
    places = whereabouts(areas, found)
    return [one for one, where in zip(found, places, strict=True) if where.code in inside]


def counts_of(place: Place, as_of: date) -> Counts:
    """How many records of each register lie where, as of a day; two queries where that is known already."""
    area = last_area(place, as_of)
    revisions = RecordRevision.objects.filter(record__place=place, at__lt=end_of(as_of)).order_by("pk")
    last = revisions.values_list("pk", "at").last()
    versions = tuple((name, one.about.version) for name, one in declared().items())
    return counted(place.pk, area, last, versions) if area and last else {}


@lru_cache(maxsize=8)
def counted(place: int, area: Last, last: Last, _versions: tuple[tuple[str, int], ...]) -> Counts:
    """The counts as of a row of both tables and for programmes as they are."""
    areas = built(place, area)
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    if areas is None:
        return found
    later = RecordRevision.objects.filter(record=OuterRef("record"), pk__gt=OuterRef("pk"), pk__lte=last[0])
    rows = RecordRevision.objects.filter(~Exists(later.order_by()), record__place=place, pk__lte=last[0])
    lying = rows.filter(struck=False).order_by()
    placed = [*lying.filter(lon__isnull=False).values_list(*REGISTER, "lon", "lat")]
    for (programme, register, *_point), where in zip(
        placed, areas.locate([row[2:] for row in placed]), strict=True
    ):
        found[programme, register][where.code] += 1
    for programme, register, values in lying.filter(lon__isnull=True).values_list(*REGISTER, "values"):
        found[programme, register][named(areas, programme, register, values).code] += 1
    return found


REGISTER = ("record__programme", "record__register")


def named(areas: Areas, programme: str, register: str, values: Mapping[str, Value]) -> Where:
    """The area that a record names; none where its register is declared no more."""
    own = declared()[programme].register_named(register) if programme in declared() else None
    return areas.by_name(own, as_declared(own, values)) if own else NOWHERE


def forget() -> None:
    """Remember nothing."""
    built.cache_clear()
    counted.cache_clear()


class Column(NamedTuple):
    """A register: how many records each area has, those of its parts among them, and how many have none."""

    programme: Programme
    register: Register
    totals: Mapping[str, int]
    nowhere: int


def columns(areas: Areas, counts: Counts) -> Iterator[Column]:
    """The registers that hold records, in the order of the programmes."""
    for programme in declared().values():
        for register in programme.registers:
            own = dict(counts.get((programme.name, register.name), {}))
            if own:
                nowhere = own.pop("", 0)
                yield Column(programme, register, areas.tree.totals(own), nowhere)
