"""The account of a report: each promise, and what became of it as of a day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.board.queries.fates import Fate, counted, fates
from luoshi.board.views.common import as_of
from luoshi.board.views.sheets import sealed_csv
from luoshi.board.words import status_words
from luoshi.office.access import allowed
from luoshi.office.models import Place


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
        "nav": "reports",
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
    heads = [_("编号"), _("章节"), _("原文"), _("承诺"), _("去向"), _("去向编号")]
    heads += [_("理由"), _("日期"), _("谁定的"), _("进度")]
    rows = [told(fate) for fate in fates(row.commitments.all(), day)]
    return sealed_csv(f"account-{place.code}-{row.year}-{day}", heads, rows)


def told(fate: Fate) -> list[str]:
    """The cells of a promise."""
    said = fate.commitment
    return [
        said.code,
        *(said.section, said.words, fate.title),
        fate.decided.get_state_display(),
        "、".join(row.code for row in fate.into),
        fate.reason,
        timezone.localdate(fate.decided.at).isoformat(),
        str(fate.decided.by or ""),
        status_words(fate.standing.status) if fate.standing else "",
    ]
