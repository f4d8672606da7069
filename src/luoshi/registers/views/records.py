"""A record: what it is, its stages, its story."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.views.common import as_of, carried_out
from luoshi.office import files
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register, findings
from luoshi.registers import actions
from luoshi.registers.actions.common import keeps
from luoshi.registers.area_forms import EraseForm
from luoshi.registers.declared import register_at
from luoshi.registers.forms import RecordForm, StageForm, StrikeForm, TakeBackForm
from luoshi.registers.models import Record
from luoshi.registers.queries.areas import lying
from luoshi.registers.queries.rows import Kept, kept
from luoshi.registers.queries.stories import story
from luoshi.registers.values import masked, shown

Form = forms.Form


@require_GET
@allowed("registers.look")
def record(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A record as it stood on a day."""
    return page(request, place, *found_at(place, pk))


def found_at(place: Place, pk: int) -> tuple[Record, Programme, Register]:
    """A record of the place with what declares it."""
    row = get_object_or_404(Record.objects.select_related("place"), pk=pk, place=place)
    return row, *register_at(row.programme, row.register)


def page(
    request: HttpRequest,
    place: Place,
    row: Record,
    programme: Programme,
    register: Register,
    *,
    bad: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a record; `bad` is a form that was filled in wrongly."""
    day = as_of(request)
    told = story(row, register, day)
    if not told:
        raise Http404
    standing = next(iter(kept(Record.objects.filter(pk=row.pk), register, day)), None)
    keeping = keeps(request.user, programme)
    context = {
        "place": place,
        "nav": "registers",
        "record": row,
        "programme": programme,
        "register": register,
        "day": day,
        "standing": standing,
        "fields": fields_of(standing, register, open_to=keeping) if standing else [],
        "stages": [(one, standing.stages.get(one.name) if standing else None) for one in register.stages],
        "findings": findings(register, standing.row) if standing else [],
        "story": told,
        "keeps": keeping,
        "form": bad if isinstance(bad, RecordForm) else revising(standing, register),
        "stage_form": bad if isinstance(bad, StageForm) else StageForm(register=register, auto_id="stage-%s"),
        "where": lying(place, standing, day) if standing else None,
        "erases": any(one.row.personal for one in told if not one.erased)
        and request.user.has_perm("registers.erase", place),
        "erase_form": bad if isinstance(bad, EraseForm) else EraseForm(auto_id="erase-%s"),
        "strike_form": bad if isinstance(bad, StrikeForm) else StrikeForm(auto_id="strike-%s"),
        "bad": bad if isinstance(bad, TakeBackForm) else None,
    }
    return render(request, "registers/record.html", context, status=status)


def fields_of(one: Kept, register: Register, *, open_to: bool) -> list[tuple[object, str]]:
    """The fields with what they hold; what is personal is masked for those who do not keep the register."""
    values = one.values | one.personal
    told = {
        field.name: masked(field, values.get(field.name))
        if field.personal and not open_to
        else shown(values.get(field.name))
        for field in register.fields
    }
    return [(field, told[field.name]) for field in register.fields]


def revising(one: Kept | None, register: Register) -> RecordForm | None:
    """The form filled in with what stands."""
    if one is None:
        return None
    initial = {"lon": one.revision.lon, "lat": one.revision.lat}
    return RecordForm(register=register, kept=one.values | one.personal, initial=initial)


def carried(
    request: HttpRequest, place: Place, pk: int, form: Form, act: Callable[..., object]
) -> HttpResponse:
    """Do what a form asks of a record, and go back to its page."""
    row, programme, register = found_at(place, pk)
    whole = partial(act, record=row, programme=programme, register=register)
    show = partial(page, request, place, row, programme, register)
    return carried_out(request, form, whole, show, ("record", place.code, row.pk))


@require_POST
@allowed("registers.keep")
def revise_record(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Say anew what a record is."""
    row, _programme, register = found_at(place, pk)
    standing = next(iter(kept(Record.objects.filter(pk=row.pk), register, as_of(request))), None)
    held = standing.values | standing.personal if standing else {}
    form = RecordForm(request.POST, register=register, kept=held)
    geometry = standing.revision.geometry if standing else None

    def act(*, by: object, record: Record, programme: Programme, register: Register, **_said: object) -> None:
        actions.revise_record(
            record=record, programme=programme, register=register, said=form.said(geometry), by=by
        )

    return carried(request, place, pk, form, act)


@require_POST
@allowed("registers.keep")
def reach_stage(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A stage was reached."""
    _row, _programme, register = found_at(place, pk)
    form = StageForm(request.POST, request.FILES, register=register, auto_id="stage-%s")
    return carried(request, place, pk, form, actions.reach_stage)


@require_POST
@allowed("registers.keep")
def take_back_stage(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A stage was not reached after all."""
    return carried(request, place, pk, TakeBackForm(request.POST), actions.take_back_stage)


@require_POST
@allowed("registers.keep")
def strike_record(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A record does not belong here."""
    return carried(request, place, pk, StrikeForm(request.POST, auto_id="strike-%s"), actions.strike_record)


@require_GET
@allowed("registers.look")
def record_file(request: HttpRequest, place: Place, pk: int, key: int) -> HttpResponse:
    """The file that proves a stage of a record, also of one that was taken back."""
    row, _programme, register = found_at(place, pk)
    told = [one for change in story(row, register, as_of(request)) for one in change.reached]
    name = next((one.name for one in told if one.file == key), None)
    file = place.files.filter(pk=key).first()
    if name is None or file is None:
        raise Http404
    try:
        return files.sent(files.path(file.sha256), name=name, kind=file.kind)
    except FileNotFoundError as error:
        raise Http404 from error
