"""The map of a place: its records on its boundary and streets, with the list beside it."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from luoshi.board.views.common import PER_PAGE, as_of, carried_out
from luoshi.geography.model import Indices
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register
from luoshi.registers import actions
from luoshi.registers.actions.common import keeps
from luoshi.registers.declared import title
from luoshi.registers.forms import PlaceForm
from luoshi.registers.models import Record
from luoshi.registers.queries.drawn import NoView, View, drawn, extent, shapes_of
from luoshi.registers.queries.ground import box_of, drawing, grounds
from luoshi.registers.queries.marks import Asked, Marks, located, marks, rows_of
from luoshi.registers.queries.rows import Kept
from luoshi.registers.views.records import found_at

CHINA = (73.5, 18.0, 135.0, 53.5)
"""What is shown where nothing is known of a place."""

DAY = 86_400
"""Seconds."""

Placing = tuple[Record, Programme, Register]


@require_GET
@allowed("registers.look")
def map_page(request: HttpRequest, place: Place) -> HttpResponse:
    """The map, and the list that says the same without it; `?place=` a record asks where it is."""
    asked = request.GET.get("place", "")
    if not asked:
        return page(request, place)
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404("place")
    placing = found_at(place, int(asked))
    if placing[2].geometry != "point" or not keeps(request.user, placing[1]):
        raise Http404("place")
    return page(request, place, placing)


def page(
    request: HttpRequest,
    place: Place,
    placing: Placing | None = None,
    *,
    bad: PlaceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The map as of a day; `placing` is the record that is put on it, `bad` its form filled in wrongly."""
    day = as_of(request)
    asked = Asked(f"{placing[1].name}/{placing[2].name}") if placing else Asked.of(request.GET)
    found = marks(place, asked, day)
    choices = [*located()]
    drawn_on = grounds(place)
    chosen = [register for _programme, register in located(asked.register)]
    context = {
        "place": place,
        "nav": "map",
        "day": day,
        "asked": asked,
        "programmes": grouped(choices),
        "register": chosen[0] if len(chosen) == 1 else None,
        "box": ",".join(map(str, box_of(drawn_on) or extent(found) or CHINA)),
        "ground": "-".join(str(one.pk) for one in drawn_on),
        "credits": {one.credit for one in drawn_on if one.credit},
        "tiles": settings.TILES,
        "placed": shown(request, found, found.placed, "page"),
        "unplaced": shown(request, found, found.unplaced, "rest"),
        "placing": placing[0] if placing else None,
        "form": bad or (placing_form(placing[0]) if placing else None),
    }
    return render(request, "registers/map.html", context, status=status)


def grouped(choices: list[tuple[Programme, Register]]) -> list[tuple[Programme, list[Register]]]:
    """Registers under their programmes."""
    groups: dict[str, tuple[Programme, list[Register]]] = {}
    for programme, register in choices:
        groups.setdefault(programme.name, (programme, []))[1].append(register)
    return [*groups.values()]


def shown(request: HttpRequest, found: Marks, chosen: Indices, name: str) -> Page[Kept]:
    """The page of chosen marks that is asked for, with the records behind them; one query."""
    page = Paginator(range(len(chosen)), PER_PAGE).get_page(request.GET.get(name))
    page.object_list = rows_of(found, chosen[[*page.object_list]])
    return page


def placing_form(record: Record) -> PlaceForm:
    """The form filled in with where the record stands now."""
    last = record.revisions.order_by("pk").last()
    return PlaceForm(initial={"lon": last.lon, "lat": last.lat} if last else None)


@require_GET
@allowed("registers.look")
def map_records(request: HttpRequest, place: Place) -> HttpResponse:
    """The records in a part of the map as JSON, with the list of the first of them."""
    try:
        view = View.of(request.GET)
    except NoView as error:
        raise Http404(str(error)) from error
    found = drawn(marks(place, Asked.of(request.GET), as_of(request)), view)
    context = {"place": place, "rows": found.listed, "more": found.total > len(found.listed)}
    return JsonResponse(
        {
            "points": [point(one, stage) for one, stage in zip(found.rows, found.stages, strict=True)],
            "clusters": found.clusters,
            "shapes": shapes_of(found, view),
            "total": ngettext("%(total)s 条记录", "%(total)s 条记录", found.total) % {"total": found.total},
            "list": render_to_string("registers/map_list.html", context, request),
        }
    )


@require_GET
@allowed("registers.look")
@cache_control(private=True, max_age=DAY)
@gzip_page
def map_ground(request: HttpRequest, place: Place) -> HttpResponse:
    """What a part of the map is drawn on, as JSON; what is drawn anew has another address."""
    try:
        view = View.of(request.GET)
    except NoView as error:
        raise Http404(str(error)) from error
    return HttpResponse(drawing(grounds(place), view), content_type="application/json")


def point(one: Kept, stage: int) -> list[object]:
    """A record as the page draws it: id, where, the place of its stage, its name, the stage in words."""
    reached = one.stage
    stage_of = one.register.stage_named(reached.stage) if reached else None
    name = str(one.values.get("name") or one.record.key)
    words = title(stage_of) if stage_of else ""
    return [one.record.pk, one.revision.lon, one.revision.lat, stage, name, words]


@require_POST
@allowed("registers.keep")
def place_record(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Where a record is."""
    row, programme, register = found_at(place, pk)
    act = partial(actions.place_record, record=row, programme=programme, register=register)
    show = partial(page, request, place, (row, programme, register))
    return carried_out(request, PlaceForm(request.POST), act, show, ("record", place.code, row.pk))
