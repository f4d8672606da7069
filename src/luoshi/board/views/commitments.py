"""A commitment's page: the promise and its source, its parts and figures, and all that happened to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luoshi.board import actions, queries
from luoshi.board.charts import drawn
from luoshi.board.forms.decisions import ChangeForm, FindingForm, ItemForm, part_choices
from luoshi.board.panels import panels
from luoshi.board.queries.evidence import proofs, standing_releases
from luoshi.board.queries.lateness import late_in
from luoshi.board.queries.machine import items_of, readings
from luoshi.board.queries.stories import around, earlier, items_with_done, story, sums
from luoshi.board.views.common import as_of, carried_out
from luoshi.delivery.course import course
from luoshi.office.access import allowed
from luoshi.office.models import Place


@require_GET
@allowed("board.look")
def commitment(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A commitment as it stood on a day."""
    return page(request, place, pk)


def page(
    request: HttpRequest, place: Place, pk: int, *, status: int = 200, bad: forms.Form | None = None
) -> HttpResponse:
    """The page of a commitment; `bad` is a form that was filled in wrongly, its faults are shown."""
    day = as_of(request)
    rows = place.commitments.filter(pk=pk).select_related("report", "split_from")
    found = queries.lines(rows, day, whole=True)
    if not found:
        raise Http404
    line = found[0]
    facts, department = line.facts, request.user.department
    leads = department is not None and department.pk == line.revision.lead_id
    files = proofs(facts)
    context = {
        "place": place,
        "nav": "board",
        "line": line,
        "day": day,
        "source": around(line.commitment),
        "readings": readings(items_of(line.commitment)),
        "figures": [(figure, facts.moves[figure.pk]) for figure in facts.progress],
        "shared": [(figure, facts.moves[figure.pk]) for figure in facts.shared],
        "late": late_in(facts),
        "untrue": facts.untrue(),
        "proofs": files,
        "whole": files.get(None, []),
        "releases": standing_releases(facts),
        "takes_files": actions.OPEN,
        "items": items_with_done(facts),
        "sums": sums(facts),
        **forms_for(request, place, facts),
        "next_stages": actions.next_stages(facts.checks),
        "leads": leads,
        "settles": request.user.has_perm("board.settle", place)
        and (leads or line.revision.leader_id == request.user.pk),
        "takes_part": leads or (department is not None and department.name in line.revision.supporting),
        "earlier": earlier(facts.targets),
        "story": story(facts),
        "panels": panels(request, line, day),
        "bad": bad,
    }
    return render(request, "board/commitment.html", context, status=status)


@require_GET
@allowed("board.look")
def chart(request: HttpRequest, place: Place, pk: int, key: int) -> HttpResponse:
    """The course of a target up to a day, as a picture."""
    day = as_of(request)
    found = queries.gathered(place.commitments.filter(pk=pk), day)
    target = next((row for facts in found for row in facts.standing_targets() if row.key == key), None)
    if target is None:
        raise Http404
    points = course(queries.goal(target), queries.counting(found[0], target), day)
    return HttpResponse(drawn(points, float(target.value), target.unit), content_type="image/svg+xml")


def forms_for(request: HttpRequest, place: Place, facts: queries.Facts) -> dict[str, object]:
    """The empty forms of the page."""
    targets = facts.standing_targets()
    parts = part_choices(targets, facts.standing_milestones())
    return {
        "parts": parts,
        "change_form": ChangeForm(parts=parts, auto_id="change-%s"),
        "finding_form": FindingForm(
            place=place, parts=parts, auto_id="finding-%s", initial={"drawn": request.GET.get("lot")}
        ),
        "item_form": ItemForm(place=place, targets=targets, auto_id="item-%s"),
    }


def decide(
    request: HttpRequest, place: Place, pk: int, form: forms.Form, action: Callable[..., object]
) -> HttpResponse:
    """Do to a commitment of the place what a form asks for, and go back to its page."""
    row = get_object_or_404(place.commitments, pk=pk)
    show = partial(page, request, place, pk)
    back = ("commitment", place.code, row.pk)
    return carried_out(request, form, partial(action, commitment=row), show, back)
