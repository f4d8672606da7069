"""A programme as it lives in a place: its registers, what they count, the promises that speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.board.models import Measure as SharedMeasure
from luoshi.board.models import Target
from luoshi.board.queries.briefs import Brief
from luoshi.board.queries.remembered import briefs
from luoshi.office.models import Place
from luoshi.programmes import Measure, Programme, Register, Series, programmes_of
from luoshi.registers.declared import declared
from luoshi.registers.queries.lists import record_counts
from luoshi.registers.queries.rows import counted_targets


@dataclass(frozen=True, slots=True)
class Living:
    """A programme in a place.

    Registers with the number of their records, measures with the targets that they count, series with the
    shared measure that stands for each, the programmes that it gathers, the promises that speak of it.
    """

    programme: Programme
    registers: list[tuple[Register, int]]
    measures: list[tuple[Measure, list[Target]]]
    series: list[tuple[Series, SharedMeasure | None]]
    gathers: list[Programme]
    promises: list[Brief]


def living(place: Place, programme: Programme, as_of: date) -> Living:
    """A programme as of a day: at most eight queries."""
    counts = record_counts(place)
    targets = counted_targets(place) if programme.measures else []
    names = [one.name for one in programme.series]
    shared = {row.name: row for row in place.measures.filter(name__in=names)} if names else {}
    every = declared()
    return Living(
        programme,
        [(one, counts.get((programme.name, one.name), 0)) for one in programme.registers],
        [(one, fed(programme, one, targets)) for one in programme.measures],
        [(one, shared.get(one.name)) for one in programme.series],
        [every[name] for name in programme.about.gathers if name in every],
        promises(place, programme, as_of),
    )


def fed(programme: Programme, measure: Measure, targets: Sequence[Target]) -> list[Target]:
    """The targets that a measure counts."""
    return [row for row in targets if row.counted_by == f"{programme.name}/{measure.name}"]


def promises(place: Place, programme: Programme, as_of: date) -> list[Brief]:
    """The confirmed promises whose words speak of a programme."""
    found = briefs(place, as_of)
    return [one for one in found if programmes_of(f"{one.title} {one.words}", [programme])]
