"""A commitment's page, and all that a person can do there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions, queries
from luoshi.board.forms import (
    CheckForm,
    FigureForm,
    MilestoneForm,
    ReachedForm,
    ReturnForm,
    RevisionForm,
    TargetForm,
)
from luoshi.board.models import Check, Commitment, Progress, Revision, Stage, State, Step, Target
from luoshi.board.views.common import as_of
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words


@require_GET
@allowed("board.look")
def commitment(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A commitment: the promise and its source, its parts and figures, and all that happened to it."""
    return page(request, place, get_object_or_404(place.commitments, pk=pk))


def page(
    request: HttpRequest, place: Place, row: Commitment, status: int = 200, bad: forms.Form | None = None
) -> HttpResponse:
    """The page of a commitment; `bad` is a form that was filled in wrongly, its faults are shown."""
    day = as_of(request)
    found = queries.lines(place.commitments.filter(pk=row.pk).select_related("report"), day)
    if not found:
        raise Http404
    line = found[0]
    own = request.user.department_id
    context = {
        "place": place,
        "line": line,
        "day": day,
        "source": around(line.commitment),
        "figures": [(figure, line.facts.moves.get(figure.pk)) for figure in line.facts.progress],
        "next_stages": [*actions.STAGES[line.facts.stage]],
        "leads": own is not None and own == line.revision.lead_id,
        "revision_form": RevisionForm(
            place=place,
            initial={"title": line.revision.title, "lead": line.revision.lead_id, "state": State.CONFIRMED},
        ),
        "milestone_form": MilestoneForm(),
        "target_forms": [target_form(target) for target, _ in line.targets] + [target_form()],
        "earlier": earlier(line.facts.targets),
        "story": story(line.facts),
        "bad": bad,
    }
    return render(request, "board/commitment.html", context, status=status)


def target_form(target: Target | None = None) -> TargetForm:
    """The form for a target as it stands, or for one more."""
    if target is None:
        return TargetForm(auto_id="target-new-%s")
    said = model_to_dict(target, fields=TargetForm.base_fields) | {"reason": ""}
    said |= {name: decimal_words(said[name]) for name in ("value", "baseline") if said[name] is not None}
    return TargetForm(initial=said, auto_id=f"target-{target.key}-%s")


def earlier(targets: list[Target]) -> list[Target]:
    """The targets that another row has taken the place of, in the order in which they were written."""
    current = {row.pk for row in actions.by_key(targets).values()}
    return [row for row in targets if row.pk not in current]


def story(facts: queries.Facts) -> list[Revision | Check | Target]:
    """All that was decided about a commitment, in the order in which it happened; the import is nobody's."""
    rows = [*facts.revisions, *facts.checks, *(row for row in facts.targets if row.by)]
    return sorted(rows, key=lambda row: row.at)


def around(row: Commitment) -> list[tuple[str, bool]]:
    """The source around a commitment's words, cut into stretches that are its words or not."""
    if row.report is None or not row.spans:
        return [(row.words, True)]
    text, spans = row.report.text, sorted((start, end) for start, end in row.spans)
    start = max(text.rfind("\n", 0, spans[0][0]) + 1, spans[0][0] - 200)
    stop = text.find("\n", spans[-1][1])
    end = min(stop if stop >= 0 else len(text), spans[-1][1] + 200)
    pieces: list[tuple[str, bool]] = []
    for a, b in spans:
        if a >= start:
            pieces += [(text[start:a], False), (text[a:b], True)]
            start = b
    return [piece for piece in [*pieces, (text[start:end], False)] if piece[0]]


def done(
    request: HttpRequest, place: Place, row: Commitment, form: forms.Form, act: Callable[..., object]
) -> HttpResponse:
    """Do what a form asks for, or show the page again with what is wrong."""
    if not form.is_valid():
        return page(request, place, row, 400, form)
    try:
        act(by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, place, row, 409, form)
    messages.success(request, "已记录")
    return redirect("commitment", place.code, row.pk)


def decide(
    request: HttpRequest, place: Place, pk: int, form: forms.Form, action: Callable[..., object]
) -> HttpResponse:
    """Do to a commitment of the place what a form asks for."""
    row = get_object_or_404(place.commitments, pk=pk)
    return done(request, place, row, form, partial(action, commitment=row))


@require_POST
@allowed("board.confirm")
def revise(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Confirm, correct, hand out or reject a commitment."""
    return decide(request, place, pk, RevisionForm(request.POST, place=place), actions.revise)


@require_POST
@allowed("board.confirm")
def set_target(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Add a target, or correct one."""
    return decide(request, place, pk, TargetForm(request.POST), actions.set_target)


@require_POST
@allowed("board.hand_out")
def set_milestone(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Add a dated step."""
    return decide(request, place, pk, MilestoneForm(request.POST), actions.set_milestone)


@require_POST
@allowed("board.report")
def report_figure(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Draft a figure."""
    return decide(request, place, pk, FigureForm(request.POST), actions.report_figure)


@require_POST
@allowed("board.report")
def reach_milestone(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Draft that a milestone was reached."""
    return decide(request, place, pk, ReachedForm(request.POST), actions.reach_milestone)


@require_POST
@allowed("board.submit")
def apply(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The lead department applies for sign-off."""
    return checked(request, place, pk, [Stage.APPLIED])


@require_POST
@allowed("board.accept")
def check(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The office checks, refuses, signs off or reopens."""
    return checked(request, place, pk, [Stage.CHECKED, Stage.REFUSED, Stage.SIGNED, Stage.REOPENED])


def checked(request: HttpRequest, place: Place, pk: int, stages: list[Stage]) -> HttpResponse:
    """Take a sign-off a step further, to one of these stages."""
    return decide(request, place, pk, CheckForm(request.POST, stages=stages), actions.check)


def moved(request: HttpRequest, place: Place, pk: int, step: Step) -> HttpResponse:
    """Take a figure a step further."""
    progress = get_object_or_404(
        Progress.objects.select_related("commitment"), pk=pk, commitment__place=place
    )
    form = ReturnForm(request.POST, needs_reason=step == Step.RETURNED)
    act = partial(actions.move, progress=progress, step=step)
    return done(request, place, progress.commitment, form, act)


@require_POST
@allowed("board.submit")
def submit(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The head of the department that gave a figure submits it."""
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
    return moved(request, place, pk, Step.RETURNED)
