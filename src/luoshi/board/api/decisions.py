"""Sign-off, requests for a change, work items."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from luoshi.board import actions
from luoshi.board.api import asked, shapes
from luoshi.board.api.answers import made, writes
from luoshi.board.api.figures import commitment_of
from luoshi.board.api.guard import may
from luoshi.board.api.values import CodeInPath, IdInPath, KeyInPath
from luoshi.board.models import ChangeRequest, Part, Stage, WorkItem

router = Router(tags=["decisions"])


@router.post("/places/{code}/commitments/{pk}/apply", auth=may("board.submit"), response=writes(shapes.Made))
def apply(request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.Application) -> Status:
    """The head of the lead department applies for sign-off."""
    return checked(request, pk, Stage.APPLIED, said.words)


@router.post("/places/{code}/commitments/{pk}/check", auth=may("board.accept"), response=writes(shapes.Made))
def check(request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.NewCheck) -> Status:
    """The office checks, refuses, signs off (by a second person) or reopens."""
    return checked(request, pk, Stage(said.stage), said.words)


def checked(request: HttpRequest, pk: int, stage: Stage, words: str) -> Status:
    """Take a sign-off a step further."""
    row = commitment_of(request, pk)
    return made(actions.check(commitment=row, stage=stage, words=words, by=request.user))


@router.post(
    "/places/{code}/commitments/{pk}/changes", auth=may("board.ask_change"), response=writes(shapes.Made)
)
def ask_change(request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.NewChange) -> Status:
    """Ask for another value or deadline of a target or milestone."""
    row = commitment_of(request, pk)
    wanted = dict(said) | {"part": Part(said.part)}
    return made(actions.ask_change(commitment=row, by=request.user, **wanted))


@router.post(
    "/places/{code}/changes/{pk}/decide", auth=may("board.decide_change"), response=writes(shapes.Made)
)
def decide_change(request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.NewDecision) -> Status:
    """Approve a request, or refuse it; never one's own."""
    rows = ChangeRequest.objects.select_related("commitment__place")
    row = get_object_or_404(rows, pk=pk, commitment__place=request.place)
    return made(actions.decide_change(request=row, by=request.user, **dict(said)))


@router.post(
    "/places/{code}/commitments/{pk}/items", auth=may("board.report"), response=writes(shapes.MadeItem)
)
def propose_item(request: HttpRequest, code: CodeInPath, pk: IdInPath, said: asked.NewItem) -> Status:
    """Propose a part of a commitment that a department carries, or another form of one."""
    row = commitment_of(request, pk)
    wanted = dict(said) | {"department": get_object_or_404(request.place.departments, pk=said.department)}
    return made_item(actions.propose_item(commitment=row, by=request.user, **wanted))


@router.post(
    "/places/{code}/commitments/{pk}/items/{key}/settle",
    auth=may("board.settle"),
    response=writes(shapes.MadeItem),
)
def settle_item(
    request: HttpRequest, code: CodeInPath, pk: IdInPath, key: KeyInPath, said: asked.Settlement
) -> Status:
    """The leader in charge or the lead agrees to a work item, or drops it."""
    row = commitment_of(request, pk)
    return made_item(actions.settle_item(commitment=row, key=key, by=request.user, **dict(said)))


def made_item(row: WorkItem) -> Status:
    return Status(201, shapes.MadeItem(id=row.pk, key=row.key))
