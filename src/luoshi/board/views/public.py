"""The public pages: open to all without a login, as pages, as JSON and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import wraps

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from luoshi.board.queries import public as queries
from luoshi.board.queries.lines import by_urgency
from luoshi.board.queries.public import Shown
from luoshi.board.views import public_data as data
from luoshi.board.views.common import PER_PAGE, as_of
from luoshi.board.views.sheets import as_csv
from luoshi.delivery.model import STATUSES
from luoshi.delivery.status import MILESTONE_ROWS, ROWS
from luoshi.office import files
from luoshi.office.actions import Refused
from luoshi.office.limits import limited
from luoshi.office.models import Place

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Let everybody look, so often a minute; the view gets the place."""

    @require_safe
    @limited
    @wraps(view)
    def opened(request: HttpRequest, code: str, **others: int) -> HttpResponse:
        return view(request, get_object_or_404(Place, code=code), **others)

    return opened


@open_to_all
def board(request: HttpRequest, place: Place) -> HttpResponse:
    """How the public commitments stand, worst first, with counts by status."""
    day = as_of(request)
    found = queries.board(place, day)
    wanted = request.GET.get("status", "")
    kept = by_urgency([one for one in found if wanted in ("", one.standing.status)])
    counts = Counter(one.standing.status for one in found)
    context = {
        "place": place,
        "day": day,
        "total": len(found),
        "wanted": wanted,
        "counts": [(status, counts[status]) for status in reversed(STATUSES)],
        "page": Paginator(kept, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "board/public/board.html", context)


@open_to_all
def board_json(request: HttpRequest, place: Place) -> HttpResponse:
    """The public board for programs."""
    day = as_of(request)
    return data.as_json(data.board(place, day, queries.board(place, day)))


@open_to_all
def board_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """The public board for a spreadsheet."""
    day = as_of(request)
    rows = [data.board_row(one) for one in queries.board(place, day)]
    return as_csv(f"public-{place.code}-{day}", data.board_head(), rows)


def one_of(place: Place, pk: int, day: date) -> Shown:
    """A public commitment; any other is not there."""
    found = queries.shown_whole(place, pk, day)
    if found is None:
        raise Http404
    return found


@open_to_all
def commitment(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A public commitment as it stood on a day."""
    day = as_of(request)
    context = {"place": place, "day": day, "one": one_of(place, pk, day)}
    return render(request, "board/public/commitment.html", context)


@open_to_all
def commitment_json(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A public commitment for programs."""
    day = as_of(request)
    return data.as_json(data.whole(place, day, one_of(place, pk, day)))


@open_to_all
def commitment_csv(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The public figures of a commitment for a spreadsheet."""
    day = as_of(request)
    one = one_of(place, pk, day)
    rows = [data.figure_row(figure) for figure in one.figures]
    return as_csv(f"public-{place.code}-{one.code}-{day}", data.figures_head(), rows)


@open_to_all
def file(_request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A public file, to be saved; of a photograph the copy without where it was taken."""
    row = queries.public_file(place, pk)
    if row is None:
        raise Http404
    try:
        place_of_copy, kind = files.public_copy(row.file.sha256, row.file.kind)
        return files.sent(place_of_copy, name=files.named_for(row.name, kind), kind=kind)
    except (FileNotFoundError, Refused) as error:
        raise Http404 from error


@csrf_exempt
@require_POST
@limited
def language(request: HttpRequest) -> HttpResponse:
    """Remember which language somebody reads.

    Without the token, which would make the pages different for everybody: a foreign page could at most turn
    the language.
    """
    return set_language(request)


@require_safe
@limited
def status(request: HttpRequest) -> HttpResponse:
    """The decision tables by which every status is judged."""
    tables = [("targets", ROWS), ("milestones", MILESTONE_ROWS)]
    return render(request, "board/public/status.html", {"tables": tables})


@require_safe
@limited
def status_json(_request: HttpRequest) -> HttpResponse:
    """The decision tables for programs."""
    return data.as_json(data.decisions())


@require_safe
@limited
def status_csv(_request: HttpRequest) -> HttpResponse:
    """The decision tables for a spreadsheet."""
    return as_csv("status", data.decisions_head(), data.decision_rows())
