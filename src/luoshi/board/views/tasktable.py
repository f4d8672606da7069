"""The task table: it goes out as xlsx and docx, comes back as xlsx, is looked at and carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import queries
from luoshi.board.forms.tasktable import TaskTableForm
from luoshi.board.models import TaskTable
from luoshi.board.tasktable.jobs import apply_table, receive_table
from luoshi.board.tasktable.out_docx import document
from luoshi.board.tasktable.out_xlsx import NAME, workbook
from luoshi.board.tasktable.rows import Row, table
from luoshi.board.views.common import PER_PAGE, YEARS, as_of, given_to_a_job
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place

OFFICE = "application/vnd.openxmlformats-officedocument"
Made = Callable[[Place, int, Iterable[Row]], bytes]


@require_GET
@allowed("board.look")
def task_table_xlsx(request: HttpRequest, place: Place) -> HttpResponse:
    """The task table to fill in."""
    return download(request, place, workbook, "xlsx", f"{OFFICE}.spreadsheetml.sheet")


@require_GET
@allowed("board.look")
def task_table_docx(request: HttpRequest, place: Place) -> HttpResponse:
    """The task table to print."""
    return download(request, place, document, "docx", f"{OFFICE}.wordprocessingml.document")


def download(request: HttpRequest, place: Place, made: Made, suffix: str, kind: str) -> HttpResponse:
    """The task table of a year as of a day, as a file."""
    year = year_of(request, place)
    found = queries.gathered(place.commitments.filter(year=year), as_of(request), figures=False)
    response = HttpResponse(made(place, year, table(found)), content_type=kind)
    name = f"{place.name}{year}年{NAME}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def year_of(request: HttpRequest, place: Place) -> int:
    """The year that is asked for; the last one with promises if none. Raises Http404 for what is no year."""
    said = request.GET.get("year", "")
    if not said:
        return last_year(place)
    if not (said.isascii() and said.isdecimal() and int(said[:5]) in YEARS):
        raise Http404("year")
    return int(said)


def last_year(place: Place) -> int:
    """The last year with promises, else this year."""
    last = place.commitments.order_by("year").last()
    return last.year if last else clock.today().year


@require_GET
@allowed("board.hand_out")
def task_tables(request: HttpRequest, place: Place) -> HttpResponse:
    """The page on which a task table is handed in, with those that were."""
    return upload_page(request, place)


def upload_page(
    request: HttpRequest, place: Place, *, bad: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The form for a task table, with those that were handed in; `bad` was filled in wrongly."""
    form = bad or TaskTableForm(initial={"year": last_year(place)})
    rows = place.task_tables.select_related("by").defer("sheet", "told")
    years = sorted(set(place.commitments.values_list("year", flat=True)), reverse=True)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"place": place, "nav": "board", "form": form, "years": years, "page": page}
    return render(request, "board/tasktable/upload.html", context, status=status)


@require_POST
@allowed("board.hand_out")
def upload_task_table(request: HttpRequest, place: Place) -> HttpResponse:
    """Take a task table in; it is read by a job, nothing is changed yet."""
    form, receive = TaskTableForm(request.POST, request.FILES), partial(receive_table, place=place)
    return given_to_a_job(request, form, receive, partial(upload_page, request, place))


@require_GET
@allowed("board.hand_out")
def task_table(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """What a task table would change, or has changed; or what is wrong with it, cell by cell."""
    return table_page(request, place, get_object_or_404(place.task_tables, pk=pk))


def table_page(
    request: HttpRequest, place: Place, row: TaskTable, status: int = 200, error: str = ""
) -> HttpResponse:
    """A task table with its changes or faults."""
    faults, rows = row.told["faults"], row.told["rows"]
    context = {
        "place": place,
        "nav": "board",
        "table": row,
        "faults": len(faults),
        "changed": sum(shown["kind"] == "changed" for shown in rows),
        "new": sum(shown["kind"] == "new" for shown in rows),
        "unchanged": row.told["lines"] - len(rows),
        "page": Paginator(faults or rows, PER_PAGE).get_page(request.GET.get("page")),
        "error": error,
    }
    return render(request, "board/tasktable/table.html", context, status=status)


@require_POST
@allowed("board.hand_out")
def apply_task_table(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Carry a task table out that was looked at, by a job."""
    row = get_object_or_404(place.task_tables, pk=pk)
    try:
        job = apply_table(table=row, by=request.user)
    except Refused as refusal:
        return table_page(request, place, row, 409, str(refusal))
    return redirect("job", place.code, job.pk)
