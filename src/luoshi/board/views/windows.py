"""Who has reported and who has not; reminding departments, reopening a window for one."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.forms.windows import RemindForm, ReopenForm
from luoshi.board.models import Window
from luoshi.board.queries.windows import owing, window_table
from luoshi.board.views.common import as_of
from luoshi.board.views.months import month_of
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Department, Place

LONGER = timedelta(days=5)
"""How much longer a reopened window stays open, unless the officer says otherwise."""


@require_GET
@allowed("board.windows")
def windows(request: HttpRequest, place: Place) -> HttpResponse:
    """Departments by months."""
    return page(request, place)


def page(
    request: HttpRequest,
    place: Place,
    *,
    chosen: Window | None = None,
    bad: ReopenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The table, with the window of `?month=` or the last one chosen; `bad` was filled in wrongly."""
    said = request.GET.get("month", "")
    month = chosen.month if chosen else month_of(said) if said else None
    day, today = as_of(request), clock.today()
    table = window_table(place, day, month)
    form = ReopenForm([row.department for row in table.rows], initial={"until": today + LONGER})
    context = {
        "place": place,
        "nav": "owed",
        "day": day,
        "is_now": day == today,
        "is_over": table.chosen is not None and day > table.chosen.closes,
        "table": table,
        "form": bad or form,
    }
    return render(request, "board/windows.html", context, status=status)


def back(place: Place, window: Window) -> HttpResponse:
    """To the table, with this window chosen."""
    return redirect(f"{reverse('windows', args=[place.code])}?month={window.month:%Y-%m}")


@require_POST
@allowed("board.remind")
def remind(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Remind one department, or all that owe figures of a month."""
    window = get_object_or_404(place.windows, pk=pk)
    owed = owing(place, window.month, clock.today())
    form = RemindForm(request.POST, departments=list(owed))
    if not form.is_valid():
        messages.error(request, _("这个单位没有要报的数。"))
        return back(place, window)
    wanted = form.cleaned_data["department"]
    link = reverse("month", args=[place.code, f"{window.month:%Y-%m}"])
    with transaction.atomic():
        reminded = [
            department
            for department, dues in owed.items()
            if wanted in (None, department)
            and actions.remind(
                window=window, department=department, owed=len(dues), by=request.user, link=link
            )
        ]
    if reminded:
        messages.success(request, _("提醒了：%(names)s") % {"names": "、".join(map(str, reminded))})
    else:
        messages.warning(request, _("今天已经提醒过了。"))
    return back(place, window)


@require_POST
@allowed("board.remind")
def reopen(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Let a department report for a closed month until a day."""
    window = get_object_or_404(place.windows, pk=pk)
    form = ReopenForm(Department.objects.filter(place=place), request.POST)
    if not form.is_valid():
        return page(request, place, chosen=window, bad=form, status=400)
    try:
        actions.reopen(window=window, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, place, chosen=window, bad=form, status=409)
    messages.success(request, _("已记录"))
    return back(place, window)
