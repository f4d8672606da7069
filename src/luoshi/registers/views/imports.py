"""Tables of records come in: uploaded, looked at, carried out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.views.common import PER_PAGE
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place, User
from luoshi.programmes import Programme, Register
from luoshi.registers.actions.common import keeps
from luoshi.registers.declared import register_at
from luoshi.registers.import_forms import ColumnsForm, ImportForm
from luoshi.registers.models import Import
from luoshi.registers.tables.columns import columns_of, unused
from luoshi.registers.tables.jobs import apply_import as queue_writing
from luoshi.registers.tables.jobs import compare_import, receive_import


def kept_by(user: User, programme: str, register: str) -> tuple[Programme, Register]:
    """What declares a register, for those who keep it; raises PermissionDenied for others."""
    found, own = register_at(programme, register)
    if not keeps(user, found):
        raise PermissionDenied
    return found, own


@require_GET
@allowed("registers.keep")
def imports(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """The page on which a table is handed in, with those that were."""
    found, own = kept_by(request.user, programme, register)
    return upload_page(request, place, found, own, ImportForm(register=own))


def upload_page(
    request: HttpRequest,
    place: Place,
    programme: Programme,
    register: Register,
    form: ImportForm,
    status: int = 200,
) -> HttpResponse:
    """The form for a table as it was filled in."""
    rows = place.imports.filter(programme=programme.name, register=register.name)
    page = Paginator(rows.select_related("by").defer("sheet", "told", "keys"), PER_PAGE)
    context = {
        "place": place,
        "nav": "registers",
        "programme": programme,
        "register": register,
        "form": form,
        "columns": columns_of(register),
        "page": page.get_page(request.GET.get("page")),
    }
    return render(request, "registers/imports.html", context, status=status)


@require_POST
@allowed("registers.keep")
def upload_import(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """Take a table in; it is read by a job, nothing is changed yet."""
    found, own = kept_by(request.user, programme, register)
    form = ImportForm(request.POST, request.FILES, register=own)
    if not form.is_valid():
        return upload_page(request, place, found, own, form, 400)
    try:
        job = receive_import(place=place, programme=found, register=own, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return upload_page(request, place, found, own, form, 400)
    return redirect("job", place.code, job.pk)


@require_GET
@allowed("registers.keep")
def register_import(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """What a table would change, or has changed; or what is wrong with it, cell by cell."""
    return page(request, place, get_object_or_404(place.imports, pk=pk))


def page(
    request: HttpRequest,
    place: Place,
    row: Import,
    *,
    form: ColumnsForm | None = None,
    status: int = 200,
    error: str = "",
) -> HttpResponse:
    """A table with its changes or faults, and the form that says which column is which."""
    programme, register = kept_by(request.user, row.programme, row.register)
    shown = row.told["faults"] or row.told["rows"]
    context = {
        "place": place,
        "nav": "registers",
        "programme": programme,
        "register": register,
        "import": row,
        "counts": row.told["counts"],
        "unused": unused(row.sheet["titles"], row.keys) if row.sheet else [],
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "form": form or ColumnsForm(row=row, register=register),
        "error": error,
    }
    return render(request, "registers/import.html", context, status=status)


@require_POST
@allowed("registers.keep")
def name_columns(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Say which column is which, and compare once more."""
    row = get_object_or_404(place.imports, pk=pk)
    _programme, register = kept_by(request.user, row.programme, row.register)
    form = ColumnsForm(request.POST, row=row, register=register)
    if not form.is_valid():
        return page(request, place, row, form=form, status=400)
    try:
        job = compare_import(row=row, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return page(request, place, row, status=409, error=str(refusal))
    return redirect("job", place.code, job.pk)


@require_POST
@allowed("registers.keep")
def apply_import(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Carry a table out that was looked at, by a job."""
    row = get_object_or_404(place.imports, pk=pk)
    try:
        job = queue_writing(row=row, by=request.user)
    except Refused as refusal:
        return page(request, place, row, status=409, error=str(refusal))
    return redirect("job", place.code, job.pk)
