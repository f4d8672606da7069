"""Promises that no report made: entered by hand, and gone through like the others."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.forms.confirming import EntryForm
from luoshi.board.models import Commitment, Origin
from luoshi.board.queries.entries import Wanted, entered, entry_cards, is_waiting
from luoshi.board.views.common import PER_PAGE
from luoshi.board.views.confirming import cards_of, home_of
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place


@require_GET
@allowed("board.look")
def entries(request: HttpRequest, place: Place) -> HttpResponse:
    """A page of the promises that were entered, and the form for one more."""
    return entries_page(request, place, EntryForm(initial={"year": clock.today().year}))


def entries_page(request: HttpRequest, place: Place, form: EntryForm, status: int = 200) -> HttpResponse:
    """The page with the form as it was filled in."""
    rows = entered(place)
    wanted = wanted_by(request)
    page = page_of(request, [row for row in rows if wanted.holds(row)])
    found = entry_cards(place, [row.pk for row in page])
    context = {
        **cards_of(request, place, found),
        "total": len(rows),
        "waiting": sum(map(is_waiting, rows)),
        "wanted": wanted,
        "origins": [(one.value, one.label) for one in Origin if one != Origin.REPORT],
        "page": page,
        "form": form,
    }
    return render(request, "board/entries.html", context, status=status)


def wanted_by(request: HttpRequest) -> Wanted:
    """Which promises an address asks for."""
    said = {name: request.GET.get(name, "").strip() for name in ("words", "origin")}
    return Wanted(**said, open_only=request.GET.get("open") == "1")


def page_of(request: HttpRequest, rows: Sequence[Commitment]) -> Page:
    """The page that is asked for; if none is, the one with the promise that is."""
    at = request.GET.get("at", "")
    index = next((index for index, row in enumerate(rows) if str(row.pk) == at), 0)
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page", index // PER_PAGE + 1))


@require_POST
@allowed("board.confirm")
def enter_promise(request: HttpRequest, place: Place) -> HttpResponse:
    """Enter a promise, and show it among the others."""
    form = EntryForm(request.POST)
    if not form.is_valid():
        return entries_page(request, place, form, 400)
    try:
        row = actions.enter_promise(place=place, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("words", str(refusal))
        return entries_page(request, place, form, 409)
    return redirect(home_of(row))
