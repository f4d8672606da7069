"""The registers of a place, and the records of one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.views.common import PER_PAGE, as_of
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register
from luoshi.registers import actions
from luoshi.registers.actions.common import keeps
from luoshi.registers.declared import faults, register_at
from luoshi.registers.forms import RecordForm
from luoshi.registers.queries.areas import areas_of, lying_in
from luoshi.registers.queries.lists import Sifting, overview, sifted, stage_counts
from luoshi.registers.queries.rows import Kept, kept


@require_GET
@allowed("registers.look")
def registers(request: HttpRequest, place: Place) -> HttpResponse:
    """All programmes with their registers, and how many records each has."""
    context = {"place": place, "nav": "registers", "programmes": overview(place), "faults": faults()}
    return render(request, "registers/registers.html", context)


@require_GET
@allowed("registers.look")
def register(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """The records of a register."""
    return page(request, place, *register_at(programme, register))


def page(
    request: HttpRequest,
    place: Place,
    programme: Programme,
    register: Register,
    *,
    bad: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The records as of a day, sifted, with the form for one more; `bad` was filled in wrongly."""
    day = as_of(request)
    records = place.records.filter(programme=programme.name, register=register.name)
    every = kept(records, register, day)
    sifting = Sifting.of(request.GET, register)
    areas, code = areas_of(place, day), request.GET.get("area", "")
    found = lying_in(areas, sifted(every, sifting), code) if areas and code else sifted(every, sifting)
    context = {
        "place": place,
        "nav": "registers",
        "programme": programme,
        "register": register,
        "day": day,
        "sifting": sifting,
        "areas": areas,
        "area": code,
        "stages": stage_counts(every, register),
        "total": len(found),
        "rows": paged(request, found),
        "fields": [one for one in register.fields if not one.personal],
        "keeps": keeps(request.user, programme),
        "form": bad or RecordForm(register=register),
    }
    return render(request, "registers/register.html", context, status=status)


def paged(request: HttpRequest, found: Sequence[Kept]) -> Page:
    """The page that is asked for."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


@require_POST
@allowed("registers.keep")
def add_record(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """A record more."""
    declared, own = register_at(programme, register)
    form = RecordForm(request.POST, register=own)
    show = partial(page, request, place, declared, own, bad=form)
    if not form.is_valid():
        return show(status=400)
    try:
        row = actions.add_record(
            place=place, programme=declared, register=own, said=form.said(), by=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(status=409)
    messages.success(request, _("已记录"))
    return redirect("record", place.code, row.pk)
