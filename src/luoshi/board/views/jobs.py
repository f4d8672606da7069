"""Jobs: what is being done for a place, how far it is, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from luoshi.board.views.common import PER_PAGE
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.jobs import SILENCE, UNDER_WAY, cancel
from luoshi.office.models import Job, JobState, Place, Role, User


def seen_by(user: User, place: Place) -> QuerySet[Job]:
    """The jobs that a person sees: the office all of them, others their own."""
    own = place.jobs.select_related("by")
    return own if user.role == Role.OFFICER else own.filter(by=user)


@require_GET
@allowed("board.jobs")
def jobs(request: HttpRequest, place: Place) -> HttpResponse:
    """The jobs of a place, the latest first."""
    page = Paginator(seen_by(request.user, place), PER_PAGE).get_page(request.GET.get("page"))
    found = [(job, result_of(job)) for job in page]
    context = {"place": place, "nav": "reports", "page": page, "jobs": found}
    return render(request, "board/jobs.html", context)


@require_GET
@never_cache
@allowed("board.jobs")
def job(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """How far a job is. To the page that asks again and again: the changed part, or where to go next."""
    row = get_object_or_404(seen_by(request.user, place), pk=pk)
    if request.htmx and row.state == JobState.DONE and result_of(row):
        messages.success(request, row.words)
        return HttpResponseClientRedirect(result_of(row))
    return job_page(request, row)


def job_page(request: HttpRequest, row: Job, status: int = 200, error: str = "") -> HttpResponse:
    """A job's page, or the part of it that changes."""
    ahead = 0
    if row.state == JobState.WAITING:
        ahead = Job.objects.filter(state__in=UNDER_WAY, pk__lt=row.pk).count()
    context = {
        "place": row.place,
        "nav": "reports",
        "job": row,
        "result": result_of(row),
        "under_way": row.state in UNDER_WAY,
        "ahead": ahead,
        "unattended": row.state == JobState.WAITING and not ahead and timezone.now() - row.at > SILENCE,
        "error": error,
    }
    template = "board/job_state.html" if request.htmx else "board/job.html"
    return render(request, template, context, status=status)


def result_of(row: Job) -> str:
    """The address of what a job made, if it made anything."""
    if row.state != JobState.DONE or not row.result.get("route"):
        return ""
    return reverse(row.result["route"], args=[row.place.code, row.result["pk"]])


@require_POST
@allowed("board.jobs")
def cancel_job(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Cancel a job that is not over."""
    row = get_object_or_404(seen_by(request.user, place), pk=pk)
    try:
        cancel(job=row, by=request.user)
    except Refused as refusal:
        row.refresh_from_db()
        return job_page(request, row, 409, str(refusal))
    return redirect("job", place.code, row.pk)
