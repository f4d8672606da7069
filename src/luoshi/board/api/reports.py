"""Reports, and the numerals in them that are no promises."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from luoshi.board.api import shapes, telling
from luoshi.board.api.answers import answers
from luoshi.board.api.guard import may
from luoshi.board.api.values import CodeInPath, IdInPath
from luoshi.board.models import Report

router = Router(tags=["reports"])


def about(row: Report) -> dict[str, object]:
    """What a list says of a report."""
    return {
        "id": row.pk,
        "year": row.year,
        "name": row.name,
        "sha256": row.sha256,
        "promises": row.promises,
        "leftovers": len(row.leftovers),
        "at": row.at,
        "by": telling.name(row.by),
    }


@router.get("/places/{code}/reports", auth=may("board.look"), response=answers(list[shapes.Report]))
def reports(request: HttpRequest, code: CodeInPath) -> list[shapes.Report]:
    """The reports of a place, the latest year first."""
    rows = request.place.reports.select_related("by").defer("text").annotate(promises=Count("commitments"))
    return [shapes.Report(**about(row)) for row in rows.order_by("-year", "pk")]


@router.get("/places/{code}/reports/{pk}", auth=may("board.look"), response=answers(shapes.WholeReport))
def report(request: HttpRequest, code: CodeInPath, pk: IdInPath) -> shapes.WholeReport:
    """A report with its leftovers: every numeral that became no promise, and why."""
    rows = request.place.reports.select_related("by").annotate(promises=Count("commitments"))
    row = get_object_or_404(rows, pk=pk)
    return shapes.WholeReport(**about(row), left=[shapes.Leftover(**left) for left in row.leftovers])
