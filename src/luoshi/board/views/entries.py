"""Promises that no report made: entered by hand, and gone through like the others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.forms.confirming import EntryForm
from luoshi.board.queries.confirming import cards
from luoshi.board.views.confirming import cards_of, home_of
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place


@require_GET
@allowed("board.look")
def entries(request: HttpRequest, place: Place) -> HttpResponse:
    """The promises that were entered, and the form for one more."""
    return entries_page(request, place, EntryForm(initial={"year": clock.today().year}))


def entries_page(request: HttpRequest, place: Place, form: EntryForm, status: int = 200) -> HttpResponse:
    """The page with the form as it was filled in."""
    found = cards(place.commitments.filter(report=None), clock.today())
    found.sort(key=lambda card: (-card.commitment.year, card.commitment.origin, card.commitment.number))
    context = {**cards_of(request, place, found), "form": form}
    return render(request, "board/entries.html", context, status=status)


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
