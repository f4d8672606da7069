"""Sign-off, requests for a change, work items, spot checks."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions, queries
from luoshi.board.actions.common import by_key, standing_targets
from luoshi.board.forms.decisions import (
    ChangeForm,
    CheckForm,
    DecisionForm,
    DrawForm,
    FindingForm,
    ItemForm,
    SettleForm,
    part_choices,
)
from luoshi.board.models import ChangeRequest, Commitment, Stage
from luoshi.board.views.commitments import decide, page
from luoshi.board.views.common import as_of, carried_out
from luoshi.office.access import allowed
from luoshi.office.models import Place


@require_POST
@allowed("board.submit")
def apply(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The lead department applies for sign-off."""
    return decide(request, place, pk, CheckForm(request.POST, stages=[Stage.APPLIED]), actions.check)


@require_POST
@allowed("board.accept")
def check(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The office checks, refuses, signs off or reopens."""
    stages = [Stage.CHECKED, Stage.REFUSED, Stage.SIGNED, Stage.REOPENED]
    return decide(request, place, pk, CheckForm(request.POST, stages=stages), actions.check)


def parts_of(row: Commitment) -> list[tuple[str, str]]:
    """The parts of a commitment that a form can be about."""
    steps = [step for step in by_key(row.milestones.all()).values() if not step.dropped]
    return part_choices([*standing_targets(row).values()], steps)


@require_POST
@allowed("board.ask_change")
def ask_change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Ask for another value or deadline."""
    row = get_object_or_404(place.commitments, pk=pk)
    return decide(request, place, pk, ChangeForm(request.POST, parts=parts_of(row)), actions.ask_change)


@require_POST
@allowed("board.decide_change")
def decide_change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Approve a request, or refuse it."""
    asked = get_object_or_404(
        ChangeRequest.objects.select_related("commitment"), pk=pk, commitment__place=place
    )
    row = asked.commitment
    act = partial(actions.decide_change, request=asked)
    back = ("commitment", place.code, row.pk)
    return carried_out(request, DecisionForm(request.POST), act, partial(page, request, place, row.pk), back)


@require_POST
@allowed("board.report")
def propose_item(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Propose a part that a department carries."""
    row = get_object_or_404(place.commitments, pk=pk)
    targets = [*standing_targets(row).values()]
    return decide(
        request, place, pk, ItemForm(request.POST, place=place, targets=targets), actions.propose_item
    )


@require_POST
@allowed("board.settle")
def settle_item(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The leader in charge or the lead agrees to a work item, or drops it."""
    return decide(request, place, pk, SettleForm(request.POST), actions.settle_item)


@require_POST
@allowed("board.spot_check")
def find(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """What a spot check found."""
    row = get_object_or_404(place.commitments, pk=pk)
    form = FindingForm(request.POST, place=place, parts=parts_of(row))
    return decide(request, place, pk, form, actions.find)


@require_GET
@allowed("board.look")
def spot_checks(request: HttpRequest, place: Place) -> HttpResponse:
    """The lots that were drawn, with what was found."""
    return spot_page(request, place)


def spot_page(
    request: HttpRequest, place: Place, *, bad: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The lots as of a day, with the form for a new one; `bad` was filled in wrongly."""
    context = {
        "place": place,
        "nav": "spot_checks",
        "day": as_of(request),
        "draws": queries.draws(place, as_of(request)),
        "form": bad or DrawForm(),
    }
    return render(request, "board/spot_checks.html", context, status=status)


@require_POST
@allowed("board.spot_check")
def draw(request: HttpRequest, place: Place) -> HttpResponse:
    """Draw from what is reported as ahead, on pace or done."""
    act = partial(actions.draw, place=place, pool=queries.drawable(place))
    back = ("spot_checks", place.code)
    return carried_out(request, DrawForm(request.POST), act, partial(spot_page, request, place), back)
