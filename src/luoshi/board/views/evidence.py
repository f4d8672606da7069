"""Files that prove something: given, taken, and shown to whom."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.forms.evidence import FilesForm, ReleaseForm
from luoshi.board.models import Commitment, Evidence, Progress
from luoshi.board.views import commitments
from luoshi.board.views.common import carried_out
from luoshi.board.views.figures import done_to, figure_of
from luoshi.office import files as kept
from luoshi.office.access import allowed
from luoshi.office.models import Place, User


@require_POST
@allowed("board.attach")
def attach(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Attach files to a commitment as a whole."""
    return attached(request, place, get_object_or_404(place.commitments, pk=pk), None)


@require_POST
@allowed("board.attach")
def attach_to_figure(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Attach files to a figure that is drafted or was returned."""
    row = get_object_or_404(Progress.objects.select_related("commitment"), pk=pk, commitment__place=place)
    return attached(request, place, row.commitment, row)


def attached(request: HttpRequest, place: Place, row: Commitment, progress: Progress | None) -> HttpResponse:
    """Attach all the files of a form, or none."""

    @transaction.atomic
    def act(*, files: list[kept.Given], by: User) -> None:
        for file in files:
            actions.attach(commitment=row, progress=progress, file=file, by=by)

    show = partial(commitments.page, request, place, row.pk)
    form = FilesForm(request.POST, request.FILES)
    return carried_out(request, form, act, show, ("commitment", place.code, row.pk))


@require_POST
@allowed("board.release")
def release_figure(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Say who may see an accepted figure."""
    row = figure_of(place, pk)
    return done_to(
        request, place, row, ReleaseForm(request.POST), partial(actions.release_figure, progress=row)
    )


@require_POST
@allowed("board.release")
def release_file(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Say who may see a file."""
    row = found(place, pk)
    act = partial(actions.release_file, evidence=row)
    show = partial(commitments.page, request, place, row.commitment_id)
    back = ("commitment", place.code, row.commitment_id)
    return carried_out(request, ReleaseForm(request.POST), act, show, back)


@require_GET
@allowed("board.look")
def file(request: HttpRequest, place: Place, pk: int) -> FileResponse:
    """A file as it was given, to be saved."""
    row = found(place, pk)
    try:
        return kept.sent(kept.path(row.file.sha256), name=row.name, kind=row.file.kind)
    except FileNotFoundError as error:
        raise Http404 from error


def found(place: Place, pk: int) -> Evidence:
    """The evidence with this number, if it belongs to the place."""
    rows = Evidence.objects.select_related("file", "progress", "commitment__place")
    return get_object_or_404(rows, pk=pk, commitment__place=place)
