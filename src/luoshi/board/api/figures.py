"""Figures: drafted, submitted, returned, accepted."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from luoshi.board import actions
from luoshi.board.api import asked, shapes
from luoshi.board.api.answers import made, writes
from luoshi.board.api.guard import may
from luoshi.board.api.values import CodeInPath, IdInPath, KeyInPath
from luoshi.board.models import Commitment, Progress, Step

router = Router(tags=["figures"])


def commitment_of(request: HttpRequest, pk: int) -> Commitment:
    """A commitment of the place that is asked about."""
    return get_object_or_404(request.place.commitments.select_related("place"), pk=pk)


@router.post(
    "/places/{code}/commitments/{pk}/figures", auth=may("board.report"), response=writes(shapes.Made)
)
def report_figure(request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.NewFigure) -> Status:
    """Draft a figure of a target that one's own department leads."""
    row = commitment_of(request, pk)
    return made(actions.report_figure(commitment=row, by=request.user, **dict(said)))


@router.post(
    "/places/{code}/commitments/{pk}/milestones/{key}/reached",
    auth=may("board.report"),
    response=writes(shapes.Made),
)
def reach_milestone(
    request: HttpRequest, code: CodeInPath, pk: IdInPath, key: KeyInPath, said: asked.Reached
) -> Status:
    """Draft that a milestone which one's own department leads was reached on a day."""
    row = commitment_of(request, pk)
    return made(actions.reach_milestone(commitment=row, key=key, by=request.user, **dict(said)))


@router.post(
    "/places/{code}/commitments/{pk}/items/{key}/figures",
    auth=may("board.report"),
    response=writes(shapes.Made),
)
def report_item(
    request: HttpRequest, code: CodeInPath, pk: IdInPath, key: KeyInPath, said: asked.NewItemFigure
) -> Status:
    """Draft how much of a work item that one's own department carries is done."""
    row = commitment_of(request, pk)
    return made(actions.report_item(commitment=row, key=key, by=request.user, **dict(said)))


def moved(request: HttpRequest, pk: int, step: Step, reason: str = "") -> Status:
    """Take a figure of the place a step further."""
    own = Q(commitment__place=request.place) | Q(measure__place=request.place)
    rows = Progress.objects.select_related("commitment__place", "measure__place")
    row = get_object_or_404(rows, own, pk=pk)
    return made(actions.move(progress=row, step=step, reason=reason, by=request.user))


@router.post("/places/{code}/figures/{pk}/submit", auth=may("board.submit"), response=writes(shapes.Made))
def submit(request: HttpRequest, code: CodeInPath, pk: IdInPath) -> Status:
    """The head of the department that gave a figure submits it."""
    return moved(request, pk, Step.SUBMITTED)


@router.post("/places/{code}/figures/{pk}/return", auth=may("board.accept"), response=writes(shapes.Made))
def send_back(request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.Returned) -> Status:
    """The office sends a figure back, with its reason."""
    return moved(request, pk, Step.RETURNED, said.reason)


@router.post("/places/{code}/figures/{pk}/accept", auth=may("board.accept"), response=writes(shapes.Made))
def accept(request: HttpRequest, code: CodeInPath, pk: IdInPath) -> Status:
    """The office accepts a figure: from now on it counts."""
    return moved(request, pk, Step.ACCEPTED)
