"""Reports: what there is, and bringing one in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.forms.reports import ReportForm
from luoshi.board.jobs import receive_report
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place


@require_GET
@allowed("board.look")
def reports(request: HttpRequest, place: Place) -> HttpResponse:
    """The reports of a place, and the form for a new one."""
    return reports_page(request, place, ReportForm())


def reports_page(request: HttpRequest, place: Place, form: ReportForm, status: int = 200) -> HttpResponse:
    """The list of reports with the form as it was filled in."""
    rows = place.reports.order_by("-year", "pk")
    context = {"place": place, "nav": "reports", "reports": rows, "form": form}
    return render(request, "board/reports.html", context, status=status)


@require_POST
@allowed("board.import_report")
def import_report(request: HttpRequest, place: Place) -> HttpResponse:
    """Take an uploaded report in; it is read by a job."""
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return reports_page(request, place, form, 400)
    try:
        job = receive_report(place=place, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return reports_page(request, place, form, 400)
    return redirect("job", place.code, job.pk)
