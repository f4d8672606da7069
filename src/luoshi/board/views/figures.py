"""Figures: given by a department, taken on by its head and by the office."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from luoshi.board import actions
from luoshi.board.forms.figures import FigureForm, ItemFigureForm, ReachedForm, ReturnForm
from luoshi.board.models import Progress, Step
from luoshi.board.views import commitments, measures
from luoshi.board.views.commitments import decide
from luoshi.board.views.common import carried_out
from luoshi.office.access import allowed
from luoshi.office.models import Place


def drafted(
    request: HttpRequest, place: Place, pk: int, form: forms.Form, action: Callable[..., Progress]
) -> HttpResponse:
    """Draft a figure with its files."""
    return decide(request, place, pk, form, partial(actions.with_files, action))


@require_POST
@allowed("board.report")
def report_figure(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Draft a figure."""
    return drafted(request, place, pk, FigureForm(request.POST, request.FILES), actions.report_figure)


@require_POST
@allowed("board.report")
def reach_milestone(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Draft that a milestone was reached."""
    return drafted(request, place, pk, ReachedForm(request.POST, request.FILES), actions.reach_milestone)


@require_POST
@allowed("board.report")
def report_item(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Draft how much of a work item is done."""
    return drafted(request, place, pk, ItemFigureForm(request.POST, request.FILES), actions.report_item)


def moved(request: HttpRequest, place: Place, pk: int, step: Step) -> HttpResponse:
    """Take a figure a step further."""
    row = figure_of(place, pk)
    form = ReturnForm(request.POST, needs_reason=step == Step.RETURNED)
    return done_to(request, place, row, form, partial(actions.move, progress=row, step=step))


def figure_of(place: Place, pk: int) -> Progress:
    """The figure with this number, if it belongs to the place."""
    rows = Progress.objects.select_related("commitment__place", "measure__place", "measure__source")
    row = get_object_or_404(rows, pk=pk)
    if actions.place_of_figure(row) != place:
        raise Http404
    return row


def done_to(
    request: HttpRequest, place: Place, row: Progress, form: forms.Form, act: Callable[..., object]
) -> HttpResponse:
    """Do to a figure what a form asks for, and go back to the page that it stands on."""
    if row.measure is not None:
        show = partial(measures.page, request, place, row.measure)
        return carried_out(request, form, act, show, ("measure", place.code, row.measure_id))
    show = partial(commitments.page, request, place, row.commitment_id)
    return carried_out(request, form, act, show, ("commitment", place.code, row.commitment_id))


@require_POST
@allowed("board.submit")
def submit(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The head of the department that gave a figure submits it."""
    return moved(request, place, pk, Step.SUBMITTED)


@require_POST
@allowed("board.accept")
def accept(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The office accepts a figure: from now on it counts."""
    return moved(request, place, pk, Step.ACCEPTED)


@require_POST
@allowed("board.accept")
def send_back(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The office sends a figure back, with its reason."""
    return moved(request, place, pk, Step.RETURNED)
