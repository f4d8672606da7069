"""Pages of the board: thin; reads are in `queries`, writes in `actions`."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.board import actions, queries
from luoshi.board.forms import FigureForm, ReportForm, ReturnForm, RevisionForm
from luoshi.board.models import Commitment, Progress, State, Step
from luoshi.delivery.model import STATUSES
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place
from luoshi.reading import UnreadableReport
from luoshi.reading.sources import MAX_BYTES, load

STATUS_WORDS = {
    "done": "完成",
    "ahead": "超进度",
    "on_pace": "达进度",
    "behind": "欠进度",
    "unknown": "其它",
}
PER_PAGE = 50
YEARS = range(2000, 2101)


def as_of(request: HttpRequest) -> date:
    """The day the page is asked for, today if none; raises Http404 for what is no day."""
    said = request.GET.get("as_of", "")
    if not said:
        return timezone.localdate()
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise Http404("as_of") from error
    if day.year not in YEARS:
        raise Http404("as_of")
    return day


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The board of one's own place."""
    place = request.user.place
    if place is None:
        return render(request, "board/no_place.html")
    return redirect("board", place.code)


@require_GET
@allowed("board.look")
def board(request: HttpRequest, place: Place) -> HttpResponse:
    """How all commitments stand, worst first, with counts by status."""
    day = as_of(request)
    found = queries.confirmed(queries.lines(place.commitments.all(), day))
    counts = Counter(line.standing.status for line in found)
    wanted = request.GET.get("status", "")
    shown = [line for line in found if not wanted or line.standing.status == wanted]
    shown.sort(key=lambda line: STATUSES.index(line.standing.status))
    return render(
        request,
        "board/board.html",
        {
            "place": place,
            "day": day,
            "total": len(found),
            "wanted": wanted,
            "counts": [(status, STATUS_WORDS[status], counts[status]) for status in reversed(STATUSES)],
            "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        },
    )


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
    """Bring in an uploaded report."""
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(
            request,
            "board/reports.html",
            {"place": place, "reports": place.reports.all(), "form": form},
            status=400,
        )
    file = form.cleaned_data["file"]
    try:
        if file.size > MAX_BYTES:
            raise Refused("文件太大，上限 64 MB。 The file is over 64 MB.")
        report = actions.import_report(
            place=place,
            document=load(file.read(), file.name),
            year=form.cleaned_data["year"],
            by=request.user,
        )
    except (Refused, UnreadableReport) as refusal:
        form.add_error("file", str(refusal))
        return render(
            request,
            "board/reports.html",
            {"place": place, "reports": place.reports.all(), "form": form},
            status=400,
        )
    return redirect("report", place.code, report.pk)


@require_GET
@allowed("board.look")
def report(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The promises of a report, each beside what the office made of it."""
    row = get_object_or_404(place.reports, pk=pk)
    found = queries.lines(row.commitments.all(), timezone.localdate())
    open_only = request.GET.get("open") == "1"
    shown = [line for line in found if not open_only or line.revision.state == State.PROPOSED]
    context = {
        "place": place,
        "report": row,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "open_only": open_only,
        "waiting": sum(line.revision.state == State.PROPOSED for line in found),
        "total": len(found),
    }
    return render(request, "board/report.html", context)


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


@require_http_methods(["GET"])
@allowed("board.look")
def commitment(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A commitment: the promise and its source, its targets and figures, and all that happened to it."""
    row = get_object_or_404(place.commitments, pk=pk)
    return commitment_page(request, place, row)


def commitment_page(
    request: HttpRequest, place: Place, row: Commitment, status: int = 200, **forms: object
) -> HttpResponse:
    """The page of a commitment, with the forms that were filled in wrongly, if any."""
    day = as_of(request)
    found = queries.lines(place.commitments.filter(pk=row.pk), day)
    if not found:
        raise Http404
    line = found[0]
    until = queries.end_of(day)
    figures = row.progress.filter(at__lt=until).select_related("department", "by").prefetch_related("moves")
    own = request.user.department_id
    context = {
        "place": place,
        "line": line,
        "day": day,
        "source": sentence_around(row),
        "targets": [*zip(line.targets, line.standings, strict=True)],
        "figures": figures,
        "revisions": row.revisions.select_related("by", "lead").filter(at__lt=until),
        "leads": own is not None and own == line.revision.lead_id,
        "revision_form": RevisionForm(
            place=place,
            initial={"title": line.revision.title, "lead": line.revision.lead_id, "state": State.CONFIRMED},
        ),
        "figure_form": FigureForm(),
        "return_form": ReturnForm(),
        **forms,
    }
    return render(request, "board/commitment.html", context, status=status)


def sentence_around(row: Commitment) -> list[tuple[str, bool]]:
    """The source around a commitment's words, cut into stretches that are its words or not."""
    if row.report is None or not row.spans:
        return [(row.words, True)]
    text, spans = row.report.text, sorted((start, end) for start, end in row.spans)
    start = max(text.rfind("\n", 0, spans[0][0]) + 1, spans[0][0] - 200)
    stop = text.find("\n", spans[-1][1])
    end = min(stop if stop >= 0 else len(text), spans[-1][1] + 200)
    pieces: list[tuple[str, bool]] = []
    for a, b in spans:
        if a < start:
            continue
        pieces += [(text[start:a], False), (text[a:b], True)]
        start = b
    return [piece for piece in [*pieces, (text[start:end], False)] if piece[0]]


@require_POST
@allowed("board.confirm")
def revise(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Confirm, correct, hand out or reject a commitment."""
    row = get_object_or_404(place.commitments, pk=pk)
    form = RevisionForm(request.POST, place=place)
    if not form.is_valid():
        return commitment_page(request, place, row, 400, revision_form=form)
    try:
        actions.revise(
            commitment=row,
            by=request.user,
            **{**form.cleaned_data, "state": State(form.cleaned_data["state"])},
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return commitment_page(request, place, row, 409, revision_form=form)
    messages.success(request, "已记录")
    return redirect("commitment", place.code, row.pk)


@require_POST
@allowed("board.report")
def report_figure(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Draft a figure."""
    row = get_object_or_404(place.commitments, pk=pk)
    form = FigureForm(request.POST)
    if not form.is_valid():
        return commitment_page(request, place, row, 400, figure_form=form)
    try:
        actions.report_figure(commitment=row, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return commitment_page(request, place, row, 409, figure_form=form)
    messages.success(request, "已存为草稿，待单位负责人提交")
    return redirect("commitment", place.code, row.pk)


def figure_of(place: Place, pk: int) -> Progress:
    return get_object_or_404(Progress.objects.select_related("commitment"), pk=pk, commitment__place=place)


def moved(request: HttpRequest, place: Place, pk: int, step: Step, reason: str = "") -> HttpResponse:
    """Take a figure a step further, and say so."""
    progress = figure_of(place, pk)
    try:
        actions.move(progress=progress, step=step, by=request.user, reason=reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, step.label)
    return redirect("commitment", place.code, progress.commitment_id)


@require_POST
@allowed("board.submit")
def submit(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The head of the department that gave a figure submits it."""
    if figure_of(place, pk).department_id != request.user.department_id:
        messages.error(request, "只能提交本单位的数。 Only your own department's figures.")
        return redirect("commitment", place.code, figure_of(place, pk).commitment_id)
    return moved(request, place, pk, Step.SUBMITTED)


@require_POST
@allowed("board.accept")
def accept(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The office accepts a figure: from now on it counts."""
    return moved(request, place, pk, Step.ACCEPTED)


@require_POST
@allowed("board.accept")
def send_back(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The office sends a figure back, with its reason."""
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("退回要写明理由。 A return needs its reason.")
    return moved(request, place, pk, Step.RETURNED, form.cleaned_data["reason"])


@require_GET
@allowed("board.look")
def owed(request: HttpRequest, place: Place) -> HttpResponse:
    """What one's department leads, the most urgent first; for the office, the figures that wait for it."""
    day = as_of(request)
    department = request.user.department
    found = queries.led_by(place, department, day) if department else []
    waiting = queries.waiting(place) if request.user.has_perm("board.accept", place) else []
    context = {"place": place, "day": day, "lines": found, "department": department, "waiting": waiting}
    return render(request, "board/owed.html", context)


@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer."""
    Place.objects.exists()
    return HttpResponse("ok", content_type="text/plain")
