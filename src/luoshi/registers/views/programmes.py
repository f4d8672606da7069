"""A programme as it lives in a place."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.views.common import as_of, carried_out
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.programmes import Programme
from luoshi.registers import actions
from luoshi.registers.declared import declared
from luoshi.registers.forms import MilestonesForm
from luoshi.registers.queries.programmes import living


def programme_at(name: str) -> Programme:
    """The programme of an address; raises Http404."""
    found = declared().get(name)
    if found is None:
        raise Http404("programme")
    return found


@require_GET
@allowed("registers.look")
def programme(request: HttpRequest, place: Place, programme: str) -> HttpResponse:
    """What a programme keeps count of, and which promises speak of it."""
    return page(request, place, programme_at(programme))


def page(
    request: HttpRequest,
    place: Place,
    programme: Programme,
    *,
    bad: MilestonesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a programme; `bad` was filled in wrongly."""
    found = living(place, programme, as_of(request))
    context = {
        "place": place,
        "nav": "registers",
        "day": as_of(request),
        "found": found,
        "departments": place.departments.all(),
        "form": bad or MilestonesForm(place=place, programme=programme, promises=found.promises),
    }
    return render(request, "registers/programme.html", context, status=status)


@require_POST
@allowed("board.hand_out")
def take_milestones(request: HttpRequest, place: Place, programme: str) -> HttpResponse:
    """Give a promise the steps of a programme, each with the day that the place sets."""
    own = programme_at(programme)
    found = living(place, own, as_of(request))
    form = MilestonesForm(request.POST, place=place, programme=own, promises=found.promises)
    show = partial(page, request, place, own)
    act = partial(actions.take_milestones, programme=own)
    return carried_out(request, form, act, show, ("programme", place.code, own.name))
