"""On the page of a commitment: the records behind its figures."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string

from luoshi.board.panels import on_commitment_page
from luoshi.board.queries import Line
from luoshi.registers.forms import CountForm, GovernForm
from luoshi.registers.queries.stories import counted, wanted


@on_commitment_page
def records(request: HttpRequest, line: Line, as_of: date) -> str:
    """The rows behind each counted figure; where nothing counts yet, what could."""
    found = [
        (one, GovernForm(initial={"key": one.target.key}, auto_id=f"govern-{one.target.key}-%s"))
        for one in counted(line, as_of)
    ]
    missing = [
        (
            one,
            CountForm(
                measures=one.measures, initial={"key": one.target.key}, auto_id=f"count-{one.target.key}-%s"
            ),
        )
        for one in wanted(line)
    ]
    if not found and not missing:
        return ""
    context = {
        "place": line.commitment.place,
        "line": line,
        "day": as_of,
        "counted": found,
        "wanted": missing,
    }
    return render_to_string("registers/panel.html", context, request)
