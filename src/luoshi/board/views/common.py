"""What all pages share: the day they are asked for and how much a page holds."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone

PER_PAGE = 50
YEARS = range(2000, 2101)


def as_of(request: HttpRequest) -> date:
    """The day the page is asked for, today if none; raises Http404 for what is no day."""
    said = request.GET.get("as_of", "")
    if not said:
        return timezone.localdate()
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise Http404("as_of") from error
    if day.year not in YEARS:
        raise Http404("as_of")
    return day
