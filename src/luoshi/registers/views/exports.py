"""The records of a register go out, sifted as the list is, as of the day that is asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from luoshi.board.views.common import as_of
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.registers.actions.common import keeps
from luoshi.registers.declared import register_at, title
from luoshi.registers.queries.areas import areas_of, lying_in
from luoshi.registers.queries.lists import Sifting, sifted
from luoshi.registers.queries.rows import kept
from luoshi.registers.tables.out import Table, table
from luoshi.registers.tables.out_places import as_geojson, as_gpkg
from luoshi.registers.tables.out_sheets import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@allowed("registers.look")
def records_csv(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """The records for a spreadsheet, as text."""
    return as_csv(f"{programme}-{register}", asked(request, place, programme, register))


@require_GET
@allowed("registers.look")
def records_xlsx(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """The records as a workbook."""
    return sent(request, place, programme, register, as_xlsx, ("xlsx", XLSX))


@require_GET
@allowed("registers.look")
def records_geojson(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """The records as features for a map."""
    return sent(request, place, programme, register, as_geojson, ("geojson", "application/geo+json"))


@require_GET
@allowed("registers.look")
def records_gpkg(request: HttpRequest, place: Place, programme: str, register: str) -> HttpResponse:
    """The records as a layer for a geographic information system."""

    def made(words: str, found: Table) -> bytes:
        return as_gpkg(f"{programme}_{register}", words, found)

    return sent(request, place, programme, register, made, ("gpkg", "application/geopackage+sqlite3"))


def asked(request: HttpRequest, place: Place, programme: str, register: str) -> Table:
    """The records that the list would show; what speaks of persons only for those who keep it."""
    declared, own = register_at(programme, register)
    records = place.records.filter(programme=declared.name, register=own.name)
    day, code = as_of(request), request.GET.get("area", "")
    found = sifted(kept(records, own, day), Sifting.of(request.GET, own))
    areas = areas_of(place, day) if code else None
    found = lying_in(areas, found, code) if areas else found
    with_place = request.path.endswith((".csv", ".xlsx"))
    return table(own, found, open_to=keeps(request.user, declared), with_place=with_place)


def sent(
    request: HttpRequest,
    place: Place,
    programme: str,
    register: str,
    made: Callable[[str, Table], bytes],
    kind: tuple[str, str],
) -> HttpResponse:
    """A file of records under its Chinese name."""
    found = asked(request, place, programme, register)
    words = f"{place.name}{title(found.register)} {as_of(request)}"
    response = HttpResponse(made(words, found), content_type=kind[1])
    response["Content-Disposition"] = content_disposition_header(True, f"{words}.{kind[0]}")
    return response
