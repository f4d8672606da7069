"""Shared measures and their figures."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from luoshi.board import actions
from luoshi.board.api import asked, shapes, telling
from luoshi.board.api.answers import answers, made, writes
from luoshi.board.api.guard import may
from luoshi.board.api.values import CodeInPath, IdInPath
from luoshi.board.models import Measure
from luoshi.board.queries.measures import measure_page
from luoshi.board.queries.measures import measures as all_measures
from luoshi.board.queries.steps import steps
from luoshi.office import clock

router = Router(tags=["measures"])


def about(row: Measure, uses: int) -> dict[str, object]:
    """What a list says of a measure."""
    return {
        "id": row.pk,
        "name": row.name,
        "unit": row.unit,
        "source": telling.department(row.source),
        "frequency": row.frequency,
        "lag": row.lag,
        "uses": uses,
    }


@router.get("/places/{code}/measures", auth=may("board.look"), response=answers(list[shapes.Measure]))
def measures(request: HttpRequest, code: CodeInPath) -> list[shapes.Measure]:
    """The shared measures of a place."""
    return [shapes.Measure(**about(row, row.uses)) for row in all_measures(request.place)]


@router.get("/places/{code}/measures/{pk}", auth=may("board.look"), response=answers(shapes.WholeMeasure))
def measure(request: HttpRequest, code: CodeInPath, pk: IdInPath) -> shapes.WholeMeasure:
    """A measure with its figures, and the commitments that use it."""
    row = get_object_or_404(Measure.objects.select_related("source", "place"), pk=pk, place=request.place)
    today = clock.today()
    found = measure_page(row, today)
    moves = steps([figure for figure, _move in found.figures], today)
    return shapes.WholeMeasure(
        **about(row, len(found.lines)),
        commitments=[line.commitment.pk for line in found.lines],
        figures=[telling.figure(figure, moves[figure.pk]) for figure, _move in found.figures],
    )


@router.post("/places/{code}/measures/{pk}/figures", auth=may("board.report"), response=writes(shapes.Made))
def report_measure(
    request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.NewSharedFigure
) -> Status:
    """Draft a figure of a measure that one's own department is the source of."""
    row = get_object_or_404(request.place.measures, pk=pk)
    return made(actions.report_measure(measure=row, by=request.user, **dict(said)))
