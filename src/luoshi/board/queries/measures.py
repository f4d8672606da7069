"""Shared measures: their figures, and the commitments that use them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from luoshi.board.models import Measure, Move, Progress, Release, Target
from luoshi.board.queries.lateness import late
from luoshi.board.queries.lines import Line, confirmed, lines
from luoshi.office.clock import end_of
from luoshi.office.models import Place


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure with its figures, each with the last step it came to, and the commitments that use it."""

    measure: Measure
    figures: list[tuple[Progress, Move]]
    late: set[int]
    lines: list[Line]
    releases: dict[int, Release]


def measures(place: Place) -> list[Measure]:
    """All measures of a place with how many commitments have used each: one query."""
    rows = place.measures.select_related("source")
    return [*rows.annotate(uses=Count("targets__commitment", distinct=True)).order_by("name")]


def measure_page(measure: Measure, as_of: date) -> MeasurePage:
    """A measure as it stood on a day: nine queries."""
    until = end_of(as_of)
    moves = Move.objects.filter(progress__measure=measure, at__lt=until)
    moves = moves.select_related("by", "progress__by", "progress__department")
    last: dict[int, Move] = {}
    for move in moves.order_by("pk"):
        last[move.progress_id] = move
    steps = sorted(last.values(), key=lambda move: (move.progress.day, move.progress_id))
    figures = [(move.progress, move) for move in steps]
    closing = dict(measure.place.windows.values_list("month", "closes"))
    closes = {row.pk: closing.get(row.day) for row, _move in figures}
    users = Target.objects.filter(shared=measure).values("commitment")
    found = confirmed(lines(measure.place.commitments.filter(pk__in=users), as_of))
    using = [line for line in found if any(row.shared_id == measure.pk for row, _standing in line.targets)]
    releases = Release.objects.filter(progress__measure=measure, at__lt=until).order_by("pk")
    return MeasurePage(
        measure,
        figures,
        late([row for row, _ in figures], closes, measure.lag),
        using,
        {row.progress_id: row for row in releases},
    )
