"""What a record says of persons is deleted because somebody asked for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.registers import actions
from luoshi.registers.area_forms import EraseForm
from luoshi.registers.views.records import carried


@require_POST
@allowed("registers.erase")
def erase_person(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Delete them, with the reason."""
    return carried(request, place, pk, EraseForm(request.POST, auto_id="erase-%s"), actions.erase_person)
