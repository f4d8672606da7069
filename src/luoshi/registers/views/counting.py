"""Which records count a target, and whether they govern."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from luoshi.board import actions as board
from luoshi.board.views.commitments import decide
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.registers import actions
from luoshi.registers.declared import declared
from luoshi.registers.forms import CountForm, GovernForm


@require_POST
@allowed("registers.count")
def count_target(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Have records count a target."""
    get_object_or_404(place.commitments, pk=pk)
    measures = [
        (f"{one.name}/{measure.name}", measure.name)
        for one in declared().values()
        for measure in one.measures
    ]
    return decide(request, place, pk, CountForm(request.POST, measures=measures), actions.count_target)


@require_POST
@allowed("registers.count")
def govern(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Decide whose figures count."""
    return decide(request, place, pk, GovernForm(request.POST), board.govern)
