"""The figures of a department for a month, on one page: drafted at once, submitted at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.actions.months import Entry, RowsRefused
from luoshi.board.forms.windows import RowForm
from luoshi.board.models import Progress, Step
from luoshi.board.queries.windows import MonthPage, MonthRow, month_page
from luoshi.board.views.common import YEARS
from luoshi.delivery.periods import month_end
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.models import Place


def month_of(said: str) -> date:
    """The last day of a month written 2025-03; raises Http404 for what is none."""
    try:
        first = date.fromisoformat(f"{said}-01")
    except ValueError as error:
        raise Http404("month") from error
    if first.year not in YEARS or f"{first:%Y-%m}" != said:
        raise Http404("month")
    return month_end(first)


@require_GET
@allowed("board.report")
def month(request: HttpRequest, place: Place, month: str) -> HttpResponse:
    """What one's department owes for a month, with a row to fill in for each figure."""
    day = month_of(month)
    found = found_for(request, place, day)
    return page(request, place, day, found, [row_form(row) for row in found.rows])


def found_for(request: HttpRequest, place: Place, day: date) -> MonthPage:
    """The figures of the person's department for a month."""
    return month_page(place, request.user.department, day, clock.today())


def page(
    request: HttpRequest, place: Place, day: date, found: MonthPage, forms: list[RowForm], status: int = 200
) -> HttpResponse:
    """The page of a month with its rows as they were filled in."""
    rows = [(row, form, form.errors) for row, form in zip(found.rows, forms, strict=True)]
    context = {
        "place": place,
        "nav": "owed",
        "month": day,
        "is_over": day < clock.today(),
        "found": found,
        "rows": rows,
        "drafts": len(drafts_of(found)),
        "can_write": any(is_writable(row, day) for row in found.rows),
        "faulty": sum(bool(form.errors) for form in forms),
    }
    return render(request, "board/month.html", context, status=status)


def row_form(row: MonthRow, data: object = None) -> RowForm:
    """The form of a row; it begins with the draft that is there."""
    figure = row.due.figure
    names = ("value", "cumulative", "provisional", "sentence")
    said = {name: getattr(figure, name) for name in names} if figure else {}
    if figure:
        said["value"] = Decimal(f"{figure.value.normalize():f}")
        said["cumulative"] = str(figure.cumulative).lower()
    return RowForm(data, prefix=row.due.thing.slug, initial=said)


def is_writable(row: MonthRow, day: date) -> bool:
    """Whether a figure can be given now."""
    return not row.is_given and not row.is_locked and day < clock.today()


def drafts_of(found: MonthPage) -> dict[str, Progress]:
    """The drafts of a month that can be submitted."""
    rows = [row.due for row in found.rows if not row.is_locked]
    return {due.thing.slug: due.figure for due in rows if due.figure and due.step == Step.DRAFTED}


@require_POST
@allowed("board.report")
def save(request: HttpRequest, place: Place, month: str) -> HttpResponse:
    """Draft all figures that were filled in, or none."""
    day = month_of(month)
    found = found_for(request, place, day)
    forms = [row_form(row, request.POST if is_writable(row, day) else None) for row in found.rows]
    bound = [(row, form) for row, form in zip(found.rows, forms, strict=True) if form.is_bound]
    faulty = [form for _row, form in bound if not form.is_valid()]
    if faulty:
        return page(request, place, day, found, forms, 400)
    entries = [entry(row, form) for row, form in bound if form.has_changed() and form.is_filled]
    try:
        drafted = actions.report_month(month=day, entries=entries, by=request.user)
    except RowsRefused as refusal:
        add_errors(forms, refusal)
        return page(request, place, day, found, forms, 409)
    messages.success(request, _("存了 %(count)s 个数") % {"count": len(drafted)})
    return redirect("month", place.code, month)


def entry(row: MonthRow, form: RowForm) -> Entry:
    """A row as it was filled in."""
    thing, said = row.due.thing, form.cleaned_data
    commitment = thing.facts.commitment if thing.facts else None
    return Entry(thing.slug, thing.part, thing.key, commitment=commitment, measure=thing.measure, **said)


def add_errors(forms: list[RowForm], refusal: RowsRefused) -> None:
    """Show at each row why it was refused."""
    for form in forms:
        if form.prefix in refusal.errors:
            form.add_error("value", refusal.errors[form.prefix])


@require_POST
@allowed("board.submit")
def submit(request: HttpRequest, place: Place, month: str) -> HttpResponse:
    """Submit all drafts of a month, or none."""
    day = month_of(month)
    found = found_for(request, place, day)
    try:
        moves = actions.submit_month(drafts=drafts_of(found), by=request.user)
    except RowsRefused as refusal:
        messages.error(request, " ".join([str(refusal), *refusal.errors.values()]))
    else:
        messages.success(request, _("提交了 %(count)s 个数") % {"count": len(moves)})
    return redirect("month", place.code, month)
