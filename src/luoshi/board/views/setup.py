"""How the office sets a commitment up: what it says of it, who leads, its targets and its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from django import forms
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions, queries
from luoshi.board.actions.revisions import fields_of
from luoshi.board.forms.setup import DropForm, MilestoneForm, RevisionForm, TargetForm
from luoshi.board.models import Commitment, Milestone, State, Target
from luoshi.board.queries.stories import around
from luoshi.board.views.common import carried_out
from luoshi.delivery.duties import Suggestion, suggest
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words


@require_GET
@allowed("board.confirm")
def setup(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The page on which a commitment is set up."""
    return page(request, place, get_object_or_404(place.commitments, pk=pk))


def page(
    request: HttpRequest, place: Place, row: Commitment, *, status: int = 200, bad: forms.Form | None = None
) -> HttpResponse:
    """The forms of a commitment as it stands; `bad` is one that was filled in wrongly."""
    rows = place.commitments.filter(pk=row.pk).select_related("report")
    found = queries.lines(rows, clock.today())
    if not found:
        raise Http404
    line = found[0]
    context = {
        "place": place,
        "nav": "board",
        "line": line,
        "source": around(line.commitment),
        "revision_form": RevisionForm(place=place, initial=said_of(line)),
        "target_forms": target_forms(place, [target for target, _standing in line.targets]),
        "milestone_forms": [milestone_form(step) for step, _day in line.milestones] + [milestone_form()],
        "suggestion": None if line.revision.lead else suggested(place, line),
        "bad": bad,
    }
    return render(request, "board/setup.html", context, status=status)


def suggested(place: Place, line: queries.Line) -> Suggestion | None:
    """Who may lead, by the words of the promise, else by those of its heading."""
    names = [row.name for row in place.departments.all()]
    row = line.commitment
    return suggest(names, f"{line.revision.title} {row.words}") or suggest(names, row.section)


def said_of(line: queries.Line) -> dict[str, object]:
    """What the revision form begins with: a waiting promise is about to be confirmed."""
    said = fields_of(line.revision)
    waits = line.revision.state == State.PROPOSED
    return said | {"state": State.CONFIRMED if waits else line.revision.state, "reason": ""}


def target_forms(place: Place, targets: Sequence[Target]) -> list[TargetForm]:
    """The forms for all targets and for one more; the measures they can choose are asked for once."""
    made = [target_form(place, target) for target in (*targets, None)]
    measures = [*iter(made[0].fields["shared"].choices)]
    for form in made:
        form.fields["shared"].choices = measures
    return made


def target_form(place: Place, target: Target | None = None) -> TargetForm:
    """The form for a target as it stands, or for one more."""
    if target is None:
        return TargetForm(place=place, auto_id="target-new-%s", initial={"lag": 0})
    said = model_to_dict(target, fields=TargetForm.base_fields) | {"reason": ""}
    said |= {name: decimal_words(said[name]) for name in ("value", "baseline") if said[name] is not None}
    said["path"] = "\n".join(f"{day}:{value}" for day, value in target.path)
    return TargetForm(place=place, initial=said, auto_id=f"target-{target.key}-%s")


def milestone_form(milestone: Milestone | None = None) -> MilestoneForm:
    """The form for a milestone as it stands, or for one more."""
    if milestone is None:
        return MilestoneForm(auto_id="milestone-new-%s")
    said = model_to_dict(milestone, fields=MilestoneForm.base_fields) | {"reason": ""}
    return MilestoneForm(initial=said, auto_id=f"milestone-{milestone.key}-%s")


def set_up(
    request: HttpRequest, place: Place, pk: int, form: forms.Form, action: Callable[..., object]
) -> HttpResponse:
    """Do to a commitment what a form of its set-up asks for, and stay there."""
    row = get_object_or_404(place.commitments, pk=pk)
    show = partial(page, request, place, row)
    back = ("setup", place.code, row.pk)
    return carried_out(request, form, partial(action, commitment=row), show, back)


@require_POST
@allowed("board.confirm")
def revise(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Confirm, correct, hand out or reject a commitment."""
    return set_up(request, place, pk, RevisionForm(request.POST, place=place), actions.revise)


@require_POST
@allowed("board.confirm")
def set_target(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Add a target, or correct one."""
    return set_up(request, place, pk, TargetForm(request.POST, place=place), actions.set_target)


@require_POST
@allowed("board.hand_out")
def set_milestone(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Add a dated step, or correct one."""
    return set_up(request, place, pk, MilestoneForm(request.POST), actions.set_milestone)


@require_POST
@allowed("board.hand_out")
def drop_milestone(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """No longer ask for a step."""
    return set_up(request, place, pk, DropForm(request.POST), actions.drop_milestone)
