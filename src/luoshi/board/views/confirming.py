"""Going through a report's promises: its text beside them, and what the office makes of each."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.forms.confirming import JudgeForm
from luoshi.board.forms.reports import MissedForm
from luoshi.board.models import Commitment, Report, State
from luoshi.board.queries.confirming import Card, by_class, cards, marked, remnants
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place


@require_GET
@allowed("board.look")
def report(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A report's text with its promises marked, and the promises beside it."""
    row = get_object_or_404(place.reports, pk=pk)
    return report_page(request, place, row, MissedForm(initial={"words": wanted_words(request, row)}))


def wanted_words(request: HttpRequest, row: Report) -> str:
    """The words of the leftover from which a promise is to be made, if any."""
    said = request.GET.get("add", "")
    index = int(said) if said.isdecimal() and len(said) < 6 else len(row.leftovers)
    return row.leftovers[index]["sentence"] if index < len(row.leftovers) else ""


def report_page(
    request: HttpRequest, place: Place, row: Report, form: MissedForm, status: int = 200
) -> HttpResponse:
    """The page of a report, with the form for a missed promise as it was filled in."""
    found = cards(row.commitments.all(), clock.today())
    left = remnants(row)
    text = marked(row.text, found, left)
    context = {
        **cards_of(request, place, found),
        "report": row,
        "text": text,
        "anchored": {piece.remnant.index for line in text for piece in line.pieces if piece.remnant},
        "classes": by_class(left),
        "remnants": len(left),
        "form": form,
    }
    return render(request, "board/report.html", context, status=status)


def cards_of(request: HttpRequest, place: Place, found: list[Card]) -> dict[str, object]:
    """What a list of promises to go through is made from; `at` is the one whose form is open."""
    waiting = [card for card in found if card.revision.state == State.PROPOSED]
    open_only = request.GET.get("open") == "1"
    shown = waiting if open_only else found
    said = request.GET.get("at", "")
    chosen = next((card for card in shown if str(card.commitment.pk) == said), None)
    return {
        "place": place,
        "nav": "reports",
        "cards": shown,
        "at": chosen or next(iter(waiting), None),
        "open_only": open_only,
        "waiting": len(waiting),
        "total": len(found),
    }


def home_of(commitment: Commitment) -> str:
    """The page on which a promise is gone through, at the promise."""
    code, pk = commitment.place.code, commitment.pk
    if commitment.report_id is None:
        return f"{reverse('entries', args=[code])}?at={pk}#p-{pk}"
    return f"{reverse('report', args=[code, commitment.report_id])}?at={pk}#p-{pk}"


@require_POST
@allowed("board.confirm")
def add_promise(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Add a promise that the reader missed, and show it among the others."""
    row = get_object_or_404(place.reports, pk=pk)
    form = MissedForm(request.POST)
    if not form.is_valid():
        return report_page(request, place, row, form, 400)
    try:
        added = actions.add_promise(report=row, words=form.cleaned_data["words"], by=request.user)
    except Refused as refusal:
        form.add_error("words", str(refusal))
        return report_page(request, place, row, form, 409)
    return redirect(home_of(added))


@require_POST
@allowed("board.confirm")
def confirm_promises(request: HttpRequest, place: Place) -> HttpResponse:
    """Confirm, as they stand, those promises that were ticked and still wait."""
    rows = ticked(place, request.POST.getlist("commitment"))
    count = actions.confirm_promises(commitments=rows, by=request.user)
    messages.success(request, _("确认了 %(count)s 项") % {"count": count})
    return redirect(list_of(rows[0]) if rows else reverse("reports", args=[place.code]))


def list_of(commitment: Commitment) -> str:
    """The list that a promise stands in: of the entered ones, the page with it."""
    home = home_of(commitment)
    return home if commitment.report_id is None else home.partition("?")[0]


def ticked(place: Place, said: list[str]) -> list[Commitment]:
    """The promises of the place that were ticked, in the order of the list."""
    wanted = [int(pk) for pk in said if pk.isdecimal() and len(pk) < 18]
    rows = place.commitments.select_related("place", "report").in_bulk(wanted[:5000])
    return [rows[pk] for pk in dict.fromkeys(wanted) if pk in rows]


@require_POST
@allowed("board.confirm")
def judge(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Confirm, correct or reject one promise; a script gets its card back, a browser its page."""
    row = get_object_or_404(place.commitments.select_related("place"), pk=pk)
    form = JudgeForm(request.POST)
    status, fault = 200, ""
    if form.is_valid():
        try:
            decide(row, form.cleaned_data, request)
        except Refused as refusal:
            status, fault = 409, str(refusal)
    else:
        status, fault = 400, next(iter(form.errors.values()))[0]
    if request.htmx:
        return card_again(request, place, row, status, fault)
    if fault:
        messages.error(request, fault)
    else:
        messages.success(request, _("已记录"))
    return redirect(home_of(row))


def decide(row: Commitment, said: dict, request: HttpRequest) -> None:
    """Do what the form of one promise says."""
    revise = partial(
        actions.revise, commitment=row, by=request.user, seen=said["seen"], reason=said["reason"]
    )
    if said["act"] == "correct":
        revise(title=said["title"])
    elif said["act"] == "reject":
        revise(state=State.REJECTED)
    else:
        revise(state=State.CONFIRMED, **({"title": said["title"]} if said["title"] else {}))


def card_again(request: HttpRequest, place: Place, row: Commitment, status: int, fault: str) -> HttpResponse:
    """One promise as it stands now, and what was wrong with the request if anything."""
    card = cards(place.commitments.filter(pk=row.pk), clock.today())[0]
    context = {"place": place, "card": card, "fault": fault, "confirming": True}
    return render(request, "board/confirming/card.html", context, status=status)
