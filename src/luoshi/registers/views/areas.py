"""The divisions of a place: their tree, what lies in them, and where they come from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.views.common import PER_PAGE, as_of, carried_out
from luoshi.board.views.sheets import sealed_csv
from luoshi.office.access import allowed
from luoshi.office.files import shown_name
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words
from luoshi.registers import actions
from luoshi.registers.area_forms import AreasForm, DropForm
from luoshi.registers.declared import title
from luoshi.registers.divisions import DivisionsRefused, divisions_in, told
from luoshi.registers.models import Area
from luoshi.registers.queries.areas import Areas, Column, areas_of, columns, counts_of
from luoshi.registers.queries.shares import Share, shares
from luoshi.registers.words import level_words

if TYPE_CHECKING:
    from luoshi.geography.divisions import Division


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a division with its count in each column."""

    area: Division
    counts: Sequence[tuple[Column, int]]


@require_GET
@allowed("registers.look")
def areas(request: HttpRequest, place: Place) -> HttpResponse:
    """The parts of one division, or the largest ones, as of a day."""
    return page(request, place)


def page(
    request: HttpRequest, place: Place, *, bad: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The page; `bad` is a form that was filled in wrongly."""
    day = as_of(request)
    found = areas_of(place, day)
    code = request.GET.get("area", "")
    if code and (found is None or code not in found.tree.divisions):
        raise Http404("area")
    counted = [*columns(found, counts_of(place, day))] if found else []
    lines = lines_of(found, code, counted) if found else []
    context = {
        "place": place,
        "nav": "registers",
        "day": day,
        "found": found,
        "path": found.path(code) if found else [],
        "code": code,
        "total": len(found.tree.divisions) if found else 0,
        "columns": counted,
        "totals": counts_in(code, counted),
        "lines": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
        "shares": shares_in(found, shares(place, found, day), code) if found else [],
        "may": request.user.has_perm("registers.areas", place),
        "form": bad if isinstance(bad, AreasForm) else AreasForm(auto_id="areas-%s"),
        "drop_form": bad
        if isinstance(bad, DropForm)
        else DropForm(initial={"code": code}, auto_id="drop-%s"),
        "bad": bad,
    }
    return render(request, "registers/areas.html", context, status=status)


def lines_of(found: Areas, code: str, counted: Sequence[Column]) -> list[Line]:
    """The parts of a division with their counts."""
    return [Line(one, counts_in(one.code, counted)) for one in found.tree.below(code)]


def counts_in(code: str, counted: Sequence[Column]) -> list[tuple[Column, int]]:
    """How many records of each register lie in a division."""
    return [(column, column.totals.get(code, 0)) for column in counted]


def shares_in(found: Areas, every: Sequence[Share], code: str) -> list[tuple[Share, Division | None]]:
    """The shares of a division and its parts, each with its area; of the whole place also those without."""
    return [
        (one, found.tree.divisions.get(one.code))
        for one in every
        if not code or (one.code and found.is_within(one.code, code))
    ]


@require_GET
@allowed("registers.look")
def areas_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """Every division with its counts: one row a division and register."""
    day = as_of(request)
    found = areas_of(place, day)
    head = [_("区划代码"), _("名称"), _("级别"), _("上级"), _("工作"), _("名册"), _("记录数")]
    rows = [*rows_of(found, [*columns(found, counts_of(place, day))])] if found else []
    return sealed_csv(f"areas-{place.code}-{day}", head, rows)


def rows_of(found: Areas, counted: Sequence[Column]) -> Iterator[list[str]]:
    """The rows of the table; at the end the records that lie in no division."""
    names = [[title(one.programme), title(one.register)] for one in counted]
    for area in found.tree.divisions.values():
        about = [area.code, area.name, level_words(area.level), area.above]
        for column, said in zip(counted, names, strict=True):
            yield [*about, *said, str(column.totals[area.code])]
    for column, said in zip(counted, names, strict=True):
        yield ["", _("不在任何区划"), "", "", *said, str(column.nowhere)]


@require_GET
@allowed("registers.look")
def promised_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """What each street was given to do, and what its records come to."""
    day = as_of(request)
    found = areas_of(place, day)
    head = [_("镇街"), _("区划代码"), _("编号"), _("承诺"), _("工作内容"), _("指标"), _("分到"), _("数出")]
    rows = [
        [
            one.item.street,
            one.code,
            one.item.commitment.code,
            one.revision.title,
            one.item.text,
            one.target.measure,
            decimal_words(one.item.value),
            number(one.counted),
            one.target.unit,
        ]
        for one in (shares(place, found, day) if found else ())
    ]
    return sealed_csv(f"areas-promised-{place.code}-{day}", [*head, _("单位")], rows)


def number(value: Decimal | None) -> str:
    """A figure, or nothing."""
    return "" if value is None else decimal_words(value)


@require_POST
@allowed("registers.areas")
def import_areas(request: HttpRequest, place: Place) -> HttpResponse:
    """Bring in the divisions of a file: all of them or none."""
    form = AreasForm(request.POST, request.FILES, auto_id="areas-%s")
    if not form.is_valid():
        return page(request, place, bad=form, status=400)
    name = shown_name(form.cleaned_data["file"].name)
    try:
        with on_disk(form.cleaned_data["file"]) as path:
            found = divisions_in(path, name=name, place=place, **form.how())
    except DivisionsRefused as refusal:
        for line in told(refusal.lines):
            form.add_error(None, line)
        return page(request, place, bad=form, status=409)
    done = actions.import_areas(place=place, found=found, source=name, by=request.user)
    said = {"added": done.added, "changed": done.changed, "total": len(found.shapes)}
    messages.success(request, _("文件里有 %(total)s 处区划：新增 %(added)s 处，改动 %(changed)s 处。") % said)
    for line in told(done.doubts):
        messages.warning(request, _("请核对：%(line)s") % {"line": line})
    return redirect("areas", place.code)


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """An uploaded file as one that can be opened by its path; gone afterwards."""
    with tempfile.NamedTemporaryFile(suffix=".geojson") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


@require_POST
@allowed("registers.areas")
def drop_area(request: HttpRequest, place: Place) -> HttpResponse:
    """An area is no division any more."""
    form = DropForm(request.POST, auto_id="drop-%s")

    def act(**said: object) -> Area:
        return actions.drop_area(place=place, **said)

    return carried_out(request, form, act, partial(page, request, place), ("areas", place.code))
