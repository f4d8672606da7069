"""The account of a report: each promise, and what became of it as of a day."""

from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.board.models import State
from luoshi.board.queries.fates import Fate, counted, fates
from luoshi.board.views.common import as_of
from luoshi.board.words import status_words
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.reading.outputs.csv import guarded


@require_GET
@allowed("board.look")
def account(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Each promise of a report with what became of it."""
    row = get_object_or_404(place.reports, pk=pk)
    day = as_of(request)
    found = fates(row.commitments.all(), day)
    wanted = request.GET.get("state", "")
    context = {
        "place": place,
        "report": row,
        "day": day,
        "total": len(found),
        "counts": counted(found),
        "wanted": wanted,
        "fates": [fate for fate in found if not wanted or fate.state == wanted],
    }
    return render(request, "board/confirming/account.html", context)


@require_GET
@allowed("board.look")
def account_csv(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The account for a spreadsheet: one row a promise."""
    row = get_object_or_404(place.reports, pk=pk)
    day = as_of(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="account-{place.code}-{row.year}-{day}.csv"'
    response.write("\ufeff")
    out = csv.writer(response)
    heads = [_("编号"), _("章节"), _("原文"), _("承诺"), _("去向"), _("去向编号")]
    out.writerow([*heads, _("理由"), _("日期"), _("谁定的"), _("进度")])
    for fate in fates(row.commitments.all(), day):
        out.writerow(told(fate))
    return response


def told(fate: Fate) -> list[str]:
    """The cells of a promise; text cannot become a formula."""
    said = fate.commitment
    confirmed = fate.state == State.CONFIRMED
    return [
        said.code,
        *map(guarded, (said.section, said.words, fate.line.revision.title)),
        fate.decided.get_state_display(),
        "、".join(row.code for row in fate.into),
        guarded(fate.reason),
        timezone.localdate(fate.decided.at).isoformat(),
        guarded(str(fate.decided.by or "")),
        status_words(fate.line.standing.status) if confirmed else "",
    ]
