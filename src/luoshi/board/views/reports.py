"""Reports: bring one in, and go through its promises."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions, queries
from luoshi.board.forms.reports import MissedForm, ReportForm
from luoshi.board.jobs import receive_report
from luoshi.board.models import Report, State
from luoshi.board.views.common import PER_PAGE
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place
from luoshi.reading import UnreadableReport


@require_GET
@allowed("board.look")
def reports(request: HttpRequest, place: Place) -> HttpResponse:
    """The reports of a place, and the form for a new one."""
    return reports_page(request, place, ReportForm())


def reports_page(request: HttpRequest, place: Place, form: ReportForm, status: int = 200) -> HttpResponse:
    """The list of reports with the form as it was filled in."""
    context = {"place": place, "reports": place.reports.order_by("-year", "pk"), "form": form}
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
    except (Refused, UnreadableReport) as refusal:
        form.add_error("file", str(refusal))
        return reports_page(request, place, form, 400)
    return redirect("job", place.code, job.pk)


@require_GET
@allowed("board.look")
def report(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The promises of a report, each beside what the office made of it."""
    return report_page(request, place, get_object_or_404(place.reports, pk=pk), MissedForm())


def report_page(
    request: HttpRequest, place: Place, row: Report, form: MissedForm, status: int = 200
) -> HttpResponse:
    """A report's promises, with the form for a missed one as it was filled in."""
    found = queries.lines(row.commitments.all(), clock.today())
    open_only = request.GET.get("open") == "1"
    shown = [line for line in found if not open_only or line.revision.state == State.PROPOSED]
    context = {
        "place": place,
        "report": row,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "open_only": open_only,
        "waiting": sum(line.revision.state == State.PROPOSED for line in found),
        "total": len(found),
        "form": form,
    }
    return render(request, "board/report.html", context, status=status)


@require_POST
@allowed("board.confirm")
def add_promise(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Add a promise that the reader missed, and go to its page."""
    row = get_object_or_404(place.reports, pk=pk)
    form = MissedForm(request.POST)
    if not form.is_valid():
        return report_page(request, place, row, form, 400)
    try:
        added = actions.add_promise(report=row, words=form.cleaned_data["words"], by=request.user)
    except Refused as refusal:
        form.add_error("words", str(refusal))
        return report_page(request, place, row, form, 409)
    return redirect("commitment", place.code, added.pk)


@require_POST
@allowed("board.confirm")
def confirm_page(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Confirm, as they stand, those promises of a report that were ticked."""
    row = get_object_or_404(place.reports, pk=pk)
    for commitment in row.commitments.filter(
        pk__in=[pk for pk in request.POST.getlist("commitment") if pk.isdecimal()]
    ):
        actions.revise(commitment=commitment, by=request.user, state=State.CONFIRMED)
    return redirect("report", place.code, row.pk)
