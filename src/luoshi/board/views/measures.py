"""Shared measures: figures that one source gives for all commitments which use them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.forms.figures import SharedFigureForm
from luoshi.board.forms.measures import MeasureForm
from luoshi.board.models import Measure
from luoshi.board.queries import measures as queries
from luoshi.board.views.common import as_of, carried_out
from luoshi.delivery.periods import period_start
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.models import Place


@require_GET
@allowed("board.look")
def measures(request: HttpRequest, place: Place) -> HttpResponse:
    """All shared measures."""
    return list_page(request, place)


def list_page(
    request: HttpRequest, place: Place, *, bad: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The measures with the form for one more; `bad` was filled in wrongly."""
    context = {
        "place": place,
        "nav": "owed",
        "measures": queries.measures(place),
        "form": bad or MeasureForm(place=place),
    }
    return render(request, "board/measures.html", context, status=status)


@require_POST
@allowed("board.add_measure")
def add_measure(request: HttpRequest, place: Place) -> HttpResponse:
    """Add a measure and say who gives its figures."""
    form = MeasureForm(request.POST, place=place)
    act = partial(actions.add_measure, place=place)
    return carried_out(request, form, act, partial(list_page, request, place), ("measures", place.code))


@require_GET
@allowed("board.look")
def measure(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A measure with its figures and uses."""
    return page(request, place, measure_of(place, pk))


def measure_of(place: Place, pk: int) -> Measure:
    """A measure of the place, with its source."""
    return get_object_or_404(Measure.objects.select_related("source", "place"), pk=pk, place=place)


def page(
    request: HttpRequest, place: Place, row: Measure, *, status: int = 200, bad: forms.Form | None = None
) -> HttpResponse:
    """The page of a measure; `bad` is a form that was filled in wrongly."""
    is_given, day = isinstance(bad, SharedFigureForm), as_of(request)
    context = {
        "place": place,
        "nav": "owed",
        "day": day,
        "found": queries.measure_page(row, day),
        "is_source": request.user.department_id == row.source_id,
        "form": bad if is_given else SharedFigureForm(initial={"day": last_period(row, clock.today())}),
        "bad": None if is_given else bad,
    }
    return render(request, "board/measure.html", context, status=status)


def last_period(row: Measure, today: date) -> date:
    """The end of the last period that is over."""
    return period_start(today, row.frequency) - timedelta(days=1)


@require_POST
@allowed("board.report")
def report_measure(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The source drafts a figure."""
    row = measure_of(place, pk)
    act = partial(actions.report_measure, measure=row)
    show, back = partial(page, request, place, row), ("measure", place.code, row.pk)
    return carried_out(request, SharedFigureForm(request.POST), act, show, back)
