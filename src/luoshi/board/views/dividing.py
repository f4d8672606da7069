"""Pages on which a promise is split, or several are merged."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.board import actions
from luoshi.board.actions.splitting import source_of
from luoshi.board.forms.confirming import MOST_PARTS, MergeForm, SplitForm, UnmergeForm
from luoshi.board.models import Commitment
from luoshi.board.queries.confirming import cards
from luoshi.board.stretches import clauses, words_of
from luoshi.board.templatetags.board import goal
from luoshi.board.views.confirming import home_of, ticked
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.actions import Refused
from luoshi.office.models import Place


@require_GET
@allowed("board.confirm")
def splitting(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The page on which a promise is split."""
    row = commitment_of(place, pk)
    return split_page(request, place, row, split_form(place, row, size_of(request.GET.get("parts", ""))))


def commitment_of(place: Place, pk: int) -> Commitment:
    """A promise with its source."""
    return get_object_or_404(place.commitments.select_related("place", "report", "split_from"), pk=pk)


def size_of(said: str) -> int:
    """In how many parts, from two on."""
    return min(max(int(said), 2), MOST_PARTS) if said.isdecimal() and len(said) < 4 else 2


def split_form(place: Place, row: Commitment, size: int, data: object = None) -> SplitForm:
    """The form about the clauses, targets and steps of a promise."""
    found = cards(place.commitments.filter(pk=row.pk), clock.today())
    if not found:
        raise Http404
    text = source_of(row)
    return SplitForm(
        data,
        clauses=[(spans, words_of(text, spans)) for spans in clauses(text, row.spans)],
        targets=[(target, f"{target.measure} {goal(target)}") for target in found[0].targets],
        milestones=found[0].milestones,
        size=size,
    )


def split_page(
    request: HttpRequest, place: Place, row: Commitment, form: SplitForm, status: int = 200
) -> HttpResponse:
    """The page with the form as it was filled in."""
    context = {"place": place, "nav": "reports", "row": row, "form": form, "home": home_of(row)}
    more = form.size + 1 if form.size < MOST_PARTS else None
    return render(request, "board/confirming/split.html", context | {"more": more}, status=status)


@require_POST
@allowed("board.confirm")
def split(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Split a promise, and show its parts."""
    row = commitment_of(place, pk)
    form = split_form(place, row, size_of(request.POST.get("size", "")), request.POST)
    if not form.is_valid():
        return split_page(request, place, row, form, 400)
    try:
        parts = actions.split(
            commitment=row, shares=form.shares(), reason=form.cleaned_data["reason"], by=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return split_page(request, place, row, form, 409)
    messages.success(request, _("拆成了 %(codes)s") % {"codes": "、".join(part.code for part in parts)})
    return redirect(home_of(parts[0]))


@require_GET
@allowed("board.confirm")
def merging(request: HttpRequest, place: Place) -> HttpResponse:
    """The page on which it is said which of some promises is kept."""
    rows = ticked(place, request.GET.getlist("commitment"))
    return merge_page(request, place, rows, MergeForm(commitments=rows))


def merge_page(
    request: HttpRequest, place: Place, rows: list[Commitment], form: forms.Form, status: int = 200
) -> HttpResponse:
    """The page with the form as it was filled in."""
    context = {"place": place, "nav": "reports", "rows": rows, "form": form}
    return render(request, "board/confirming/merge.html", context, status=status)


@require_POST
@allowed("board.confirm")
def merge(request: HttpRequest, place: Place) -> HttpResponse:
    """Merge promises into the one that is kept, and show it."""
    rows = ticked(place, request.POST.getlist("commitment"))
    form = MergeForm(request.POST, commitments=rows)
    if not form.is_valid():
        return merge_page(request, place, rows, form, 400)
    kept = next(row for row in rows if row.pk == form.cleaned_data["kept"])
    try:
        actions.merge(kept=kept, others=rows, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return merge_page(request, place, rows, form, 409)
    messages.success(request, _("已并入 %(code)s") % {"code": kept.code})
    return redirect(home_of(kept))


@require_POST
@allowed("board.confirm")
def unmerge(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Undo a merger, and show the promise among those that wait."""
    row, form = commitment_of(place, pk), UnmergeForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect(home_of(row))
    try:
        actions.unmerge(commitment=row, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤销合并，%(code)s 又等待确认。") % {"code": row.code})
    return redirect(home_of(row))
