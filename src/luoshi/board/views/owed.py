"""待办: what waits for whoever looks, and what they were told."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.queries.desks import charges, department_desk, named, officer_desk, proposed_in
from luoshi.board.views.common import PER_PAGE
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import read_notices
from luoshi.office.models import Place, Role

NOTICES = 10


@require_GET
@allowed("board.look")
def owed(request: HttpRequest, place: Place) -> HttpResponse:
    """A department's figures by urgency, the office's decisions, a leader's charges; and one's notices."""
    user, today = request.user, clock.today()
    context: dict[str, object] = {
        "place": place,
        "nav": "owed",
        "day": today,
        "notices": user.notices.filter(read=None)[:NOTICES],
    }
    if user.department is not None:
        context["desk"] = department_desk(place, user.department, today)
    if user.has_perm("board.accept", place):
        office = officer_desk(place)
        context["office"] = office
        page = Paginator(office.figures, PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = named(page.object_list)
        context["page"] = page
    if user.role == Role.LEADER:
        context["charges"] = found = charges(place, user, today)
        context["proposals"] = proposed_in(found)
    return render(request, "board/owed.html", context)


@require_POST
@allowed("board.look")
def read(request: HttpRequest, place: Place) -> HttpResponse:
    """One's notices are read."""
    read_notices(by=request.user)
    return redirect("owed", place.code)
