"""Reports: what there is, and bringing one in."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.forms.reports import ReportForm
from luoshi.board.jobs import receive_report
from luoshi.board.views.common import given_to_a_job
from luoshi.office.access import allowed
from luoshi.office.models import Place


@require_GET
@allowed("board.look")
def reports(request: HttpRequest, place: Place) -> HttpResponse:
    """The reports of a place, and the form for a new one."""
    return page(request, place)


def page(
    request: HttpRequest, place: Place, *, bad: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The list of reports with the form for a new one; `bad` was filled in wrongly."""
    rows = place.reports.defer("text", "leftovers").order_by("-year", "pk")
    context = {"place": place, "nav": "reports", "reports": rows, "form": bad or ReportForm()}
    return render(request, "board/reports.html", context, status=status)


@require_POST
@allowed("board.import_report")
def import_report(request: HttpRequest, place: Place) -> HttpResponse:
    """Take an uploaded report in; it is read by a job."""
    form, receive = ReportForm(request.POST, request.FILES), partial(receive_report, place=place)
    return given_to_a_job(request, form, receive, partial(page, request, place))
